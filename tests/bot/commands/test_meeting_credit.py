"""A held meeting counts for whoever introduced, once, and they may read how it went."""

import pytest

from bot.domain.ask import Ask, AskState
from bot.domain.followup import FollowUpKind, FollowUpState
from bot.domain.ids import AskId
from bot.domain.meeting import MeetingState
from tests.bot.commands.meetings import meeting_now, over, owed, points
from tests.bot.commands.story import due, last, room, until_accepted, until_confirmed
from tests.bot.commands.weeks import HERE, came, go_on
from tests.bot.scene import Scene, a_card, texts


class TestTheIntroducer:
    async def test_without_an_ask_both_count_once(self, both: Scene) -> None:
        await over(both, through="ben")
        card = a_card(await both.type("ana", "/meeting log Globex told:it was good"))
        assert "Ben gets 10 points and reads what you wrote for them." in texts(card)
        a_card(await both.type("ana", "/meeting log Globex learnt:plums"))
        assert await points(both, "ben") == 10
        assert [card.headline for card in await both.messages("ben")] == [
            "Ana met your contact at Globex",
            "Ana tells you how it went at Globex",
        ]

    async def test_nobody_introduced_nobody_is_told(self, group: Scene) -> None:
        await over(group)
        told = len(group.told)
        card = a_card(await group.type("ana", "/meeting log Globex told:it was good"))
        await group.deliver()
        assert {to for to, _ in group.told[told:]} == set()
        assert "Only you read it." in texts(card)


async def the_ask(scene: Scene) -> Ask:
    return await scene.work.read(lambda store: store.asks.get(HERE, AskId(1)))


class TestTheAsk:
    """Ana asked, Ben introduced her, and she tells of the meeting."""

    async def test_a_confirmed_introduction_gets_its_meeting(self, asked: Scene) -> None:
        await until_confirmed(asked)
        await over(asked, through="ben", ask=await the_ask(asked))
        card = a_card(await asked.type("ana", "/meeting log Globex learnt:plums"))
        assert "Ben gets 5 points." in texts(card)
        assert await points(asked, "ben") == 10
        assert (await the_ask(asked)).state(asked.clock.now()) is AskState.MET
        a_card(await asked.type("ana", "/meeting log Globex learnt:pears"))
        assert await points(asked, "ben") == 10
        assert "Ana met your contact at Globex" in [card.headline for card in await asked.messages("ben")]

    async def test_one_that_nobody_confirmed_is_confirmed_by_it(self, asked: Scene) -> None:
        await until_accepted(asked)
        await over(asked, through="ben", ask=await the_ask(asked))
        card = a_card(await asked.type("ana", "/meeting log Globex learnt:plums"))
        assert "Ben gets 10 points." in texts(card)
        assert await points(asked, "ben") == 10
        assert await due(asked) == []

    async def test_what_the_introducer_reads_closes_the_loop(self, asked: Scene) -> None:
        await until_confirmed(asked)
        await over(asked, through="ben", ask=await the_ask(asked))
        card = a_card(await asked.type("ana", "/meeting log Globex told:They plan by pallets."))
        assert "Ben gets 5 points and reads what you wrote for them." in texts(card)
        read = await last(asked, "ben")
        assert read.headline == "Ana tells you how it went at Globex"
        assert "“They plan by pallets.”" in texts(read)
        assert (await the_ask(asked)).ended is AskState.CLOSED
        assert "Ana met someone at Globex" in (await room(asked)).headline
        before = len(asked.told)
        a_card(await asked.type("ana", "/meeting log Globex told:They plan by pallets."))
        await asked.deliver()
        assert not [to for to, _ in asked.told[before:] if to == "ben"]

    async def test_a_loop_closed_elsewhere_is_owed_no_more(self, asked: Scene) -> None:
        await until_confirmed(asked)
        meeting = await over(asked, through="ben", ask=await the_ask(asked))
        a_card(await asked.type("ana", "/meeting log Globex yes"))
        assert (await owed(asked, meeting.id))[FollowUpKind.TELL].state is FollowUpState.OPEN
        a_card(await asked.type("ana", "/intro close 1 They plan by pallets."))
        assert (await owed(asked, meeting.id))[FollowUpKind.TELL].state is FollowUpState.DONE
        await go_on(asked, days=3)
        assert await came(asked, "ana", "Ben introduced you") == []

    @pytest.mark.parametrize("ended", ["/intro close 1 well and kindly", "/intro withdraw 1"])
    async def test_an_ask_that_had_ended_counts_nothing_more(self, asked: Scene, ended: str) -> None:
        await until_confirmed(asked)
        meeting = await over(asked, through="ben", ask=await the_ask(asked))
        a_card(await asked.type("ana", ended))
        card = a_card(await asked.type("ana", "/meeting log Globex learnt:plums"))
        assert "Your ask had ended, so nothing more counts for Ben." in texts(card)
        assert await points(asked, "ben") == 5
        assert (await meeting_now(asked, meeting.id)).state is MeetingState.HELD
