"""The story of an ask: what its people do to get on with it, and where they look."""

from bot.core.call import Call
from bot.core.card import Card
from bot.domain.due import Due
from bot.domain.ids import GroupId
from tests.bot.scene import Scene, a_card, pressable

ASK = "/intro ask Globex how their data team decides what to automate offer:a list of what others do"


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
    """Give what the clock owes for asks."""
    owed = await scene.work.read(lambda store: store.due.of(GroupId(1)))
    return [each for each in owed if each.kind.startswith("ask")]


async def until_accepted(scene: Scene) -> None:
    await scene.press_on("ben", "Offer")
    await scene.press_on("ana", "Accept")


async def until_confirmed(scene: Scene) -> Card:
    await until_accepted(scene)
    await scene.press_on("ben", "They said yes, introduced")
    return a_card(await scene.press_on("ana", "We are in touch"))
