"""Time plans fill a meeting to the minute and keep its end free."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.agenda import PER_QUESTION, Part, agenda
from bot.domain.meeting import LENGTHS
from bot.domain.preparation import MOST
from bot.domain.questions import Category, Question

lengths = st.sampled_from(LENGTHS)
questions = st.lists(st.sampled_from([None, *Category]), max_size=MOST).map(
    lambda found: [Question(f"{number}?", category) for number, category in enumerate(found)]
)


@given(lengths, questions)
def test_a_plan_fills_the_meeting_without_a_gap(minutes: int, asked: list[Question]) -> None:
    stretches = agenda(minutes, asked).stretches
    assert (stretches[0].begin, stretches[-1].end) == (0, minutes)
    assert all(one.end == two.begin for one, two in pairwise(stretches))
    assert all(each.begin < each.end for each in stretches)


@given(lengths, questions)
def test_the_end_is_kept_free_of_questions(minutes: int, asked: list[Question]) -> None:
    *_, story, close = agenda(minutes, asked).stretches
    assert (story.part, close.part) == (Part.STORY, Part.CLOSE)
    assert close.end - close.begin >= 4
    assert story.question is close.question is None


@given(lengths, questions)
def test_every_question_is_asked_or_spare_and_has_time(minutes: int, asked: list[Question]) -> None:
    plan = agenda(minutes, asked)
    timed = [each for each in plan.stretches if each.question]
    assert sorted(
        [*(each.question.text for each in timed if each.question), *(one.text for one in plan.spare)]
    ) == (sorted(each.text for each in asked))
    assert all(each.end - each.begin >= PER_QUESTION for each in timed)


@given(lengths, questions)
def test_what_fits_keeps_its_order(minutes: int, asked: list[Question]) -> None:
    plan = agenda(minutes, asked)
    if not plan.spare:
        assert [each.question for each in plan.stretches if each.question] == asked


@pytest.mark.parametrize(("minutes", "many"), [(20, 5), (30, 8)])
def test_advice_and_insights_come_first_when_time_is_short(minutes: int, many: int) -> None:
    kinds = [Category.TRENDS, None, Category.INSIGHTS, Category.RESOURCES, Category.ADVICE] * 3
    asked = [Question(f"{number}?", kind) for number, kind in enumerate(kinds)]
    plan = agenda(minutes, asked)
    first = [each.question.category for each in plan.stretches if each.question]
    assert len(first) == many
    assert first[:6] == [*[Category.ADVICE] * 3, *[Category.INSIGHTS] * 3][:many]
    assert plan.spare[-1] == asked[-2]  # resources, the last of what there is no time for


def test_without_questions_there_is_time_to_talk() -> None:
    parts = [each.part for each in agenda(20, []).stretches]
    assert parts == [Part.ARRIVE, Part.OPEN, Part.ASK, Part.STORY, Part.CLOSE]
