"""Meetings and what their owners tell of them; whom they met and all their answers are encrypted."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from pydantic_core import from_json, to_json
from sqlalchemy import Connection, and_, bindparam, func, select, text, update

from bot.domain.company import Company
from bot.domain.debrief import Cadence, Debrief, Prospect
from bot.domain.errors import Conflict, NotFound
from bot.domain.ids import AskId, GroupId, MeetingId, MemberId
from bot.domain.meeting import Meeting, MeetingState
from storage.statements import fitting, on_both
from storage.tables import memberships
from storage.tables_of_meetings import debriefs, meetings
from storage.vault import Vault

_CHANGING = ("sealed_whom", "starts_at", "zone", "minutes", "ask_id", "introduced_by", "state", "version")

_ADD = on_both(meetings, lambda row: row.on_conflict_do_nothing().returning(meetings.c.id))
_SAVE = (
    update(meetings)
    .where(
        meetings.c.id == bindparam("row"),
        meetings.c.group_id == bindparam("group"),
        meetings.c.version == bindparam("before"),
    )
    .values({name: bindparam(name) for name in _CHANGING})
)
_GET = select(meetings).where(meetings.c.id == bindparam("row"), meetings.c.group_id == bindparam("group"))
_OF = (
    select(meetings)
    .where(
        meetings.c.group_id == bindparam("group"),
        meetings.c.member_id == bindparam("owner"),
        meetings.c.state != MeetingState.CANCELLED,
    )
    .order_by(meetings.c.starts_at.desc(), meetings.c.id.desc())
)
_HELD = (
    select(func.count())
    .select_from(meetings)
    .where(
        meetings.c.group_id == bindparam("group"),
        meetings.c.starts_at >= bindparam("since"),
        text("meetings.state = 'held'"),  # as the partial index says it
    )
)
_DEBRIEF = select(debriefs.c.sealed, debriefs.c.shared).where(debriefs.c.meeting_id == bindparam("meeting"))
_TELL = on_both(
    debriefs,
    lambda row: row.on_conflict_do_update(
        index_elements=["meeting_id"],
        set_={"sealed": row.excluded.sealed, "shared": row.excluded.shared},
    ),
)
_SHARED = (
    select(meetings.c.member_id, meetings.c.id, debriefs.c.sealed, debriefs.c.shared)
    .join(debriefs, debriefs.c.meeting_id == meetings.c.id)
    .join(
        memberships,
        and_(memberships.c.group_id == meetings.c.group_id, memberships.c.member_id == meetings.c.member_id),
    )
    .where(
        meetings.c.group_id == bindparam("group"),
        debriefs.c.at >= bindparam("since"),
        text("debriefs.shared"),
        memberships.c.left_at.is_(None),
    )
    .order_by(debriefs.c.at, debriefs.c.meeting_id)
)


class SqlMeetings:
    """Meetings in tables; the vault seals what is private."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self._connection, self._vault = connection, vault

    def add(self, meeting: Meeting) -> Meeting:
        new = self._changing(meeting) | {
            "group_id": meeting.group,
            "member_id": meeting.owner,
            "company": meeting.company.name,
            "company_key": meeting.company.key,
        }
        stored = self._connection.execute(fitting(self._connection, _ADD), new).scalar_one_or_none()
        if stored is None:
            raise Conflict
        return replace(meeting, id=MeetingId(stored))

    def save(self, meeting: Meeting) -> Meeting:
        changed = replace(meeting, version=meeting.version + 1)
        which = {"row": meeting.id, "group": meeting.group, "before": meeting.version}
        if self._connection.execute(_SAVE, self._changing(changed) | which).rowcount == 0:
            raise Conflict
        return changed

    def get(self, group: GroupId, meeting: MeetingId) -> Meeting:
        row = self._connection.execute(_GET, {"group": group, "row": meeting}).one_or_none()
        if row is None:
            raise NotFound("There is no such meeting. /meeting list shows yours.")
        return self._meeting_of(row)

    def of(self, group: GroupId, owner: MemberId) -> Sequence[Meeting]:
        rows = self._connection.execute(_OF, {"group": group, "owner": owner})
        return [self._meeting_of(row) for row in rows]

    def held(self, group: GroupId, since: datetime) -> int:
        many: int = self._connection.execute(_HELD, {"group": group, "since": since}).scalar_one()
        return many

    def debrief(self, meeting: MeetingId) -> Debrief | None:
        row = self._connection.execute(_DEBRIEF, {"meeting": meeting}).one_or_none()
        return self._debrief_of(meeting, *row) if row else None

    def tell(self, debrief: Debrief, at: datetime) -> None:
        said = asdict(debrief)
        row = {"meeting_id": said.pop("meeting"), "shared": said.pop("shared"), "at": at}
        row["sealed"] = self._vault.seal(to_json(said).decode())
        self._connection.execute(fitting(self._connection, _TELL), row)

    def shared(self, group: GroupId, since: datetime) -> Sequence[tuple[MemberId, str]]:
        rows = self._connection.execute(_SHARED, {"group": group, "since": since})
        return [
            (MemberId(who), self._debrief_of(MeetingId(id), sealed, shared).learnt)
            for who, id, sealed, shared in rows
        ]

    def _debrief_of(self, meeting: MeetingId, sealed: str, shared: bool) -> Debrief:
        said: dict[str, Any] = from_json(self._vault.open(sealed))
        said["prospect"], said["cadence"] = Prospect(said["prospect"]), Cadence(said["cadence"])
        return Debrief(meeting, shared=shared, **said)

    def _meeting_of(self, row: Any) -> Meeting:
        return Meeting(
            id=MeetingId(row.id),
            group=GroupId(row.group_id),
            owner=MemberId(row.member_id),
            company=Company(row.company, row.company_key),
            whom=self._vault.open(row.sealed_whom),
            start=row.starts_at,
            zone=row.zone,
            minutes=row.minutes,
            ask=AskId(row.ask_id) if row.ask_id else None,
            introduced_by=MemberId(row.introduced_by) if row.introduced_by else None,
            state=MeetingState(row.state),
            version=row.version,
        )

    def _changing(self, meeting: Meeting) -> dict[str, Any]:
        return {
            "sealed_whom": self._vault.seal(meeting.whom),
            "starts_at": meeting.start,
            "zone": meeting.zone,
            "minutes": meeting.minutes,
            "ask_id": meeting.ask,
            "introduced_by": meeting.introduced_by,
            "state": meeting.state,
            "version": meeting.version,
        }
