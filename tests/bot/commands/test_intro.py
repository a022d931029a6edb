"""The story of an ask, as each of its people sees it."""

from datetime import timedelta

import pytest

from bot.core.call import Call
from bot.core.card import Actions, Card, Style, Text
from bot.domain.ask import LIFETIME
from bot.domain.due import Due
from bot.domain.ids import GroupId
from tests.bot.scene import DM, Scene, a_card, a_form, a_problem, pressable, texts

ASK = "/intro ask Globex how their data team decides what to automate offer:a list of what others do"


@pytest.fixture
async def asked(group: Scene) -> Scene:
    """Let Ana ask for an introduction at Globex, where Ben knows two people."""
    await group.type("ben", "/know add Globex Kemi")
    await group.type("ben", '/know add "Globex Inc." Lars')
    await group.type("ana", "/target add Globex")
    a_card(await group.type("ana", ASK))
    return group


async def room(scene: Scene) -> Card:
    """Give the ask as the room shows it now."""
    return next(card for card in reversed(await scene.messages("tuesday")) if "meet someone" in card.headline
                or "in touch" in card.headline or "met someone" in card.headline)  # fmt: skip


async def left(scene: Scene, who: str) -> list[Call]:
    """Give what can still be pressed for the ask, among somebody's messages or the room's."""
    calls = [call for card in await scene.messages(who) for call in pressable(card).values()]
    return [call for call in calls if "ask" in call.args]


async def last(scene: Scene, who: str) -> Card:
    return (await scene.messages(who))[-1]


async def due(scene: Scene) -> list[Due]:
    return list(await scene.work.read(lambda store: store.due.of(GroupId(1))))


async def until_accepted(scene: Scene) -> None:
    await scene.press_on("ben", "Offer")
    await scene.press_on("ana", "Accept")


async def until_confirmed(scene: Scene) -> Card:
    await until_accepted(scene)
    await scene.press_on("ben", "They said yes, introduced")
    return a_card(await scene.press_on("ana", "We are in touch"))


class TestTheMainStory:
    async def test_it_is_posted_for_the_room_and_asked_who_knows_someone(self, asked: Scene) -> None:
        shown = await room(asked)
        assert shown.headline == "Ana would like to meet someone at Globex"
        assert "To learn: how their data team decides what to automate · 20 minutes" in texts(shown)
        assert "In return: a list of what others do" in texts(shown)
        assert [*pressable(shown)] == ["I can introduce", "I know who might"]
        private = await last(asked, "ben")
        assert private.headline == "You know 2 people at Globex, and Ana would like to learn there"
        assert "Not this time is a fine answer; nobody will know." in texts(private)
        assert [*pressable(private)] == ["Offer", "Not this time"]
        for who in ("ana", "cleo", "dev"):
            assert await asked.messages(who) == []
        assert "Globex · asking" in texts(a_card(await asked.type("ana", "/target list")))

    async def test_an_offer_reaches_the_requester_alone(self, asked: Scene) -> None:
        answer = a_card(await asked.press_on("ben", "Offer"))
        assert answer.headline == "Thank you. Ana now sees your offer for Globex"
        offer = await last(asked, "ana")
        assert offer.headline == "Ben can introduce you to someone at Globex"
        assert "1 peer has offered; more are welcome." in texts(await room(asked))
        assert "Ben" not in texts(await room(asked))
        assert (await last(asked, "ben")).headline == answer.headline

    async def test_the_accepted_helper_gets_the_note(self, asked: Scene) -> None:
        await asked.press_on("ben", "Offer")
        accepted = a_card(await asked.press_on("ana", "Accept"))
        assert accepted.headline == "You accepted Ben's offer for Globex"
        note = await last(asked, "ben")
        assert note.headline == "Ana accepted your offer for Globex"
        (quote,) = (
            block.text for block in note.blocks if isinstance(block, Text) and block.style is Style.QUOTE
        )
        assert quote.startswith("Subject: 20 minutes to learn about Globex?")
        assert "What I would like to learn: how their data team decides what to automate." in quote
        assert "In return I could offer: a list of what others do." in quote
        assert len(quote.split()) < 120
        assert [*pressable(note)] == ["I have asked them", "They said yes, introduced", "They said no"]
        assert pressable(await room(asked)) == {}
        assert "A peer is helping with this one." in texts(await room(asked))

    async def test_the_helper_asks_first_and_then_introduces(self, asked: Scene) -> None:
        await until_accepted(asked)
        waiting = a_card(await asked.press_on("ben", "I have asked them"))
        assert waiting.headline == "You have asked at Globex; now they decide"
        assert [*pressable(waiting)] == ["They said yes, introduced", "They said no"]
        thanks = a_card(await asked.press_on("ben", "They said yes, introduced"))
        assert thanks.headline == "Thank you for introducing Ana at Globex"
        question = await last(asked, "ana")
        assert question.headline == "Ben has introduced you at Globex"
        assert "Ben" not in texts(await room(asked))
        board = a_card(await asked.type("ana", "/leaderboard"))
        assert board.headline == "Nothing is counted this month yet"

    async def test_a_confirmed_introduction_counts(self, asked: Scene) -> None:
        confirmed = await until_confirmed(asked)
        assert confirmed.headline == "You are in touch at Globex. Ben gets 5 points"
        told = await last(asked, "ben")
        assert told.headline == "Ana confirmed your introduction at Globex"
        assert "It counts 5 points." in texts(told)
        assert (await room(asked)).headline == "Ana is in touch with someone at Globex"
        assert "Introduced by Ben. Thank you." in texts(await room(asked))
        assert "1. Ben · 5" in texts(a_card(await asked.type("ana", "/leaderboard")))

    async def test_the_meeting_counts_and_the_loop_is_closed(self, asked: Scene) -> None:
        confirmed = await until_confirmed(asked)
        met = a_card(await asked.press("ana", pressable(confirmed)["We have met"]))
        assert met.headline == "Good that you met someone at Globex. Ben gets 5 points more"
        assert "1. Ben · 10" in texts(a_card(await asked.type("ben", "/leaderboard")))
        form = a_form(await asked.press("ana", pressable(met)["Tell how it went"]))
        closed = a_card(await asked.submit("ana", form, how="Kemi showed me\nhow they choose"))
        assert closed.headline == "Ben knows how it went at Globex"
        heard = await last(asked, "ben")
        assert heard.headline == "Ana tells you how it went at Globex"
        assert "“Kemi showed me\nhow they choose”" in texts(heard)
        assert (await room(asked)).headline == "Ana met someone at Globex"
        assert "Kemi" not in "".join(map(texts, await asked.messages("tuesday")))

    async def test_in_the_end_no_button_of_it_is_left(self, asked: Scene) -> None:
        await until_confirmed(asked)
        await asked.type("ana", "/intro close 1 met:yes It went well")
        for who in ("tuesday", "ana", "ben"):
            assert await left(asked, who) == []

    async def test_typed_from_end_to_end(self, asked: Scene) -> None:
        for who, text in (
            ("ben", "/intro answer Globex introduce"),
            ("ana", "/intro list"),
            ("ana", "/intro introduced Globex"),
            ("ana", "/intro close Globex met:yes they were kind"),
        ):
            if text == "/intro introduced Globex":
                await asked.press_on("ana", "Accept")
            a_card(await asked.type(who, text))
        assert "1. Ben · 10" in texts(a_card(await asked.type("ana", "/leaderboard")))


class TestOtherWays:
    async def test_they_said_no(self, asked: Scene) -> None:
        await until_accepted(asked)
        said = a_card(await asked.press_on("ben", "They said no"))
        assert said.headline == "Noted: they said no at Globex"
        told = await last(asked, "ana")
        assert told.headline == "It did not work out at Globex this time"
        assert "Your ask is open to your peers again." in texts(told)
        assert [*pressable(await room(asked))] == ["I can introduce", "I know who might"]
        again = a_card(await asked.press_on("ben", "I can introduce", "tuesday"))
        assert again.headline == "Thank you. Ana now sees your offer for Globex"
        await asked.press_on("ana", "Accept")
        assert [card.headline for card in await asked.messages("ana")] == [
            "You accepted Ben's offer for Globex",
            "It did not work out at Globex this time",
            "You accepted Ben's offer for Globex",
        ]

    async def test_an_offer_is_taken_back_and_made_anew(self, asked: Scene) -> None:
        await asked.press_on("ben", "Offer")
        assert (
            a_card(await asked.press_on("ben", "Take it back")).headline
            == "Your offer for Globex is taken back"
        )
        await asked.press_on("ben", "I can introduce", "tuesday")
        assert [card.headline for card in await asked.messages("ana")] == [
            "Ben has taken the offer for Globex back",
            "Ben can introduce you to someone at Globex",
        ]

    async def test_a_hint_that_leads_to_an_introduction_counts(self, asked: Scene) -> None:
        form = a_form(await asked.press_on("cleo", "I know who might", "tuesday"))
        assert [field.name for field in form.fields] == ["peer"]
        hint = a_card(await asked.submit("cleo", form, peer="<@dev>"))
        assert hint.headline == "Thank you. Dev has been asked, privately"
        assert (await last(asked, "dev")).headline == "Cleo thinks you might know someone at Globex"
        await asked.press_on("dev", "Offer")
        await asked.press_on("ana", "Accept")
        a_card(await asked.type("ana", "/intro introduced 1"))
        assert (await last(asked, "cleo")).headline == "Your hint led Ana to someone at Globex"
        board = texts(a_card(await asked.type("ana", "/leaderboard")))
        assert "1. Dev · 5\n2. Cleo · 3" in board

    async def test_a_confirmation_taken_back_takes_its_points_back(self, asked: Scene) -> None:
        await asked.type("cleo", "/intro answer 1 know who @Ben")
        confirmed = await until_confirmed(asked)
        undone = a_card(await asked.press("ana", pressable(confirmed)["Undo"]))
        assert undone.headline == "Taken back: the introduction at Globex is not confirmed"
        assert a_card(await asked.type("ana", "/leaderboard")).headline == "Nothing is counted this month yet"
        assert "Ben" not in texts(await room(asked))
        a_problem(await asked.press("ana", pressable(confirmed)["Undo"]), "too_late")
        a_card(await asked.press("ana", pressable(undone)["We are in touch"]))
        assert "1. Ben · 5\n2. Cleo · 3" in texts(a_card(await asked.type("ana", "/leaderboard")))

    async def test_a_meeting_taken_back_too(self, asked: Scene) -> None:
        confirmed = await until_confirmed(asked)
        met = a_card(await asked.press("ana", pressable(confirmed)["We have met"]))
        undone = a_card(await asked.press("ana", pressable(met)["Undo"]))
        assert undone.headline == "Taken back: you have not met at Globex yet"
        assert "1. Ben · 5" in texts(a_card(await asked.type("ana", "/leaderboard")))

    async def test_several_help_side_by_side(self, asked: Scene) -> None:
        for who in ("ben", "cleo"):
            await asked.type(who, "/intro answer 1 introduce")
        shown = pressable(a_card(await asked.press("ana", Call.to("intro show", ask=1))))
        assert [*shown] == ["Accept Ben", "Accept Cleo", "Take it back"]
        for label in ("Accept Ben", "Accept Cleo"):
            a_card(await asked.press("ana", shown[label]))
        said = a_problem(await asked.type("ana", "/intro introduced 1"), "bad_input")
        assert said == "Several help with this ask: @Ben and @Cleo. Say whose introduction you mean."
        a_card(await asked.type("ana", "/intro introduced 1 @Cleo"))
        a_card(await asked.type("cleo", "/intro list"))
        assert "1. Cleo · 5" in texts(a_card(await asked.type("ana", "/leaderboard")))

    async def test_closing_with_a_meeting_counts_all_of_it(self, asked: Scene) -> None:
        await until_accepted(asked)
        await asked.press_on("ben", "They said yes, introduced")
        form = a_form(await asked.type("ana", "/intro close 1"))
        a_card(await asked.submit("ana", form, how="Fine", met="yes"))
        assert "1. Ben · 10" in texts(a_card(await asked.type("ana", "/leaderboard")))
        assert "1. Ben · 5\n" not in texts(a_card(await asked.type("ben", "/leaderboard")))

    async def test_a_withdrawn_ask_is_quiet_everywhere(self, asked: Scene) -> None:
        await until_accepted(asked)
        a_card(await asked.type("ana", "/intro withdraw Globex"))
        assert (await room(asked)).headline == "Ana wanted to meet someone at Globex"
        for who in ("tuesday", "ana", "ben"):
            assert await left(asked, who) == []
        assert (await last(asked, "ben")).headline == "Ana's ask about Globex needs nothing more for now"
        assert await due(asked) == []

    async def test_not_this_time_is_free_private_and_final_for_nobody(self, asked: Scene) -> None:
        await asked.deliver()
        before = (await asked.everything()).splitlines()
        reply = a_card(await asked.press_on("ben", "Not this time"))
        assert reply.headline == "Noted: not this time for Globex"
        assert (await last(asked, "ben")).headline == reply.headline
        changed = set(before) ^ set((await asked.everything()).splitlines())
        assert {line.partition(":")[0] for line in changed} <= {"outbox", "sqlite_sequence"}
        assert all("'ben'" in line for line in changed if line.startswith("outbox"))
        a_card(await asked.press_on("ben", "I can introduce", "tuesday"))
        assert (await last(asked, "ana")).headline == "Ben can introduce you to someone at Globex"

    async def test_not_this_time_after_an_offer_takes_it_back(self, asked: Scene) -> None:
        late = await asked.find("ben", "Not this time")
        await asked.press_on("ben", "Offer")
        assert a_card(await asked.press("ben", late, DM)).headline == "Your offer for Globex is taken back"
        await asked.press_on("ben", "I can introduce", "tuesday")
        await asked.press_on("ana", "Accept")
        said = a_problem(await asked.press("ben", late, DM), "too_late")
        assert said == "Your offer has been accepted. If it does not work out, press “They said no”."


class TestTime:
    async def test_what_the_clock_owes_is_written_down(self, asked: Scene) -> None:
        now = asked.clock.now()
        assert [(each.kind, each.at - now) for each in await due(asked)] == [
            ("ask nudge", timedelta(days=1)), ("ask expiry", timedelta(days=14)),
        ]  # fmt: skip
        await asked.press_on("ben", "Offer")
        assert [each.kind for each in await due(asked)] == ["ask expiry"]
        await asked.press_on("ana", "Accept")
        assert await due(asked) == []
        await asked.press_on("ben", "They said yes, introduced")
        assert [(each.kind, f"{each.at:%a}") for each in await due(asked)] == [
            ("ask followup 3", "Thu"), ("ask followup 7", "Wed"),
        ]  # fmt: skip
        await asked.press_on("ana", "We are in touch")
        assert await due(asked) == []

    async def test_an_ask_that_nobody_answers_expires_and_is_renewed(self, asked: Scene) -> None:
        await asked.press_on("ben", "Offer")
        asked.clock.forward(days=14)
        a_problem(await asked.press_on("ana", "Accept"), "too_late")
        a_problem(await asked.type("cleo", "/intro answer 1 introduce"), "too_late")
        shown = a_card(await asked.press("ana", Call.to("intro show", ask=1)))
        assert shown.headline == "Your ask about Globex: expired"
        assert [*pressable(shown)] == ["Renew", "Take it back"]
        a_problem(await asked.press("ben", pressable(shown)["Renew"]), "not_yours")
        renewed = a_card(await asked.press("ana", pressable(shown)["Renew"]))
        assert renewed.headline == "Your ask about Globex is posted again"
        assert (await room(asked)).headline == "Ana would like to meet someone at Globex"
        assert [each.at for each in await due(asked)][-1] == asked.clock.now() + LIFETIME
        a_card(await asked.press_on("ana", "Accept"))
        a_problem(await asked.press("ana", pressable(shown)["Renew"]), "too_late")

    async def test_three_in_seven_days_and_when_the_next_is_free(self, asked: Scene) -> None:
        asked.clock.forward(days=1)
        for company in ("Acme", "Initech"):
            a_card(await asked.type("ana", f"/intro ask {company} how they decide what to build"))
        before = await asked.everything()
        said = a_problem(
            await asked.type("ana", "/intro ask Hooli how they decide what to build"), "over_limit"
        )
        assert said == (
            "You have posted 3 asks in seven days; this group takes at most 3, so that each gets its attention. "
            "You can post the next one on Monday at 9:30, in six days."
        )
        assert await asked.everything() == before
        a_card(await asked.type("ben", "/intro ask Hooli how they decide what to build"))
        asked.clock.forward(days=6, seconds=-1)
        a_problem(await asked.type("ana", "/intro ask Hooli how they decide what to build"), "over_limit")
        asked.clock.forward(seconds=1)
        a_card(await asked.type("ana", "/intro ask Hooli how they decide what to build"))

    async def test_the_limit_is_said_in_the_members_zone_and_counts_what_was_withdrawn(
        self, asked: Scene
    ) -> None:
        await asked.type("ana", "/group settings asks_per_week:1")
        await asked.type("ana", "/me timezone Asia/Tokyo")
        await asked.type("ana", "/intro withdraw 1")
        said = a_problem(await asked.type("ana", ASK), "over_limit")
        assert said.endswith("You can post the next one on 30 November at 18:30.")

    async def test_a_renewed_ask_counts_as_one_of_the_week(self, asked: Scene) -> None:
        asked.clock.forward(days=15)
        for company in ("Acme", "Initech", "Hooli"):
            a_card(await asked.type("ana", f"/intro ask {company} how they decide what to build"))
        a_problem(await asked.press("ana", Call.to("intro renew", ask=1)), "over_limit")


class TestLists:
    async def test_ones_own_and_those_one_helps_with(self, asked: Scene) -> None:
        await asked.type("ben", "/intro ask Acme how they decide what to build")
        await asked.press_on("ben", "Offer")
        card = a_card(await asked.type("ben", "/intro list"))
        assert card.headline == "You have 1 ask"
        assert "Acme · open to your peers" in texts(card)
        assert "You help with:\nGlobex, for Ana · your offer waits for an answer" in texts(card)
        assert [*pressable(card)] == [
            "Acme · open to your peers", "Globex · for Ana", "Ask for an introduction", "2 waiting for help",
        ]  # fmt: skip
        other = a_card(await asked.press("ben", pressable(card)["Globex · for Ana"]))
        assert other.headline == "Ana would like to meet someone at Globex"

    async def test_nothing_yet(self, group: Scene) -> None:
        card = a_card(await group.type("ana", "/intro list"))
        assert card.headline == "You have not asked for an introduction yet"
        waiting = a_card(await group.press("ana", Call.to("intro waiting")))
        assert waiting.headline == "No ask is waiting for help"

    async def test_what_waits_oldest_first_by_pages(self, group: Scene) -> None:
        await group.type("ana", "/group settings asks_per_week:50")
        for number in range(12):
            await group.type("ana", f"/intro ask Company{number:02} how they decide what to build")
            group.clock.forward(minutes=1)
        card = a_card(await group.press("ben", Call.to("intro waiting")))
        assert card.headline == "12 asks are waiting for help"
        assert texts(card).index("Company00") < texts(card).index("Company09")
        assert "Company10" not in texts(card)
        second = a_card(await group.press("ben", pressable(card)["Next page (2 of 2)"]))
        assert "Company11" in texts(second)
        assert a_card(await group.press("ben", Call.to("intro waiting", page=99))) == card
        mine = a_card(await group.type("ana", "/intro list 2"))
        assert "Company00" in texts(mine)

    async def test_a_peer_sees_no_helpers(self, asked: Scene) -> None:
        await until_confirmed(asked)
        show = Call.to("intro show", ask=1)
        assert "Ben introduced you" in texts(a_card(await asked.press("ana", show)))
        for who in ("ben", "cleo"):
            assert "Ben" not in texts(a_card(await asked.press(who, show)))


class TestRefusals:
    """As a member reads them; the rules themselves are tested with the domain."""

    @pytest.mark.parametrize(
        ("who", "text", "code", "said"),
        [
            (
                "ana",
                "/intro answer 1 introduce",
                "not_yours",
                "This is your own ask: it is for your peers to answer.",
            ),
            ("ana", "/intro answer 1 know who @Ben", "not_yours", "This is your own ask"),
            ("ben", "/intro answer 1 know who", "bad_input", "Who might know someone there? Name a peer"),
            ("ben", "/intro answer 1 know who @Ana", "refused", "The ask is theirs already."),
            ("ben", "/intro answer 1 know who @Ben", "refused", "press “I can introduce” instead."),
            (
                "ben",
                "/intro answer 1 maybe",
                "bad_input",
                "“maybe” is not introduce, know who or not this time.",
            ),
            ("ben", "/intro answer 99 introduce", "not_found", "There is no such ask in this group."),
            (
                "ben",
                "/intro answer Hooli introduce",
                "bad_input",
                "nothing fits “Hooli”. There is “Globex · Ana”.",
            ),
            ("ben", "/intro withdraw 1", "not_yours", "Only the member who posted this ask may do that."),
            (
                "ben",
                "/intro close 1 it went well",
                "not_yours",
                "Only the member who posted this ask may do that.",
            ),
            (
                "ben",
                "/intro close 1 met:yes it went well",
                "not_yours",
                "Only the member who posted this ask may",
            ),
            ("ana", "/intro close 1 it went well", "refused", "Nobody has introduced you here yet"),
            ("ana", "/intro close 1 x", "bad_input", "How did it go: “x” is very short."),
            ("ana", "/intro introduced 1", "too_late", "No introduction is under way for this ask."),
            ("ana", "/intro introduced 1 @Cleo", "not_found", "There is no such offer any more"),
            (
                "cleo",
                "/intro introduced 1",
                "not_yours",
                "Only the helper whose offer was accepted may say this.",
            ),
            ("ana", "/intro ask Acme why", "bad_input", "What do you want to learn: “why” is very short."),
            (
                "ana",
                "/intro ask Acme " + "word " * 41,
                "refused",
                "What you want to learn has 41 words; at most 40",
            ),
            (
                "ana",
                "/intro ask Acme " + "x" * 301,
                "bad_input",
                "301 characters are too long; at most 300 fit.",
            ),
            (
                "ana",
                "/intro ask Acme how they decide minutes:25",
                "bad_input",
                "Minutes: “25” is not 20 or 30.",
            ),
        ],
    )
    async def test_typed(self, asked: Scene, who: str, text: str, code: str, said: str) -> None:
        before = await asked.everything()
        assert said in a_problem(await asked.type(who, text), code)
        assert await asked.everything() == before

    async def test_a_button_pressed_twice_answers_what_happened_meanwhile(self, asked: Scene) -> None:
        presses = [
            ("ben", "Offer", "You have offered already."),
            ("ana", "Accept", "This offer has been accepted already."),
            ("ben", "I have asked them", "They have been asked already."),
            ("ben", "They said yes, introduced", "The introduction has been made already;"),
            ("ana", "We are in touch", "This introduction is confirmed already."),
            ("ana", "We have met", "The meeting has been held already."),
        ]
        for who, label, said in presses:
            call = await asked.find(who, label)
            a_card(await asked.press(who, call, DM))
            await asked.deliver()
            before = await asked.everything()
            assert a_problem(await asked.press(who, call, DM), "too_late").startswith(said)
            assert await asked.everything() == before
            if label != "Offer":
                a_problem(await asked.press("cleo", call, DM), "not_yours")
        form = a_form(await asked.press_on("ana", "Tell how it went"))
        a_card(await asked.submit("ana", form, how="It went well"))
        said = a_problem(await asked.submit("ana", form, how="It went well"), "too_late")
        assert said == "This ask is closed: the helper has heard how it went."

    async def test_every_card_of_the_story_ends_with_its_buttons(self, asked: Scene) -> None:
        await until_confirmed(asked)
        for card in [card for _, card in asked.told]:
            rows = [block for block in card.blocks if isinstance(block, Actions)]
            assert len(rows) <= 1
            assert not rows or card.blocks[-1] is rows[0]
            assert all(len(row.buttons) <= 3 for row in rows)
