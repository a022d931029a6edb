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


LIGHT = Theme(page="#ffffff", ink="#1f2023", quiet="#62656d", accent="#df662c", bar="#f2b78f", band="#fdf1e8")
DARK = Theme(page="#1f2023", ink="#f2f2f4", quiet="#a8abb3", accent="#f58f56", bar="#9a6246", band="#332e2c")
