"""Shortcuts: commands that are offered on a message, whose author becomes an argument, or on a person."""

from typing import Annotated

import pytest

from bot.core import limits
from bot.core.card import Card
from bot.core.command import Command, Shortcut, command
from bot.core.context import Context
from bot.core.param import Param
from bot.core.registry import BadCommand, Registry
from bot.domain.member import Member
from tests.bot.core.samples import made
from tests.bot.scene import REGISTRY


def offered(name: str = "one", label: str = "Greet", on: str = "person", parameter: str = "peer") -> Command:
    def handler(
        ctx: Context,
        peer: Annotated[Member, Param(about="Whom")],
        other: Annotated[Member | None, Param(about="Whom else")] = None,
        word: Annotated[str, Param(about="How")] = "",
    ) -> Card:
        return Card.of(f"{peer.name} {word}")

    shortcut = Shortcut(label, on, parameter)  # type: ignore[arg-type]
    return command(f"sample {name}", "Greet somebody.", shortcut=shortcut)(handler)


def test_they_are_found_with_their_commands() -> None:
    greet, plain = offered(), made("sample two")
    assert [*Registry([greet, plain]).shortcuts()] == [(Shortcut("Greet", "person", "peer"), greet)]


def test_those_of_the_program_are_a_message_s_and_a_person_s() -> None:
    assert {(each.label, each.on, found.name, each.parameter) for each, found in REGISTRY.shortcuts()} == {
        ("Thank for help", "message", "thanks", "peer"),
        ("Ask for an introduction", "person", "intro request", "peer"),
    }


@pytest.mark.parametrize("parameter", ["peer", "other"])
@pytest.mark.parametrize("on", ["message", "person"])
def test_any_parameter_that_takes_a_person_may_be_the_one(on: str, parameter: str) -> None:
    Registry([offered(on=on, parameter=parameter)])


@pytest.mark.parametrize("parameter", ["word", "nobody", "", "ctx"])
def test_one_that_takes_no_person_is_refused(parameter: str) -> None:
    with pytest.raises(BadCommand, match="its shortcut names no parameter that takes a person"):
        Registry([offered(parameter=parameter)])


@pytest.mark.parametrize("label", ["", "x" * (limits.SHORTCUT + 1)])
def test_a_label_that_is_not_shown_whole_is_refused(label: str) -> None:
    with pytest.raises(BadCommand, match=f"the shortcut's label has {len(label)} characters"):
        Registry([offered(label=label)])


def test_two_of_one_name_are_refused_on_the_same_thing() -> None:
    with pytest.raises(BadCommand, match="two shortcuts on a person are called the same"):
        Registry([offered("one"), offered("two")])
    Registry([offered("one"), offered("two", on="message")])


def test_more_than_a_menu_holds_are_refused() -> None:
    many = [offered("x" * number, f"Greet {number}") for number in range(1, limits.SHORTCUTS + 2)]
    Registry(many[:-1])
    with pytest.raises(BadCommand, match=f"more than {limits.SHORTCUTS} shortcuts on a person"):
        Registry(many)
