"""Follow-ups of meetings; what was promised is encrypted."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, bindparam, select, update

from bot.domain.debrief import Cadence
from bot.domain.errors import Conflict, NotFound
from bot.domain.followup import FollowUp, FollowUpKind, FollowUpState
from bot.domain.ids import FollowUpId, GroupId, MeetingId, MemberId
from storage.statements import fitting, on_both
from storage.tables_of_meetings import followups
from storage.vault import Vault

_CHANGING = ("sealed_text", "next_at", "cadence", "turn", "misses", "state", "version")

_OPEN = on_both(
    followups, lambda row: row.on_conflict_do_nothing().returning(followups.c.kind, followups.c.id)
)
_SAVE = (
    update(followups)
    .where(
        followups.c.id == bindparam("row"),
        followups.c.group_id == bindparam("group"),
        followups.c.version == bindparam("before"),
    )
    .values({name: bindparam(name) for name in _CHANGING})
)
_GET = select(followups).where(followups.c.id == bindparam("row"), followups.c.group_id == bindparam("group"))
_OF = (
    select(followups)
    .where(
        followups.c.group_id == bindparam("group"),
        followups.c.member_id == bindparam("owner"),
        followups.c.state == FollowUpState.OPEN,
    )
    .order_by(followups.c.next_at.is_(None), followups.c.next_at, followups.c.id)
)
_OF_MEETING = select(followups).where(followups.c.meeting_id == bindparam("meeting")).order_by(followups.c.id)


class SqlFollowUps:
    """Follow-ups in a table; the vault seals what is private."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self._connection, self._vault = connection, vault

    def open(self, followups: Sequence[FollowUp]) -> Sequence[FollowUp]:
        return [stored for each in followups if (stored := self._added(each))]

    def save(self, followup: FollowUp) -> FollowUp:
        changed = replace(followup, version=followup.version + 1)
        which = {"row": followup.id, "group": followup.group, "before": followup.version}
        if self._connection.execute(_SAVE, self._changing(changed) | which).rowcount == 0:
            raise Conflict
        return changed

    def get(self, group: GroupId, followup: FollowUpId) -> FollowUp:
        row = self._connection.execute(_GET, {"group": group, "row": followup}).one_or_none()
        if row is None:
            raise NotFound("There is no such follow-up. /meeting followups shows yours.")
        return self._followup_of(row)

    def of(self, group: GroupId, owner: MemberId) -> Sequence[FollowUp]:
        rows = self._connection.execute(_OF, {"group": group, "owner": owner})
        return [self._followup_of(row) for row in rows]

    def of_meeting(self, meeting: MeetingId) -> Sequence[FollowUp]:
        rows = self._connection.execute(_OF_MEETING, {"meeting": meeting})
        return [self._followup_of(row) for row in rows]

    def _added(self, followup: FollowUp) -> FollowUp | None:
        new = self._changing(followup) | {
            "group_id": followup.group,
            "member_id": followup.owner,
            "meeting_id": followup.meeting,
            "kind": followup.kind,
        }
        row = self._connection.execute(fitting(self._connection, _OPEN), new).one_or_none()
        return replace(followup, id=FollowUpId(row.id)) if row else None

    def _changing(self, followup: FollowUp) -> dict[str, Any]:
        return {
            "sealed_text": self._vault.seal(followup.text) if followup.text else "",
            "next_at": followup.next_at,
            "cadence": followup.cadence,
            "turn": followup.turn,
            "misses": followup.misses,
            "state": followup.state,
            "version": followup.version,
        }

    def _followup_of(self, row: Any) -> FollowUp:
        return FollowUp(
            id=FollowUpId(row.id),
            group=GroupId(row.group_id),
            owner=MemberId(row.member_id),
            meeting=MeetingId(row.meeting_id),
            kind=FollowUpKind(row.kind),
            text=self._vault.open(row.sealed_text) if row.sealed_text else "",
            next_at=row.next_at,
            cadence=Cadence(row.cadence),
            turn=row.turn,
            misses=row.misses,
            state=FollowUpState(row.state),
            version=row.version,
        )
