"""Preparations and practice runs in both databases; what is written is sealed, how far it is stands beside it."""

from dataclasses import replace

import pytest
from sqlalchemy import text

from bot.core.ports import Store
from bot.domain.company import Company
from bot.domain.errors import Conflict, NotFound
from bot.domain.preparation import Practice, PracticeState, Preparation, Readiness
from bot.domain.questions import Angle, Category, Question
from tests.storage.people import found, join

GLOBEX = Company.named("Globex")


def filled(empty: Preparation) -> Preparation:
    return (
        empty.research({Angle.CULTURE: "plums", Angle.COMPANY: "pears"})
        .ask([Question("limes?", Category.ADVICE, Angle.CULTURE), Question("figs?")])
        .tell(["nuts", "dates"])
    )


def test_it_is_opened_once_for_a_company(store: Store) -> None:
    group = found(store)
    ana, ben = join(store, group, "Ana"), join(store, group, "Ben")
    assert store.preparations.find(group.id, ana.id, GLOBEX) is None
    assert store.preparations.readiness(group.id, ana.id, GLOBEX) == Readiness()
    opened = store.preparations.open(group.id, ana.id, GLOBEX)
    assert (opened.company, opened.notes, opened.questions, opened.stories) == (GLOBEX, {}, (), ())
    assert store.preparations.open(group.id, ana.id, Company.named("GLOBEX, Inc.")) == opened
    assert store.preparations.open(group.id, ben.id, GLOBEX).id != opened.id


def test_every_part_is_kept(store: Store) -> None:
    group, friday = found(store), found(store, "Friday")
    ana = join(store, group, "Ana")
    opened = store.preparations.open(group.id, ana.id, GLOBEX)
    saved = store.preparations.save(filled(opened))
    assert saved == replace(filled(opened), version=2)
    assert store.preparations.get(group.id, opened.id) == saved
    assert store.preparations.find(group.id, ana.id, GLOBEX) == saved
    assert store.preparations.readiness(group.id, ana.id, GLOBEX) == Readiness(2, 2)
    with pytest.raises(Conflict):
        store.preparations.save(opened)
    with pytest.raises(NotFound):
        store.preparations.get(friday.id, opened.id)


def test_practice_runs_are_kept_each_once(store: Store) -> None:
    group = found(store)
    ana, ben, cleo = (join(store, group, name) for name in ("Ana", "Ben", "Cleo"))
    opened = store.preparations.open(group.id, ana.id, GLOBEX)
    assert store.preparations.practices(opened.id) == []
    runs = [Practice(opened.id, peer.id) for peer in (ben, cleo)]
    for each in (*runs, runs[1].agree(cleo.id)):
        store.preparations.keep(each)
    assert store.preparations.practices(opened.id) == [
        runs[0], Practice(opened.id, cleo.id, PracticeState.AGREED),
    ]  # fmt: skip


def test_what_is_written_is_sealed(store: Store) -> None:
    group = found(store)
    opened = store.preparations.open(group.id, join(store, group, "Ana").id, GLOBEX)
    store.preparations.save(filled(opened))
    connection = store.preparations._connection  # type: ignore[attr-defined]
    row = str(connection.execute(text("SELECT * FROM preparations")).one())
    assert not [word for word in ("plums", "pears", "limes", "figs", "nuts", "dates") if word in row]
