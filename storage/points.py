"""The ledger of help, and the standings that are summed from it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BindParameter, Connection, Row, and_, bindparam, case, exists, func, or_, select

from bot.domain.errors import NotFound, TooLate
from bot.domain.ids import EventId, GroupId, MemberId
from bot.domain.points import Help, HelpEvent, HelpKind, Standing, Standings
from storage.statements import fitting, on_both
from storage.tables import help_events, members, memberships

_EVER = datetime.min.replace(tzinfo=UTC)
_lines = help_events
_group: BindParameter[Any] = bindparam("group")
_reversal = _lines.alias("reversal")
# A line that takes back has no turn. ("undoes IS NULL" would say so too, and mislead SQLite to that index.)
_counts = and_(_lines.c.turn.is_not(None), ~exists().where(_reversal.c.undoes == _lines.c.id))
_was_undone = (
    select(func.count())
    .select_from(_reversal)
    .where(
        _reversal.c.group_id == bindparam("of_group"),
        _reversal.c.subject == bindparam("of_subject"),
        _reversal.c.undoes.is_not(None),
    )
    .scalar_subquery()
)
_ADD = on_both(
    _lines, lambda row: row.values(turn=_was_undone).on_conflict_do_nothing().returning(_lines.c.id)
)
_UNDO = on_both(_lines, lambda row: row.on_conflict_do_nothing().returning(_lines.c.id))
_GET = select(_lines).where(_lines.c.id == bindparam("row"), _lines.c.group_id == _group)
_COUNTED = (
    select(_lines)
    .where(_lines.c.group_id == _group, _lines.c.subject == bindparam("subject"), _counts)
    .order_by(_lines.c.id)
)
_THANKS = (
    select(_lines)
    .where(
        _lines.c.group_id == _group,
        _lines.c.kind == HelpKind.THANKS,
        _lines.c.at >= bindparam("since"),
        or_(_lines.c.helper_id == bindparam("giver"), _lines.c.receiver_id == bindparam("giver")),
        _counts,
    )
    .order_by(_lines.c.at, _lines.c.id)
)

_HELP = (
    select(
        _lines.c.helper_id,
        _lines.c.receiver_id,
        _lines.c.kind,
        func.count().label("times"),
        func.sum(_lines.c.points).label("points"),
    )
    .where(_lines.c.group_id == _group, _lines.c.at >= bindparam("since"), _counts)
    .group_by(_lines.c.helper_id, _lines.c.receiver_id, _lines.c.kind)
    .order_by(func.sum(_lines.c.points).desc(), _lines.c.helper_id, _lines.c.receiver_id, _lines.c.kind)
)

# The standings: one sum over the period's lines; everything after it works on one row for each helper.
_since: BindParameter[Any] = bindparam("since")
_sums = (
    select(_lines.c.helper_id, func.sum(_lines.c.points).label("points"))
    .where(_lines.c.group_id == _group, _lines.c.at >= _since)
    .group_by(_lines.c.helper_id)
    .subquery("sums")
)
_helped = _sums.c.points > 0
_is_shown = case((and_(_helped, members.c.on_leaderboard, memberships.c.role.is_not(None)), 1), else_=0)
_ranked = (
    select(
        _sums.c.helper_id,
        members.c.name,
        _sums.c.points,
        _is_shown.label("is_shown"),
        func.sum(_sums.c.points).over().label("total"),
        func.count(case((_helped, 1))).over().label("helpers"),
        func.sum(_is_shown).over(order_by=_sums.c.points.desc(), groups=(None, -1)).label("before"),
        func.row_number()
        .over(order_by=(_is_shown.desc(), _sums.c.points.desc(), func.lower(members.c.name), members.c.id))
        .label("line"),
    )
    .select_from(
        _sums.join(members, members.c.id == _sums.c.helper_id).outerjoin(
            memberships,
            and_(
                memberships.c.group_id == _group,
                memberships.c.member_id == _sums.c.helper_id,
                memberships.c.left_at.is_(None),
            ),
        )
    )
    .subquery("ranked")
)
_earlier = exists().where(
    _lines.c.group_id == _group, _lines.c.helper_id == _ranked.c.helper_id, _lines.c.at < _since, _counts
)
_STANDINGS = (
    select(_ranked, _earlier.label("earlier"))
    .where(
        or_(
            and_(_ranked.c.is_shown == 1, _ranked.c.line <= bindparam("top")),
            _ranked.c.helper_id == bindparam("viewer"),
            _ranked.c.line == 1,  # it carries the totals, whoever it is
        )
    )
    .order_by(_ranked.c.line)
)


class SqlLedger:
    """The ledger in a table; two databases' uniqueness makes sure that a fact counts once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, event: HelpEvent) -> HelpEvent | None:
        new = _values(event) | {"of_group": event.group, "of_subject": event.subject}
        row = self._connection.execute(fitting(self._connection, _ADD), new).scalar_one_or_none()
        return None if row is None else replace(event, id=EventId(row))

    def undo(self, reversal: HelpEvent) -> None:
        new = _values(reversal) | {"turn": None, "undoes": reversal.undoes}
        if self._connection.execute(fitting(self._connection, _UNDO), new).first() is None:
            raise TooLate("This was taken back already.")

    def get(self, group: GroupId, event: EventId) -> HelpEvent:
        row = self._connection.execute(_GET, {"group": group, "row": event}).one_or_none()
        if row is None:
            raise NotFound("There is no such help in this group.")
        return _event_of(row)

    def counted(self, group: GroupId, subject: str) -> Sequence[HelpEvent]:
        rows = self._connection.execute(_COUNTED, {"group": group, "subject": subject})
        return [_event_of(row) for row in rows]

    def thanks(self, group: GroupId, giver: MemberId, since: datetime) -> Sequence[HelpEvent]:
        rows = self._connection.execute(_THANKS, {"group": group, "giver": giver, "since": since})
        return [_event_of(row) for row in rows]

    def help(self, group: GroupId, since: datetime) -> Sequence[Help]:
        return [
            Help(MemberId(row[0]), MemberId(row[1]), HelpKind(row[2]), row[3], int(row[4]))
            for row in self._connection.execute(_HELP, {"group": group, "since": since})
        ]

    def standings(self, group: GroupId, viewer: MemberId, since: datetime | None, top: int) -> Standings:
        which = {"group": group, "viewer": viewer, "since": since or _EVER, "top": top}
        rows = self._connection.execute(_STANDINGS, which).all()
        if not rows:
            return Standings(0, 0, (), None)
        standing = {
            row.helper_id: _standing_of(row, known=since is not None) for row in rows if row.points > 0
        }
        return Standings(
            total=int(rows[0].total),
            helpers=rows[0].helpers,
            top=tuple(standing[row.helper_id] for row in rows if row.is_shown and row.line <= top),
            own=standing.get(viewer),
        )


def _values(event: HelpEvent) -> dict[str, Any]:
    return {
        "group_id": event.group,
        "helper_id": event.helper,
        "receiver_id": event.receiver,
        "kind": event.kind,
        "points": event.points,
        "subject": event.subject,
        "at": event.at,
    }


def _event_of(row: Row[Any]) -> HelpEvent:
    return HelpEvent(
        id=EventId(row.id),
        group=GroupId(row.group_id),
        helper=MemberId(row.helper_id),
        receiver=MemberId(row.receiver_id),
        kind=HelpKind(row.kind),
        points=row.points,
        subject=row.subject,
        at=row.at,
        undoes=row.undoes and EventId(row.undoes),
    )


def _standing_of(row: Row[Any], *, known: bool) -> Standing:
    place = int(row.before or 0) + 1
    return Standing(MemberId(row.helper_id), row.name, int(row.points), place, known and not row.earlier)
