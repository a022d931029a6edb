"""Views: triggers that are good once and for three seconds, what a modal must be, and what stays in it."""

from datetime import timedelta

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from tests.slack.pieces import LINE, TITLE, field, modal
from tests.slack.server.views import View
from tests.slack.server.world import Json
from tests.slack.town import Town, refused


def trigger(town: Town, who: str = "ana") -> str:
    return town.slack.handles.trigger(town.team.id, town.people[who].id)


def top(town: Town, who: str = "ana") -> View:
    view = town.slack.views.top(town.people[who].id)
    assert view
    return view


async def test_a_trigger_opens_a_view_for_its_person(client: AsyncWebClient, town: Town) -> None:
    answer = await client.views_open(trigger_id=trigger(town), view=modal(field(), private_metadata="mine"))
    view = answer["view"]
    assert top(town).id == view["id"] == view["root_view_id"]
    assert (view["type"], view["private_metadata"], view["callback_id"]) == ("modal", "mine", "")
    assert view["state"] == {"values": {"name": {"field": {"type": "plain_text_input", "value": None}}}}
    assert (view["app_id"], view["bot_id"], view["team_id"]) == (
        town.slack.app.id,
        town.by.bot_id,
        town.team.id,
    )
    assert town.slack.views.top(town.people["ben"].id) is None


async def test_a_trigger_is_good_once(client: AsyncWebClient, town: Town) -> None:
    used = trigger(town)
    await client.views_open(trigger_id=used, view=modal(LINE))
    again = client.views_open(trigger_id=used, view=modal(LINE))
    assert (await refused(again))[0] == "exchanged_trigger_id"


async def test_a_trigger_is_good_for_three_seconds(client: AsyncWebClient, town: Town) -> None:
    just, late = trigger(town), trigger(town)
    town.slack.world.clock.advance(timedelta(seconds=3))
    await client.views_open(trigger_id=just, view=modal(LINE))
    town.slack.world.clock.advance(timedelta(milliseconds=1))
    assert (await refused(client.views_open(trigger_id=late, view=modal(LINE))))[0] == "expired_trigger_id"


async def test_a_trigger_is_one_that_slack_gave_to_this_workspace(client: AsyncWebClient, town: Town) -> None:
    elsewhere = town.slack.handles.trigger("T0", town.people["ana"].id)
    for wrong in ("1.2.3", elsewhere):
        call = client.views_open(trigger_id=wrong, view=modal(LINE))
        assert (await refused(call))[0] == "invalid_trigger_id"


WRONG: list[tuple[str, Json]] = [
    ("/view/title", modal(LINE, title=None)),
    ("less than 25", modal(LINE, title={"type": "plain_text", "text": "x" * 25})),
    ("plain_text", modal(LINE, title={"type": "mrkdwn", "text": "x"})),
    ("less than 25", modal(LINE, submit={"type": "plain_text", "text": "x" * 25})),
    ("less than 25", modal(LINE, close={"type": "plain_text", "text": "x" * 25})),
    ("/view/submit", {"type": "modal", "title": TITLE, "blocks": [field()]}),
    ("less than 3001", modal(LINE, private_metadata="x" * 3001)),
    ("less than 256", modal(LINE, callback_id="x" * 256)),
    ("less than 256", modal(LINE, external_id="x" * 256)),
    ("no more than 100 items", modal(*[LINE] * 101)),
    ("block_id` already exists", modal(field("a"), field("a"))),
    ("less than 2001", modal({**field(), "label": {"type": "plain_text", "text": "x" * 2001}})),
    ("less than 2001", modal({**field(), "hint": {"type": "plain_text", "text": "x" * 2001}})),
    ("missing", modal({"type": "input", "block_id": "a", "element": field()["element"]})),
    ("unsupported element", modal({**field(), "element": {"type": "button", "text": TITLE}})),
    ("between 1 and 3000", modal(field(max_length=3001))),
    ("less than 3", modal(field(max_length=2, initial_value="xxx"))),
    ("at most max_length", modal(field(max_length=2, min_length=3))),
    ("less than 151", modal(field(placeholder={"type": "plain_text", "text": "x" * 151}))),
    ("is_decimal_allowed", modal(field(type="number_input"))),
    ("must be a number", modal(field(type="number_input", is_decimal_allowed=False, initial_value="six"))),
    ("must be within", modal(field(type="number_input", is_decimal_allowed=False, initial_value="9", max_value="5"))),
    ("at most max_value", modal(field(type="number_input", is_decimal_allowed=False, min_value="9", max_value="5"))),
    ("exactly match", modal(field(type="radio_buttons", options=[{"text": TITLE, "value": "a"}],
                                  initial_option={"text": TITLE, "value": "b"}))),
    ("focus_on_load", modal(field("a", focus_on_load=True), field("b", focus_on_load=True))),
    ("modal or home", {"type": "page", "blocks": []}),
]  # fmt: skip


@pytest.mark.parametrize(("what", "view"), WRONG, ids=[f"{n} {what}" for n, (what, _) in enumerate(WRONG)])
async def test_a_wrong_view_is_refused_with_its_place(
    client: AsyncWebClient, town: Town, what: str, view: Json
) -> None:
    error, data = await refused(client.views_open(trigger_id=trigger(town), view=view))
    assert error == "invalid_arguments"
    messages = data["response_metadata"]["messages"]
    assert any(what in each and each.startswith("[ERROR] ") for each in messages), messages
    assert town.slack.views.top(town.people["ana"].id) is None


async def test_one_action_id_may_stand_in_every_block_of_a_view(client: AsyncWebClient, town: Town) -> None:
    await client.views_open(trigger_id=trigger(town), view=modal(field("a"), field("b")))
    assert list(top(town).values) == ["a", "b"]


async def test_three_modals_lie_one_upon_another(client: AsyncWebClient, town: Town) -> None:
    first = (await client.views_open(trigger_id=trigger(town), view=modal(LINE)))["view"]["id"]
    second = (await client.views_push(trigger_id=trigger(town), view=modal(LINE)))["view"]
    assert (second["previous_view_id"], second["root_view_id"]) == (first, first)
    await client.views_push(trigger_id=trigger(town), view=modal(LINE))
    call = client.views_push(trigger_id=trigger(town), view=modal(LINE))
    assert (await refused(call))[0] == "push_limit_reached"


async def test_a_view_is_updated_while_it_is_the_one_that_was_meant(
    client: AsyncWebClient, town: Town
) -> None:
    opened = (await client.views_open(trigger_id=trigger(town), view=modal(LINE)))["view"]
    await client.views_update(view_id=opened["id"], hash=opened["hash"], view=modal(LINE, LINE))
    stale = client.views_update(view_id=opened["id"], hash=opened["hash"], view=modal(LINE))
    assert (await refused(stale))[0] == "hash_conflict"
    assert (await refused(client.views_update(view_id="V0", view=modal(LINE))))[0] == "not_found"
    town.slack.views.close(town.people["ana"].id)
    assert (await refused(client.views_update(view_id=opened["id"], view=modal(LINE))))[0] == "not_found"


async def test_what_was_typed_stays_where_both_ids_stay(client: AsyncWebClient, town: Town) -> None:
    opened = (await client.views_open(trigger_id=trigger(town), view=modal(field("a"), field("b"))))["view"]
    for name in ("a", "b"):
        top(town).values[name]["field"]["value"] = "typed"
    again = modal(field("a", initial_value="new"), field("b", action_id="other", initial_value="new"))
    await client.views_update(view_id=opened["id"], view=again)
    values = {name: next(iter(each.values()))["value"] for name, each in top(town).values.items()}
    assert values == {"a": "typed", "b": "new"}


async def test_a_home_tab_is_one_view_for_one_person(client: AsyncWebClient, town: Town) -> None:
    ana = town.people["ana"].id
    first = (await client.views_publish(user_id=ana, view={"type": "home", "blocks": [LINE]}))["view"]
    second = (await client.views_publish(user_id=ana, view={"type": "home", "blocks": [LINE, LINE]}))["view"]
    assert (first["id"], len(town.slack.views.homes[ana].spec["blocks"])) == (second["id"], 2)
    stale = client.views_publish(user_id=ana, hash=first["hash"], view={"type": "home", "blocks": []})
    assert (await refused(stale))[0] == "hash_conflict"
    for user, view in (
        ("U404", {"type": "home", "blocks": []}),
        (ana, modal(LINE)),
        (ana, {"type": "home", "blocks": [], "submit": TITLE}),
        (ana, {"type": "home", "blocks": [LINE] * 101}),
    ):
        assert (await refused(client.views_publish(user_id=user, view=view)))[0] == "invalid_arguments"


async def test_an_external_id_is_there_once(client: AsyncWebClient, town: Town) -> None:
    await client.views_open(trigger_id=trigger(town), view=modal(LINE, external_id="e"))
    call = client.views_open(trigger_id=trigger(town, "ben"), view=modal(LINE, external_id="e"))
    assert (await refused(call))[0] == "duplicate_external_id"
    await client.views_update(external_id="e", view=modal(LINE, LINE, external_id="e"))
    assert len(top(town).spec["blocks"]) == 2


async def test_a_view_may_only_be_so_large(client: AsyncWebClient, town: Town) -> None:
    text = {"type": "plain_text", "text": "x" * 3000}
    large = modal(*[{"type": "section", "text": text} for _ in range(90)])
    assert (await refused(client.views_open(trigger_id=trigger(town), view=large)))[0] == "view_too_large"
