"""Preparations and practice runs; what members write is encrypted, and how far they are stands beside it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from pydantic_core import from_json, to_json
from sqlalchemy import Connection, bindparam, select, update

from bot.domain.company import Company
from bot.domain.errors import Conflict, NotFound
from bot.domain.ids import GroupId, MemberId, PreparationId
from bot.domain.preparation import Practice, PracticeState, Preparation, Readiness
from bot.domain.questions import Angle, Category, Question
from storage.statements import fitting, on_both
from storage.tables_of_meetings import practices, preparations
from storage.vault import Vault

_OPEN = on_both(preparations, lambda row: row.on_conflict_do_nothing())
_SAVE = (
    update(preparations)
    .where(
        preparations.c.id == bindparam("row"),
        preparations.c.group_id == bindparam("group"),
        preparations.c.version == bindparam("before"),
    )
    .values({name: bindparam(name) for name in ("sealed", "angles", "questions", "version")})
)
_GET = select(preparations).where(
    preparations.c.id == bindparam("row"), preparations.c.group_id == bindparam("group")
)
_one = (
    preparations.c.group_id == bindparam("group"),
    preparations.c.member_id == bindparam("owner"),
    preparations.c.company_key == bindparam("key"),
)
_FIND = select(preparations).where(*_one)
_READINESS = select(preparations.c.angles, preparations.c.questions).where(*_one)
_PRACTICES = (
    select(practices.c.peer_id, practices.c.state)
    .where(practices.c.preparation_id == bindparam("preparation"))
    .order_by(practices.c.peer_id)
)
_KEEP = on_both(
    practices,
    lambda row: row.on_conflict_do_update(
        index_elements=["preparation_id", "peer_id"], set_={"state": row.excluded.state}
    ),
)


class SqlPreparations:
    """Preparations in tables; the vault seals what is private."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self._connection, self._vault = connection, vault

    def open(self, group: GroupId, owner: MemberId, company: Company) -> Preparation:
        if found := self.find(group, owner, company):
            return found
        empty = Preparation(PreparationId(0), group, owner, company)
        new = self._changing(empty) | {
            "group_id": group,
            "member_id": owner,
            "company": company.name,
            "company_key": company.key,
        }
        self._connection.execute(fitting(self._connection, _OPEN), new)
        if found := self.find(group, owner, company):
            return found
        raise Conflict

    def get(self, group: GroupId, preparation: PreparationId) -> Preparation:
        row = self._connection.execute(_GET, {"group": group, "row": preparation}).one_or_none()
        if row is None:
            raise NotFound("There is no such preparation. /meeting prep shows yours.")
        return self._preparation_of(row)

    def find(self, group: GroupId, owner: MemberId, company: Company) -> Preparation | None:
        row = self._connection.execute(_FIND, _of(group, owner, company)).one_or_none()
        return self._preparation_of(row) if row else None

    def save(self, preparation: Preparation) -> Preparation:
        changed = replace(preparation, version=preparation.version + 1)
        which = {"row": preparation.id, "group": preparation.group, "before": preparation.version}
        if self._connection.execute(_SAVE, self._changing(changed) | which).rowcount == 0:
            raise Conflict
        return changed

    def readiness(self, group: GroupId, owner: MemberId, company: Company) -> Readiness:
        row = self._connection.execute(_READINESS, _of(group, owner, company)).one_or_none()
        return Readiness(*row) if row else Readiness()

    def practices(self, preparation: PreparationId) -> Sequence[Practice]:
        rows = self._connection.execute(_PRACTICES, {"preparation": preparation})
        return [Practice(preparation, MemberId(peer), PracticeState(state)) for peer, state in rows]

    def keep(self, practice: Practice) -> None:
        row = {"preparation_id": practice.preparation, "peer_id": practice.peer, "state": practice.state}
        self._connection.execute(fitting(self._connection, _KEEP), row)

    def _changing(self, preparation: Preparation) -> dict[str, Any]:
        how_far = preparation.readiness
        said = {
            "notes": preparation.notes,
            "questions": [(each.text, each.category, each.angle) for each in preparation.questions],
            "stories": preparation.stories,
        }
        return {
            "sealed": self._vault.seal(to_json(said).decode()),
            "angles": how_far.angles,
            "questions": how_far.questions,
            "version": preparation.version,
        }

    def _preparation_of(self, row: Any) -> Preparation:
        said = from_json(self._vault.open(row.sealed))
        return Preparation(
            id=PreparationId(row.id),
            group=GroupId(row.group_id),
            owner=MemberId(row.member_id),
            company=Company(row.company, row.company_key),
            notes={Angle(angle): text for angle, text in said["notes"].items()},
            questions=tuple(_question_of(*each) for each in said["questions"]),
            stories=tuple(said["stories"]),
            version=row.version,
        )


def _question_of(text: str, category: str | None, angle: str | None) -> Question:
    return Question(text, Category(category) if category else None, Angle(angle) if angle else None)


def _of(group: GroupId, owner: MemberId, company: Company) -> dict[str, Any]:
    return {"group": group, "owner": owner, "key": company.key}
