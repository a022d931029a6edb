"""The coach reads a text of a hundred words: the price of one more look at what is about to be posted."""

import random

from bot.domain.coach import read
from tests.bench.measure import latency
from tests.bench.report import Report, Row
from tests.bot.domain.coach.corpus import HELD_OUT, TUNED, texts

WORDS = 100
MANY = 200
LIMIT = 2.0
"""Milliseconds a text, on average."""


async def test_reading_a_text(report: Report) -> None:
    corpus = [*texts(*TUNED, *HELD_OUT)]
    random.Random(1).shuffle(corpus)
    words = " ".join(each.text for each in corpus).split()
    some = [" ".join(words[start : start + WORDS]) for start in range(0, len(words) - WORDS, WORDS)][:MANY]
    read(some[0])  # reads the rules

    async def all_of_them() -> None:
        for text in some:
            read(text)

    taken = (await latency({"all": all_of_them}, runs=10))["all"].ms / len(some)
    report.add(
        Row(
            "the coach reads 100 words, half of them a pitch",
            "",
            f"{taken:.2f} ms",
            f"{LIMIT:.0f} ms",
            taken / LIMIT,
            "≤ 1.00",
        )
    )
