"""The rules as data: patterns that say nothing are refused, and the weights are those that the corpus gives."""

import pytest

from bot.domain.coach.patterns import BadPattern, compiled, needed
from bot.domain.coach.rules import rules
from tests.bot.domain.coach.corpus import TUNED, texts
from tests.bot.domain.coach.weighing import learned

CLASSES = {"job": ["job", "role"], "common": ["a", "the"], "elsewhere": ["how", "about"]}


@pytest.mark.parametrize(
    ("pattern", "line", "found"),
    [
        ("any @job", " any role ", True),
        ("any @job", " any company ", False),
        ("want ~ job", " want a nice new job ", True),
        ("want ~ job", " want to hear about a job ", False),
        ("find .. job", " find a very good job ", True),
        ("find .. job", " find it . job ", False),
        ("job !on", " job on ", False),
        ("job !on", " job for ", True),
        ("^ job $", " job . ", True),
        ("^ job $", " a job . ", False),
        ("hiring_manager", " the hiring manager ", True),
        ("number #", " number 4411 ", True),
        ("a ?new job", " a job ", True),
    ],
)
def test_how_phrases_are_written(pattern: str, line: str, found: bool) -> None:
    assert bool(compiled(pattern, CLASSES).search(line)) is found


@pytest.mark.parametrize("pattern", ["@nothing", "?a ?the", "~", "^ $"])
def test_a_phrase_that_finds_nothing_is_refused(pattern: str) -> None:
    with pytest.raises(BadPattern):
        needed(pattern, CLASSES)


def test_a_phrase_is_looked_for_by_its_rarest_word() -> None:
    assert needed("a the ?new @job", CLASSES) == [
        frozenset({"job", "role"}), frozenset({"a"}), frozenset({"the"}),
    ]  # fmt: skip


def test_the_weights_are_those_that_the_corpus_gives() -> None:
    made, kept = learned(texts(*TUNED)), rules().hints.weights
    assert {name for name, weight in made.items() if abs(weight) >= 0.02} <= set(kept)
    assert all(abs(weight - made[name]) < 0.02 for name, weight in kept.items())
