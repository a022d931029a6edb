"""Due work."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Connection,
    Text,
    and_,
    bindparam,
    cast,
    delete,
    false,
    func,
    select,
    text,
    tuple_,
    update,
)

from bot.domain.due import Due, Stuck, grave
from bot.domain.ids import GroupId, MemberId
from storage.many import inserting
from storage.tables import due, groups, memberships, rhythms

_ADD = inserting(
    due,
    ("key", "kind", "group_id", "subject", "at", "member_id"),
    lambda row: row.on_conflict_do_update(
        index_elements=["key"],
        set_={
            **{name: row.excluded[name] for name in ("kind", "group_id", "subject", "at", "member_id")},
            "attempts": 0,
            "error": "",
            "buried": False,
        },
    ),
)
_CANCEL = delete(due).where(due.c.subject == bindparam("subject"))
_CANCEL_KINDS = _CANCEL.where(due.c.kind.in_(bindparam("kinds", expanding=True)))
_DUE = (due.c.key, due.c.kind, due.c.group_id, due.c.subject, due.c.at, due.c.member_id, due.c.attempts)
_waiting = text("NOT due.buried")  # as the partial index says it
_mine = select(due.c.key).where(_waiting, due.c.at <= bindparam("now")).with_for_update(skip_locked=True)
_oldest = _mine.order_by(due.c.at, due.c.member_id).limit(bindparam("most"))
_TAKE = delete(due).where(due.c.key.in_(_oldest.scalar_subquery())).returning(*_DUE)
_TAKE_ONE = (
    delete(due)
    .where(
        due.c.key.in_(
            _mine.where(
                due.c.key == bindparam("row"),
                due.c.subject == bindparam("of_subject"),
                due.c.attempts == bindparam("before"),
            ).scalar_subquery()
        )
    )
    .returning(due.c.key)
)
_GET = select(*_DUE).where(due.c.key == bindparam("row"), _waiting)
_DROP = delete(due).where(due.c.key == bindparam("row"))
_FAIL = (
    update(due)
    .where(
        due.c.key == bindparam("row"),
        due.c.subject == bindparam("of_subject"),
        due.c.attempts == bindparam("before"),
    )
    .values(
        key=bindparam("grave"),
        attempts=due.c.attempts + 1,
        error=bindparam("why"),
        at=func.coalesce(bindparam("until", type_=due.c.at.type), due.c.at),
        buried=bindparam("for_good"),
    )
)
_REVIVE = (
    update(due)
    .where(due.c.key == bindparam("row"), due.c.attempts > 0)
    .values(buried=False, attempts=0, error="", at=bindparam("now"))
    .returning(due.c.key)
)
_NEXT_AT = select(func.min(due.c.at)).where(_waiting)
_STUCK = (
    select(due.c.key, due.c.kind, due.c.attempts, due.c.error, due.c.at, due.c.buried)
    .where(due.c.attempts > 0)
    .order_by(due.c.at)
    .limit(bindparam("most"))
)
_weekly_key = bindparam("of_kind", type_=Text) + ":" + cast(memberships.c.group_id, Text)
_UNPLANTED_MEMBERS = (
    select(memberships.c.group_id, memberships.c.member_id)
    .outerjoin(due, due.c.key == _weekly_key + ":" + cast(memberships.c.member_id, Text))
    .outerjoin(
        rhythms,
        and_(rhythms.c.group_id == memberships.c.group_id, rhythms.c.member_id == memberships.c.member_id),
    )
    .where(
        memberships.c.left_at.is_(None),
        due.c.key.is_(None),
        func.coalesce(rhythms.c.paused, false()).is_(false()),
        tuple_(memberships.c.group_id, memberships.c.member_id)
        > tuple_(bindparam("after_group"), bindparam("after_member")),
    )
    .order_by(memberships.c.group_id, memberships.c.member_id)
    .limit(bindparam("most"))
)
_UNPLANTED_GROUPS = (
    select(groups.c.id)
    .outerjoin(due, due.c.key == bindparam("of_kind", type_=Text) + ":" + cast(groups.c.id, Text))
    .where(due.c.key.is_(None), groups.c.id > bindparam("after"))
    .order_by(groups.c.id)
    .limit(bindparam("most"))
)
_OF = select(*_DUE).where(due.c.group_id == bindparam("group")).order_by(due.c.at, due.c.key)


class SqlDue:
    """Due work in a table."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, work: Sequence[Due]) -> None:
        rows = [
            {
                "key": each.key,
                "kind": each.kind,
                "group_id": each.group,
                "subject": each.subject,
                "at": each.at,
                "member_id": each.member,
            }
            for each in work
        ]
        if rows:
            _ADD.insert(self._connection, rows)

    def cancel(self, subject: str, *kinds: str) -> None:
        if kinds:
            self._connection.execute(_CANCEL_KINDS, {"subject": subject, "kinds": kinds})
        else:
            self._connection.execute(_CANCEL, {"subject": subject})

    def of(self, group: GroupId) -> Sequence[Due]:
        rows = self._connection.execute(_OF, {"group": group})
        return [_due_of(*row) for row in rows]

    def take(self, now: datetime, most: int) -> Sequence[Due]:
        taken = self._connection.execute(_TAKE, {"now": now, "most": most})
        return sorted((_due_of(*row) for row in taken), key=lambda each: (each.at, each.key))

    def take_one(self, work: Due, now: datetime) -> bool:
        taken = self._connection.execute(_TAKE_ONE, _as_it_was(work) | {"now": now})
        return taken.first() is not None

    def get(self, key: str) -> Due | None:
        row = self._connection.execute(_GET, {"row": key}).one_or_none()
        return _due_of(*row) if row else None

    def drop(self, key: str) -> None:
        self._connection.execute(_DROP, {"row": key})

    def fail(self, work: Due, error: str, until: datetime | None) -> None:
        named = work.key if until else grave(work)
        if named != work.key:
            self.drop(named)
        failed = {"why": error, "until": until, "for_good": until is None, "grave": named}
        self._connection.execute(_FAIL, _as_it_was(work) | failed)

    def revive(self, key: str, at: datetime) -> bool:
        return self._connection.execute(_REVIVE, {"row": key, "now": at}).first() is not None

    def next_at(self) -> datetime | None:
        at: datetime | None = self._connection.execute(_NEXT_AT).scalar_one()
        return at

    def stuck(self, most: int) -> Sequence[Stuck]:
        return [Stuck(*row) for row in self._connection.execute(_STUCK, {"most": most})]

    def unplanted_members(
        self, kind: str, most: int, after: tuple[GroupId, MemberId]
    ) -> Sequence[tuple[GroupId, MemberId]]:
        which = {"of_kind": kind, "most": most, "after_group": after[0], "after_member": after[1]}
        found = self._connection.execute(_UNPLANTED_MEMBERS, which)
        return [(GroupId(row[0]), MemberId(row[1])) for row in found]

    def unplanted_groups(self, kind: str, most: int, after: GroupId) -> Sequence[GroupId]:
        found = self._connection.execute(_UNPLANTED_GROUPS, {"of_kind": kind, "most": most, "after": after})
        return [GroupId(each) for each in found.scalars()]


def _as_it_was(work: Due) -> dict[str, Any]:
    """Name a row that nobody has changed meanwhile: weekly work has the same key week after week."""
    return {"row": work.key, "of_subject": work.subject, "before": work.attempts}


def _due_of(
    key: str, kind: str, group: int, subject: str, at: datetime, member: int | None, attempts: int
) -> Due:
    return Due(key, kind, GroupId(group), subject, at, MemberId(member) if member else None, attempts)
