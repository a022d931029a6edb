"""The coach: tells a text that asks to learn from one that asks for a job, and says it the other way.

Source: “NetLearning”, steps 2 and 7 and the definition: to learn about a company WITHOUT asking about positions,
for an introduction bets the connector's reputation. The rules are data, in rules.toml.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.coach.finding import found
from bot.domain.coach.rewriting import rewrites
from bot.domain.coach.rules import rules
from bot.domain.coach.words import split


class Verdict(StrEnum):
    """What a text asks for."""

    LEARN = "learn"
    PITCH = "pitch"


@dataclass(frozen=True, slots=True)
class Finding:
    """Words of the text that ask for a job, exactly as they stand there, and what they cost others.

    `intent` is the name of the rule: one of the intents in rules.toml.
    """

    words: str
    why: str
    intent: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What the coach makes of a text; `rewrite` is the text as one that asks to learn, None where it does."""

    verdict: Verdict
    findings: Sequence[Finding] = ()
    rewrite: str | None = None


def read(text: str) -> Reading:
    """Read a text; takes a millisecond or so, sends nothing anywhere, and never fails."""
    known = rules()
    words = split(text, known.mending, known.reading_as)
    hits = found(words, known)
    if not hits:
        return Reading(Verdict.LEARN)
    findings = tuple(
        Finding(words.said(hit.first, hit.last), hit.intent.why, hit.intent.name) for hit in hits
    )
    rewrite = next(each for each in rewrites(words, hits, known) if _asks_to_learn(each))
    return Reading(Verdict.PITCH, findings, rewrite)


def _asks_to_learn(text: str) -> bool:
    known = rules()
    return not found(split(text, known.mending, known.reading_as), known)
