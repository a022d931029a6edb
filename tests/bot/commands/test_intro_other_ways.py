"""How an ask may go otherwise: a no, a change of mind, a hint, several helpers."""

from bot.core.call import Call
from tests.bot.commands.story import due, last, left, room, until_accepted, until_confirmed
from tests.bot.scene import DM, Scene, a_card, a_form, a_problem, pressable, texts


async def test_they_said_no(asked: Scene) -> None:
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


async def test_an_offer_is_taken_back_and_made_anew(asked: Scene) -> None:
    await asked.press_on("ben", "Offer")
    assert (
        a_card(await asked.press_on("ben", "Take it back")).headline == "Your offer for Globex is taken back"
    )
    await asked.press_on("ben", "I can introduce", "tuesday")
    assert [card.headline for card in await asked.messages("ana")] == [
        "Ben has taken the offer for Globex back",
        "Ben can introduce you to someone at Globex",
    ]


async def test_a_hint_that_leads_to_an_introduction_counts(asked: Scene) -> None:
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


async def test_a_confirmation_taken_back_takes_its_points_back(asked: Scene) -> None:
    await asked.type("cleo", "/intro answer 1 know who @Ben")
    confirmed = await until_confirmed(asked)
    undone = a_card(await asked.press("ana", pressable(confirmed)["Undo"]))
    assert undone.headline == "Taken back: the introduction at Globex is not confirmed"
    assert a_card(await asked.type("ana", "/leaderboard")).headline == "Nothing is counted this month yet"
    assert "Ben" not in texts(await room(asked))
    a_problem(await asked.press("ana", pressable(confirmed)["Undo"]), "too_late")
    a_card(await asked.press("ana", pressable(undone)["We are in touch"]))
    assert "1. Ben · 5\n2. Cleo · 3" in texts(a_card(await asked.type("ana", "/leaderboard")))


async def test_a_meeting_taken_back_too(asked: Scene) -> None:
    confirmed = await until_confirmed(asked)
    met = a_card(await asked.press("ana", pressable(confirmed)["We have met"]))
    undone = a_card(await asked.press("ana", pressable(met)["Undo"]))
    assert undone.headline == "Taken back: you have not met at Globex yet"
    assert "1. Ben · 5" in texts(a_card(await asked.type("ana", "/leaderboard")))


async def test_several_help_side_by_side(asked: Scene) -> None:
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


async def test_closing_with_a_meeting_counts_all_of_it(asked: Scene) -> None:
    await until_accepted(asked)
    await asked.press_on("ben", "They said yes, introduced")
    form = a_form(await asked.type("ana", "/intro close 1"))
    a_card(await asked.submit("ana", form, how="Fine", met="yes"))
    assert "1. Ben · 10" in texts(a_card(await asked.type("ana", "/leaderboard")))
    assert "1. Ben · 5\n" not in texts(a_card(await asked.type("ben", "/leaderboard")))


async def test_a_withdrawn_ask_is_quiet_everywhere(asked: Scene) -> None:
    await until_accepted(asked)
    a_card(await asked.type("ana", "/intro withdraw Globex"))
    assert (await room(asked)).headline == "Ana wanted to meet someone at Globex"
    for who in ("tuesday", "ana", "ben"):
        assert await left(asked, who) == []
    assert (await last(asked, "ben")).headline == "Ana's ask about Globex needs nothing more for now"
    assert await due(asked) == []


async def test_not_this_time_is_free_private_and_final_for_nobody(asked: Scene) -> None:
    await asked.deliver()
    before = (await asked.everything()).splitlines()
    reply = a_card(await asked.press_on("ben", "Not this time"))
    assert reply.headline == "Noted: not this time for Globex"
    assert (await last(asked, "ben")).headline == reply.headline
    changed = set(before) ^ set((await asked.everything()).splitlines())
    assert {line.partition(":")[0] for line in changed} <= {"outbox", "tickets", "sqlite_sequence"}
    assert all("'ben'" in line for line in changed if line.startswith("outbox"))
    a_card(await asked.press_on("ben", "I can introduce", "tuesday"))
    assert (await last(asked, "ana")).headline == "Ben can introduce you to someone at Globex"


async def test_not_this_time_after_an_offer_takes_it_back(asked: Scene) -> None:
    late = await asked.find("ben", "Not this time")
    await asked.press_on("ben", "Offer")
    assert a_card(await asked.press("ben", late, DM)).headline == "Your offer for Globex is taken back"
    await asked.press_on("ben", "I can introduce", "tuesday")
    await asked.press_on("ana", "Accept")
    said = a_problem(await asked.press("ben", late, DM), "too_late")
    assert said == "Your offer has been accepted. If it does not work out, press “They said no”."
