"""Learns what each hint counts from the part of the corpus that may be tuned by, and writes weights.json.

    .venv/bin/python -m tests.bot.domain.coach.weighing

A logistic regression over the hints of sentences. Of a text that asks for a job and has several sentences, the one
that looks most like it is taken; that is settled in a few rounds.
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

import bot.domain.coach
from bot.domain.coach.finding import told
from bot.domain.coach.hinting import BIAS, SCALE, hints_of
from bot.domain.coach.rules import rules
from bot.domain.coach.words import COMMA, QUESTION, STOP, split
from tests.bot.domain.coach.corpus import TUNED, Text, texts

RIDGE = 2.0
ROUNDS = 3
STEPS = 300
SEEN = 2
Hints = frozenset[str]


def sentences(text: str) -> list[Hints]:
    """Give the hints of each sentence of a text."""
    known = rules()
    found = split(text, known.mending, known.reading_as).sentences
    return [
        hints_of(told(one, known), known.hints) for one in found if {*one.plain} - {STOP, QUESTION, COMMA}
    ]


def learned(corpus: Sequence[Text]) -> dict[str, float]:
    """Give the weight of each hint that was seen often enough."""
    read = [(sentences(each.text), each.pitch) for each in corpus]
    seen = Counter(name for inside, _ in read for hints in inside for name in hints)
    names = sorted(name for name, times in seen.items() if times >= SEEN)
    column = {name: number for number, name in enumerate(names)}
    weights = np.zeros(len(names) + 1)
    for turn in range(ROUNDS):
        rows = [
            (one, pitch) for inside, pitch in read for one in _telling(inside, pitch, column, weights, turn)
        ]
        weights = _fitted(
            _matrix([one for one, _ in rows], column), np.array([pitch for _, pitch in rows], float), weights
        )
    return {name: round(float(weights[number]), 3) for name, number in column.items()} | {
        BIAS: round(float(weights[-1]), 3)
    }


def _telling(
    inside: Sequence[Hints], pitch: bool, column: Mapping[str, int], weights: np.ndarray, turn: int
) -> Sequence[Hints]:
    if not pitch or turn == 0 or len(inside) < 2:
        return inside
    return [inside[int(np.argmax(_matrix(inside, column) @ weights))]]


def _matrix(rows: Sequence[Hints], column: Mapping[str, int]) -> np.ndarray:
    made = np.zeros((len(rows), len(column) + 1))
    for number, hints in enumerate(rows):
        known = [column[name] for name in hints if name in column]
        made[number, known] = SCALE / np.sqrt(max(len(known), 1))
    made[:, -1] = 1.0
    return made


def _fitted(rows: np.ndarray, pitch: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Fit by Adam; the bias is not held back."""
    weights, moved, spread = weights.copy(), np.zeros_like(weights), np.zeros_like(weights)
    held = np.r_[np.ones(len(weights) - 1), 0.0] * RIDGE / len(rows)
    for step in range(1, STEPS + 1):
        slope = rows.T @ (1 / (1 + np.exp(-(rows @ weights))) - pitch) / len(rows) + held * weights
        moved, spread = 0.9 * moved + 0.1 * slope, 0.999 * spread + 0.001 * slope**2
        weights = weights - 0.05 * (moved / (1 - 0.9**step)) / (np.sqrt(spread / (1 - 0.999**step)) + 1e-8)
    return weights


if __name__ == "__main__":
    made = learned(texts(*TUNED))
    kept = {name: weight for name, weight in sorted(made.items()) if abs(weight) >= 0.01}
    Path(bot.domain.coach.__file__).with_name("weights.json").write_text(
        json.dumps(kept, ensure_ascii=False, indent=0) + "\n"
    )
