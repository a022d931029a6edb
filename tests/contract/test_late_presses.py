"""Buttons of yesterday, pressed twice, or by the wrong person: what happened meanwhile, never an effect."""

from datetime import timedelta

from tests.contract import story
from tests.contract.stage import Opened, Stage, Where
from tests.contract.stages import ON_SQLITE
from tests.contract.story import ask, card, form, newest, no, on_the_board
from tests.contract.watch import PLACES, controls, is_our_fault, nothing_happening, views

pytestmark = ON_SQLITE


async def test_every_button_pressed_twice_counts_once(group: Stage) -> None:
    await ask(group)
    in_room = await newest(group, "ben")
    card(await group.press("ben", "I can introduce"))
    assert "offered already" in no(await group.press("ben", "I can introduce", on=in_room)).message
    await group.settle()

    offer = await newest(group, "ana", "dm")
    card(await group.press("ana", "Accept", on=offer))
    assert "accepted already" in no(await group.press("ana", "Accept", on=offer)).message
    await group.settle()
    assert len(await group.seen("ben", "dm")) == 1

    note = await newest(group, "ben", "dm")
    card(await group.press("ben", "They said yes, introduced", on=note))
    assert "made already" in no(await group.press("ben", "They said yes, introduced", on=note)).message
    assert "made already" in no(await group.press("ben", "They said no", on=note)).message
    await group.settle()

    question = await newest(group, "ana", "dm")
    confirmed = card(await group.press("ana", "We are in touch", on=question))
    assert "confirmed already" in no(await group.press("ana", "We are in touch", on=question)).message
    await group.settle()
    await on_the_board(group, 5)

    met = card(await group.press("ana", "We have met", on=confirmed))
    assert "held already" in no(await group.press("ana", "We have met", on=confirmed)).message
    no(await group.press("ana", "Undo", on=confirmed))
    await group.settle()
    await on_the_board(group, 10)

    form(await group.press("ana", "Tell how it went", on=met))
    card(await group.fill("ana", {"How did it go?": "Well."}))
    await group.settle()
    async with nothing_happening(group):
        form(await group.press("ana", "Tell how it went", on=met))
        assert "closed" in no(await group.fill("ana", {"How did it go?": "Well."})).message


async def test_after_the_story_no_button_of_any_act_does_anything(group: Stage) -> None:
    shown: dict[tuple[str, str, str], Where] = {}
    for act in story.ACTS:
        await act(group)
        for (who, _), messages in (await views(group)).items():
            for message in messages:
                shown |= {(who, each.label, each.id): message.where for each in controls(message)}
    await group.advance(timedelta(days=1))
    await group.settle()
    assert len(shown) > 20
    async with nothing_happening(group):
        for (who, label, call), where in shown.items():
            answer = await group.forge(who, call, where)
            assert not is_our_fault(answer), label


async def test_nobody_can_press_what_is_only_for_somebody_else(group: Stage) -> None:
    for act in story.ACTS:
        await act(group)
        private = {
            each
            for who in ("ana", "ben")
            for message in await group.seen(who, "dm")
            for each in controls(message)
        }
        async with nothing_happening(group):
            for who in ("cleo", "dev"):
                for each in private:
                    for where in PLACES[::2]:
                        answer = await group.forge(who, each.id, where)
                        assert not is_our_fault(answer), each.label
                        if isinstance(answer, Opened):  # a form proves nothing either
                            filled = {blank.label: "Well." for blank in answer.blanks if blank.required}
                            no(await group.fill(who, filled))


async def test_who_has_left_presses_nothing_until_they_come_back(group: Stage) -> None:
    await ask(group)
    left = card(await group.type("ben", "/group leave"))
    async with nothing_happening(group):
        for where in PLACES[::2]:
            no(await group.press("ben", "I can introduce", on=await newest(group, "ben")))
            no(await group.type("ben", "/target list", where))
    card(await group.press("ben", "Come back", on=left))
    card(await group.press("ben", "I can introduce"))
