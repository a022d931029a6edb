"""Text as people send it, made harmless: no control characters, no invisible tricks."""

import re
import unicodedata

_KEPT_FORMAT = {"\u200d", "\u200c", "\ufe0f"}  # joiners and the emoji selector carry meaning
_TAGS = range(0xE0020, 0xE0080)  # the letters of flag emoji


def clean(text: str, *, lines: bool = False) -> str:
    """Take away control, invisible and direction-changing characters; fold white space.

    With `lines` line ends are kept (two in a row at most), else they become spaces.
    """
    kept = "".join(_harmless(char) for char in unicodedata.normalize("NFC", text))
    if not lines:
        return " ".join(kept.split())
    folded = "\n".join(" ".join(line.split()) for line in kept.splitlines())
    return re.sub(r"\n{3,}", "\n\n", folded).strip()


def _harmless(char: str) -> str:
    category = unicodedata.category(char)
    if char in "\n\r\t\u2028\u2029":
        return "\t" if char == "\t" else "\n"
    if category in ("Cc", "Cs", "Co", "Cn"):
        return ""
    if category == "Cf":
        return char if char in _KEPT_FORMAT or ord(char) in _TAGS else ""
    return char
