"""Pictures on cards: where they are asked for, and for how long they are known."""

import pytest

from adapters.web.clock import ShiftedClock
from adapters.web.render import render_card
from adapters.web.view import View
from bot.core.card import Card, Picture
from bot.core.charts import digest
from storage.database import Database
from tests.adapters.web.conftest import Simulator, running
from tests.adapters.web.sample import chart

PNG = b"\x89PNG\r\n\x1a\n"


async def test_a_private_cards_picture_can_be_asked_for(simulator: Simulator) -> None:
    card = (await simulator.call("ana", "/picture Helpers"))["card"]
    (picture,) = card["blocks"]
    assert picture == {
        "kind": "picture",
        "alt": "Ana 5, Ben 3",
        "src": f"/pictures/{digest(chart('Helpers'))}.png",
    }
    address = simulator.address + picture["src"]
    seen = []
    for theme in ("", "?theme=dark"):
        async with simulator.session.get(address + theme) as response:
            assert (response.status, response.content_type) == (200, "image/png")
            assert response.headers["Cache-Control"] == "no-cache"
            seen.append((await response.read(), response.headers["ETag"]))
    (light, light_tag), (dark, dark_tag) = seen
    assert light.startswith(PNG)
    assert dark.startswith(PNG)
    assert light != dark
    assert light_tag != dark_tag
    async with simulator.session.get(address, headers={"If-None-Match": light_tag}) as response:
        assert (response.status, await response.read()) == (304, b"")
    async with simulator.session.get(
        address, headers={"If-None-Match": f'{dark_tag}, "other", nonsense'}
    ) as response:
        assert response.status == 200
    async with simulator.session.head(address) as response:
        assert response.status == 200


async def test_a_posts_picture_is_known_again_after_a_restart(
    database: Database, clock: ShiftedClock
) -> None:
    async with running(database, clock) as simulator, simulator.stream("ana") as ana:
        await simulator.call("ana", "/hang Helpers")
        src = (await ana.post())["card"]["blocks"][0]["src"]
        async with simulator.session.get(simulator.address + src) as response:
            assert response.status == 200
    async with running(database, clock) as simulator:
        async with simulator.session.get(simulator.address + src) as response:
            assert response.status == 404
        await simulator.posts("ben")
        async with simulator.session.get(simulator.address + src) as response:
            assert response.status == 200


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/pictures/" + "0" * 32 + ".png", 404),
        ("/pictures/" + "0" * 31 + ".png", 404),
        ("/pictures/" + "G" * 32 + ".png", 404),
        ("/pictures/..%2f..%2fclock.json", 404),
        ("/pictures/" + "0" * 32 + ".png?theme=pink", 400),
    ],
)
async def test_an_unknown_picture_is_not_found(simulator: Simulator, path: str, status: int) -> None:
    assert (await simulator.get(path, status=status))["error"]["message"]


def test_the_charts_shown_last_are_remembered() -> None:
    view = View(keep=2)
    for title in ("one", "two", "one", "three"):
        view.reply(Card.of("A picture", Picture(chart(title), alt="points")))
    known = {title: view.chart(digest(chart(title))) for title in ("one", "two", "three")}
    assert known == {"one": chart("one"), "two": None, "three": chart("three")}


def test_a_cards_picture_keeps_what_it_says() -> None:
    rendered = render_card(Card.of("A picture", Picture(chart("one"), alt="all of it")))
    assert rendered["blocks"][0]["alt"] == "all of it"
