"""Buttons and forms that nobody made."""

import pytest
from structlog.testing import capture_logs

from bot.core.errors import Problem
from tests.bot.scene import Scene, a_problem


@pytest.mark.parametrize(
    ("call", "code"),
    [
        ("", "not_found"),
        ("{", "not_found"),
        ('intro answer {"ask":[1]}', "not_found"),
        ("x" * 200, "not_found"),
        ("no such", "unknown_command"),
        ("intro", "unknown_command"),
        ("target add more", "unknown_command"),
        ('intro show {"ask":99}', "not_found"),
        ('intro show {"ask":0}', "bad_input"),
        ('intro show {"ask":-1}', "bad_input"),
        ('intro show {"ask":true}', "bad_input"),
        ('intro show {"ask":99999999999999999999}', "bad_input"),
        ('intro show {"ask":"x"}', "bad_input"),
        ('intro show {"ask":1,"self":2}', "bad_input"),
        ('intro accept {"ask":1,"helper":true}', "bad_input"),
        ('intro accept {"ask":1,"helper":99999999999999999999}', "bad_input"),
        ('intro accept {"ask":1,"helper":99}', "bad_input"),
        ('intro accept {"ask":1,"helper":"\\ud800"}', "bad_input"),
        ('target move {"target":1,"stage":"stolen"}', "bad_input"),
        ('target list {"page":100001}', "bad_input"),
        ('thanks undo {"event":1}', "not_found"),
        ('know forget {"contact":1}', "not_found"),
    ],
)
async def test_a_press_does_nothing(stage: Scene, call: str, code: str) -> None:
    before = await stage.everything()
    with capture_logs() as logs:
        assert a_problem(await stage.press("ben", call), code)
    assert logs == []
    assert await stage.everything() == before


async def test_a_form_does_nothing(stage: Scene) -> None:
    before = await stage.everything()
    with capture_logs() as logs:
        for call, values in (
            ("{", {}),
            ("target add", {}),
            ("target add", {"company": "Acme", "self": "x"}),
            ("target add", {"company": "\u200b"}),
            ('target drop {"target":1}', {"target": "2"}),
        ):
            assert isinstance(await stage.submit("ben", call, **values), Problem)
    assert logs == []
    assert await stage.everything() == before


async def test_what_is_missing_in_a_form_is_named_at_its_field(stage: Scene) -> None:
    reply = await stage.submit("ben", "thanks", peer="", why=" ")
    assert isinstance(reply, Problem)
    assert reply.fields == {
        "peer": "Whom do you thank: please fill this in.",
        "why": "What for: please fill this in.",
    }
