"""The main story of a group, act by act, to be played on every platform."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from tests.contract.stage import NAMES, Answer, Opened, Refused, Shown, Stage, Where

A = TypeVar("A", Shown, Opened, Refused)

GROUP = "The Tuesday Table"
LEARN = "how their data team decides what to automate"
OFFER = "my notes on routing data"


def card(answer: Answer) -> Shown:
    """Take an answer that is a card."""
    return _taken(answer, Shown)


def form(answer: Answer) -> Opened:
    """Take an answer that is a form."""
    return _taken(answer, Opened)


def no(answer: Answer) -> Refused:
    """Take an answer that is a no."""
    return _taken(answer, Refused)


def _taken(answer: Answer, kind: type[A]) -> A:
    assert isinstance(answer, kind), answer
    return answer


async def newest(stage: Stage, who: str, where: Where = "room") -> Shown:
    """Give the last message that somebody sees."""
    return (await stage.seen(who, where))[-1]


async def same_for_all(stage: Stage, where: Where = "room") -> Shown:
    """Give the last message of a room, which is the same for everybody."""
    first, *others = [await newest(stage, who, where) for who in NAMES]
    assert all(each == first for each in others)
    return first


async def one_reply(stage: Stage, to: Shown) -> Shown:
    """Give the only message in the thread of another, which is the same for everybody."""
    first, *others = [await stage.replies(who, to) for who in NAMES]
    assert all(each == first for each in others)
    (reply,) = first
    return reply


async def gather(stage: Stage) -> None:
    """Let Cleo start a group in the room, and the others come in."""
    card(await stage.type("cleo", f'/group setup "{GROUP}" timezone:Europe/Athens'))
    for who in NAMES:
        card(await stage.type(who, "/group join"))
    await stage.settle()


async def ask(stage: Stage, company: str = "Globex", who: str = "ana") -> None:
    """Let somebody ask for an introduction."""
    card(await stage.type(who, f'/intro ask "{company}" {LEARN} offer:"{OFFER}"'))
    await stage.settle()


async def ana_posts_three_companies(stage: Stage) -> None:
    added = card(await stage.type("ana", '/target add "Globex", Acme Corp, Initech confidence:4'))
    assert added.headline == "Globex, Acme Corp and Initech are on your list"
    await stage.settle()
    assert "Ana Souza wants to learn about Globex, Acme Corp and Initech" in (await same_for_all(stage)).text


async def ben_sees_the_board(stage: Stage) -> None:
    board = card(await stage.type("ben", "/target board")).text
    for company in ("Globex", "Acme Corp", "Initech"):
        assert f"{company} · Ana Souza" in board


async def ana_asks_for_an_introduction(stage: Stage) -> None:
    blank = form(await stage.type("ana", "/intro ask Globex"))
    assert (blank.title, blank.submit) == ("Ask to learn", "Post")
    assert blank.values()["Company"] == "Globex"
    filled = {"What do you want to learn?": LEARN, "What could you offer them?": OFFER}
    posted = card(await stage.fill("ana", filled))
    assert "Globex" in posted.headline
    await stage.settle()
    in_room = await same_for_all(stage)
    assert in_room.headline == "Ana Souza would like to meet someone at Globex"
    assert f"To learn: {LEARN} · 20 minutes" in in_room.text
    assert OFFER in in_room.text
    assert in_room.buttons == ("I can introduce", "I know who might")


async def ben_offers(stage: Stage) -> None:
    before = await newest(stage, "ben")
    thanks = card(await stage.press("ben", "I can introduce"))
    assert "Ana Souza" in thanks.headline
    await stage.settle()
    offer = await newest(stage, "ana", "dm")
    assert offer.headline == "Ben Tan can introduce you to someone at Globex"
    assert offer.buttons == ("Accept",)
    after = await same_for_all(stage)
    assert "1 peer has offered" in after.text
    assert "Ben" not in after.text  # only the requester sees who
    assert after.id == before.id


async def ana_accepts(stage: Stage) -> None:
    before = [await newest(stage, "ana", "dm"), await newest(stage, "ana")]
    card(await stage.press("ana", "Accept", "dm"))
    await stage.settle()
    accepted, in_room = await newest(stage, "ana", "dm"), await same_for_all(stage)
    assert [accepted.id, in_room.id] == [each.id for each in before]
    assert accepted.edited
    assert "You accepted Ben Tan's offer" in accepted.headline
    assert accepted.buttons == ("We are in touch",)
    assert not in_room.buttons
    assert "A peer is helping with this one." in in_room.text


async def ben_gets_the_note(stage: Stage) -> None:
    message = await newest(stage, "ben", "dm")
    assert message.headline == "Ana Souza accepted your offer for Globex"
    note = message.to_copy
    assert note.startswith("Subject: 20 minutes to learn about Globex?\n")
    assert len(note.split()) < 120
    for part in ("I am Ana Souza", "Ben Tan", "20 minutes", LEARN, OFFER, "no résumé"):
        assert part in note
    assert note.count("résumé") == 1
    for trace in ("None", "{", "[", "<", "/", "point", "button", "Netlearn"):  # it is forwarded unedited
        assert trace not in note
    for who in NAMES.keys() - {"ben"}:
        assert not any("Subject:" in shown.text for shown in await stage.seen(who, "dm"))


async def ben_introduces(stage: Stage) -> None:
    before = await newest(stage, "ben", "dm")
    waiting = card(await stage.press("ben", "I have asked them", "dm"))
    assert waiting.buttons == ("They said yes, introduced", "They said no")
    await stage.settle()
    asked = await newest(stage, "ben", "dm")
    assert (asked.id, asked.buttons, asked.to_copy) == (before.id, waiting.buttons, before.to_copy)
    card(await stage.press("ben", "They said yes, introduced", "dm"))
    await stage.settle()
    assert not (await newest(stage, "ben", "dm")).buttons
    question = await newest(stage, "ana", "dm")
    assert question.headline == "Ben Tan has introduced you at Globex"
    assert "We are in touch" in question.buttons


async def ana_confirms(stage: Stage) -> None:
    confirmed = card(await stage.press("ana", "We are in touch", "dm"))
    assert "Ben Tan" in confirmed.headline
    assert "5 points" in confirmed.headline
    await stage.settle()
    told = await newest(stage, "ben", "dm")
    assert told.headline == "Ana Souza confirmed your introduction at Globex"
    assert "5 points" in told.text
    in_room = await same_for_all(stage)
    assert in_room.headline == "Ana Souza is in touch with someone at Globex"
    assert "Introduced by Ben Tan" in in_room.text
    followed = await one_reply(stage, in_room)
    assert followed.headline == "Ana Souza is in touch with someone at Globex"
    assert "Introduced by Ben Tan" in followed.text
    await on_the_board(stage, 5)


async def they_meet(stage: Stage) -> None:
    met = card(await stage.press("ana", "We have met", "dm"))
    assert "Ben Tan" in met.headline
    assert "5" in met.headline
    await stage.settle()
    told = await newest(stage, "ben", "dm")
    assert told.headline == "Ana Souza met your contact at Globex"
    assert "5 points" in told.text
    await on_the_board(stage, 10)


async def ana_tells_how_it_went(stage: Stage) -> None:
    blank = form(await stage.press("ana", "Tell how it went", "dm"))
    assert [each.label for each in blank.blanks] == ["How did it go?", "Have you met?"]
    how = "They automate last what people enjoy. I did not know that."
    closed = card(await stage.fill("ana", {"How did it go?": how}))
    assert closed.headline == "Ben Tan knows how it went at Globex"
    await stage.settle()
    assert how in (await newest(stage, "ben", "dm")).text
    for who in NAMES.keys() - {"ben"}:
        everything = [*await stage.seen(who, "dm"), *await stage.seen(who, "room")]
        assert not any(how in shown.text for shown in everything)
    in_room = await same_for_all(stage)
    assert in_room.headline == "Ana Souza met someone at Globex"
    assert "Introduced by Ben Tan" in in_room.text
    assert not (await one_reply(stage, in_room)).edited  # it was told once, and still holds
    assert (await newest(stage, "ana", "dm")).headline == "Your ask about Globex is closed"
    assert "Globex · closed" in card(await stage.type("ana", "/intro list")).text
    await on_the_board(stage, 10)


async def on_the_board(stage: Stage, points: int, name: str = "Ben Tan") -> None:
    """Look at the leaderboard: what it says in words, the picture says too."""
    board = card(await stage.type("ben", "/leaderboard all"))
    assert f"{name} · {points}\n" in board.text + "\n"
    assert f"{name} {points}" in board.image.says
    assert (await stage.png(board.image)).startswith(b"\x89PNG")


ACTS: tuple[Callable[[Stage], Awaitable[None]], ...] = (
    ana_posts_three_companies,
    ben_sees_the_board,
    ana_asks_for_an_introduction,
    ben_offers,
    ana_accepts,
    ben_gets_the_note,
    ben_introduces,
    ana_confirms,
    they_meet,
    ana_tells_how_it_went,
)


async def main_story(stage: Stage) -> None:
    """Play all acts; the stage needs a group in its room in which Ana and Ben have done nothing yet."""
    for act in ACTS:
        await act(stage)
