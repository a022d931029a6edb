"""Landing: a helper from now on, contacts kept warm, and the group told only if the member wants."""

import pytest

from bot.core.call import Call
from bot.domain.debrief import Cadence
from bot.domain.followup import FollowUpKind
from tests.bot.commands.meetings import over, owed
from tests.bot.commands.weeks import came, go_on
from tests.bot.scene import Scene, a_card, a_problem, pressable, texts


async def test_whoever_lands_is_asked_whether_the_group_may_know(both: Scene) -> None:
    before = len(await both.messages("tuesday"))
    card = a_card(await both.type("ben", "/me profile stage:landed"))
    assert card.headline == "You have landed, Ben. That is good news"
    assert [*pressable(card)] == ["Tell the group", "Keep it to myself"]
    assert len(await both.messages("tuesday")) == before
    told = a_card(await both.press("ben", pressable(card)["Tell the group"]))
    assert told.headline == "The group knows, and is glad with you"
    assert (await both.messages("tuesday"))[-1].headline == "Ben has landed"
    again = await both.press("ben", pressable(card)["Tell the group"])
    assert "told already" in a_problem(again, "too_late")


async def test_kept_to_oneself_nothing_is_posted(group: Scene) -> None:
    card = a_card(await group.type("ben", "/me profile stage:landed"))
    before = await group.messages("tuesday")
    assert (
        a_card(await group.press("ben", pressable(card)["Keep it to myself"])).headline == "Nothing is posted"
    )
    assert await group.messages("tuesday") == before


@pytest.mark.parametrize("stage", ["searching", "helper"])
async def test_who_has_not_landed_cannot_celebrate_it(group: Scene, stage: str) -> None:
    await group.type("ben", f"/me profile stage:{stage}")
    reply = await group.press("ben", Call.to("me celebrate"))
    assert "not “landed” any more" in a_problem(reply, "refused")


async def test_it_is_said_once(group: Scene) -> None:
    await group.type("ben", "/me profile stage:landed")
    card = a_card(await group.type("ben", "/me profile stage:landed name:Benny"))
    assert card.headline == "Your profile: Benny"


async def test_contacts_are_kept_warm_by_the_quarter(both: Scene) -> None:
    meeting = await over(both)
    a_card(await both.type("ana", "/meeting log Globex cadence:monthly"))
    card = a_card(await both.type("ana", "/me profile stage:landed"))
    assert "You stay in touch with 1 contact: every three months" in texts(card)
    touch = (await owed(both, meeting.id))[FollowUpKind.TOUCH]
    assert touch.cadence is Cadence.QUARTERLY
    await go_on(both, days=80)
    assert await came(both, "ana", "A good day to write") == []
    await go_on(both, days=15)
    assert len(await came(both, "ana", "A good day to write to your contact at Globex")) == 1


async def test_what_waits_too_long_comes_to_who_has_landed(group: Scene) -> None:
    await group.type("ben", "/me profile stage:landed")
    a_card(await group.type("ana", "/intro ask Globex how their data team decides what to automate"))
    await go_on(group, hours=25)
    assert len(await came(group, "ben", "Ana's ask about Globex is still unanswered")) == 1
    assert await came(group, "cleo", "Ana's ask about Globex") == []
