"""Preparations: what is kept, how much of it, and how far it is as others may know it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.company import Company
from bot.domain.errors import NotFound, NotYours, Refusal, TooLate
from bot.domain.ids import PreparationId
from bot.domain.preparation import (
    MOST,
    PEERS,
    Practice,
    PracticeState,
    Preparation,
    Readiness,
    asked,
    practised,
    read,
    written,
)
from bot.domain.questions import QUESTION_MAX, Angle, Category, Question, suggested
from tests.bot.domain.people import ANA, BEN, CLEO, DEV, GROUP

GLOBEX = Company.named("Globex")
EMPTY = Preparation(PreparationId(3), GROUP, ANA, GLOBEX)


def questions(many: int) -> list[Question]:
    return [Question(f"What about {number}?") for number in range(many)]


def test_five_questions_make_it_ready_and_two_angles_researched() -> None:
    assert EMPTY.readiness == Readiness(0, 0)
    assert [EMPTY.ask(questions(many)).readiness.is_ready for many in (4, 5, 6)] == [False, True, True]
    one = EMPTY.research({Angle.COMPANY: "two warehouses"})
    assert not one.readiness.researched
    two = one.research({Angle.CULTURE: " quiet\n"})
    assert two.readiness.researched
    assert two.notes == {Angle.COMPANY: "two warehouses", Angle.CULTURE: "quiet"}
    assert one.research({Angle.COMPANY: " "}).notes == {}


def test_two_hundred_questions_are_too_many() -> None:
    assert len(EMPTY.ask(questions(MOST)).questions) == MOST
    with pytest.raises(Refusal, match="These are 200 questions; at most 20"):
        EMPTY.ask(questions(200))
    with pytest.raises(Refusal, match="These are 21 questions"):
        EMPTY.ask(questions(MOST)).pick(Question("One more?"))


def test_a_question_is_short_enough_to_be_said() -> None:
    EMPTY.ask([Question("?" * QUESTION_MAX)])
    with pytest.raises(Refusal, match="131 characters"):
        EMPTY.ask([Question("?" * (QUESTION_MAX + 1))])


def test_a_question_is_kept_once_and_can_be_dropped() -> None:
    one, two = questions(2)
    both = EMPTY.pick(one).pick(two)
    assert both.pick(replace(one, text=one.text.upper())) == both
    assert both.drop(one).questions == (two,)
    with pytest.raises(TooLate):
        both.drop(one).drop(one)


def test_one_or_two_stories() -> None:
    told = EMPTY.tell(["the warehouse ", "", "the strike"])
    assert told.stories == ("the warehouse", "the strike")
    with pytest.raises(Refusal, match="one or two"):
        EMPTY.tell(["a", "b", "c"])


def test_it_is_its_owners_alone() -> None:
    assert EMPTY.owned(ANA) is EMPTY
    with pytest.raises(NotYours):
        EMPTY.owned(BEN)


# Editing as text


def test_questions_are_written_and_read_again() -> None:
    mine = [*suggested(GLOBEX)[:3], Question("What is it like on a Monday: calm?")]
    text = written(mine)
    assert text.splitlines()[0].startswith("Trends: ")
    assert read(text, GLOBEX) == mine


def test_what_people_type_around_questions_does_not_matter() -> None:
    bank = suggested(GLOBEX)[0]
    found = read(f"\n1. {bank.text}\n- advice:  What   now?\n• Plain?\nNote: is it?\n", GLOBEX)
    assert found == [
        bank, Question("What now?", Category.ADVICE), Question("Plain?"), Question("Note: is it?"),
    ]  # fmt: skip


def test_a_question_keeps_its_category_while_it_is_moved() -> None:
    before = [Question("Mine?", Category.ADVICE, Angle.CULTURE)]
    assert read("mine?", GLOBEX, before=before) == [Question("mine?", Category.ADVICE, Angle.CULTURE)]
    assert read("Trends: Mine?", GLOBEX, before=before)[0].category is Category.TRENDS


@given(st.text(max_size=300))
def test_whatever_is_typed_is_read_or_refused_and_read_alike_again(text: str) -> None:
    found = read(text, GLOBEX)
    assert all(each.text == " ".join(each.text.split()) != "" for each in found)
    try:
        kept = EMPTY.ask(found)
    except Refusal:
        return
    assert len(kept.questions) <= min(MOST, len(text.splitlines()))


def test_as_many_as_there_may_be_fit_into_a_field() -> None:
    longest = [Question(f"{n:02}" + "?" * (QUESTION_MAX - 2), Category.ASSIGNMENTS) for n in range(MOST)]
    assert len(written(EMPTY.ask(longest).questions)) <= 3000


# Practice


def test_a_peer_is_asked_agrees_and_it_is_confirmed_once() -> None:
    run = asked(EMPTY, [], BEN)
    assert run == Practice(EMPTY.id, BEN)
    agreed = run.agree(BEN)
    assert agreed.state is PracticeState.AGREED
    assert run.confirm().state is agreed.confirm().state is PracticeState.DONE
    assert agreed.confirm().unconfirm() == agreed
    with pytest.raises(NotYours):
        run.agree(CLEO)
    for late in (agreed, agreed.confirm()):
        with pytest.raises(TooLate):
            late.agree(BEN)
    with pytest.raises(TooLate, match="done already"):
        agreed.confirm().confirm()
    with pytest.raises(TooLate, match="not been confirmed"):
        run.unconfirm()


def test_a_few_peers_are_asked_each_once_and_never_oneself() -> None:
    with pytest.raises(Refusal, match="Name a peer"):
        asked(EMPTY, [], ANA)
    runs = [asked(EMPTY, [], BEN)]
    with pytest.raises(TooLate):
        asked(EMPTY, runs, BEN)
    runs = [Practice(EMPTY.id, peer) for peer in (BEN, CLEO, DEV)]
    assert len(runs) == PEERS
    with pytest.raises(Refusal, match="which is enough"):
        asked(EMPTY, runs, type(ANA)(9))
    assert practised(runs, CLEO) == runs[1]
    with pytest.raises(NotFound):
        practised(runs, ANA)
