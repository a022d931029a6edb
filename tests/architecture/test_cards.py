"""House rule: cards are built by functions in bot/cards, so that the gallery and the validators see all of them."""

import ast
from collections.abc import Iterator
from pathlib import Path

HOUSE = Path(__file__).parents[2]
ALLOWED = ("bot/cards/", "bot/core/card.py")


def builds_a_card(node: ast.AST) -> bool:
    """Recognise `Card(…)`, `Card.of(…)`, and the same behind a module's name."""
    if not isinstance(node, ast.Call):
        return False
    name = ast.unparse(node.func)
    return name in ("Card", "Card.of") or name.endswith((".Card", ".Card.of"))


def places(source: str) -> Iterator[int]:
    return (
        node.lineno for node in ast.walk(ast.parse(source)) if builds_a_card(node) and hasattr(node, "lineno")
    )


def test_cards_are_built_in_bot_cards_alone() -> None:
    found = [
        f"{path.relative_to(HOUSE).as_posix()}:{line}"
        for package in ("bot", "adapters", "storage")
        for path in (HOUSE / package).rglob("*.py")
        if not path.relative_to(HOUSE).as_posix().startswith(ALLOWED)
        for line in places(path.read_text("utf-8"))
    ]
    assert found == [], "Build a card with a function in bot/cards; then netlearn gallery shows it by itself."


def test_the_rule_sees_what_it_forbids() -> None:
    assert list(
        places("Card.of('x')\ncard.Card('x')\nrender(Card)\ncards.Card.of('y')\nCARD_JSON.load(z)")
    ) == [1, 2, 4]
