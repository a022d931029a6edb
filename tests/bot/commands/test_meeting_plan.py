"""Planning meetings: what is kept, what is asked again, and what is refused."""

from tests.bot.scene import Scene, a_card, pressable, texts


async def test_a_meeting_is_planned_and_confirmed_in_words(group: Scene) -> None:
    card = a_card(await group.type("ana", '/meeting plan Globex "a team lead" Thursday at 15:00'))
    assert card.headline == "You meet someone at Globex on Thursday at 15:00, in three days"
    assert "a team lead" in texts(card)
    assert [*pressable(card)] == ["Prepare", "Change the time", "Cancel it"]
