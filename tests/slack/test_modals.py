"""What people do in modals: submit, press, close, and type into selects that the app fills."""

from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from tests.slack.pieces import LINE, PRESS, field, modal
from tests.slack.server.errors import Unanswered
from tests.slack.server.person import Person
from tests.slack.server.views import View
from tests.slack.server.world import Json
from tests.slack.town import Town, Tried


async def opened(ana: Person, town: Town, tried: Tried, view: Json) -> View:
    async def opens(ack: Any, body: Json, client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=view)

    tried.answer = opens
    await ana.command(town.room, "/target")
    await town.slack.world.news.until(lambda: ana.view)
    tried.answer = None
    assert ana.view
    return ana.view


async def test_a_submission_has_what_was_entered(ana: Person, town: Town, tried: Tried) -> None:
    view = await opened(ana, town, tried, modal(field("a"), callback_id="c", private_metadata="m & <n>"))
    view.values["a"]["field"]["value"] = "typed & <kept>"
    assert await ana.submit() == {}
    heard = tried.heard[-1]
    assert (heard["type"], heard["response_urls"]) == ("view_submission", [])
    assert heard["view"]["state"]["values"]["a"]["field"]["value"] == "typed & <kept>"
    assert (heard["view"]["callback_id"], heard["view"]["private_metadata"]) == ("c", "m & <n>")
    assert heard["view"]["id"] == view.id
    assert ana.view is None


async def test_what_is_wrong_stands_at_its_field(ana: Person, town: Town, tried: Tried) -> None:
    view = await opened(ana, town, tried, modal(field("a")))
    view.values["a"]["field"]["value"] = "typed"
    tried.answer = lambda ack, body, client: ack(response_action="errors", errors={"a": "too short"})
    assert await ana.submit() == {"a": "too short"}
    assert ana.view is view
    assert view.values["a"]["field"]["value"] == "typed"
    for errors in ({"b": "nowhere"}, {"a": ""}):
        tried.answer = lambda ack, body, client, wrong=errors: ack(response_action="errors", errors=wrong)
        with pytest.raises(Unanswered, match="invalid_errors"):
            await ana.submit()


async def test_a_submission_may_show_something_else(ana: Person, town: Town, tried: Tried) -> None:
    view = await opened(ana, town, tried, modal(field("a")))
    tried.answer = lambda ack, body, client: ack(response_action="push", view=modal(LINE))
    await ana.submit()
    assert ana.view
    assert ana.view.previous == view.id
    tried.answer = lambda ack, body, client: ack(response_action="update", view=modal(LINE, LINE))
    await ana.submit()
    assert len(ana.view.spec["blocks"]) == 2
    tried.answer = lambda ack, body, client: ack(response_action="update", view=modal(*[LINE] * 101))
    with pytest.raises(Unanswered, match="no more than 100"):
        await ana.submit()
    tried.answer = lambda ack, body, client: ack(response_action="clear")
    await ana.submit()
    assert ana.view is None


async def test_a_press_in_a_modal_says_in_which(ana: Person, town: Town, tried: Tried) -> None:
    view = await opened(ana, town, tried, modal(PRESS, private_metadata="m"))
    await ana.press(view, "Press")
    heard = tried.heard[-1]
    assert heard["container"] == {"type": "view", "view_id": view.id}
    assert heard["view"]["private_metadata"] == "m"
    assert "response_url" not in heard
    assert "channel" not in heard


async def test_closing_is_told_where_that_is_wanted(ana: Person, town: Town, tried: Tried) -> None:
    await opened(ana, town, tried, modal(LINE))
    await ana.close()
    assert len(tried.heard) == 1
    await opened(ana, town, tried, modal(LINE, notify_on_close=True))
    await ana.close()
    assert (tried.heard[-1]["type"], tried.heard[-1]["is_cleared"]) == ("view_closed", False)


def offered(*labels: str) -> Json:
    return {"options": [{"text": {"type": "plain_text", "text": each}, "value": each} for each in labels]}


async def test_what_may_be_meant_is_asked_of_the_app(ana: Person, town: Town, tried: Tried) -> None:
    view = await opened(ana, town, tried, modal(field("a", type="external_select", min_query_length=0)))
    tried.answer = lambda ack, body, client: ack(**offered("Globex"))
    assert [each["value"] for each in await ana.suggestions("a", "field", "Glo")] == ["Globex"]
    heard = tried.heard[-1]
    assert (heard["type"], heard["value"], heard["block_id"]) == ("block_suggestion", "Glo", "a")
    assert heard["view"]["id"] == view.id
    tried.answer = lambda ack, body, client: ack(options=[])
    assert await ana.suggestions("a", "field", "Glo") == []
    for wrong in (offered(*["x"] * 101), offered("x" * 76), {"text": "x"}):
        tried.answer = lambda ack, body, client, wrong=wrong: ack(wrong) if "text" in wrong else ack(**wrong)
        with pytest.raises(Unanswered, match="cannot be loaded"):
            await ana.suggestions("a", "field", "Glo")
