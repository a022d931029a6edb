"""The colours of pictures: warm on light, warm on dark, every text at least 4.5 : 1 against its page."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours by what they are for."""

    page: str
    ink: str
    quiet: str
    accent: str
    bar: str
    band: str


LIGHT = Theme(page="#fffefb", ink="#2b2723", quiet="#685f56", accent="#0f6858", bar="#a5cfc3", band="#e1efe9")
DARK = Theme(page="#25221f", ink="#efe9e0", quiet="#b3a89b", accent="#6cc9b1", bar="#3c7767", band="#203a34")
