import asyncio
from dataclasses import replace
from datetime import datetime
from threading import Barrier

import pytest

from bot.core.ports import Store
from bot.domain.errors import NotFound, TooLate
from bot.domain.member import Member
from bot.domain.points import HelpEvent, HelpKind, Standing, Standings, taken_back
from storage.database import Database
from tests.storage.people import DAY, NOW, a_line, found, join


def add(store: Store, event: HelpEvent) -> HelpEvent:
    added = store.ledger.add(event)
    assert added
    return added


def test_a_fact_counts_once(store: Store) -> None:
    group = found(store)
    ana, ben = join(store, group, "Ana"), join(store, group, "Ben")
    line = a_line(group, ben, ana, subject="ask:1/introduction/2", points=5)
    added = add(store, line)
    assert added == replace(line, id=added.id)
    assert store.ledger.add(replace(line, points=7)) is None
    assert store.ledger.counted(group.id, line.subject) == [added]
    assert store.ledger.get(group.id, added.id) == added
    friday = found(store, "Friday")
    assert store.ledger.add(replace(line, group=friday.id))


def test_what_was_taken_back_can_count_again(store: Store) -> None:
    group = found(store)
    ana, ben = join(store, group, "Ana"), join(store, group, "Ben")
    line = a_line(group, ben, ana, subject="thanks:1")
    for _ in range(3):
        added = add(store, line)
        reversal = taken_back(added, ana.id)
        store.ledger.undo(reversal)
        assert store.ledger.counted(group.id, "thanks:1") == []
        with pytest.raises(TooLate):
            store.ledger.undo(reversal)
    assert store.ledger.standings(group.id, ana.id, None, 9).total == 0
    added = add(store, line)
    assert store.ledger.counted(group.id, "thanks:1") == [added]


def test_another_group_sees_nothing(store: Store) -> None:
    tuesday, friday = found(store), found(store, "Friday")
    ana, ben = join(store, tuesday, "Ana"), join(store, tuesday, "Ben")
    added = add(store, a_line(tuesday, ben, ana, subject="thanks:1"))
    with pytest.raises(NotFound):
        store.ledger.get(friday.id, added.id)
    assert store.ledger.counted(friday.id, "thanks:1") == []
    assert store.ledger.thanks(friday.id, ana.id, NOW - DAY) == []
    assert store.ledger.standings(friday.id, ana.id, None, 9) == Standings(0, 0, (), None)


def test_thanks_are_found_for_both_sides_oldest_first(store: Store) -> None:
    group = found(store)
    ana, ben, cleo = (join(store, group, name) for name in ("Ana", "Ben", "Cleo"))
    later = add(store, a_line(group, ana, ben, subject="2", at=NOW + DAY))
    sooner = add(store, a_line(group, ben, ana, subject="1", points=0))
    add(store, a_line(group, ben, cleo, subject="3"))
    add(store, a_line(group, ben, ana, subject="4", at=NOW - 2 * DAY))
    add(store, a_line(group, ben, ana, subject="5", kind=HelpKind.MEETING))
    undone = add(store, a_line(group, cleo, ana, subject="6"))
    store.ledger.undo(taken_back(undone, ana.id))
    assert store.ledger.thanks(group.id, ana.id, NOW - DAY) == [sooner, later]


class Round:
    """A group whose members give points to one another."""

    def __init__(self, store: Store) -> None:
        self.ledger, self.store, self.group = store.ledger, store, found(store)
        self.thankful = join(store, self.group, "Thankful")

    def helped(self, name: str, *points: int, at: datetime = NOW) -> Member:
        member = join(self.store, self.group, name)
        for worth in points:
            subject = f"{name}/{at}/{worth}"
            add(self.store, a_line(self.group, member, self.thankful, subject=subject, points=worth, at=at))
        return member

    def standings(
        self, viewer: Member | None = None, since: datetime | None = None, top: int = 9
    ) -> Standings:
        return self.ledger.standings(self.group.id, (viewer or self.thankful).id, since, top)


def test_the_standings_rank_those_who_helped(store: Store) -> None:
    here = Round(store)
    emil, cleo, ben, ana = (
        here.helped(name, *points)
        for name, points in (("emil", (1,)), ("Cleo", (5, 3)), ("Ben", (7, 1)), ("Ana", (9,)))
    )
    here.helped("Zero", 0)
    first, second, third = (
        Standing(ana.id, "Ana", 9, 1),
        Standing(ben.id, "Ben", 8, 2),
        Standing(cleo.id, "Cleo", 8, 2),
    )
    assert here.standings() == Standings(26, 4, (first, second, third, Standing(emil.id, "emil", 1, 4)), None)
    assert here.standings(emil, top=2) == Standings(26, 4, (first, second), Standing(emil.id, "emil", 1, 4))
    assert here.standings(cleo, top=2) == Standings(26, 4, (first, second), third)
    assert here.standings(ben, top=0) == Standings(26, 4, (), second)


def test_who_opted_out_or_left_counts_for_the_group_and_is_not_shown(store: Store) -> None:
    here = Round(store)
    ana, ben, cleo, dina = (
        here.helped(name, points) for name, points in (("Ana", 9), ("Ben", 7), ("Cleo", 5), ("Dina", 5))
    )
    store.members.save(replace(ana, on_leaderboard=False))
    store.groups.leave(here.group.id, ben.id, NOW)
    shown = (Standing(cleo.id, "Cleo", 5, 1), Standing(dina.id, "Dina", 5, 1))
    assert here.standings() == Standings(26, 4, shown, None)
    assert here.standings(ana) == Standings(26, 4, shown, Standing(ana.id, "Ana", 9, 1))
    store.members.save(replace(dina, on_leaderboard=False))
    assert here.standings(dina) == Standings(26, 4, shown[:1], Standing(dina.id, "Dina", 5, 1))


def test_the_groups_total_stands_where_nobody_is_shown(store: Store) -> None:
    here = Round(store)
    store.members.save(replace(here.helped("Ana", 4), on_leaderboard=False))
    assert here.standings() == Standings(4, 1, (), None)


def test_a_period_counts_its_own_lines_and_honours_who_is_new(store: Store) -> None:
    here = Round(store)
    old, new, forgiven = here.helped("Old", 5, at=NOW - 9 * DAY), here.helped("New"), here.helped("Forgiven")
    here.helped("Old", 1)
    here.helped("New", 1)
    undone = add(store, a_line(here.group, forgiven, here.thankful, subject="x", at=NOW - 9 * DAY))
    here.helped("Forgiven", 2)
    store.ledger.undo(taken_back(undone, here.thankful.id))
    assert here.standings(since=NOW - DAY).top == (
        Standing(forgiven.id, "Forgiven", 2, 1, first_time=True),
        Standing(new.id, "New", 1, 2, first_time=True),
        Standing(old.id, "Old", 1, 2),
    )
    assert [each.first_time for each in here.standings().top] == [False, False, False]


def test_taking_back_mends_the_period_of_the_help_itself(store: Store) -> None:
    here = Round(store)
    ana = here.helped("Ana", 3)
    line = add(store, a_line(here.group, ana, here.thankful, subject="last week", points=5, at=NOW - 9 * DAY))
    store.ledger.undo(taken_back(line, here.thankful.id))
    assert here.standings(since=NOW - DAY).total == 3
    assert here.standings(since=NOW - 20 * DAY).total == 3
    only = add(store, a_line(here.group, here.thankful, ana, subject="once"))
    store.ledger.undo(taken_back(only, ana.id))
    assert here.standings(here.thankful) == Standings(3, 1, (Standing(ana.id, "Ana", 3, 1),), None)


async def test_two_transactions_at_once_count_a_fact_once(database: Database) -> None:
    def people(store: Store) -> HelpEvent:
        group = found(store)
        return a_line(group, join(store, group, "Ben"), join(store, group, "Ana"), subject="thanks:1")

    line = await database.write(people)
    counted = await asyncio.gather(*(database.write(lambda store: store.ledger.add(line)) for _ in range(8)))
    (only,) = (each for each in counted if each)
    undone = await asyncio.gather(
        *(database.write(lambda store: store.ledger.undo(taken_back(only, only.receiver))) for _ in range(8)),
        return_exceptions=True,
    )
    assert [type(each) for each in undone if each] == [TooLate] * 7
    again = await asyncio.gather(*(database.write(lambda store: store.ledger.add(line)) for _ in range(8)))
    assert len([each for each in again if each]) == 1


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_a_fact_that_another_process_is_about_to_count_does_not_count(
    database: Database, beside: Database
) -> None:
    def people(store: Store) -> HelpEvent:
        group = found(store)
        return a_line(group, join(store, group, "Ben"), join(store, group, "Ana"), subject="thanks:1")

    line = await database.write(people)
    both_began = Barrier(2)

    def count(store: Store) -> HelpEvent | None:
        store.ledger.counted(line.group, line.subject)
        both_began.wait(timeout=30)
        return store.ledger.add(line)

    counted = await asyncio.gather(database.write(count), beside.write(count))
    assert len([each for each in counted if each]) == 1
