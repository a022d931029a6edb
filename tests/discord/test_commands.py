"""Commands: each rule with something that breaks it, and what becomes of what is registered."""

from typing import Any

import pytest

from tests.discord import rule_commands
from tests.discord.breaking import among, wrong_with
from tests.discord.errors import Json


def command(*options: Json, **more: Any) -> Json:
    return {"name": "target", "description": "x", "options": list(options)} | more


def option(name: str = "a", **more: Any) -> Json:
    return {"type": 3, "name": name, "description": "x"} | more


SUB: Json = {"type": 1, "name": "add", "description": "x"}
CHOICE: Json = {"name": "a", "value": "a"}


LONG: list[Json] = [{"name": str(n).ljust(50, "x"), "value": "y" * 50} for n in range(25)]


def test_commands_that_are_allowed_pass() -> None:
    group = {"type": 2, "name": "more", "description": "x", "options": [SUB | {"options": [option()]}]}
    good = [
        command(option(required=True), option("b", min_length=1, max_length=5)),
        command(SUB, group, name="größe-2"),
        {"name": "Thank for help", "type": 3},
        {"name": "target", "type": 2},
    ]
    assert wrong_with(rule_commands.check_all, good) == set()


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (command(name="Target"), "name APPLICATION_COMMAND_INVALID_NAME"),
        (command(name="target add"), "name APPLICATION_COMMAND_INVALID_NAME"),
        (command(name="x" * 33), "name BASE_TYPE_BAD_LENGTH"),
        (command(description=""), "description BASE_TYPE_BAD_LENGTH"),
        (command(description="x" * 101), "description BASE_TYPE_BAD_LENGTH"),
        ({"name": "x", "type": 3, "description": "x"}, "description APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION"),
        (command(*(option(f"o{n}") for n in range(26))), "options BASE_TYPE_BAD_LENGTH"),
        (command(option(), option()), "1 APPLICATION_COMMAND_OPTIONS_NAME_DUPLICATE"),
        (command(option(), option("b", required=True)), "1 APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID"),
        (command(option(name="A b")), "name APPLICATION_COMMAND_INVALID_NAME"),
        (command(option(description="")), "description BASE_TYPE_BAD_LENGTH"),
        (command(option(choices=[CHOICE | {"name": str(n)} for n in range(26)])), "choices BASE_TYPE_BAD_LENGTH"),
        (command(option(choices=[CHOICE, CHOICE])), "1 APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_DUPLICATE"),
        (command(option(choices=[CHOICE], autocomplete=True)), "0 APPLICATION_COMMAND_OPTIONS_CHOICES_AUTOCOMPLETE"),
        (command(option(type=4, choices=[CHOICE])), "value NUMBER_TYPE_COERCE"),
        (command(option(type=5, autocomplete=True)), "0 APPLICATION_COMMAND_AUTOCOMPLETE_INVALID"),
        (command(option(min_value=1)), "0 BASE_TYPE_FORBIDDEN"),
        (command(option(type=4, min_value=3, max_value=1)), "0 NUMBER_TYPE_MAX"),
        (command(SUB, option()), "options APPLICATION_COMMAND_OPTIONS_TYPE_INVALID"),
        (command(SUB | {"options": [SUB]}), "type APPLICATION_COMMAND_OPTIONS_TYPE_INVALID"),
        (command(*(option(f"o{n}", choices=LONG) for n in range(4))), "0 APPLICATION_COMMAND_TOO_LARGE"),
    ],
)  # fmt: skip
def test_commands_that_are_wrong(given: Json, code: str) -> None:
    assert among(code, wrong_with(rule_commands.check_all, [given]))


def test_there_are_not_too_many_commands_and_each_has_its_name() -> None:
    many = [command(name=f"c{n}") for n in range(101)]
    assert wrong_with(rule_commands.check_all, many) == {"APPLICATION_COMMANDS_MAX"}
    twice = wrong_with(rule_commands.check_all, [command(), command()])
    assert twice == {f"{n} APPLICATION_COMMANDS_DUPLICATE_NAME" for n in range(2)}
