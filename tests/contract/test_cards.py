"""What a card carries arrives: every text, every label, every picture, in its order, however much it is."""

import pytest

from tests.contract.sample import CARDS, CHART, EXTREMES, PAGE, parts_of
from tests.contract.stage import Buttons, Menu, Shown, Stage
from tests.contract.stages import ON_SQLITE
from tests.contract.story import card, newest

pytestmark = ON_SQLITE


def wrong(shown: Shown, number: int) -> bool:
    return (shown.headline, shown.parts) != (CARDS[number].headline, parts_of(CARDS[number]))


async def test_nothing_of_any_message_is_dropped(group: Stage) -> None:
    for first in range(0, len(CARDS), PAGE):
        card(await group.type("ana", f"/sample post {first}"))
        await group.settle()
        posted = (await group.seen("ben", "room"))[-len(CARDS[first : first + PAGE]) :]
        assert [shown.headline for number, shown in enumerate(posted, first) if wrong(shown, number)] == []


async def test_nothing_of_any_private_answer_is_dropped(group: Stage) -> None:
    for number in range(len(CARDS)):
        shown = card(await group.type("ana", f"/sample show {number}"))
        assert not wrong(shown, number), (shown, CARDS[number])


@pytest.mark.parametrize("number", range(len(EXTREMES)))
async def test_nothing_of_a_direct_message_is_dropped(group: Stage, number: int) -> None:
    card(await group.type("ana", f"/sample tell @Ben {number}"))
    await group.settle()
    assert not wrong(await newest(group, "ben", "dm"), number)


async def test_every_button_and_every_option_makes_its_own_call(group: Stage) -> None:
    (number,) = (n for n, each in enumerate(EXTREMES) if each.headline == "As many of everything as fit")
    card(await group.type("ana", f"/sample tell @Ben {number}"))
    await group.settle()
    told = await newest(group, "ben", "dm")
    answered = []
    for part in told.parts:
        match part:
            case Buttons(row):
                answered += [await group.press("ben", each.label, "dm") for each in row]
            case Menu(label, options):
                answered += [await group.choose("ben", label, each.label, "dm") for each in options]
            case _:
                pass
    assert [card(each).headline for each in answered] == [
        f"Ben pressed {number}" for number in (*range(25), *range(100, 105))
    ]


async def test_a_picture_is_a_picture_and_is_said_in_words_too(group: Stage) -> None:
    for where in ("room", "dm"):
        (number,) = (n for n, each in enumerate(EXTREMES) if each.headline == "A picture between words")
        shown = card(await group.type("ana", f"/sample show {number}", where))
        assert (await group.png(shown.image)).startswith(b"\x89PNG\r\n\x1a\n")
        for bar in CHART.bars:
            assert f"{bar.name} {bar.value}" in shown.image.says
