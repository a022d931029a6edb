"""The corpus: labelled texts, one a line, in corpus/; some may be tuned by, the others only measure."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).with_name("corpus")
TUNED = ("tuned", "fresh1", "fresh2", "fresh3", "fresh5", "fresh7")
HELD_OUT = ("held", "fresh4", "fresh6")


@dataclass(frozen=True)
class Text:
    """A text with its label."""

    text: str
    pitch: bool


def texts(*batches: str) -> Sequence[Text]:
    """Read batches of texts."""
    return [
        Text(line, label == "pitch")
        for batch in batches
        for label in ("pitch", "learn")
        for line in (FOLDER / f"{batch}_{label}.txt").read_text("utf-8").splitlines()
        if line and not line.startswith("# ")
    ]
