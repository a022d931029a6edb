"""What an ask refuses, as a member reads it; the rules themselves are tested with the domain."""

import pytest

from bot.core.card import Actions
from tests.bot.commands.story import until_confirmed
from tests.bot.scene import DM, Scene, a_card, a_form, a_problem


@pytest.mark.parametrize(
    ("who", "text", "code", "said"),
    [
        (
            "ana",
            "/intro answer 1 introduce",
            "not_yours",
            "This is your own ask: it is for your peers to answer.",
        ),
        ("ana", "/intro answer 1 know who @Ben", "not_yours", "This is your own ask"),
        ("ben", "/intro answer 1 know who", "bad_input", "Who might know someone there? Name a peer"),
        ("ben", "/intro answer 1 know who @Ana", "refused", "The ask is theirs already."),
        ("ben", "/intro answer 1 know who @Ben", "refused", "press “I can introduce” instead."),
        (
            "ben",
            "/intro answer 1 maybe",
            "bad_input",
            "“maybe” is not introduce, know who or not this time.",
        ),
        ("ben", "/intro answer 99 introduce", "not_found", "There is no such ask in this group."),
        (
            "ben",
            "/intro answer Hooli introduce",
            "bad_input",
            "nothing fits “Hooli”. There is “Globex · Ana”.",
        ),
        ("ben", "/intro withdraw 1", "not_yours", "Only the member who posted this ask may do that."),
        (
            "ben",
            "/intro close 1 it went well",
            "not_yours",
            "Only the member who posted this ask may do that.",
        ),
        (
            "ben",
            "/intro close 1 met:yes it went well",
            "not_yours",
            "Only the member who posted this ask may",
        ),
        ("ana", "/intro close 1 it went well", "refused", "Nobody has introduced you here yet"),
        ("ana", "/intro close 1 x", "bad_input", "How did it go: “x” is very short."),
        ("ana", "/intro introduced 1", "too_late", "No introduction is under way for this ask."),
        ("ana", "/intro introduced 1 @Cleo", "not_found", "There is no such offer any more"),
        (
            "cleo",
            "/intro introduced 1",
            "not_yours",
            "Only the helper whose offer was accepted may say this.",
        ),
        ("ana", "/intro ask Acme why", "bad_input", "What do you want to learn: “why” is very short."),
        (
            "ana",
            "/intro ask Acme " + "word " * 41,
            "refused",
            "What you want to learn has 41 words; at most 40",
        ),
        (
            "ana",
            "/intro ask Acme " + "x" * 301,
            "bad_input",
            "301 characters are too long; at most 300 fit.",
        ),
        (
            "ana",
            "/intro ask Acme how they decide minutes:25",
            "bad_input",
            "Minutes: “25” is not 20 or 30.",
        ),
    ],
)
async def test_typed(asked: Scene, who: str, text: str, code: str, said: str) -> None:
    before = await asked.everything()
    assert said in a_problem(await asked.type(who, text), code)
    assert await asked.everything() == before


async def test_a_button_pressed_twice_answers_what_happened_meanwhile(asked: Scene) -> None:
    presses = [
        ("ben", "Offer", "You have offered already."),
        ("ana", "Accept", "This offer has been accepted already."),
        ("ben", "I have asked them", "They have been asked already."),
        ("ben", "They said yes, introduced", "The introduction has been made already;"),
        ("ana", "We are in touch", "This introduction is confirmed already."),
        ("ana", "We have met", "The meeting has been held already."),
    ]
    for who, label, said in presses:
        call = await asked.find(who, label)
        a_card(await asked.press(who, call, DM))
        await asked.deliver()
        before = await asked.everything()
        assert a_problem(await asked.press(who, call, DM), "too_late").startswith(said)
        assert await asked.everything() == before
        if label != "Offer":
            a_problem(await asked.press("cleo", call, DM), "not_yours")
    form = a_form(await asked.press_on("ana", "Tell how it went"))
    a_card(await asked.submit("ana", form, how="It went well"))
    said = a_problem(await asked.submit("ana", form, how="It went well"), "too_late")
    assert said == "This ask is closed: the helper has heard how it went."


async def test_every_card_of_the_story_ends_with_its_buttons(asked: Scene) -> None:
    await until_confirmed(asked)
    for card in [card for _, card in asked.told]:
        rows = [block for block in card.blocks if isinstance(block, Actions)]
        assert len(rows) <= 1
        assert not rows or card.blocks[-1] is rows[0]
        assert all(len(row.buttons) <= 3 for row in rows)
