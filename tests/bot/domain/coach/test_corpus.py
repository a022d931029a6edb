"""How well the coach tells texts apart: on those it was tuned by, and on those that only measure."""

from collections import Counter

import pytest

from bot.domain.coach import Verdict, read
from bot.domain.coach.rules import rules
from tests.bot.domain.coach.corpus import HELD_OUT, TUNED, Text, texts


def measured(corpus: list[Text]) -> tuple[float, float, float]:
    """Give precision, recall and F1, a pitch being what is looked for."""
    seen = Counter((read(each.text).verdict is Verdict.PITCH, each.pitch) for each in corpus)
    precision = seen[True, True] / (seen[True, True] + seen[True, False])
    recall = seen[True, True] / (seen[True, True] + seen[False, True])
    return precision, recall, 2 * precision * recall / (precision + recall)


@pytest.mark.parametrize(("batches", "least"), [(TUNED, 0.98), (HELD_OUT, 0.95)], ids=["tuned", "held out"])
def test_the_corpus(batches: tuple[str, ...], least: float) -> None:
    corpus = [*texts(*batches)]
    precision, recall, f1 = measured(corpus)
    print(f"\n{len(corpus)} texts: precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}")  # noqa: T201 - the measure
    assert f1 >= least


def test_the_corpus_is_large_and_says_nothing_twice() -> None:
    every = [each.text.casefold() for each in texts(*TUNED, *HELD_OUT)]
    assert len(every) >= 500
    assert [text for text, times in Counter(every).items() if times > 1] == []
    assert len(texts(*HELD_OUT)) >= 150


EXAMPLES = [
    (intent.name, example, side)
    for intent in rules().intents
    for side, given in (("pitch", intent.pitch), ("learn", intent.learn))
    for example in given
]


@pytest.mark.parametrize(("name", "example", "side"), EXAMPLES, ids=[example for _, example, _ in EXAMPLES])
def test_the_examples_beside_the_rules(name: str, example: str, side: str) -> None:
    assert read(example).verdict == side


@pytest.mark.parametrize("intent", rules().intents, ids=lambda intent: intent.name)
def test_every_intent_has_examples_of_both_sides(intent: object) -> None:
    assert len(getattr(intent, "pitch", ())) >= 3
    assert len(getattr(intent, "learn", ())) >= 3
