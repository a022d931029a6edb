"""Asks with their offers and suggestions."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BindParameter, Connection, Row, bindparam, delete, func, insert, select, update

from bot.domain.ask import UNANSWERED, Ask, AskState, Offer, OfferState, Suggestion
from bot.domain.company import Company
from bot.domain.errors import Conflict, NotFound
from bot.domain.ids import AskId, GroupId, MemberId
from storage.statements import fitting, on_both
from storage.tables import asks, offers, suggestions

_BEFORE_ALL = datetime.min.replace(tzinfo=UTC)
_CHANGING = (
    *("company", "company_key", "learn", "minutes", "offer"),
    *("posted_at", "expires_at", "ended", "state", "version"),
)

_group: BindParameter[Any] = bindparam("group")
_ids: BindParameter[Any] = bindparam("asks", expanding=True)
_newest_first = (asks.c.posted_at.desc(), asks.c.id.desc())

_ADD = insert(asks).returning(asks.c.id)
_SAVE = (
    update(asks)
    .where(asks.c.id == bindparam("row"), asks.c.group_id == _group, asks.c.version == bindparam("before"))
    .values({name: bindparam(name) for name in _CHANGING})
)
_NO_OFFERS = delete(offers).where(offers.c.ask_id == bindparam("row"))
_ADD_OFFERS = insert(offers)
_ADD_SUGGESTIONS = on_both(suggestions, lambda row: row.on_conflict_do_nothing())

_GET = select(asks).where(asks.c.id == bindparam("row"), asks.c.group_id == _group)
_OF = (
    select(asks)
    .where(asks.c.group_id == _group, asks.c.requester_id == bindparam("requester"))
    .order_by(*_newest_first)
)
_HELPED_BY = (
    select(asks)
    .join(offers)
    .where(asks.c.group_id == _group, offers.c.helper_id == bindparam("helper"), asks.c.ended.is_(None))
    .order_by(*_newest_first)
)
_waiting = (asks.c.group_id == _group, asks.c.state.in_(UNANSWERED), asks.c.expires_at > bindparam("now"))
_WAITING = (
    select(asks)
    .where(*_waiting)
    .order_by(asks.c.posted_at, asks.c.id)
    .offset(bindparam("skip"))
    .limit(bindparam("take"))
)
_HOW_MANY_WAIT = select(func.count()).select_from(asks).where(*_waiting)
_UNANSWERED = (
    select(asks, func.count().over())
    .where(
        asks.c.group_id == _group,
        asks.c.state == AskState.OPEN,
        asks.c.expires_at > bindparam("now"),
        asks.c.posted_at <= bindparam("before"),
    )
    .order_by(asks.c.posted_at, asks.c.id)
    .limit(bindparam("most"))
)
_POSTED_SINCE = (
    select(asks.c.posted_at)
    .where(
        asks.c.group_id == _group,
        asks.c.requester_id == bindparam("requester"),
        asks.c.posted_at >= bindparam("since"),
    )
    .order_by(asks.c.posted_at)
)
_OFFERS = select(offers).where(offers.c.ask_id.in_(_ids)).order_by(offers.c.position)
_SUGGESTIONS = select(suggestions).where(suggestions.c.ask_id.in_(_ids)).order_by(suggestions.c.position)


class SqlAsks:
    """Asks in tables; an ask's version guards its offers and suggestions too."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, ask: Ask) -> Ask:
        new = _changing(ask) | {"group_id": ask.group, "requester_id": ask.requester}
        stored = replace(ask, id=AskId(self._connection.execute(_ADD, new).scalar_one()))
        self._add_answers(stored)
        return stored

    def save(self, ask: Ask) -> Ask:
        changed = replace(ask, version=ask.version + 1)
        which = {"row": ask.id, "group": ask.group, "before": ask.version}
        if self._connection.execute(_SAVE, _changing(changed) | which).rowcount == 0:
            raise Conflict
        self._connection.execute(_NO_OFFERS, {"row": ask.id})
        self._add_answers(changed)
        return changed

    def get(self, group: GroupId, ask: AskId) -> Ask:
        found = self._asks(self._connection.execute(_GET, {"group": group, "row": ask}).all())
        if not found:
            raise NotFound("There is no such ask in this group. /intro list shows what is open.")
        return found[0]

    def of(self, group: GroupId, requester: MemberId) -> Sequence[Ask]:
        return self._asks(self._connection.execute(_OF, {"group": group, "requester": requester}).all())

    def helped_by(self, group: GroupId, helper: MemberId) -> Sequence[Ask]:
        return self._asks(self._connection.execute(_HELPED_BY, {"group": group, "helper": helper}).all())

    def waiting(self, group: GroupId, now: datetime, *, skip: int, take: int) -> tuple[Sequence[Ask], int]:
        here = {"group": group, "now": now}
        page = self._connection.execute(_WAITING, here | {"skip": skip, "take": take}).all()
        return self._asks(page), self._connection.execute(_HOW_MANY_WAIT, here).scalar_one()

    def unanswered(
        self, group: GroupId, now: datetime, *, before: datetime, most: int
    ) -> tuple[Sequence[Ask], int]:
        which = {"group": group, "now": now, "before": before, "most": most}
        rows = self._connection.execute(_UNANSWERED, which).all()
        return self._asks(rows), rows[0][-1] if rows else 0

    def posted_since(self, group: GroupId, requester: MemberId, since: datetime) -> Sequence[datetime]:
        which = {"group": group, "requester": requester, "since": since}
        return self._connection.execute(_POSTED_SINCE, which).scalars().all()

    def _add_answers(self, ask: Ask) -> None:
        if ask.offers:
            self._connection.execute(
                _ADD_OFFERS,
                [
                    {
                        "ask_id": ask.id,
                        "helper_id": each.helper,
                        "position": position,
                        "state": each.state,
                        "suggested_by": each.suggested_by,
                    }
                    for position, each in enumerate(ask.offers)
                ],
            )
        if ask.suggestions:  # they are only ever added
            self._connection.execute(
                fitting(self._connection, _ADD_SUGGESTIONS),
                [
                    {"ask_id": ask.id, "peer_id": each.peer, "position": position, "by_id": each.by}
                    for position, each in enumerate(ask.suggestions)
                ],
            )

    def _asks(self, rows: Sequence[Row[Any]]) -> Sequence[Ask]:
        if not rows:
            return []
        these = {"asks": [row.id for row in rows]}
        offered: dict[int, list[Offer]] = defaultdict(list)
        for row in self._connection.execute(_OFFERS, these):
            by = row.suggested_by and MemberId(row.suggested_by)
            offered[row.ask_id].append(Offer(MemberId(row.helper_id), OfferState(row.state), by))
        suggested: dict[int, list[Suggestion]] = defaultdict(list)
        for row in self._connection.execute(_SUGGESTIONS, these):
            suggested[row.ask_id].append(Suggestion(MemberId(row.by_id), MemberId(row.peer_id)))
        return [_ask_of(row, tuple(offered[row.id]), tuple(suggested[row.id])) for row in rows]


def _ask_of(row: Row[Any], offers: tuple[Offer, ...], suggestions: tuple[Suggestion, ...]) -> Ask:
    return Ask(
        id=AskId(row.id),
        group=GroupId(row.group_id),
        requester=MemberId(row.requester_id),
        company=Company(row.company, row.company_key),
        learn=row.learn,
        minutes=row.minutes,
        offer=row.offer,
        posted_at=row.posted_at,
        expires_at=row.expires_at,
        offers=offers,
        suggestions=suggestions,
        ended=row.ended and AskState(row.ended),
        version=row.version,
    )


def _changing(ask: Ask) -> dict[str, Any]:
    return {
        "company": ask.company.name,
        "company_key": ask.company.key,
        "learn": ask.learn,
        "minutes": ask.minutes,
        "offer": ask.offer,
        "posted_at": ask.posted_at,
        "expires_at": ask.expires_at,
        "ended": ask.ended,
        "state": ask.state(_BEFORE_ALL),
        "version": ask.version,
    }
