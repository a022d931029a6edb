"""What the guides tell their readers to type."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from markdown_it import MarkdownIt

ROOT = Path(__file__).parents[2]
_MENTIONED = re.compile(r"(git|make|netlearn|pip|pipx|uv) ")
_OF_OTHERS = "netlearn.example.org {"  # how the configuration of a web server begins


@dataclass(frozen=True, slots=True)
class Typed:
    """A line that somebody is told to type, and the heading under which it stands."""

    section: str
    line: str


def typed(page: str) -> list[Typed]:
    """Return the command lines of a page in their order, of its blocks and of its sentences."""
    return list(_typed((ROOT / page).read_text("utf-8")))


def section(page: str, heading: str) -> list[str]:
    """Return the command lines under a heading, "" for those above the first."""
    return [each.line for each in typed(page) if each.section == heading]


def _typed(text: str) -> Iterator[Typed]:
    heading, tokens = "", MarkdownIt().parse(text)
    for before, token in zip([None, *tokens], tokens, strict=False):
        if before and before.type == "heading_open":
            heading = token.content if before.tag == "h2" else heading
        elif token.type in ("code_block", "fence") and not token.content.startswith(_OF_OTHERS):
            yield from (Typed(heading, line) for line in token.content.splitlines())
        for part in token.children or ():
            if part.type == "code_inline" and _MENTIONED.match(part.content):
                yield Typed(heading, part.content)
