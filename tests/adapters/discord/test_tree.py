"""The registry as Discord's commands, and what registering them would change."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Annotated

import pytest

from adapters.discord import limits
from adapters.discord.render import Json
from adapters.discord.tree import Changes, commands, diff, shortcut
from bot.core.card import Card
from bot.core.command import Command, Shortcut, command
from bot.core.context import Context
from bot.core.param import Param
from bot.core.registry import Registry
from bot.domain.member import Member
from tests.bot.core.samples import every_kind, made
from tests.discord import rule_commands, schema
from tests.discord.errors import Wrong
from tests.fixtures.gallery import REGISTRY

REGISTERING = "PUT /applications/{application_id}/commands"


@command("wave", "Wave to somebody.", shortcut=Shortcut("Wave to them", on="person", parameter="peer"))
def wave(ctx: Context, peer: Annotated[Member, Param(about="To whom")]) -> Card:
    return Card.of(f"You waved to {peer.name}")


def tree(*several: Command) -> dict[str, Json]:
    return {each["name"]: each for each in commands(Registry(several))}


def option(name: str) -> Json:
    """Give an option of the command that takes every kind of parameter."""
    (subcommand,) = tree(every_kind)["sample"]["options"]
    found: Json = next(each for each in subcommand["options"] if each["name"] == name)
    return {key: value for key, value in found.items() if key not in ("name", "description")}


def as_registered(wanted: list[Json]) -> list[Json]:
    """Give commands as Discord gives them back: with ids, with all defaults, in another order."""
    there = deepcopy(wanted)
    for number, each in enumerate(there):
        each |= {
            "id": str(number),
            "application_id": "1",
            "version": str(number),
            "nsfw": False,
            "dm_permission": True,
        }
        each |= {"default_member_permissions": None, "contexts": each["contexts"][::-1], "handler": None}
        each.setdefault("description", "")
        for one in (each, *options(each)):
            one.setdefault("name_localizations", None)
            one.setdefault("description_localizations", None)
            if one.get("required") is False:
                del one["required"]
            if "min_value" in one:
                one["min_value"] = float(one["min_value"])
            for choice in one.get("choices", []):
                choice.setdefault("name_localizations", None)
    return there[::-1]


def options(of: Json) -> Iterator[Json]:
    for each in of.get("options") or []:
        yield each
        yield from options(each)


# What is registered.


def test_discord_describes_the_commands_so() -> None:
    if schema.file() is None:
        pytest.skip("Discord's own description is not beside the repository; NETLEARN_SPECS says where it is")
    wrong = Wrong()
    schema.check_request(wrong, REGISTERING, commands(REGISTRY))
    wrong.refuse()


def test_the_commands_keep_the_rules_that_are_not_described() -> None:
    wrong = Wrong()
    rule_commands.check_all(wrong, commands(REGISTRY))
    wrong.refuse()
    assert max(map(rule_commands.size, commands(REGISTRY))) <= 8000


def test_every_command_that_is_typed_is_there_with_its_options() -> None:
    by_name = {each["name"]: each for each in commands(REGISTRY) if each["type"] == 1}
    for each in REGISTRY:
        found = by_name[each.path[0]]
        for word in each.path[1:]:
            found = next(one for one in found["options"] if one["name"] == word)
        assert found["description"] == each.about
        assert [one["name"] for one in found["options"]] == [one.name for one in each.parameters]


def test_what_is_only_pressed_is_not_there() -> None:
    (alone,) = commands(Registry([made("wave"), made("wave undo", typed=False)]))
    assert (alone["name"], alone["options"]) == ("wave", [])


def test_commands_of_one_word_and_of_two() -> None:
    found = tree(made("sample one", "Do one."), made("sample two", "Do two."), made("wave", "Wave."))
    assert found["wave"]["description"] == "Wave."
    assert found["sample"]["description"] == "One, two"
    assert [(each["type"], each["name"], each["description"]) for each in found["sample"]["options"]] == [
        (1, "one", "Do one."),
        (1, "two", "Do two."),
    ]


def test_many_commands_under_one_word_are_described_within_the_limit() -> None:
    found = tree(*(made(f"sample {letter * 20}") for letter in "abcdefgh"))
    assert len(found["sample"]["description"]) <= limits.DESCRIPTION


def test_commands_are_for_servers_and_direct_messages() -> None:
    for each in commands(REGISTRY):
        assert each["contexts"] == ([0, 1] if each["type"] == 1 else [0])
        assert each["integration_types"] == [0]


def test_no_option_is_required_for_the_form_asks_for_what_is_missing() -> None:
    found = [one for each in commands(REGISTRY) for one in options(each) if one["type"] != 1]
    assert len(found) > 20
    assert {one["required"] for one in found} == {False}


def test_each_kind_of_parameter_is_an_option_of_its_type() -> None:
    assert option("name") == {"type": 3, "required": False, "max_length": 10}
    assert option("tags") == {"type": 3, "required": False, "max_length": 3000}
    assert option("count") == {"type": 4, "required": False, "min_value": 1, "max_value": 5}
    assert option("any_number") == {"type": 4, "required": False}
    assert option("loud") == {"type": 5, "required": False}
    assert option("note") == {"type": 3, "required": False, "min_length": 3, "max_length": 30}
    assert option("minutes") == {
        "type": 3,
        "required": False,
        "choices": [{"name": "20", "value": "20"}, {"name": "30", "value": "30"}],
    }
    assert option("size")["choices"][1] == {"name": "Huge", "value": "very large"}


@pytest.mark.parametrize("name", ["peer", "thing"])
def test_people_and_things_are_chosen_among_the_groups_own(name: str) -> None:
    assert option(name) == {"type": 3, "required": False, "autocomplete": True}


def test_a_shortcut_is_a_menu_command_by_its_label() -> None:
    found = tree(wave)
    assert found["wave"]["type"] == 1
    assert found["Wave to them"] == {
        "type": 2,
        "name": "Wave to them",
        "contexts": [0],
        "integration_types": [0],
    }
    assert shortcut(Registry([wave]), "Wave to them") == wave
    assert shortcut(Registry([wave]), "Something older") is None


def test_there_is_a_menu_command_on_messages_and_one_on_people() -> None:
    menus = {each["name"]: each["type"] for each in commands(REGISTRY) if each["type"] != 1}
    assert menus == {"Thank for help": 3, "Ask for an introduction": 2}


def test_names_and_descriptions_can_be_said_in_other_languages() -> None:
    words = {
        "wave": {"de": "winken"},
        "Wave to somebody.": {"de": "Winke jemandem."},
        "peer": {"de": "wem"},
        "To whom": {"de": "Wem"},
        "Wave to them": {"de": "Zuwinken"},
    }
    chat, menu = commands(Registry([wave]), words)
    assert chat["name_localizations"] == {"de": "winken"}
    assert chat["description_localizations"] == {"de": "Winke jemandem."}
    assert chat["options"][0]["name_localizations"] == {"de": "wem"}
    assert chat["options"][0]["description_localizations"] == {"de": "Wem"}
    assert menu["name_localizations"] == {"de": "Zuwinken"}
    size = {"Huge": {"de": "Riesig"}}
    choices = [
        each["choices"]
        for each in options(commands(Registry([every_kind]), size)[0])
        if each["name"] == "size"
    ]
    assert choices[0][1]["name_localizations"] == {"de": "Riesig"}


# What would change.


def test_what_discord_adds_is_no_change() -> None:
    wanted = commands(REGISTRY, {"target": {"de": "ziel"}})
    assert diff(as_registered(wanted), wanted) == Changes()
    assert not diff(as_registered(wanted), wanted)


def test_everything_is_new_at_first() -> None:
    assert diff([], commands(Registry([wave]))) == Changes(added=("/wave", "Wave to them"))


def test_commands_come_and_go() -> None:
    before, now = commands(Registry([made("old one"), wave])), commands(Registry([made("new one")]))
    changes = diff(as_registered(before), now)
    assert changes == Changes(added=("/new",), removed=("Wave to them", "/wave", "/old"))
    assert changes


ALTERED: dict[str, Callable[[Json], object]] = {
    "a description": lambda each: each.update(description="Another."),
    "where it is": lambda each: each.update(contexts=[0]),
    "a language more": lambda each: each.update(name_localizations={"de": "probe"}),
    "an option less": lambda each: each["options"][0]["options"].pop(),
    "the order of options": lambda each: each["options"][0]["options"].reverse(),
    "a bound": lambda each: next(one for one in options(each) if "min_value" in one).update(min_value=0),
    "no bound": lambda each: next(one for one in options(each) if "min_value" in one).pop("min_value"),
    "a required option": lambda each: each["options"][0]["options"][0].update(required=True),
    "a choice": lambda each: next(one for one in options(each) if "choices" in one)["choices"][0].update(name="X"),
    "no autocomplete": lambda each: next(one for one in options(each) if "autocomplete" in one).pop("autocomplete"),
}  # fmt: skip


@pytest.mark.parametrize("what", ALTERED)
def test_each_thing_we_set_is_compared(what: str) -> None:
    wanted = commands(Registry([every_kind, wave]))
    there = as_registered(wanted)
    ALTERED[what](next(each for each in there if each["name"] == "sample"))
    assert diff(there, wanted) == Changes(changed=("/sample",))


def test_a_command_and_a_menu_of_one_name_are_two() -> None:
    chat = {"type": 1, "name": "wave", "description": "Wave."}
    menu = {"type": 2, "name": "wave"}
    assert diff([chat], [chat, menu]) == Changes(added=("wave",))
    assert diff([chat, menu], [chat]) == Changes(removed=("wave",))
