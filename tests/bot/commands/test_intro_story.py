"""The story of an ask, as each of its people sees it."""

from bot.core.card import Style, Text
from tests.bot.commands.story import last, left, room, until_accepted, until_confirmed
from tests.bot.scene import Scene, a_card, a_form, pressable, texts


async def test_it_is_posted_for_the_room_and_asked_who_knows_someone(asked: Scene) -> None:
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


async def test_an_offer_reaches_the_requester_alone(asked: Scene) -> None:
    answer = a_card(await asked.press_on("ben", "Offer"))
    assert answer.headline == "Thank you. Ana now sees your offer for Globex"
    offer = await last(asked, "ana")
    assert offer.headline == "Ben can introduce you to someone at Globex"
    assert "1 peer has offered; more are welcome." in texts(await room(asked))
    assert "Ben" not in texts(await room(asked))
    assert (await last(asked, "ben")).headline == answer.headline


async def test_the_accepted_helper_gets_the_note(asked: Scene) -> None:
    await asked.press_on("ben", "Offer")
    accepted = a_card(await asked.press_on("ana", "Accept"))
    assert accepted.headline == "You accepted Ben's offer for Globex"
    note = await last(asked, "ben")
    assert note.headline == "Ana accepted your offer for Globex"
    (quote,) = (block.text for block in note.blocks if isinstance(block, Text) and block.style is Style.QUOTE)
    assert quote.startswith("Subject: 20 minutes to learn about Globex?")
    assert "What I would like to learn: how their data team decides what to automate." in quote
    assert "In return I could offer: a list of what others do." in quote
    assert len(quote.split()) < 120
    assert [*pressable(note)] == ["I have asked them", "They said yes, introduced", "They said no"]
    assert pressable(await room(asked)) == {}
    assert "A peer is helping with this one." in texts(await room(asked))


async def test_the_helper_asks_first_and_then_introduces(asked: Scene) -> None:
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


async def test_a_confirmed_introduction_counts(asked: Scene) -> None:
    confirmed = await until_confirmed(asked)
    assert confirmed.headline == "You are in touch at Globex. Ben gets 5 points"
    told = await last(asked, "ben")
    assert told.headline == "Ana confirmed your introduction at Globex"
    assert "It counts 5 points." in texts(told)
    assert (await room(asked)).headline == "Ana is in touch with someone at Globex"
    assert "Introduced by Ben. Thank you." in texts(await room(asked))
    assert "1. Ben · 5" in texts(a_card(await asked.type("ana", "/leaderboard")))


async def test_the_meeting_counts_and_the_loop_is_closed(asked: Scene) -> None:
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


async def test_in_the_end_no_button_of_it_is_left(asked: Scene) -> None:
    await until_confirmed(asked)
    await asked.type("ana", "/intro close 1 met:yes It went well")
    for who in ("tuesday", "ana", "ben"):
        assert await left(asked, who) == []


async def test_typed_from_end_to_end(asked: Scene) -> None:
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
