"""Discord's own description is asked about requests, and about what we answer."""

import pytest

from tests.discord import schema
from tests.discord.conftest import Place
from tests.discord.errors import Json, Wrong
from tests.discord.raw import Raw

pytestmark = pytest.mark.skipif(schema.file() is None, reason="Discord's description is not here")
POST = "POST /channels/{channel_id}/messages"


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ({"content": ["x"]}, "content BASE_TYPE_INVALID"),
        ({"components": [{"type": 10}]}, "components.0.content BASE_TYPE_REQUIRED"),
        ({"components": [{"type": 99}]}, "components.0 UNION_TYPE_CHOICES"),
        ({"components": [{"type": 10, "content": "x" * 4001}]}, "components.0.content BASE_TYPE_MAX_LENGTH"),
        ({"components": [{"type": 14, "spacing": 3}]}, "components.0.spacing BASE_TYPE_INVALID"),
        ({"flags": "32768"}, "flags BASE_TYPE_INVALID"),
    ],
)
async def test_what_it_does_not_allow_is_refused(place: Place, raw: Raw, body: Json, wrong: str) -> None:
    refused = await raw.ask("POST", f"/channels/{place.room.id}/messages", body)
    assert (refused.status, refused.code, refused.wrong) == (400, 50035, {wrong})


async def test_ids_may_be_numbers_and_unknown_fields_of_components_are_found(place: Place, raw: Raw) -> None:
    wrong = Wrong()
    schema.check_request(wrong, POST, {"content": "x", "allowed_mentions": {"users": [1, "2"]}})
    wrong.refuse()
    body = {"flags": 1 << 15, "components": [{"type": 10, "content": "x", "colour": "red"}]}
    refused = await raw.ask("POST", f"/channels/{place.room.id}/messages", body)
    assert refused.wrong == {"components.0.colour UNKNOWN_FIELD"}


def test_an_answer_that_discord_would_not_give_is_found() -> None:
    with pytest.raises(AssertionError, match="is a required property"):
        schema.check_answer(POST, 200, {"id": "1"})
