"""Typed lines taken apart: words, quotes of every kind that phones type, `name:value`, and commas."""

import re
from collections.abc import Sequence
from typing import NamedTuple

_CLOSING = {
    '"': '"“”„', "“": "”“\"", "”": "”\"", "„": "“”\"", "«": "»", "»": "«", "‹": "›", "「": "」", "『": "』",
    "'": "'’", "‘": "’'", "’": "’'", "‚": "‘’", "＂": "＂", "`": "`",
}  # fmt: skip
OPENING = "".join(_CLOSING)
_NAME = re.compile(r"(?P<name>[A-Za-z][A-Za-z_-]*):(?!//)")
_COMMAS = ",;、，"
_SEPARATING = re.compile(rf"[\s:{_COMMAS}]")
_WORD_END = re.compile(r"\s")
_ITEM_END = re.compile(rf"[{_COMMAS}\n]")
_QUOTE_END = {
    opening: re.compile(rf"[{re.escape(closing)}](?=[\s{_COMMAS}]|$)")
    for opening, closing in _CLOSING.items()
}


class Word(NamedTuple):
    """A word of a line, or several within quotes; `start` and `end` are where it stands in the line.

    `name` is what stands before a colon, as in `confidence:4`; `text` is then the rest, without quotes.
    """

    text: str
    start: int
    end: int
    name: str = ""
    quoted: bool = False


def split(line: str) -> list[Word]:
    """Take a line apart into words; an opening quote without its end is an ordinary character."""
    words, at = [], 0
    while at < len(line):
        if line[at].isspace():
            at += 1
            continue
        word = _word(line, at)
        words.append(word)
        at = word.end
    return words


def _word(line: str, start: int) -> Word:
    named = _NAME.match(line, start)
    name, at = (named["name"], named.end()) if named else ("", start)
    sign = "@" if line.startswith("@", at) else ""  # a person whose name has spaces: @"Ben Moreau"
    if quoted := _quoted(line, at + len(sign)):
        text, end = quoted
        return Word(sign + text, start, end, name, quoted=True)
    end = _until(_WORD_END, line, at)
    return Word(line[at:end], start, end, name)


def _quoted(line: str, at: int) -> tuple[str, int] | None:
    if at >= len(line) or line[at] not in _CLOSING:
        return None
    closing = _QUOTE_END[line[at]].search(line, at + 1)
    return (line[at + 1 : closing.start()], closing.end()) if closing else None


def _until(end: re.Pattern[str], text: str, at: int) -> int:
    found = end.search(text, at)
    return found.start() if found else len(text)


def items(text: str) -> list[str]:
    """Take a list apart at its commas, semicolons and line ends; what is in quotes stays whole."""
    found, at = [], 0
    while at < len(text):
        if text[at].isspace() or text[at] in _COMMAS:
            at += 1
            continue
        if quoted := _quoted(text, at):
            item, at = quoted
        else:
            end = _until(_ITEM_END, text, at)
            item, at = text[at:end], end
        found.append(item.strip())
    return found


def ends_with_comma(text: str) -> bool:
    """Tell whether a list goes on."""
    return text.rstrip().endswith(tuple(_COMMAS))


def quote(text: str) -> str:
    """Write a text so that it is read again as one word, in quotes that do not occur in it."""
    if text and text[0] not in _CLOSING and not _SEPARATING.search(text):
        return text
    opening = next((each for each in '"«「『' if not set(_CLOSING[each]) & set(text)), '"')
    return opening + text + _CLOSING[opening][0]


def raw(line: str, words: Sequence[Word], *, named: bool) -> str:
    """Give some neighbouring words as they were typed, without the `name:` before a named value."""
    start = words[0].start + (len(words[0].name) + 1 if named and words[0].name else 0)
    return line[start : words[-1].end]


def said(line: str, words: Sequence[Word], *, named: bool) -> str:
    """Give what some neighbouring words say: one quoted word without its quotes, else as typed."""
    alone = len(words) == 1 and words[0].quoted and (named or not words[0].name)
    return words[0].text if alone else raw(line, words, named=named)
