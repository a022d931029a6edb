"""Target companies, and the group's board of them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    FromClause,
    and_,
    bindparam,
    func,
    select,
    update,
)

from bot.domain.company import Company
from bot.domain.errors import NotFound
from bot.domain.ids import GroupId, MemberId, TargetId
from bot.domain.target import Board, BoardRow, Target, TargetStage
from storage.statements import fitting, on_both
from storage.tables import contacts, members, memberships, targets

NAMES = 3
"""So many names stand at a company of the board, of those who posted it first; all are counted."""

_COLUMNS = (
    targets.c.id,
    targets.c.group_id,
    targets.c.member_id,
    targets.c.company,
    targets.c.company_key,
    targets.c.confidence,
    targets.c.why,
    targets.c.stage,
    targets.c.posted_at,
)


def _target_of(
    id: int, group: int, member: int, company: str, key: str, sure: int, why: str, stage: str, at: datetime
) -> Target:
    named = Company(company, key)
    return Target(TargetId(id), GroupId(group), MemberId(member), named, sure, why, TargetStage(stage), at)


def _values(target: Target) -> dict[str, Any]:
    return {
        "group_id": target.group,
        "member_id": target.member,
        "company": target.company.name,
        "company_key": target.company.key,
        "confidence": target.confidence,
        "why": target.why,
        "stage": target.stage,
        "posted_at": target.posted_at,
    }


_group: BindParameter[Any] = bindparam("group")
_keys: BindParameter[Any] = bindparam("keys", expanding=True)

_ADD = on_both(
    targets,
    lambda row: row.on_conflict_do_nothing().returning(
        targets.c.member_id, targets.c.company_key, targets.c.id
    ),
)
_SAVE = (
    update(targets)
    .where(targets.c.id == bindparam("row"), targets.c.group_id == _group)
    .values({column: bindparam(column.name) for column in _COLUMNS[3:]})
)
_GET = select(*_COLUMNS).where(targets.c.id == bindparam("row"), targets.c.group_id == _group)
_OF_MEMBER = select(*_COLUMNS).where(targets.c.group_id == _group, targets.c.member_id == bindparam("member"))
_BY_KEYS = _OF_MEMBER.where(targets.c.company_key.in_(_keys))
_LIST = _OF_MEMBER.where(targets.c.stage != TargetStage.DROPPED).order_by(
    targets.c.confidence.desc(), targets.c.posted_at, targets.c.id
)

# The board: targets that are not dropped, of members who are there. A member has one target of a company,
# so that counting rows counts members; and few have left, so that those are looked up.
_who_left = select(memberships.c.member_id).where(
    memberships.c.group_id == _group, memberships.c.left_at.is_not(None)
)


def _on_board(target: FromClause) -> ColumnElement[bool]:
    return and_(
        target.c.group_id == _group,
        target.c.stage != TargetStage.DROPPED,
        target.c.member_id.not_in(_who_left),
    )


_counted = (
    select(targets.c.company_key, func.count().label("wanted"))
    .where(_on_board(targets))
    .group_by(targets.c.company_key)
    .cte("counted")  # read twice, so it is made once; a window over it would take half as long again
)
_page = (
    select(_counted, select(func.count()).select_from(_counted).scalar_subquery().label("companies"))
    .order_by(_counted.c.wanted.desc(), _counted.c.company_key)
    .offset(bindparam("skip"))
    .limit(bindparam("take"))
    .subquery("page")
)
_HOW_MANY = select(func.count(targets.c.company_key.distinct())).where(_on_board(targets))


_posted = targets.alias("posted")
_here = and_(_on_board(_posted), _posted.c.company_key == _page.c.company_key)
_spelled = select(_posted.c.company).where(_here).order_by(_posted.c.id).limit(1).scalar_subquery()
_names = [
    select(members.c.name)
    .join(_posted, _posted.c.member_id == members.c.id)
    .where(_here)
    .order_by(_posted.c.id)
    .limit(1)
    .offset(place)
    .scalar_subquery()
    for place in range(NAMES)
]
_known = (
    select(func.count(contacts.c.member_id.distinct()))
    .where(
        contacts.c.group_id == _group,
        contacts.c.company_key == _page.c.company_key,
        contacts.c.member_id.not_in(_who_left),
    )
    .scalar_subquery()
)
_BOARD = select(_page, _spelled.label("company"), _known.label("known"), *_names).order_by(
    _page.c.wanted.desc(), _page.c.company_key
)
_new = (
    select(
        targets.c.company_key,
        func.min(targets.c.company).label("company"),
        func.count().label("wanted"),
        func.min(targets.c.posted_at).label("first"),
    )
    .where(_on_board(targets))
    .group_by(targets.c.company_key)
    .having(func.min(targets.c.posted_at) >= bindparam("since"))
    .subquery("page")
)
_known_of_new = (
    select(func.count(contacts.c.member_id.distinct()))
    .where(
        contacts.c.group_id == _group,
        contacts.c.company_key == _new.c.company_key,
        contacts.c.member_id.not_in(_who_left),
    )
    .scalar_subquery()
)
_NEW = (
    select(
        _new.c.company, _new.c.company_key, _new.c.wanted, _known_of_new.label("known"), func.count().over()
    )
    .order_by(_known_of_new.desc(), _new.c.wanted.desc(), _new.c.company_key)
    .limit(bindparam("most"))
)
_COMPANIES = (
    select(func.min(targets.c.company), targets.c.company_key)
    .where(
        _on_board(targets),
        targets.c.company_key >= bindparam("first"),
        targets.c.company_key < bindparam("end"),
    )
    .group_by(targets.c.company_key)
    .order_by(targets.c.company_key)
    .limit(bindparam("limit"))
)


class SqlTargets:
    """Targets in a table."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, targets: Sequence[Target]) -> Sequence[Target]:
        if not targets:
            return []
        rows = self._connection.execute(fitting(self._connection, _ADD), [_values(each) for each in targets])
        ids = {(member, key): TargetId(id) for member, key, id in rows}
        stored = [(each, ids.get((each.member, each.company.key))) for each in targets]
        return [replace(each, id=id) for each, id in stored if id is not None]

    def save(self, target: Target) -> None:
        changed = _values(target) | {"row": target.id, "group": target.group}
        self._connection.execute(_SAVE, changed)

    def get(self, group: GroupId, target: TargetId) -> Target:
        row = self._connection.execute(_GET, {"group": group, "row": target}).one_or_none()
        if row is None:
            raise NotFound("There is no such target in this group. /target list shows yours.")
        return _target_of(*row)

    def by_keys(self, group: GroupId, member: MemberId, keys: Sequence[str]) -> dict[str, Target]:
        rows = self._connection.execute(_BY_KEYS, {"group": group, "member": member, "keys": keys})
        return {row.company_key: _target_of(*row) for row in rows}

    def of(self, group: GroupId, member: MemberId) -> Sequence[Target]:
        return [
            _target_of(*row) for row in self._connection.execute(_LIST, {"group": group, "member": member})
        ]

    def board(self, group: GroupId, *, skip: int, take: int) -> Board:
        page = self._connection.execute(_BOARD, {"group": group, "skip": skip, "take": take}).all()
        rows = tuple(
            BoardRow(Company(company, key), tuple(name for name in names if name is not None), wanted, known)
            for key, wanted, _, company, known, *names in page
        )
        if rows or not skip:
            return Board(rows, page[0].companies if page else 0)
        return Board((), self._connection.execute(_HOW_MANY, {"group": group}).scalar_one())

    def new(self, group: GroupId, since: datetime, most: int) -> tuple[Sequence[BoardRow], int]:
        found = self._connection.execute(_NEW, {"group": group, "since": since, "most": most}).all()
        rows = [BoardRow(Company(name, key), (), wanted, known) for name, key, wanted, known, _ in found]
        return rows, found[0][-1] if found else 0

    def companies(self, group: GroupId, prefix: str, limit: int) -> Sequence[Company]:
        span = {"group": group, "first": prefix, "end": prefix + "\U0010ffff", "limit": limit}
        return [Company(*row) for row in self._connection.execute(_COMPANIES, span)]
