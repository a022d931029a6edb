"""Nothing is missing from the gallery, whoever forgets to put it there."""

import ast
from pathlib import Path

import bot.cards
from bot.core.card import Card
from bot.core.form import ChoiceField, Form
from bot.core.registry import Registry
from bot.domain.ask import Ask, AskState, OfferState
from bot.domain.company import Company
from bot.domain.ids import GroupId, MemberId
from bot.gallery import Exhibit, exhibits
from bot.gallery.flavours import FLAVOURS
from bot.gallery.stages import NOW, STAGES, put

CARDS = Path(bot.cards.__file__).parent


def functions_of_source() -> dict[str, ast.FunctionDef]:
    """Read the public functions of bot/cards without importing them."""
    return {
        f"{path.stem}.{node.name}": node
        for path in CARDS.glob("*.py")
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and node.returns
    }


def test_every_card_function_is_shown(everything: list[Exhibit]) -> None:
    returning = {
        name
        for name, node in functions_of_source().items()
        if node.returns and ast.unparse(node.returns) == "Card"
    }
    shown = {f"{each.chapter}.{each.title}" for each in everything if isinstance(each.shown, Card)}
    assert len(returning) > 40
    assert shown == returning


def test_a_card_function_returns_a_card_and_nothing_else() -> None:
    """One that returns `Card | None` would not be found."""
    unusual = {
        name: ast.unparse(node.returns)
        for name, node in functions_of_source().items()
        if node.returns and "Card" in ast.unparse(node.returns) and ast.unparse(node.returns) != "Card"
    }
    assert unusual == {"bundle.bundled": "tuple[Card, ...]"}  # it puts finished cards together


def test_the_forms_of_every_command_are_shown(everything: list[Exhibit], registry: Registry) -> None:
    flavours = {each.name for each in FLAVOURS}
    for command in registry.all():
        mine = [
            each
            for each in everything
            if isinstance(each.shown, Form) and each.shown.call.path == command.path
        ]
        assert {each.flavour for each in mine if not each.variant} == (
            {"empty", *flavours} if command.parameters else set()
        )
        assert bool([each for each in mine if each.variant == "which group"]) == command.needs_member


def test_the_question_for_the_group_comes_first(everything: list[Exhibit]) -> None:
    for each in everything:
        if each.variant == "which group":
            assert isinstance(each.shown, Form)
            first = each.shown.fields[0]
            assert isinstance(first, ChoiceField)
            assert (first.name, len(first.options)) == ("group", 2 if each.flavour == "realistic" else 25)


def test_every_state_of_an_ask_is_shown() -> None:
    blank = Ask.post(GroupId(1), MemberId(1), Company.named("Acme"), "how", 20, "", NOW)
    helpers = [MemberId(number) for number in range(2, 600)]
    made = {stage: put(blank, stage, helpers) for stage in STAGES}
    assert {ask.state(NOW) for ask in made.values()} == set(AskState)
    assert {offer.state for ask in made.values() for offer in ask.offers} == set(OfferState)
    assert len(made["500 offers"].offers) == 500


def test_a_card_of_an_ask_is_shown_or_named_at_every_stage(everything: list[Exhibit]) -> None:
    of = [each for each in everything if f"{each.chapter}.{each.title}" == "asks.in_room"]
    realistic = {each.variant for each in of if each.flavour == "realistic"}
    same = {name.removeprefix("realistic/") for each in of for name in each.same}
    assert set(STAGES) <= realistic | same
    assert {"open", "accepted", "confirmed", "met", "withdrawn", "expired"} <= realistic


def test_lists_are_shown_empty_and_long(everything: list[Exhibit]) -> None:
    names = {each.name for each in everything}
    for rows in ("0 rows", "1 row", "500 rows, page 1", "500 rows, page 2", "500 rows, page 50"):
        assert f"targets.board/realistic/page {rows}" in names
        assert rows == "0 rows" or f"targets.board/longest/page {rows}" in names


def test_names_are_unique_and_the_same_every_time(everything: list[Exhibit], registry: Registry) -> None:
    names = [each.name for each in everything]
    assert len(names) == len(set(names))
    assert names == [each.name for each in exhibits(registry)]


def test_a_name_tells_what_is_shown() -> None:
    shown = Exhibit("asks", "in_room", "", "realistic", "open", Card.of("Hello"))
    assert shown.name == "asks.in_room/realistic/open"
