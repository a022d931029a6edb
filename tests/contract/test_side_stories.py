"""What else may happen around an ask."""

from datetime import timedelta

from tests.contract.stage import NAMES, Shown, Stage, Where
from tests.contract.stages import ON_SQLITE
from tests.contract.story import LEARN, ask, card, form, newest, no, on_the_board, same_for_all

pytestmark = ON_SQLITE
PLACES: tuple[Where, ...] = ("room", "lobby", "dm")


async def views(stage: Stage, *without: str) -> dict[tuple[str, str], list[Shown]]:
    """Give all that everybody sees."""
    people = NAMES.keys() - set(without)
    return {(who, where): await stage.seen(who, where) for who in people for where in PLACES}


async def introduced(
    stage: Stage, helper: str, offer: str = "I can introduce", where: Where = "room"
) -> None:
    """Let a peer offer, and the requester accept."""
    card(await stage.press(helper, offer, where))
    await stage.settle()
    card(await stage.press("ana", "Accept", "dm"))
    await stage.settle()


# Peers who know somebody there


async def test_peers_with_contacts_there_are_asked_privately(group: Stage) -> None:
    card(await group.type("femi", '/know add Globex "Kemi Oni"'))
    card(await group.type("dev", '/know add "Globex, Inc." "Mira Shah" my former neighbour'))
    card(await group.type("dev", '/know add GLOBEX "Lars Holm"'))
    before = await views(group)

    await ask(group)

    for who, count in (("femi", "1 person"), ("dev", "2 people")):
        asked = await newest(group, who, "dm")
        assert asked.headline == f"You know {count} at Globex, and Ana Souza would like to learn there"
        assert f"To learn: {LEARN} · 20 minutes" in asked.text
        assert "Not this time is a fine answer; nobody will know." in asked.text
        assert asked.buttons == ("Offer", "Not this time")
    after = await views(group)
    for who in ("ana", "ben", "cleo", "edda"):
        assert after[who, "dm"] == before[who, "dm"]
    everything = "\n".join(shown.text for each in after.values() for shown in each)
    for private in ("Kemi", "Mira", "Lars", "neighbour"):
        assert private not in everything
    card(await group.type("ana", "/target add Globex"))
    assert (
        "Globex · Ana Souza · 2 peers know someone there"
        in card(await group.type("ben", "/target board")).text
    )


async def test_not_this_time_leaves_no_trace_for_others(group: Stage) -> None:
    card(await group.type("dev", '/know add Globex "Mira Shah"'))
    await ask(group)
    before = await views(group, "dev")
    of_ana = await group.type("ana", "/intro list")
    question = await newest(group, "dev", "dm")

    answer = card(await group.press("dev", "Not this time", "dm"))
    assert "Nobody is told, and nothing is counted." in answer.text
    await group.settle()

    assert await views(group, "dev") == before
    assert await group.type("ana", "/intro list") == of_ana
    passed = await newest(group, "dev", "dm")
    assert (passed.id, passed.buttons) == (question.id, ())
    card(await group.press("dev", "Offer", "dm", on=question))  # a change of mind is as free
    await group.settle()
    assert (await newest(group, "ana", "dm")).headline == "Dev Raman can introduce you to someone at Globex"


async def test_a_question_to_a_peer_goes_once_somebody_else_helps(group: Stage) -> None:
    card(await group.type("dev", '/know add Globex "Mira Shah"'))
    await ask(group)
    await introduced(group, "ben")
    question = await newest(group, "dev", "dm")
    assert question.headline == "Ana Souza's ask about Globex needs nothing more for now"
    assert not question.buttons


async def test_an_offer_can_be_taken_back_until_it_is_accepted(group: Stage) -> None:
    await ask(group)
    offered = card(await group.press("ben", "I can introduce"))
    await group.settle()
    card(await group.press("ben", "Take it back", on=offered))
    await group.settle()
    told = await newest(group, "ana", "dm")
    assert told.headline == "Ben Tan has taken the offer for Globex back"
    assert not told.buttons
    assert "offered" not in (await same_for_all(group)).text

    await introduced(group, "ben")
    assert "has been accepted" in no(await group.press("ben", "Take it back", on=offered)).message


# Several helpers


async def test_a_hint_that_leads_to_an_introduction_counts_three(group: Stage) -> None:
    await ask(group)
    blank = form(await group.press("dev", "I know who might"))
    assert blank.submit == "Ask them"
    card(await group.fill("dev", {"Who might?": "edda"}))
    await group.settle()
    asked = await newest(group, "edda", "dm")
    assert asked.headline == "Dev Raman thinks you might know someone at Globex"
    await introduced(group, "edda", "Offer", "dm")
    card(await group.press("edda", "They said yes, introduced", "dm"))
    await group.settle()
    card(await group.press("ana", "We are in touch", "dm"))
    await group.settle()
    hint = await newest(group, "dev", "dm")
    assert hint.headline == "Your hint led Ana Souza to someone at Globex"
    assert "3 points" in hint.text
    await on_the_board(group, 5, "Edda Jónsdóttir")
    await on_the_board(group, 3, "Dev Raman")


async def test_two_peers_may_introduce(group: Stage) -> None:
    await ask(group)
    for who in ("ben", "cleo"):
        card(await group.press(who, "I can introduce"))
    await group.settle()
    assert "2 peers have offered" in (await same_for_all(group)).text
    first, second = (await group.seen("ana", "dm"))[-2:]
    assert "Ben Tan" in first.headline
    assert "Cleo Papadaki" in second.headline
    for each in (first, second):
        card(await group.press("ana", "Accept", on=each))
    await group.settle()
    for who in ("ben", "cleo"):
        card(await group.press(who, "They said yes, introduced", "dm"))
        await group.settle()
        card(await group.press("ana", "We are in touch", "dm"))
        await group.settle()
        await on_the_board(group, 5, NAMES[who])
    assert "Introduced by Ben Tan and Cleo Papadaki" in (await same_for_all(group)).text

    form(await group.type("ana", "/intro close Globex"))
    closed = card(await group.fill("ana", {"How did it go?": "Very well.", "Have you met?": "yes"}))
    assert closed.headline == "Ben Tan and Cleo Papadaki know how it went at Globex"
    await group.settle()
    for who in ("ben", "cleo"):
        assert "Very well." in (await newest(group, who, "dm")).text
        await on_the_board(group, 10, NAMES[who])


async def test_they_said_no(group: Stage) -> None:
    await ask(group)
    card(await group.press("cleo", "I can introduce"))
    await group.settle()
    await introduced(group, "ben")
    refused = card(await group.press("ben", "They said no", "dm"))
    assert "nobody's fault" in refused.text
    await group.settle()
    told = await newest(group, "ana", "dm")
    assert told.headline == "It did not work out at Globex this time"
    assert "1 other offer" in told.text
    in_room = await same_for_all(group)
    assert "I can introduce" in in_room.buttons  # others may help
    assert "Ben" not in in_room.text
    assert "Nothing is counted" in card(await group.type("ben", "/leaderboard")).headline

    card(await group.press("ana", "Accept", "dm"))  # Cleo's offer still waits
    await group.settle()
    assert (await newest(group, "cleo", "dm")).headline == "Ana Souza accepted your offer for Globex"


# An ask that ends early


async def test_an_ask_that_is_taken_back_asks_nothing_of_anybody(group: Stage) -> None:
    card(await group.type("dev", '/know add Globex "Mira Shah"'))
    await ask(group)
    old = await newest(group, "ben")
    card(await group.press("cleo", "I can introduce"))
    await introduced(group, "ben")
    note = await newest(group, "ben", "dm")

    withdrawn = card(await group.type("ana", "/intro withdraw Globex"))
    assert withdrawn.headline == "Your ask about Globex is taken back"
    await group.settle()
    in_room = await same_for_all(group)
    assert "taken back" in in_room.text
    assert not in_room.buttons
    for who in ("ana", "ben", "dev"):
        for shown in await group.seen(who, "dm"):
            assert not shown.buttons, (who, shown)
    assert {shown.headline for shown in await group.seen("ana", "dm")} == {withdrawn.headline}
    for who, label, on in (("femi", "I can introduce", old), ("ben", "They said yes, introduced", note)):
        assert "has been withdrawn" in no(await group.press(who, label, on=on)).message


async def test_an_ask_that_nobody_answers_expires_and_can_be_renewed(group: Stage) -> None:
    await ask(group)
    posted = await newest(group, "ben")
    await group.advance(timedelta(days=14))
    await group.settle()
    assert "expired" in no(await group.press("ben", "I can introduce", on=posted)).message
    mine = card(await group.type("ana", "/intro list"))
    assert "Globex · expired" in mine.text
    detail = card(await group.choose("ana", "Open an ask …", "Globex · expired", on=mine))
    assert "Renew" in detail.buttons
    card(await group.press("ana", "Renew", on=detail))
    await group.settle()
    again = await same_for_all(group)
    assert again.headline == "Ana Souza would like to meet someone at Globex"
    await introduced(group, "ben")
    assert (await newest(group, "ben", "dm")).headline == "Ana Souza accepted your offer for Globex"
    for shown in await group.seen("ana", "room"):
        assert "I can introduce" not in shown.buttons  # on neither message of this ask


async def test_an_ask_that_is_under_way_does_not_expire(group: Stage) -> None:
    await ask(group)
    await introduced(group, "ben")
    await group.advance(timedelta(days=30))
    await group.settle()
    card(await group.press("ben", "They said yes, introduced", "dm"))
    await group.settle()
    card(await group.press("ana", "We are in touch", "dm"))


async def test_one_may_ask_three_times_in_seven_days(group: Stage) -> None:
    for company in ("Globex", "Acme", "Initech"):
        await ask(group, company)
    over = no(await group.type("ana", f'/intro ask "Umbrella" {LEARN}'))
    assert "at most 3" in over.message
    assert "You can post the next one on 25 November" in over.message
    await group.advance(timedelta(days=7))
    await group.settle()
    await ask(group, "Umbrella")


# What can be undone


async def test_a_confirmation_can_be_undone_and_given_again(group: Stage) -> None:
    await ask(group)
    await introduced(group, "ben")
    card(await group.press("ben", "They said yes, introduced", "dm"))
    await group.settle()
    confirmed = card(await group.press("ana", "We are in touch", "dm"))
    await group.settle()
    await on_the_board(group, 5)

    undone = card(await group.press("ana", "Undo", on=confirmed))
    await group.settle()
    assert "Nothing is counted" in card(await group.type("ben", "/leaderboard")).headline
    assert "is in touch" not in (await same_for_all(group)).headline
    no(await group.press("ana", "Undo", on=confirmed))

    card(await group.press("ana", "We are in touch", on=undone))
    await group.settle()
    await on_the_board(group, 5)


async def test_thanks_can_be_taken_back(group: Stage) -> None:
    thanked = card(await group.type("ana", "/thanks @Ben for an hour of patience"))
    await group.settle()
    thanks = await same_for_all(group)
    assert thanks.headline == "Ana Souza thanks Ben Tan"
    assert "for an hour of patience" in thanks.text
    await on_the_board(group, 1)

    card(await group.press("ana", "Undo", on=thanked))
    await group.settle()
    taken_back = await same_for_all(group)
    assert (taken_back.id, taken_back.headline) == (thanks.id, "Ana Souza took a thank-you back")
    assert "Nothing is counted" in card(await group.type("ben", "/leaderboard")).headline
    no(await group.press("ana", "Undo", on=thanked))


async def test_thanks_have_limits_and_say_when_they_free(group: Stage) -> None:
    for _ in range(3):
        card(await group.type("ana", "/thanks @Ben for help"))
    over = no(await group.type("ana", "/thanks @Ben for even more help"))
    assert "3 times in 30 days" in over.message
    for peer in ("Cleo", "Dev"):
        card(await group.type("ana", f"/thanks @{peer} for help"))
    over = no(await group.type("ana", "/thanks @Edda for help"))
    assert "tomorrow" in over.message
    back = card(await group.type("ben", "/thanks @Ana you too"))
    assert "no point is added" in back.text
    await on_the_board(group, 3)
    assert "Ana" not in card(await group.type("ben", "/leaderboard")).image.says
