"""The suggested questions: of every category and angle, short, and none about a position."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.ask import LEARN_MAX
from bot.domain.company import Company
from bot.domain.questions import QUESTION_MAX, Angle, Category, Question, known, suggested

GLOBEX = Company.named("Globex")


def test_there_is_one_of_every_category_from_every_angle() -> None:
    cells = {(each.category, each.angle) for each in suggested(GLOBEX)}
    assert cells == {(category, angle) for category in Category for angle in Angle}


def test_they_are_questions_and_each_stands_once() -> None:
    texts = [each.text for each in suggested(GLOBEX)]
    assert len({text.casefold() for text in texts}) == len(texts)
    assert all(text.endswith("?") and "{" not in text for text in texts)
    assert any("Globex" in text for text in texts)


def test_none_of_them_asks_for_a_job() -> None:
    words = " ".join(each.text for each in suggested(GLOBEX)).casefold()
    for word in ("job", "position", "hire", "opening", "résumé", "resume", "vacanc", "refer", "role", "fit"):
        assert word not in words, word


@pytest.mark.parametrize(
    ("learn", "first"),
    [
        ("how their data team decides what to automate",
         "I would like to learn how your data team decides what to automate. Where would you begin?"),
        ("To learn How they plan routes.", "I would like to learn how you plan routes. Where would you begin?"),
        ("Kafka at the warehouse",
         "I would like to learn about Kafka at the warehouse. Where would you begin?"),
        ("What does a good first month look like?", "What does a good first month look like?"),
    ],
)  # fmt: skip
def test_what_the_member_wants_to_learn_comes_first(learn: str, first: str) -> None:
    assert suggested(GLOBEX, learn)[0] == Question(first, Category.INSIGHTS, Angle.COMPANY)


@pytest.mark.parametrize("learn", ["", " ", "how " * 50, "w" * QUESTION_MAX + "?"])
def test_nothing_or_too_much_adds_no_question(learn: str) -> None:
    assert suggested(GLOBEX, learn) == suggested(GLOBEX)


@given(st.text(max_size=100), st.text(max_size=LEARN_MAX))
def test_they_are_short_whatever_the_company_is_called(name: str, learn: str) -> None:
    found = suggested(Company(name, name), learn)
    assert all(0 < len(each.text) <= QUESTION_MAX for each in found)


def test_a_suggested_question_is_known_again() -> None:
    first = suggested(GLOBEX)[0]
    assert known(first.text.upper(), GLOBEX) == first
    assert known("Mine?", GLOBEX) == Question("Mine?")
