"""Text that can be drawn: only characters that some font here has, shortened to the width there is.

A character that no font has would be a box and a warning, so it is left out beforehand; a filter for that
warning would change what all threads see. Arabic is joined and Hebrew ordered by matplotlib, from 3.11 on.
"""

import unicodedata
from functools import cache

from matplotlib.font_manager import FontProperties, findfont, fontManager, get_font
from matplotlib.textpath import text_to_path

FAMILIES = (
    "DejaVu Sans",  # comes with matplotlib: Latin, Greek, Cyrillic, Arabic, Hebrew; the others if here
    *("Noto Sans CJK JP", "Noto Sans CJK SC", "Noto Sans JP", "Noto Sans SC", "Noto Sans KR"),
    *("WenQuanYi Micro Hei", "WenQuanYi Zen Hei"),
    *("Hiragino Sans", "PingFang SC", "Apple SD Gothic Neo", "Arial Unicode MS"),
    *("Yu Gothic", "Microsoft YaHei", "Malgun Gothic", "Nirmala UI", "Leelawadee UI"),
    *("Noto Sans Devanagari", "Noto Sans Bengali", "Noto Sans Tamil", "Noto Sans Thai", "Noto Emoji"),
)
PIXELS_PER_INCH = 100
POINTS_PER_PIXEL = 72 / PIXELS_PER_INCH
JOINERS = "\u200c\u200d"
MARKS_PER_LETTER = 3
ELLIPSIS = "…"


@cache
def font(size: float, bold: bool = False) -> FontProperties:
    """The picture's font at a size in pixels, followed by the fallbacks that this machine has."""
    here = set(fontManager.get_font_names())
    families = [family for family in FAMILIES if family in here]
    return FontProperties(family=families, size=size * POINTS_PER_PIXEL, weight="bold" if bold else "normal")


@cache
def _coverage(bold: bool) -> tuple[frozenset[int], ...]:
    """The characters of each font, in the order of the fallbacks."""
    weight = "bold" if bold else "normal"
    files = [findfont(FontProperties(family=family, weight=weight)) for family in font(1, bold).get_family()]
    return tuple(frozenset(get_font(file).get_charmap()) for file in files)


def _drawable(letter: str, bold: bool) -> bool:
    """Whether one single font has the whole letter, marks included."""
    return any(all(ord(char) in covered for char in letter) for covered in _coverage(bold))


def letters(text: str, bold: bool = False) -> list[str]:
    """Split a text into letters with their marks, without those that cannot be drawn."""
    clusters: list[str] = []
    for char in unicodedata.normalize("NFC", " ".join(text.split())):
        if char in JOINERS or unicodedata.category(char).startswith("M"):
            if clusters and len(clusters[-1]) <= MARKS_PER_LETTER:
                clusters[-1] += char
        elif not unicodedata.category(char).startswith("C"):
            clusters.append(char)
    whole = [cluster if _drawable(cluster, bold) else cluster[0] for cluster in clusters]
    return [letter for letter in whole if _drawable(letter, bold)]


def width(text: str, size: float, bold: bool = False) -> float:
    """The width of a text in pixels."""
    across: float = text_to_path.get_text_width_height_descent(text, font(size, bold), ismath=False)[0]
    return across / POINTS_PER_PIXEL


def fit(text: str, size: float, room: float, bold: bool = False) -> str:
    """Give the text as it can be drawn in so many pixels, with an ellipsis where it is cut; maybe empty."""
    parts = letters(text, bold)
    whole = " ".join("".join(parts).split())
    if width(whole, size, bold) <= room:
        return whole
    low, high = 0, len(parts)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if width(_cut(parts, middle), size, bold) <= room else (low, middle - 1)
    return _cut(parts, low)


def _cut(parts: list[str], count: int) -> str:
    return " ".join("".join(parts[:count]).split()) + ELLIPSIS


def wrap(text: str, size: float, room: float, bold: bool = False, lines: int = 2) -> list[str]:
    """Break a text between words into at most so many lines; what is left over is cut."""
    line, *rest = "".join(letters(text, bold)).split() or [""]
    broken: list[str] = []
    while rest and len(broken) < lines - 1:
        if width(f"{line} {rest[0]}", size, bold) <= room:
            line = f"{line} {rest.pop(0)}"
        else:
            broken.append(line)
            line = rest.pop(0)
    return [fit(part, size, room, bold) for part in (*broken, " ".join((line, *rest)))]
