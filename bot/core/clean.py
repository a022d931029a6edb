"""Text as people send it, made harmless: no control characters, no invisible tricks."""

import re
import unicodedata

_JOINERS = (
    "\u200c\u200d\ufe0e\ufe0f"  # they shape the words of some scripts, and emoji; alone they show nothing
)
_BLANK = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"  # letters and signs that show nothing
_NO_TEXT = ("Cc", "Cf", "Cs", "Co", "Cn")  # controls, formats, halves of characters, private and unknown ones
_FLAG_OR_TAGS = re.compile(
    "(\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]+\U000e007f)|[\U000e0000-\U000e007f]+"
)
_JOINERS_OF_NOTHING = re.compile(rf"(?:^|(?<=\s))[{_JOINERS}]+")


def clean(text: str, *, lines: bool = False) -> str:
    """Take away control, invisible and direction-changing characters; fold white space.

    With `lines` line ends are kept (two in a row at most), else they become spaces.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())  # as most text: nothing there to take away
    shown = _FLAG_OR_TAGS.sub(lambda found: found[1] or "", "".join(filter(_harmless, text)))
    plain = _JOINERS_OF_NOTHING.sub("", unicodedata.normalize("NFC", shown))
    if not lines:
        return " ".join(plain.split())
    folded = "\n".join(" ".join(line.split()) for line in plain.splitlines())
    return re.sub(r"\n{3,}", "\n\n", folded).strip()


def _harmless(char: str) -> bool:
    if char.isspace() or char in _JOINERS or 0xE0000 <= ord(char) < 0xE0080:
        return True  # white space is folded, and tags are looked at together
    return char not in _BLANK and unicodedata.category(char) not in _NO_TEXT
