"""Plain text as Discord's markdown shows it unchanged: nothing in it is markup, a mention, an emoji or a link.

What a character does depends on where it stands, so only those are marked that would do something there: a
text grows little. Rules: Discord's "Markdown Text 101" and "Message Formatting".
"""

import re
from enum import IntEnum

_SPECIAL = re.compile(
    r"(^[ \t]*(?:\d+(?=[.)]))?)([#>+\-.)])"  # headings, quotes, lists and small print, at the start of a line
    r"|()([\\*_~`|\[<]"  # emphasis, spoilers, code, links, and all that stands in angle brackets
    r"|:(?=//|[^\s:]+:)"  # addresses, and emoji by their names
    r"|@(?=everyone|here))",
    re.MULTILINE,
)
_ALIKE = str.maketrans("\\*_~`|[<:@#>+-.)", "⧵∗ˍ∼ˋ∣［‹∶＠♯›＋‐․❩")
_FENCE = "```"


class Manner(IntEnum):
    """How texts are kept from being markup, from the best to what always fits.

    ESCAPED writes a backslash before what would do something. ALIKE takes a character that looks like it
    instead, so that no text grows. BARE leaves out all that is ours too: headings, small print, frames.
    """

    ESCAPED = 0
    ALIKE = 1
    BARE = 2


def plain(text: str, manner: Manner = Manner.ESCAPED) -> str:
    """Write a text so that it is shown as it is."""
    if manner is Manner.ESCAPED:
        return _SPECIAL.sub(lambda found: f"{found[1] or ''}\\{found[2] or found[4]}", text)
    return _SPECIAL.sub(lambda found: (found[1] or "") + (found[2] or found[4]).translate(_ALIKE), text)


def headline(text: str, manner: Manner = Manner.ESCAPED) -> str:
    """Write a headline; a heading would lose number signs at its end, so there it is bold as well."""
    written = plain(text, manner)
    if manner is Manner.BARE:
        return written
    return _each_line(f"**{written}**" if text.endswith("#") else written, "### ")


def quiet(text: str, manner: Manner = Manner.ESCAPED) -> str:
    """Write small print."""
    written = plain(text, manner)
    return written if manner is Manner.BARE else _each_line(written, "-# ")


def quote(text: str, manner: Manner = Manner.ESCAPED) -> str:
    """Frame a text that is there to be copied; nothing in the frame is markup, and nothing ends it early."""
    if manner is Manner.BARE:
        return plain(text, manner)
    return f"{_FENCE}\n{text.replace(_FENCE, 'ˋˋˋ')}\n{_FENCE}"


def named(name: str, value: str, manner: Manner = Manner.ESCAPED) -> str:
    """Write a value with its name."""
    return f"**{plain(name, manner)}** {plain(value, manner)}"


def _each_line(text: str, mark: str) -> str:
    return "\n".join(mark + line if line else line for line in text.split("\n"))
