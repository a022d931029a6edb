"""What somebody types, presses and chooses is answered: to them alone, once, in the right place."""

import pytest

from tests.adapters.discord.running import Bot, text
from tests.discord.interactions import REPLY, UPDATE

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


async def test_a_command_is_answered_privately_and_the_room_is_told(group: Bot) -> None:
    asked = await group.type(group.ana, "target add:company=Globex")
    (answer,) = asked.said
    assert "Globex is on your list" in text(answer)
    assert answer.only_for is group.ana
    await group.settle()
    assert "Ana wants to learn about Globex" in text(group.room.texts[-1])


async def test_a_press_in_the_room_is_answered_beside_it(group: Bot) -> None:
    await group.type(group.ana, f"intro ask:company=Globex;learn={'how they decide ' * 3};offer=notes")
    await group.settle()
    ask = group.room.texts[-1]
    pressed = await group.press(group.ben, ask, "I can introduce")
    (answer,) = pressed.said
    assert (pressed.first, answer.only_for) == (REPLY, group.ben)
    await group.settle()
    assert group.room.texts[-1] is ask
    assert "1 peer has offered" in text(ask)


async def test_a_press_in_a_direct_message_is_answered_beside_it(group: Bot) -> None:
    await group.type(group.ana, f"intro ask:company=Globex;learn={'how they decide ' * 3};offer=notes")
    await group.settle()
    await group.press(group.ben, group.room.texts[-1], "I can introduce")
    await group.settle()
    offer = group.direct(group.ana)[-1]
    pressed = await group.press(group.ana, offer, "Accept")
    (answer,) = pressed.said
    assert (pressed.first, answer.only_for, answer.channel) == (REPLY, group.ana, offer.channel)
    await group.settle()
    assert "You accepted Ben's offer" in text(offer)


async def test_a_press_on_a_private_answer_takes_its_place(group: Bot) -> None:
    (menu,) = (await group.type(group.ana, "sample menu")).said
    pressed = await group.press(group.ana, menu, "Say")
    assert (pressed.first, pressed.said) == (UPDATE, [menu])
    assert "You said pressed" in text(menu)


async def test_a_choice_from_a_menu_is_a_press(group: Bot) -> None:
    (menu,) = (await group.type(group.ana, "sample menu")).said
    select = menu.components[0]["components"][1]["components"][0]
    value = select["options"][1]["value"]
    await group.answered(group.server.people.choose(group.ana, menu, select["custom_id"], [value]))
    assert "You said two" in text(menu)


async def test_a_refusal_takes_no_place(group: Bot) -> None:
    (menu,) = (await group.type(group.ana, "sample menu")).said
    before = text(menu)
    pressed = await group.press(group.ana, menu, "Nothing there")
    (refusal,) = pressed.said
    assert (pressed.first, refusal.only_for) == (REPLY, group.ana)
    assert refusal is not menu
    assert text(menu) == before


async def test_a_picture_comes_with_its_text(group: Bot) -> None:
    (answer,) = (await group.type(group.ana, "sample show")).said
    (picture,) = answer.attachments
    assert picture.data.startswith(b"\x89PNG")
    assert picture.description == "Ana 5, Ben 3"


async def test_a_picture_goes_when_its_answer_is_replaced(group: Bot) -> None:
    (shown,) = (await group.type(group.ana, "sample show")).said
    pressed = await group.press(group.ana, shown, "Away")
    assert pressed.said == [shown]
    assert "A menu" in text(shown)
    assert not shown.attachments


async def test_a_picture_that_cannot_be_drawn_is_said(group: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.pictures.draw.draw", None)
    (answer,) = (await group.type(group.ana, "sample show")).said
    assert not answer.attachments
    assert "Ana 5, Ben 3" in text(answer)


async def test_a_fault_beside_the_command_is_told_without_a_word_of_it(
    group: Bot, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("adapters.discord.interactions.render_card", lambda card, **_: card.secret_word)
    (answer,) = (await group.type(group.ana, "target list")).said
    assert "on our side" in text(answer)
    assert "error=AttributeError" in (logged := capsys.readouterr().out)
    assert "secret" not in logged


async def test_a_fault_among_suggestions_suggests_nothing(
    group: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapters.discord.interactions.suggestions", None)
    typed = [{"name": "company", "type": 3, "value": "glob"}]
    asked = group.server.people.typing(group.ana, group.room, ["intro", "ask"], typed, "company")
    assert (await group.answered(asked)).choices == []


async def test_a_fault_of_ours_is_told_without_a_word_of_it(
    group: Bot, capsys: pytest.CaptureFixture[str]
) -> None:
    (answer,) = (await group.type(group.ana, "sample fault")).said
    assert "on our side" in text(answer)
    assert "secret" not in text(answer) + capsys.readouterr().out


async def test_what_is_told_of_twice_happens_once(group: Bot) -> None:
    before = len(group.room.texts)
    group.server.gateway.repeat()
    await group.type(group.ana, "sample say:word=hello")
    await group.settle()
    assert [text(each) for each in group.room.texts[before:]] == ["### Ana says hello"]


async def test_names_are_those_of_the_server(group: Bot) -> None:
    dana = group.server.world.person("dana", "Dana *Star* @everyone")
    await group.type(dana, "group join")
    (answer,) = (await group.type(group.ana, "group members")).said
    assert "Dana \\*Star\\* \\@everyone" in text(answer)
