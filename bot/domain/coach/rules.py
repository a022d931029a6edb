"""The coach's rules, read from rules.toml once, when a first text is read."""

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from bot.domain.coach.patterns import compiled, needed
from bot.domain.coach.words import Mending


@dataclass(frozen=True, slots=True)
class Intent:
    """One way in which a text asks for a job, and why that costs the introducer something."""

    name: str
    why: str
    pitch: Sequence[str]
    learn: Sequence[str]


@dataclass(frozen=True, slots=True, eq=False)
class Phrase:
    """One way to say something; of each of `needs` a word is in it.

    What is `unless_how` counts unless a how or why asks about it.
    """

    finds: re.Pattern[str]
    needs: Sequence[frozenset[str]]
    intent: Intent | None = None
    unless_how: bool = False


ByWord = Mapping[str, Sequence[Phrase]]
"""Phrases by the words of which one is always in them."""


@dataclass(frozen=True, slots=True)
class Hints:
    """Small hints, none of which tells by itself: classes of words, and what each hint counts."""

    least: float
    least_beside: float
    small: frozenset[str]
    telling: frozenset[str]
    classes: Mapping[str, Sequence[str]]
    intents: Mapping[str, Intent]
    weights: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Rules:
    """All that the coach knows."""

    intents: Sequence[Intent]
    phrases: ByWord
    turned_round: ByWord
    kept_by: tuple[str, ...]
    ends: frozenset[str]
    begins: frozenset[str]
    open_questions: frozenset[str]
    places: Sequence[str]
    no_work: frozenset[str]
    workers: frozenset[str]
    worker_endings: tuple[str, ...]
    little: frozenset[str]
    no_company: frozenset[str]
    learning: frozenset[str]
    dangling: frozenset[str]
    hints: Hints
    mending: Mending
    reading_as: Mapping[str, str]


@cache
def rules() -> Rules:
    """Read the rules; raises BadPattern for what cannot be found."""
    written = tomllib.loads(_text("rules.toml"))
    classes, turned, retelling = written["classes"], written["turned_round"], written["rewriting"]

    phrases: dict[str, list[Phrase]] = {}
    turned_round: dict[str, list[Phrase]] = {}

    def add(to: dict[str, list[Phrase]], pattern: str, *of: Any) -> None:
        rarest, *others = needed(pattern, classes)
        made = Phrase(compiled(pattern, classes), others, *of)
        for word in rarest:
            to.setdefault(word, []).append(made)

    intents = []
    for each in written["intent"]:
        intent = Intent(each["name"], each["why"], each["pitch"], each["learn"])
        intents.append(intent)
        for pattern in each["always"]:
            add(phrases, pattern, intent)
        for pattern in each.get("unless_how", ()):
            add(phrases, pattern, intent, True)
    for pattern in turned["by"]:
        add(turned_round, pattern)
    return Rules(
        intents,
        phrases,
        turned_round,
        tuple(f" {each.replace('_', ' ')} " for each in turned["kept_by"]),
        frozenset(turned["ends"]),
        frozenset(turned["begins"]),
        frozenset(turned["open_questions"]),
        retelling["places"],
        frozenset(retelling["no_work"]),
        frozenset(retelling["workers"]),
        tuple(retelling["worker_endings"]),
        frozenset(retelling["little"]),
        frozenset(retelling["no_company"]),
        frozenset(retelling["learning"]),
        frozenset(retelling["dangling"]),
        _hints(written["hints"], {each.name: each for each in intents}),
        Mending(frozenset(written["mending"]["words"]), frozenset(written["mending"]["spared"])),
        written["reading_as"],
    )


def _hints(written: dict[str, Any], intents: Mapping[str, Intent]) -> Hints:
    of: dict[str, list[str]] = {}
    for name, words in written["classes"].items():
        for word in words:
            of.setdefault(word, []).append(name)
    by_class = {name: intents[intent] for name, intent in written["intents"].items()}
    return Hints(
        written["least"],
        written["least_beside"],
        frozenset(written["small"]),
        frozenset(written["telling"]),
        of,
        by_class,
        json.loads(_text("weights.json")),
    )


def _text(name: str) -> str:
    return files(__package__).joinpath(name).read_text("utf-8")
