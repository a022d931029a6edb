"""Check-ins, commitments and how members keep time; what members write is encrypted."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, and_, bindparam, func, insert, select, update

from bot.domain.checkin import CheckIn, CheckInState, Commitment, Outcome, Rhythm
from bot.domain.errors import NotFound
from bot.domain.ids import CommitmentId, GroupId, MemberId
from storage.many import Many, among, inserting
from storage.statements import fitting, on_both
from storage.tables import checkins, commitments, memberships, rhythms
from storage.vault import Vault

_KEY = ("group_id", "member_id", "week")
_ASK = inserting(
    checkins,
    checkins.c.keys(),
    lambda row: row.on_conflict_do_nothing(index_elements=_KEY).returning(
        checkins.c.group_id, checkins.c.member_id
    ),
)
_SAVE = on_both(
    checkins,
    lambda row: row.on_conflict_do_update(
        index_elements=_KEY,
        set_={
            column.name: row.excluded[column.name] for column in checkins.columns if column.name not in _KEY
        },
    ),
)
_of_member = (checkins.c.group_id == bindparam("group"), checkins.c.member_id == bindparam("member"))
_GET = select(checkins).where(*_of_member, checkins.c.week == bindparam("of_week"))
_WEEKS = select(checkins.c.week, checkins.c.state).where(*_of_member).order_by(checkins.c.week)
_asked = checkins.c.state == CheckInState.ASKED
_of_checkins = (checkins.c.group_id, checkins.c.member_id)
_OPEN = Many(lambda dialect: select(checkins).where(among(dialect, *_of_checkins), _asked))
_CLOSE = Many(
    lambda dialect: (
        update(checkins)
        .where(among(dialect, *_of_checkins), _asked, checkins.c.closes_at <= bindparam("now"))
        .values(state=CheckInState.MISSED)
        .returning(*checkins.c)
    )
)
_LATELY = Many(
    lambda dialect: (
        select(*_of_checkins, checkins.c.week, checkins.c.state)
        .where(among(dialect, *_of_checkins), checkins.c.week >= bindparam("since"))
        .order_by(checkins.c.week)
    )
)
_LATEST = select(checkins).where(*_of_member).order_by(checkins.c.week.desc()).limit(1)
_is_here = and_(memberships.c.group_id == bindparam("group"), memberships.c.left_at.is_(None))
_SHARED = (
    select(checkins)
    .join(memberships, and_(_is_here, memberships.c.member_id == checkins.c.member_id))
    .where(
        checkins.c.group_id == bindparam("group"),
        checkins.c.answered_at >= bindparam("since"),
        checkins.c.shared,
    )
    .order_by(checkins.c.answered_at, checkins.c.member_id)
)
_ANSWERED = (
    select(func.count(checkins.c.member_id.distinct()))
    .join(memberships, and_(_is_here, memberships.c.member_id == checkins.c.member_id))
    .where(checkins.c.group_id == bindparam("group"), checkins.c.answered_at >= bindparam("since"))
)
_COMMIT = insert(commitments).returning(commitments.c.id)
_ONE = select(commitments).where(
    commitments.c.id == bindparam("row"), commitments.c.group_id == bindparam("group")
)
_SHARE = update(commitments).where(commitments.c.id == bindparam("row")).values(shared=bindparam("shown"))
_SETTLE = update(commitments).where(commitments.c.id == bindparam("row")).values(outcome=bindparam("became"))
_COMMITMENTS = Many(
    lambda dialect: (
        select(commitments)
        .where(
            among(dialect, commitments.c.group_id, commitments.c.member_id),
            commitments.c.week >= bindparam("since"),
        )
        .order_by(commitments.c.id)
    )
)
_PROMISED = (
    select(commitments)
    .join(memberships, and_(_is_here, memberships.c.member_id == commitments.c.member_id))
    .where(
        commitments.c.group_id == bindparam("group"),
        commitments.c.made_at >= bindparam("since"),
        commitments.c.shared,
    )
    .order_by(commitments.c.id)
)
_RHYTHM = select(rhythms).where(
    rhythms.c.group_id == bindparam("group"), rhythms.c.member_id == bindparam("member")
)
_KEEP = on_both(
    rhythms,
    lambda row: row.on_conflict_do_update(
        index_elements=["group_id", "member_id"],
        set_={name: row.excluded[name] for name in ("paused", "buddy_id", "buddy_agreed")},
    ),
)


class SqlCheckIns:
    """Check-ins in tables; the vault seals what is private."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self._connection, self._vault = connection, vault

    def ask(self, asked: Sequence[CheckIn]) -> Sequence[CheckIn]:
        if not asked:
            return []
        rows = [self._row(each, None) for each in asked]
        new = {tuple(row) for row in _ASK.insert(self._connection, rows)}
        return [each for each in asked if (each.group, each.member) in new]

    def get(self, group: GroupId, member: MemberId, week: date) -> CheckIn | None:
        found = self._connection.execute(_GET, {"group": group, "member": member, "of_week": week})
        row = found.one_or_none()
        return self._checkin(row) if row else None

    def latest(self, group: GroupId, member: MemberId) -> CheckIn | None:
        row = self._connection.execute(_LATEST, {"group": group, "member": member}).one_or_none()
        return self._checkin(row) if row else None

    def save(self, checkin: CheckIn, at: datetime) -> None:
        self._connection.execute(fitting(self._connection, _SAVE), self._row(checkin, at))

    def weeks(self, group: GroupId, member: MemberId) -> Sequence[tuple[date, CheckInState]]:
        found = self._connection.execute(_WEEKS, {"group": group, "member": member})
        return [(row.week, CheckInState(row.state)) for row in found]

    def open(self, who: Sequence[tuple[GroupId, MemberId]]) -> Sequence[CheckIn]:
        return [self._checkin(row) for row in _OPEN.of(self._connection, who)]

    def close(self, who: Sequence[tuple[GroupId, MemberId]], now: datetime) -> Sequence[CheckIn]:
        return [self._checkin(row) for row in _CLOSE.of(self._connection, who, now=now)]

    def lately(
        self, who: Sequence[tuple[GroupId, MemberId]], since: date
    ) -> Mapping[tuple[GroupId, MemberId], Sequence[tuple[date, CheckInState]]]:
        found: dict[tuple[GroupId, MemberId], list[tuple[date, CheckInState]]] = {each: [] for each in who}
        for row in _LATELY.of(self._connection, who, since=since):
            found[row.group_id, row.member_id].append((row.week, CheckInState(row.state)))
        return found

    def promise(self, commitment: Commitment, at: datetime) -> Commitment:
        row = {
            "group_id": commitment.group,
            "member_id": commitment.member,
            "week": commitment.week,
            "sealed_text": self._vault.seal(commitment.text),
            "shared": commitment.shared,
            "made_at": at,
        }
        return replace(commitment, id=CommitmentId(self._connection.execute(_COMMIT, row).scalar_one()))

    def commitment(self, group: GroupId, commitment: CommitmentId) -> Commitment:
        row = self._connection.execute(_ONE, {"row": commitment, "group": group}).one_or_none()
        if row is None:
            raise NotFound("There is no such promise in this group.")
        return self._commitment(row)

    def share(self, commitment: CommitmentId, shared: bool) -> None:
        self._connection.execute(_SHARE, {"row": commitment, "shown": shared})

    def settle(self, commitment: CommitmentId, outcome: Outcome) -> None:
        self._connection.execute(_SETTLE, {"row": commitment, "became": outcome})

    def commitments(self, who: Sequence[tuple[GroupId, MemberId]], since: date) -> Sequence[Commitment]:
        return [self._commitment(row) for row in _COMMITMENTS.of(self._connection, who, since=since)]

    def rhythm(self, group: GroupId, member: MemberId) -> Rhythm:
        row = self._connection.execute(_RHYTHM, {"group": group, "member": member}).one_or_none()
        if row is None:
            return Rhythm(group, member)
        buddy = MemberId(row.buddy_id) if row.buddy_id else None
        return Rhythm(group, member, row.paused, buddy, row.buddy_agreed)

    def keep(self, rhythm: Rhythm) -> None:
        row = {
            "group_id": rhythm.group,
            "member_id": rhythm.member,
            "paused": rhythm.paused,
            "buddy_id": rhythm.buddy,
            "buddy_agreed": rhythm.buddy_agreed,
        }
        self._connection.execute(fitting(self._connection, _KEEP), row)

    def shared(self, group: GroupId, since: datetime) -> Sequence[CheckIn]:
        return [
            self._checkin(row) for row in self._connection.execute(_SHARED, {"group": group, "since": since})
        ]

    def promised(self, group: GroupId, since: datetime) -> Sequence[Commitment]:
        which = {"group": group, "since": since}
        return [self._commitment(row) for row in self._connection.execute(_PROMISED, which)]

    def answered(self, group: GroupId, since: datetime) -> int:
        many: int = self._connection.execute(_ANSWERED, {"group": group, "since": since}).scalar_one()
        return many

    def _row(self, checkin: CheckIn, answered_at: datetime | None) -> dict[str, Any]:
        return {
            "group_id": checkin.group,
            "member_id": checkin.member,
            "week": checkin.week,
            "closes_at": checkin.closes_at,
            "state": checkin.state,
            "answered_at": answered_at,
            "sealed_learnt": self._sealed(checkin.learnt),
            "sealed_helped": self._sealed(checkin.helped),
            "peer_id": checkin.peer,
            "shared": checkin.shared,
        }

    def _sealed(self, text: str) -> str:
        return self._vault.seal(text) if text else ""

    def _opened(self, sealed: str) -> str:
        return self._vault.open(sealed) if sealed else ""

    def _checkin(self, row: Any) -> CheckIn:
        peer = MemberId(row.peer_id) if row.peer_id else None
        learnt, helped = self._opened(row.sealed_learnt), self._opened(row.sealed_helped)
        who = GroupId(row.group_id), MemberId(row.member_id)
        return CheckIn(
            *who, row.week, row.closes_at, CheckInState(row.state), learnt, helped, peer, row.shared
        )

    def _commitment(self, row: Any) -> Commitment:
        outcome = Outcome(row.outcome) if row.outcome else None
        who = CommitmentId(row.id), GroupId(row.group_id), MemberId(row.member_id)
        return Commitment(*who, row.week, self._vault.open(row.sealed_text), row.shared, outcome)
