"""Plain text as Discord's markdown shows it unchanged: nothing in it is markup, a mention, an emoji or a link.

What a character does depends on where it stands, so only those are marked that would do something there, and
a text grows little. Source: Discord's help page "Markdown Text 101", its API reference "Message Formatting", and
the rules of its clients as published parsers have them.
"""

import re
from collections.abc import Callable
from enum import IntEnum

_SPECIAL = re.compile(
    r"(^ *(?:\d+(?=\. ))?)([#>\-.])"  # headings, quotes, lists and small print, at the start of a line
    r"|([\\*_`\[<]"  # escapes, emphasis, code, links, and all that stands in angle brackets
    r"|~(?=~)|\|(?=\|)"  # what is struck out, and spoilers
    r"|:(?=//|[^\s:]*:)"  # addresses, and emoji by their names
    r"|@(?=everyone|here|silent))",
    re.MULTILINE,
)
_ALIKE = str.maketrans("\\*_~`|[<:@#>-.", "⧵∗ˍ∼ˋ∣［‹∶＠♯›‐․")
_FRAME = "```"


class Manner(IntEnum):
    """How texts are kept from being markup: first what is best, last what always fits.

    ESCAPED writes a backslash before what would do something. ALIKE takes a character of the same look in its
    place, so that no text grows. BARE leaves out what we add ourselves: headings, small print, frames.
    """

    ESCAPED = 0
    ALIKE = 1
    BARE = 2


def plain(text: str, manner: Manner = Manner.ESCAPED) -> str:
    """Write a text so that it is shown as it is, and pings nobody."""

    def harmless(found: re.Match[str]) -> str:
        special = found[2] or found[3]
        return (found[1] or "") + (f"\\{special}" if manner is Manner.ESCAPED else special.translate(_ALIKE))

    return _SPECIAL.sub(harmless, text)


def headline(text: str, manner: Manner = Manner.ESCAPED) -> str:
    """Write a headline."""
    written = plain(text, manner)
    return written if manner is Manner.BARE else _each_line(written, _heading)


def quiet(text: str, manner: Manner = Manner.ESCAPED) -> str:
    """Write small print."""
    written = plain(text, manner)
    return written if manner is Manner.BARE else _each_line(written, lambda line: f"-# {line}")


def quote(text: str, manner: Manner = Manner.ESCAPED) -> str:
    """Frame a text that is there to be copied: nothing in a frame is markup, and nothing in it ends it early."""
    if manner is Manner.BARE:
        return plain(text, manner)
    return f"{_FRAME}\n{text.replace(_FRAME, _FRAME.translate(_ALIKE))}\n{_FRAME}"


def named(name: str, value: str, manner: Manner = Manner.ESCAPED) -> str:
    """Write a value with its name."""
    return f"**{plain(name, manner)}** {plain(value, manner)}"


def _heading(line: str) -> str:
    """Mark a line as a heading, which drops the number signs at its end unless something is behind them."""
    return f"### **{line}**" if line.rstrip().endswith("#") else f"### {line}"


def _each_line(text: str, mark: Callable[[str], str]) -> str:
    return "\n".join(mark(line) if line.strip() else line for line in text.split("\n"))
