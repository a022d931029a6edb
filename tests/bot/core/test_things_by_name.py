"""What is stored, named by words instead of its number."""

import pytest

from tests.bot.scene import Scene, a_card, a_problem


@pytest.mark.parametrize(("typed", "found"), [("Globex", "3"), ("acme corp", "2"), ("Acme", "1"), ("3", "3")])
async def test_what_is_stored_can_be_named(stage: Scene, typed: str, found: str) -> None:
    reply = a_card(await stage.type("ben", f'/sample all x thing:"{typed}"'))
    assert f"None, {found}, ''" in reply.headline


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("open", "Thing: do you mean “Acme · open” (1) or “Acme Corp · open” (2)? Give the number."),
        (
            "Hooli",
            "Thing: nothing fits “Hooli”. There is “Acme · open”, “Acme Corp · open” and “Globex · done”.",
        ),
    ],
)
async def test_what_is_not_clear_is_asked(stage: Scene, typed: str, said: str) -> None:
    assert a_problem(await stage.type("ben", f"/sample all x thing:{typed}"), "bad_input") == said
