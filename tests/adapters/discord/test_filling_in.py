"""Forms: one modal or several, kept while they are filled in, whatever happens in between."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.adapters.discord.running import Bot, buttons, text
from tests.discord.faults import Fault
from tests.discord.interactions import OPEN_MODAL, REPLY, UPDATE, Interaction

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

FIRST = {"one": "uno", "two": "dos", "three": "tres", "four": "4", "five": "cinco"}
SECOND = {"six": "6", "seven": "siete"}


def standing(opened: Interaction) -> dict[str, Any]:
    """Give what stands in the text inputs of an open modal."""
    assert opened.modal
    inputs = [each["component"] for each in opened.modal["components"]]
    return {each["custom_id"]: each.get("value", "") for each in inputs}


async def test_a_short_form_is_one_modal(group: Bot) -> None:
    opened = await group.type(group.ana, "sample say")
    assert opened.first == OPEN_MODAL
    (answer,) = (await group.submit(opened, word="hello")).said
    assert "You said hello" in text(answer)
    assert answer.only_for is group.ana


async def test_what_was_given_stands_in_the_form(group: Bot) -> None:
    opened = await group.type(group.ana, "intro ask:company=Globex")
    assert standing(opened)["company"] == "Globex"


async def test_a_form_from_a_private_answer_takes_its_place_once_it_is_sent(group: Bot) -> None:
    (menu,) = (await group.type(group.ana, "sample menu")).said
    sent = await group.submit(await group.press(group.ana, menu, "Short form"), word="hello")
    assert (sent.first, sent.said) == (UPDATE, [menu])
    assert "You said hello" in text(menu)


async def test_a_fault_opens_the_form_again_with_what_was_typed(group: Bot) -> None:
    wrong = await group.submit(await group.type(group.ana, "sample stop"), word="short")
    (told,) = wrong.said
    assert "Word: “short” is very short." in text(told)
    again = await group.press(group.ana, told, "Open it again")
    assert standing(again) == {"word": "short"}
    right = "long enough, as a whole sentence is"
    sent = await group.submit(again, word=right)
    assert (sent.first, sent.said) == (UPDATE, [told])
    assert right in text(told)


async def test_a_fault_takes_no_place_of_a_card(group: Bot) -> None:
    (menu,) = (await group.type(group.ana, "sample menu")).said
    before = text(menu)
    wrong = await group.submit(await group.press(group.ana, menu, "Short form"), word="\u200b")
    assert wrong.first == REPLY
    assert text(menu) == before


async def test_a_long_form_goes_on_by_a_button_and_is_sent_once(group: Bot) -> None:
    opened = await group.type(group.ana, "sample long:six=6")
    assert list(standing(opened)) == list(FIRST)
    (between,) = (await group.submit(opened, **FIRST)).said
    assert list(buttons(between)) == ["Go on (2 of 2)"]
    second = await group.press(group.ana, between, "Go on (2 of 2)")
    assert standing(second) == {"six": "6", "seven": ""}
    sent = await group.submit(second, **SECOND)
    assert sent.said == [between]
    assert "uno dos tres 4 cinco 6 siete" in text(between)
    (late,) = (await group.submit(second, **SECOND)).said
    assert "begin again" in text(late)
    await group.settle()
    assert [text(each) for each in group.room.texts].count("### A long form was sent") == 1


async def test_a_long_form_goes_on_after_a_restart(stopped: Bot) -> None:
    async with stopped.running() as bot:
        await bot.gather()
        (between,) = (await bot.submit(await bot.type(bot.ana, "sample long"), **FIRST)).said
    async with stopped.running() as bot:
        second = await bot.press(bot.ana, between, "Go on (2 of 2)")
        await bot.submit(second, **SECOND)
        assert "uno dos tres 4 cinco 6 siete" in text(between)


async def test_a_form_that_was_dismissed_opens_again_as_it_was(group: Bot) -> None:
    (between,) = (await group.submit(await group.type(group.ana, "sample long"), **FIRST)).said
    await group.press(group.ana, between, "Go on (2 of 2)")
    second = await group.press(group.ana, between, "Go on (2 of 2)")
    (answer,) = (await group.submit(second, **SECOND)).said
    assert "uno dos tres 4 cinco 6 siete" in text(answer)


async def test_faults_in_a_long_form_name_their_parts(group: Bot) -> None:
    (between,) = (
        await group.submit(await group.type(group.ana, "sample long"), **FIRST | {"four": "x"})
    ).said
    await group.submit(await group.press(group.ana, between, "Go on (2 of 2)"), **SECOND | {"six": "99"})
    assert "Four: “x” is not" in text(between)
    assert "Six: 99 is not" in text(between)
    assert list(buttons(between)) == ["Open part 1 again", "Open part 2 again"]
    first = await group.press(group.ana, between, "Open part 1 again")
    assert standing(first) == FIRST | {"four": "x"}
    await group.submit(first, four="4")
    assert "Six: 99 is not" in text(between)
    await group.submit(await group.press(group.ana, between, "Open part 2 again"), six="6")
    assert "uno dos tres 4 cinco 6 siete" in text(between)


async def test_nobody_else_opens_a_draft(group: Bot) -> None:
    (between,) = (await group.submit(await group.type(group.ana, "sample long"), **FIRST)).said
    (answer,) = (await group.press(group.ben, between, "Go on (2 of 2)")).said
    assert "begin again" in text(answer)
    assert "uno" not in text(answer)


async def test_a_draft_is_kept_for_a_day(group: Bot) -> None:
    (between,) = (await group.submit(await group.type(group.ana, "sample long"), **FIRST)).said
    group.clock.advance(timedelta(days=1, seconds=1))
    (answer,) = (await group.press(group.ana, between, "Go on (2 of 2)")).said
    assert "begin again" in text(answer)


@pytest.mark.parametrize("forged", ["form:nothing:1", "form:nothing:99", "form::1", "form:a:b", "form"])
async def test_a_forged_draft_is_refused(group: Bot, forged: str) -> None:
    (menu,) = (await group.type(group.ana, "sample menu")).said
    (answer,) = (await group.answered(group.server.people.press(group.ana, menu, forged))).said
    assert "/help" in text(answer)


async def test_what_is_typed_is_kept_encrypted(group: Bot) -> None:
    await group.submit(await group.type(group.ana, "sample long"), **FIRST | {"one": "confidential"})
    kept = Path(group.database_url.removeprefix("sqlite:///"))
    assert all(b"confidential" not in file.read_bytes() for file in kept.parent.glob(kept.name + "*"))


async def test_a_modal_of_an_older_version_gets_a_clear_answer(group: Bot) -> None:
    opened = await group.type(group.ana, "sample say")
    assert opened.modal
    opened.modal["custom_id"] = "gone command"
    (answer,) = (await group.submit(opened, word="hello")).said
    assert "“/gone” is not a command" in text(answer)


async def test_text_of_the_greatest_length_is_taken_or_refused_kindly(group: Bot) -> None:
    opened = await group.type(group.ana, "sample say")
    (told,) = (await group.submit(opened, word="W" * 4000)).said
    assert "4,000 characters are too long" in text(told)
    again = await group.press(group.ana, told, "Open it again")
    assert standing(again) == {"word": "W" * 4000}


async def test_nothing_typed_is_lost_while_the_callback_fails(group: Bot) -> None:
    opened = await group.type(group.ana, "sample long")
    group.server.traffic.fail("POST /interactions/{interaction_id}/{interaction_token}/callback", Fault(500))
    (between,) = (await group.submit(opened, **FIRST)).said
    await group.submit(await group.press(group.ana, between, "Go on (2 of 2)"), **SECOND)
    assert "uno dos tres 4 cinco 6 siete" in text(between)
