"""Members and their identities."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, bindparam, insert, select, update

from bot.domain.errors import Conflict
from bot.domain.ids import MemberId
from bot.domain.member import Identity, Member, Stage
from bot.domain.quiet import Kind, Quiet
from storage.many import Many, given
from storage.tables import identities, members

COLUMNS = (
    members.c.id,
    members.c.name,
    members.c.about,
    members.c.zone,
    members.c.stage,
    members.c.on_leaderboard,
    members.c.quiet,
    members.c.muted,
    members.c.version,
)


def member_of(
    id: int,
    name: str,
    about: str,
    zone: str | None,
    stage: str,
    on_leaderboard: bool,
    quiet: str | None,
    muted: str,
    version: int,
) -> Member:
    """Make a member of a row's COLUMNS."""
    hours = Quiet.parse(quiet) if quiet else None
    kinds = frozenset(map(Kind, muted.split(","))) if muted else frozenset[Kind]()
    return Member(MemberId(id), name, about, zone, Stage(stage), on_leaderboard, hours, kinds, version)


def _values(member: Member) -> dict[str, Any]:
    return {
        "name": member.name,
        "about": member.about,
        "zone": member.zone,
        "stage": member.stage,
        "on_leaderboard": member.on_leaderboard,
        "quiet": member.quiet and str(member.quiet),
        "muted": ",".join(sorted(member.muted)),
    }


IS_IDENTITY: ColumnElement[bool] = and_(
    identities.c.platform == bindparam("identity_platform"),
    identities.c.workspace == bindparam("identity_workspace"),
    identities.c.user_id == bindparam("identity_user"),
)


def naming(identity: Identity) -> dict[str, str]:
    """Give the parameters of IS_IDENTITY."""
    return {
        "identity_platform": identity.platform,
        "identity_workspace": identity.workspace,
        "identity_user": identity.user,
    }


_ADD = insert(members).returning(*COLUMNS)
_ADD_IDENTITY = insert(identities)
_BY_IDENTITY = select(*COLUMNS).join(identities).where(IS_IDENTITY)
_REACH = (
    select(*COLUMNS, identities.c.platform, identities.c.workspace, identities.c.user_id)
    .join(identities)
    .where(identities.c.member_id == bindparam("member"))
    .order_by(identities.c.id)
    .limit(1)
)
_NAMED = Many(
    lambda dialect: select(*COLUMNS).where(
        members.c.id.in_(given(dialect, "members", {"id": members.c.id.type}))
    )
)
_KNOWN_AS = select(identities.c.name).where(IS_IDENTITY)
_NOW_KNOWN_AS = update(identities).where(IS_IDENTITY).values(name=bindparam("called"))
_SAVE = (
    update(members)
    .where(members.c.id == bindparam("row"), members.c.version == bindparam("before"))
    .values(
        {column: bindparam(column.name) for column in COLUMNS[1:-1]}
        | {members.c.version: members.c.version + 1}
    )
    .returning(*COLUMNS)
)


class SqlMembers:
    """Members in tables."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, name: str, identity: Identity) -> Member:
        new = _values(Member(MemberId(0), name)) | {"version": 1}
        member = member_of(*self._connection.execute(_ADD, new).one())
        first = {
            "member_id": member.id,
            "platform": identity.platform,
            "workspace": identity.workspace,
            "user_id": identity.user,
            "name": name,
        }
        self._connection.execute(_ADD_IDENTITY, first)
        return member

    def by_identity(self, identity: Identity) -> Member | None:
        row = self._connection.execute(_BY_IDENTITY, naming(identity)).one_or_none()
        return member_of(*row) if row else None

    def known_as(self, identity: Identity, name: str) -> str:
        before = self._connection.execute(_KNOWN_AS, naming(identity)).scalar_one_or_none()
        self._connection.execute(_NOW_KNOWN_AS, naming(identity) | {"called": name})
        return before or ""

    def reach(self, member: MemberId) -> tuple[Member, Identity] | None:
        row = self._connection.execute(_REACH, {"member": member}).one_or_none()
        return (member_of(*row[:-3]), Identity(*row[-3:])) if row else None

    def named(self, members: Sequence[MemberId]) -> Sequence[Member]:
        rows = _NAMED.run(self._connection, "members", [{"id": member} for member in members])
        return [member_of(*row) for row in rows]

    def save(self, member: Member) -> Member:
        changed = _values(member) | {"row": member.id, "before": member.version}
        row = self._connection.execute(_SAVE, changed).one_or_none()
        if row is None:
            raise Conflict
        return member_of(*row)
