"""Groups, their rooms and memberships."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, bindparam, false, func, insert, literal, select, update

from bot.domain.errors import Conflict
from bot.domain.group import Arrival, Attendance, Closed, Group, Home, Room, Settings, Strictness
from bot.domain.ids import GroupId, MemberId
from bot.domain.member import Identity, Membership, Role
from storage.many import Many, among
from storage.members import COLUMNS as MEMBER
from storage.members import IS_IDENTITY, member_of, naming
from storage.statements import fitting, on_both
from storage.tables import groups, identities, members, memberships, rhythms, rooms

COLUMNS = (
    groups.c.id,
    groups.c.name,
    groups.c.version,
    groups.c.zone,
    groups.c.asks_per_week,
    groups.c.introduction_points,
    groups.c.meeting_points,
    groups.c.suggestion_points,
    groups.c.practice_points,
    groups.c.thanks_points,
    groups.c.checkin_day,
    groups.c.checkin_time,
    groups.c.digest_day,
    groups.c.digest_time,
    groups.c.holidays,
    groups.c.coach,
)


def group_of(id: int, name: str, version: int, *settings: Any) -> Group:
    """Make a group of a row's COLUMNS; the settings come in the order of their fields."""
    *others, coach = settings
    return Group(GroupId(id), name, Settings(*(*others, Strictness(coach))), version)


def _membership_of(group: int, role: str, left_at: datetime | None, *member: Any) -> Membership:
    return Membership(GroupId(group), member_of(*member), Role(role), left_at is not None)


def _home_of(platform: str, workspace: str, channel: str, group: int, name: str, closed: str | None) -> Home:
    return Home(Room(platform, workspace, channel), GroupId(group), name, Closed(closed) if closed else None)


_MEMBERSHIP = (memberships.c.group_id, memberships.c.role, memberships.c.left_at, *MEMBER)
_G, _M = len(COLUMNS), len(MEMBER)


def _attendance_of(row: Any, known: dict[int, Group]) -> Attendance:
    """Make an attendance of a row; a group that many attend is made once."""
    end = _G + len(_MEMBERSHIP)
    platform, workspace, user, paused = row[end:]
    identity = Identity(platform, workspace, user) if platform is not None else None
    group = known.get(row[0]) or known.setdefault(row[0], group_of(*row[:_G]))
    return Attendance(group, _membership_of(*row[_G:end]), identity, bool(paused))


_ADD = insert(groups).returning(*COLUMNS)
_KEEP = on_both(
    rooms,
    lambda row: row.on_conflict_do_update(
        index_elements=["platform", "workspace", "channel"],
        set_={"name": row.excluded.name, "closed": row.excluded.closed},
        where=rooms.c.group_id == row.excluded.group_id,
    ).returning(rooms.c.group_id),
)
_CHANGE = (
    update(rooms)
    .where(
        rooms.c.platform == bindparam("of_platform"),
        rooms.c.workspace == bindparam("of_workspace"),
        rooms.c.channel == bindparam("of_channel"),
        rooms.c.name == bindparam("before_name"),
        rooms.c.closed.is_not_distinct_from(bindparam("before_closed", type_=rooms.c.closed.type)),
    )
    .values(name=bindparam("to_name"), closed=bindparam("to_closed"))
)
_GET = select(*COLUMNS).where(groups.c.id == bindparam("group"))
_SAVE = (
    update(groups)
    .where(groups.c.id == bindparam("row"), groups.c.version == bindparam("before"))
    .values(
        {column: bindparam(column.name) for column in (groups.c.name, *COLUMNS[3:])}
        | {groups.c.version: groups.c.version + 1}
    )
    .returning(*COLUMNS)
)
_ROOM = (rooms.c.platform, rooms.c.workspace, rooms.c.channel)
_ROOMS = (
    select(*_ROOM).where(rooms.c.group_id == bindparam("group"), rooms.c.closed.is_(None)).order_by(*_ROOM)
)
_HOME = select(*_ROOM, rooms.c.group_id, rooms.c.name, rooms.c.closed).order_by(*_ROOM)
_HOMES = _HOME.where(rooms.c.group_id == bindparam("group"))
_HOMES_ON = _HOME.where(rooms.c.platform == bindparam("platform"))
_HOMES_IN = _HOMES_ON.where(rooms.c.workspace == bindparam("workspace"))
_ONE_HOME = _HOMES_IN.where(rooms.c.channel == bindparam("channel"))
_PLATFORMS = select(rooms.c.platform).distinct().order_by(rooms.c.platform)
_caller = select(literal(1)).subquery("caller")
_open = rooms.alias("open")
_only_room = and_(
    rooms.c.closed.is_(None),
    select(func.count())
    .where(_open.c.group_id == rooms.c.group_id, _open.c.closed.is_(None))
    .scalar_subquery()
    == 1,
)
_ARRIVE = select(
    *COLUMNS, *MEMBER, memberships.c.role, memberships.c.left_at, _only_room.label("only_room")
).select_from(
    _caller.outerjoin(
        rooms,
        and_(
            rooms.c.platform == bindparam("platform"),
            rooms.c.workspace == bindparam("workspace"),
            rooms.c.channel == bindparam("channel"),
        ),
    )
    .outerjoin(groups, groups.c.id == rooms.c.group_id)
    .outerjoin(identities, IS_IDENTITY)
    .outerjoin(members, members.c.id == identities.c.member_id)
    .outerjoin(
        memberships,
        and_(memberships.c.group_id == rooms.c.group_id, memberships.c.member_id == identities.c.member_id),
    )
)
_GROUPS_OF = (
    select(*COLUMNS, *_MEMBERSHIP)
    .select_from(identities.join(members).join(memberships).join(groups))
    .where(IS_IDENTITY, memberships.c.left_at.is_(None))
)
_ENROL = on_both(
    memberships,
    lambda row: row.on_conflict_do_update(
        index_elements=["group_id", "member_id"], set_={"role": row.excluded.role, "left_at": None}
    ),
)
_LEAVE = (
    update(memberships)
    .where(
        memberships.c.group_id == bindparam("group"),
        memberships.c.member_id == bindparam("member"),
        memberships.c.left_at.is_(None),
    )
    .values(left_at=bindparam("at"))
)
_OF_GROUP = select(*_MEMBERSHIP).join(members).where(memberships.c.group_id == bindparam("group"))
_MEMBERS = _OF_GROUP.where(memberships.c.left_at.is_(None))
_COUNT = select(func.count()).where(
    memberships.c.group_id == bindparam("group"), memberships.c.left_at.is_(None)
)
_ONE = _OF_GROUP.where(memberships.c.member_id == bindparam("member"))
_others = identities.alias("others")
_first = select(func.min(_others.c.id)).where(_others.c.member_id == members.c.id).scalar_subquery()
_ATTENDING = Many(
    lambda dialect: (
        select(
            *COLUMNS,
            *_MEMBERSHIP,
            identities.c.platform,
            identities.c.workspace,
            identities.c.user_id,
            func.coalesce(rhythms.c.paused, false()),
        )
        .select_from(memberships.join(groups).join(members).outerjoin(identities, identities.c.id == _first))
        .outerjoin(
            rhythms,
            and_(
                rhythms.c.group_id == memberships.c.group_id, rhythms.c.member_id == memberships.c.member_id
            ),
        )
        .where(among(dialect, memberships.c.group_id, memberships.c.member_id))
        .order_by(memberships.c.group_id, memberships.c.member_id)
    )
)
_LOCK = (
    select(memberships.c.member_id)
    .where(
        memberships.c.group_id == bindparam("group"),
        memberships.c.member_id.in_(bindparam("members", expanding=True)),
    )
    .order_by(memberships.c.member_id)  # in one order everywhere, so that no two wait for each other
    .with_for_update(key_share=True)
)


class SqlGroups:
    """Groups in tables."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._only: tuple[GroupId, Room] | None = None  # a group that was seen to have but one open room

    def add(self, name: str, settings: Settings, room: Room, place: str = "") -> Group:
        new = {"name": name, "version": 1, **asdict(settings)}
        group = group_of(*self._connection.execute(_ADD, new).one())
        self.keep(Home(room, group.id, place))
        return group

    def save(self, group: Group) -> Group:
        changed = {"row": group.id, "before": group.version, "name": group.name, **asdict(group.settings)}
        row = self._connection.execute(_SAVE, changed).one_or_none()
        if row is None:
            raise Conflict
        return group_of(*row)

    def platforms(self) -> Sequence[str]:
        return self._connection.execute(_PLATFORMS).scalars().all()

    def rooms(self, group: GroupId) -> Sequence[Room]:
        if self._only and self._only[0] == group:
            return [self._only[1]]
        return [Room(*row) for row in self._connection.execute(_ROOMS, {"group": group})]

    def homes(self, group: GroupId) -> Sequence[Home]:
        return [_home_of(*row) for row in self._connection.execute(_HOMES, {"group": group})]

    def home(self, room: Room) -> Home | None:
        row = self._connection.execute(_ONE_HOME, asdict(room)).one_or_none()
        return _home_of(*row) if row else None

    def homes_on(self, platform: str) -> Sequence[Home]:
        return [_home_of(*row) for row in self._connection.execute(_HOMES_ON, {"platform": platform})]

    def homes_in(self, platform: str, workspace: str) -> Sequence[Home]:
        where = {"platform": platform, "workspace": workspace}
        return [_home_of(*row) for row in self._connection.execute(_HOMES_IN, where)]

    def keep(self, home: Home) -> None:
        self._only = None
        row = {"group_id": home.group, "name": home.name, "closed": home.closed, **asdict(home.room)}
        if self._connection.execute(fitting(self._connection, _KEEP), row).first() is None:
            raise Conflict

    def change(self, home: Home, to: Home) -> None:
        self._only = None
        which = {f"of_{name}": value for name, value in asdict(home.room).items()}
        before = {"before_name": home.name, "before_closed": home.closed}
        after = {"to_name": to.name, "to_closed": to.closed}
        if self._connection.execute(_CHANGE, which | before | after).rowcount == 0:
            raise Conflict

    def get(self, group: GroupId) -> Group | None:
        row = self._connection.execute(_GET, {"group": group}).one_or_none()
        return group_of(*row) if row else None

    def arrive(self, identity: Identity, room: Room) -> Arrival:
        where = {"platform": room.platform, "workspace": room.workspace, "channel": room.channel}
        row = self._connection.execute(_ARRIVE, where | naming(identity)).one()
        group = group_of(*row[:_G]) if row[0] is not None else None
        member = member_of(*row[_G : _G + _M]) if row[_G] is not None else None
        role, left_at, only_room = row[_G + _M :]
        self._only = (group.id, room) if group and only_room else None
        if group is None or member is None or role is None:
            return Arrival(member, group, None)
        return Arrival(member, group, Membership(group.id, member, Role(role), left_at is not None))

    def groups_of(self, identity: Identity) -> Sequence[tuple[Group, Membership]]:
        rows = self._connection.execute(_GROUPS_OF, naming(identity))
        mine = [(group_of(*row[:_G]), _membership_of(*row[_G:])) for row in rows]
        return sorted(mine, key=lambda each: (each[0].name.casefold(), each[0].id))

    def enrol(self, group: GroupId, member: MemberId, role: Role = Role.MEMBER) -> None:
        row = {"group_id": group, "member_id": member, "role": role, "left_at": None}
        self._connection.execute(fitting(self._connection, _ENROL), row)

    def leave(self, group: GroupId, member: MemberId, at: datetime) -> None:
        self._connection.execute(_LEAVE, {"group": group, "member": member, "at": at})

    def members(self, group: GroupId) -> Sequence[Membership]:
        found = [_membership_of(*row) for row in self._connection.execute(_MEMBERS, {"group": group})]
        return sorted(found, key=lambda each: (each.member.name.casefold(), each.member.id))

    def count(self, group: GroupId) -> int:
        many: int = self._connection.execute(_COUNT, {"group": group}).scalar_one()
        return many

    def membership(self, group: GroupId, member: MemberId) -> Membership | None:
        row = self._connection.execute(_ONE, {"group": group, "member": member}).one_or_none()
        return _membership_of(*row) if row else None

    def attending(self, who: Sequence[tuple[GroupId, MemberId]]) -> Sequence[Attendance]:
        known: dict[int, Group] = {}
        return [_attendance_of(row, known) for row in _ATTENDING.of(self._connection, who)]

    def lock(self, group: GroupId, members: Sequence[MemberId]) -> None:
        self._connection.execute(_LOCK, {"group": group, "members": members}).all()
