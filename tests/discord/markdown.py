"""What people see of a text in Discord's markdown, by the rules of its clients.

Only what changes how a text looks, or what it does, is told apart; what is in a block of code is taken as it is.
Source: Discord's help pages on markdown, its reference on message formatting, and the rules that its clients share
with simple-markdown.
"""

import re
from dataclasses import dataclass

_INLINE = re.compile(
    r"""
      \\(?P<escaped>[^0-9A-Za-z\s])
    | (?P<link><[^:\s>]+:/[^\s>]+>|(?:https?|steam|discord)://[^\s<]+|\[[^\[\]]+\]\(\s*<?[^\s()]+>?\s*\))
    | (?P<mention><@[!&]?\d+>|<\#\d+>|<id:\w+>|</[^:>\n]+:\d+>|@everyone|@here)
    | (?P<time><t:-?\d+(?::[tTdDfFRsS])?>)
    | (?P<emoji><a?:\w+:\d+>|:[a-z+-][\w+-]*:)
    | (?P<code>(?P<ticks>`+)(?!`).*?[^`](?P=ticks)(?!`))
    | \*\*(?P<bold>(?:\\.|[^\\])+?)\*\*(?!\*)
    | __(?P<under>(?:\\.|[^\\])+?)__(?!_)
    | (?P<em>\*(?=\S)(?:\\.|[^\\*])*?[^\s*\\]\*(?!\*)|\b_(?:\\.|[^\\_])+?_\b)
    | ~~(?P<gone>.+?)~~(?!_)
    | \|\|(?P<hidden>.+?)\|\|
    | (?P<plain>.)
    """,
    re.DOTALL | re.VERBOSE | re.IGNORECASE,
)
_AT_LINE_START = re.compile(
    r" *(?:(?P<heading>\#{1,3}|-\#)\s|(?P<list>[-*]|\d{1,10}\.)\s|(?P<quote>>{1,3})\s)"
)
_FRAME = re.compile(r"```(?:[a-z0-9_+\-.#]+\n)?\n*(.*?)\n*```", re.DOTALL | re.IGNORECASE)
_ALIKE = str.maketrans("⧵∗ˍ∼ˋ∣［‹∶＠♯›‐․", "\\*_~`|[<:@#>-.")
"""Where markup cannot be escaped, or has no room, these stand for what they look like, and are read so."""

_SILENT = re.compile(r"@silent\b")


class Alive(AssertionError):
    """Something in a text that should be plain is markup."""


@dataclass(frozen=True)
class Span:
    """A piece of a line: plain text, or something that looks or does differently."""

    kind: str
    text: str


def spans(line: str) -> list[Span]:
    """Take a line apart into what is plain and what is not."""
    found: list[Span] = []
    for each in _INLINE.finditer(line):
        kind = next(name for name, text in each.groupdict().items() if text is not None and name != "ticks")
        text = each[kind]
        kind = "plain" if kind == "escaped" else kind
        if kind == "plain" and found and found[-1].kind == "plain":
            found[-1] = Span("plain", found[-1].text + text)
        else:
            found.append(Span(kind, text))
    return found


def line_of(text: str) -> str:
    """Give what is read on a line of which nothing is markup, wherever it stands in it; raises Alive."""
    return "".join(_plain(span, text) for span in spans(text))


def lines_of(text: str) -> str:
    """Give what is read in a text of which nothing is markup; raises Alive."""
    if _SILENT.match(text):
        raise Alive(f"@silent: {text!r}")
    for line in text.split("\n"):
        if started := _AT_LINE_START.match(line):
            raise Alive(f"{started.lastgroup} at the start of a line: {line!r}")
    return line_of(text)


def heading_of(line: str) -> str | None:
    """Give what is read on a heading of the third order, None for any other line."""
    if not line.startswith("### "):
        return None
    inner = re.sub(r"\s*#+\s*$", "", line.removeprefix("### "))  # number signs at its end are not shown
    found = spans(inner)
    if len(found) == 1 and found[0].kind == "bold":
        return line_of(found[0].text)
    return line_of(inner)


def framed(text: str) -> str | None:
    """Give what stands in a text that is one block of code, None for any other."""
    found = _FRAME.fullmatch(text)
    return found[1].translate(_ALIKE) if found and "```" not in found[1] else None


def named(line: str) -> tuple[str, str] | None:
    """Give a bold name and the value behind it, None for any other line."""
    first, *rest = spans(line) or [Span("plain", "")]
    if first.kind != "bold":
        return None
    value = "".join(_plain(span, line) for span in rest)
    return line_of(first.text), value.removeprefix(" ")


def _plain(span: Span, text: str) -> str:
    if span.kind != "plain":
        raise Alive(f"{span.kind} in a plain text: {text!r}")
    return span.text.translate(_ALIKE)
