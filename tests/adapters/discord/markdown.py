"""Discord's markdown read back: what a text is shown as, and every rule that did something to it.

It is stricter than the clients: each rule is tried at every character, not only where theirs looks. Source of
the rules: Discord's help page "Markdown Text 101" and what published parsers of its clients' rules agree on.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

AT_LINE_START = {
    "heading": re.compile(r" *#{1,3}\s+((?!#)[^\n]+?)#*\s*(?:\n|\Z)"),
    "small print": re.compile(r" *-# +((?!-#)[^\n]+?) *(?:\n|\Z)"),
    "quote": re.compile(r" *>(?:>>)? +([^\n]*)"),
    "list": re.compile(r" *(?:[*-]|\d+\.) +([^\n]*)"),
}
ANYWHERE = {
    "frame": re.compile(r"```(?:[A-Za-z0-9_+\-.#]+?\n)?\n*([^\n].*?)\n*```", re.DOTALL),
    "code": re.compile(r"(`+)\s*(?:.*?[^`])\s*\1(?!`)", re.DOTALL),
    "bold": re.compile(r"\*\*((?:\\.|[^\\])+?)\*\*(?!\*)", re.DOTALL),
    "underline": re.compile(r"__((?:\\.|[^\\])+?)__(?!_)", re.DOTALL),
    "italic": re.compile(r"(?:\*(?=\S)|_)(?:\\.|[^\\])+?[*_]", re.DOTALL),
    "struck": re.compile(r"~~.+?~~", re.DOTALL),
    "spoiler": re.compile(r"\|\|.+?\|\|", re.DOTALL),
    "link": re.compile(r"\[.*?\]\(.+?\)", re.DOTALL),
    "address": re.compile(r"(?:https?|steam|discord)://[^\s<]+", re.IGNORECASE),
    "angle": re.compile(r"<[^\s>][^>]*>"),
    "mention": re.compile(r"@(?:everyone|here|silent)"),
    "emoji": re.compile(r":[^\s:]+?(?:::skin-tone-\d)?:"),
}
ESCAPED = re.compile(r"\\([^0-9A-Za-z\s])")
ALIKE = str.maketrans("\\*_~`|[<:@#>-.", "⧵∗ˍ∼ˋ∣［‹∶＠♯›‐․")
"""What stands for a character of markup where a message has no room to escape it."""
OURS = ("heading", "small print", "bold", "frame")
"""The rules that are used on purpose; what they hold is read in turn."""


@dataclass(frozen=True)
class Shown:
    """A piece of what is shown: plain text, or what a rule made of it."""

    rule: str
    text: str


def read(source: str) -> list[Shown]:
    """Read a text as a client does; a frame's text is as it stands, the rest of ours is read once more."""
    return list(_read(source))


@cache
def text_of(source: str) -> str:
    """Give the text that is shown, if nothing but our own rules did anything to it."""
    pieces = read(source)
    strange = [piece for piece in pieces if piece.rule not in ("", *OURS)]
    assert not strange, (strange, source)
    return "".join(piece.text for piece in pieces)


def rules(source: str) -> set[str]:
    """Name the rules that did something."""
    return {piece.rule for piece in read(source)} - {""}


def _read(source: str) -> Iterator[Shown]:
    at = 0
    while at < len(source):
        name, found = _rule(source, at)
        if found is None:
            yield Shown("", source[at])
            at += 1
            continue
        at = found.end()
        if name == "escaped":
            yield Shown("", found[1])
        elif name == "frame":
            yield Shown(name, found[1])
        elif name in OURS:
            inside = read(found[1] if name == "bold" else found[1].strip())
            yield Shown(name, "".join(piece.text for piece in inside))
            yield from (Shown(piece.rule, "") for piece in inside if piece.rule)
            if name != "bold" and found[0].endswith("\n"):
                yield Shown("", "\n")
        else:
            yield Shown(name, found[0])


def _rule(source: str, at: int) -> tuple[str, re.Match[str] | None]:
    if found := ESCAPED.match(source, at):
        return "escaped", found
    if at == 0 or source[at - 1] == "\n":
        for name, rule in AT_LINE_START.items():
            if found := rule.match(source, at):
                return name, found
    for name, rule in ANYWHERE.items():
        if found := rule.match(source, at):
            return name, found
    return "", None
