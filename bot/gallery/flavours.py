"""Flavours: the manners in which the same texts are written, from ordinary to hostile."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import cycle

from bot.gallery.text import Text


@dataclass(frozen=True, slots=True)
class Flavour:
    """How texts are written; an `extreme` one leaves nothing out, and has the largest numbers.

    A `varied` one is shown with one thing changed at a time, the others as they are.
    """

    name: str
    about: str
    write: Callable[[Text, int], str]
    extreme: bool = True
    varied: bool = False


def _ordinary(text: Text, turn: int) -> str:
    return text.examples[turn % len(text.examples)]


def _longest(text: Text, turn: int) -> str:
    if text.ours:
        return max(text.examples, key=len)
    words = ("Understanding", "organisations", "professionally", "notwithstanding", "responsibilities")
    written = ""
    for word in cycle(words[turn % len(words) :] + words[: turn % len(words)]):
        if len(written) >= text.most:
            break
        written += f" {word}" if written else word
    return _cut(written, text.most)


def _unbroken(text: Text, turn: int) -> str:
    if text.ours:
        return max(text.examples, key=len)
    return ("Donaudampfschifffahrtsgesellschaftskapitänsmütze" * text.most)[turn % 8 :][: text.most]


def _emoji(text: Text, turn: int) -> str:
    signs = ("🌻", "🧑🏽‍🚀", "👩‍👩‍👧‍👦", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "❤️", "🇧🇷", "✊🏿", "🐈‍⬛")
    sign, other = signs[turn % len(signs)], signs[(turn + 3) % len(signs)]
    return _ordinary(text, turn) if text.ours else f"{sign} {_ordinary(text, turn)} {other}{sign}"


def _right_to_left(text: Text, turn: int) -> str:
    if text.ours:
        return _ordinary(text, turn)
    if text.most <= 100:
        return _of(("ليلى الحداد", "נועה לוי", "عمر بن الخطيب", "שרה כהן", "شركة الأفق (Horizon) 24"), turn)
    return _of(
        (
            "كيف يقرر فريقهم ما الذي يستحق الأتمتة، وما الذي يبقى للناس؟ 20 دقيقة تكفي.",
            "איך הצוות שלהם מחליט מה לעשות קודם, ומה אפשר ללמוד מזה (גם ב-English)?",
        ),
        turn,
    )


def _markup(text: Text, turn: int) -> str:
    if text.ours:
        return _ordinary(text, turn)
    if text.most <= 100:
        return _of(
            (
                "<!channel> @everyone *Ana* <@U1>",
                "_[Ben](https://evil.example)_ `x`",
                "<b>Cleo</b> & @here",
                "|| ~~Dev~~ || <@&9> <#1>",
                "</style><script>alert(1)</script>",
                ":smile: **Edda** <t:0:R>",
            ),
            turn,
        )
    said = (
        "> quoted <!here> @everyone <@U1> *bold* **bold** _it_ ~~gone~~ ||spoiler|| `code` <b>tag</b> "
        "[a](https://evil.example) <script>alert(1)</script> &amp; <https://evil.example|here> <t:0:R> :smile:"
    )
    return _cut(said, text.most)


def _lines(text: Text, turn: int) -> str:
    if not text.prose:
        return _ordinary(text, turn)
    return _cut("# One\n\n- two\n\n" + "x\n\n" * (min(text.words, text.most) - 4), text.most)


def _cut(text: str, most: int) -> str:
    return re.sub(r"\s+$", lambda end: "." if len(end[0]) == 1 else "", text[:most])


def _of(texts: Sequence[str], turn: int) -> str:
    return texts[turn % len(texts)]


REALISTIC = Flavour("realistic", "As a group of friends writes.", _ordinary, extreme=False, varied=True)
FLAVOURS = (
    REALISTIC,
    Flavour("longest", "Every text as long as it may be.", _longest, varied=True),
    Flavour("unbroken", "Every text as long as it may be, in one word.", _unbroken),
    Flavour("emoji", "Signs of several code points.", _emoji),
    Flavour("right to left", "Arabic and Hebrew.", _right_to_left),
    Flavour("markup", "Markup and mentions of every platform, which must stay text.", _markup),
    Flavour("lines", "As many lines as fit.", _lines),
)
