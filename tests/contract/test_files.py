"""A file arrives where it is kept: in somebody's direct messages, with its name and all that stands in it."""

from icalendar import Calendar

from tests.contract.method_plan import entries
from tests.contract.stage import Stage
from tests.contract.stages import ON_SQLITE
from tests.contract.story import card

pytestmark = ON_SQLITE


async def test_a_meeting_comes_as_a_calendar_entry_to_its_owner_alone(group: Stage) -> None:
    planned = card(await group.type("ana", '/meeting plan "Größe & Co." "the lead" tomorrow at 15:00'))
    assert "Its calendar entry comes to your direct messages." in planned.text
    await group.settle()
    (file,) = await entries(group, "ana")
    assert file.name == "grosse.ics"
    (event,) = Calendar.from_ical(await group.contents(file)).walk("VEVENT")
    assert event["SUMMARY"] == "Meet someone at Größe & Co."
    assert [await entries(group, who) for who in ("ben", "cleo")] == [[], []]
    for where in ("room", "lobby"):
        assert not any("the lead" in shown.text for shown in await group.seen("ben", where))
