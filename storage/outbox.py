"""The outbox: messages and edits that wait, are leased to a relay, and are delivered or buried."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from itertools import count
from typing import Any

from pydantic import ValidationError
from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    and_,
    bindparam,
    case,
    exists,
    func,
    insert,
    literal_column,
    or_,
    select,
    update,
)

from bot.core.card import CARD_JSON, Card
from bot.core.outbox import Address, Delivery, Post, Posting, Trouble
from storage.many import inserting
from storage.quick import Quick
from storage.tables import outbox
from storage.vault import KeyMissing, Vault

_ERROR_MAX = 300
_PROCESS, _number = secrets.token_urlsafe(9), count(1)  # keys of 13 characters and more; Discord takes 25
_row = outbox
_waiting = outbox.alias("waiting")
_original = outbox.alias("original")
_head = outbox.alias("head")
_ADDRESS = ("platform", "workspace", "kind", "recipient")

# Literal, because the partial indexes say the very same.
_PENDING: ColumnElement[str] = literal_column("'pending'")
_SENT: ColumnElement[str] = literal_column("'sent'")
_BURIED: ColumnElement[str] = literal_column("'buried'")


# Only the oldest pending row of an address is a candidate: what waits behind it waits, so that order is kept.
_platforms: BindParameter[Any] = bindparam("platforms", expanding=True)
_oldest = (
    select(func.min(_waiting.c.id))
    .where(_waiting.c.state == _PENDING, _waiting.c.platform.in_(_platforms))
    .group_by(*(_waiting.c[name] for name in _ADDRESS))
)
# (Said by "= 'pending'", PostgreSQL may compare every pending row with every oldest one.)
_heads = (_row.c.id.in_(_oldest), _row.c.state.not_in(("sent", "buried")))
_id = _row.c.id == bindparam("row")

_NEW = ("key", "card", "subject", "edits", "under", "state", "attempts", "error", "created_at", "next_at")
_ADD = insert(_row)
_ADD_MANY = inserting(_row, [*_ADDRESS, *_NEW])
_HEADS = (
    select(
        *(_row.c[name] for name in ("id", "key", *_ADDRESS, "card", "edits", "attempts")),
        _original.c.message,
        _head.c.message.label("under_message"),
    )
    .outerjoin(_original, _original.c.id == _row.c.edits)
    .outerjoin(_head, _head.c.id == _row.c.under)
    .where(
        *_heads,
        _row.c.next_at <= bindparam("now"),
        or_(_row.c.leased_until.is_(None), _row.c.leased_until <= bindparam("now")),
    )
    .order_by(_row.c.next_at, _row.c.id)
    .limit(bindparam("most"))
    .with_for_update(of=_row, skip_locked=True)
)
_LEASE = (
    update(_row)
    .where(_row.c.id.in_(bindparam("rows", expanding=True)))
    .values(leased_until=bindparam("until"), attempts=_row.c.attempts + 1)
)
_NEXT_DUE = select(
    func.min(case((_row.c.leased_until > _row.c.next_at, _row.c.leased_until), else_=_row.c.next_at))
).where(*_heads)
_DELIVERED = (
    update(_row)
    .where(_id)
    .values(
        state=_SENT,
        message=bindparam("as_message"),
        delivered_at=func.coalesce(_row.c.delivered_at, bindparam("at", type_=_row.c.delivered_at.type)),
        leased_until=None,
        error="",
    )
)
_AGAIN = (
    update(_row)
    .where(_id, _row.c.state == _PENDING)
    .values(next_at=bindparam("until"), error=bindparam("why"), leased_until=None)
)
_BURY = (
    update(_row)
    .where(_id, _row.c.state == _PENDING)
    .values(state=_BURIED, next_at=bindparam("at"), error=bindparam("why"), leased_until=None)
)
_REVIVE = (
    update(_row)
    .where(_row.c.state == _BURIED, or_(_id, _row.c.edits == bindparam("row")))
    .values(state=_PENDING, next_at=bindparam("at"), attempts=0, error="", leased_until=None)
)
_BURIED_WITH = (
    select(_original.c.id).join(_row, _row.c.edits == _original.c.id).where(_id, _original.c.state == _BURIED)
)
_OF_SUBJECT = (
    select(*(_row.c[name] for name in ("id", *_ADDRESS, "state")))
    .where(_row.c.subject == bindparam("of_subject"))
    .order_by(_row.c.id)
)
_HEAD_OF = (
    select(func.coalesce(_row.c.under, _row.c.id))  # threads have no threads in them
    .where(_row.c.subject == bindparam("of_subject"), *(_row.c[name] == bindparam(name) for name in _ADDRESS))
    .order_by(_row.c.id.desc())
    .limit(1)
)
_HAS = select(_row.c.id).where(_row.c.subject == bindparam("of_subject")).limit(1)
_later = outbox.alias("later")
_REVIVE_ALL = (
    update(_row)
    .where(
        _row.c.state == _BURIED,
        *(_row.c[name] == bindparam(f"at_{name}") for name in _ADDRESS),
        # A message that shows a later edit already must not go back to an earlier one.
        ~exists().where(_later.c.edits == _row.c.edits, _later.c.state == _SENT, _later.c.id > _row.c.id),
    )
    .values(state=_PENDING, next_at=bindparam("at"), attempts=0, error="", leased_until=None)
)
_RETIRE = update(_row).where(_row.c.id.in_(bindparam("rows", expanding=True))).values(subject=None)
_REPLACE_EDITS = (
    update(_row)
    .where(
        _row.c.edits.in_(bindparam("rows", expanding=True)),
        _row.c.state == _PENDING,
        _row.c.leased_until.is_(None),
    )
    .values(card=bindparam("new_card"))
    .returning(_row.c.edits)
)
_REPLACE_BURIED = (
    update(_row)
    .where(
        _row.c.state == _BURIED,
        or_(
            _row.c.id.in_(bindparam("rows", expanding=True)),
            _row.c.edits.in_(bindparam("rows", expanding=True)),
        ),
    )
    .values(card=bindparam("new_card"))
)
_TROUBLES = (
    select(
        *(_row.c[name] for name in ("id", *_ADDRESS, "state", "attempts", "error", "created_at", "next_at"))
    )
    .where(or_(_row.c.state == _BURIED, and_(_row.c.state == _PENDING, _row.c.error != "")))
    .order_by(_row.c.id.desc())
    .limit(bindparam("most"))
)
_edit = outbox.alias("edit")
_last_edit = (
    select(_edit.c.card)
    .where(_edit.c.edits == _row.c.id, _edit.c.state == _SENT)
    .order_by(_edit.c.id.desc())
    .limit(1)
    .scalar_subquery()
)
_POST = (
    select(
        *(_row.c[name] for name in ("id", *_ADDRESS, "card", "delivered_at")),
        _head.c.id.label("head"),
        _last_edit.label("revised"),
    )
    .select_from(_row.outerjoin(_head, and_(_head.c.id == _row.c.under, _head.c.state == _SENT)))
    .where(_row.c.state == _SENT, _row.c.edits.is_(None))
)
_ONE_POST = _POST.where(_id)
_POSTS = (
    _POST.where(*(_row.c[name] == bindparam(name) for name in _ADDRESS), _head.c.id.is_(None))
    .order_by(_row.c.delivered_at.desc(), _row.c.id.desc())
    .limit(bindparam("most"))
)
_REPLIES = _POST.where(_row.c.under.in_(bindparam("heads", expanding=True))).order_by(
    _row.c.delivered_at, _row.c.id
)


class SqlOutbox:
    """The outbox in a table; the vault seals what is for one person."""

    def __init__(self, connection: Quick, vault: Vault) -> None:
        self._connection, self._vault = connection, vault

    @property
    def _caught_up(self) -> Connection:
        """The connection, once all is in the table that was added to the outbox."""
        self._connection.catch_up()
        return self._connection

    def add(self, postings: Sequence[Posting], at: datetime) -> None:
        if postings:
            self._connection.later(
                _insert,
                [
                    _new(
                        _address_values(each.address),
                        self._written(each.card, each.address.kind),
                        at,
                        subject=each.subject or None,
                        under=self._head_of(each) if each.under else None,
                        after=each.after,
                    )
                    for each in postings
                ],
            )

    def revise(
        self, subject: str, card: Card, at: datetime, *, only: Address | None = None, last: bool = False
    ) -> int:
        found = self._caught_up.execute(_OF_SUBJECT, {"of_subject": subject}).all()
        messages = [each for each in found if only in (None, _address_of(each))]
        if not messages:
            return 0
        if last:
            self._caught_up.execute(_RETIRE, {"rows": [each.id for each in messages]})
        return sum(
            self._revise([each for each in messages if each.kind == kind], self._written(card, kind), at)
            for kind in sorted({each.kind for each in messages})
        )

    def _revise(self, messages: Sequence[Any], written: str, at: datetime) -> int:
        """Let messages of one kind become a card; gives how many are not buried."""
        living = [each for each in messages if each.state != "buried"]
        replaced = {
            *self._caught_up.execute(
                _REPLACE_EDITS, {"rows": [each.id for each in living], "new_card": written}
            ).scalars()
        }
        _insert(
            self._connection,
            [
                _new({name: getattr(each, name) for name in _ADDRESS}, written, at, edits=each.id)
                for each in living
                if each.id not in replaced
            ],
        )
        if len(living) < len(messages):  # should one be revived, it shows how things are
            buried = [each.id for each in messages if each.state == "buried"]
            self._caught_up.execute(_REPLACE_BURIED, {"rows": buried, "new_card": written})
        return len(living)

    def claim(
        self, platforms: Sequence[str], *, now: datetime, until: datetime, most: int
    ) -> Sequence[Delivery]:
        which = {"platforms": platforms, "now": now, "most": most}
        heads = self._caught_up.execute(_HEADS, which).all()
        if heads:
            self._caught_up.execute(_LEASE, {"rows": [row.id for row in heads], "until": until})
        claimed = []
        for row in heads:
            try:
                card = self._read(row.card)
            except (ValidationError, KeyMissing):
                # of another version or key; one such row must not hold up all others
                self.bury(row.id, "this version cannot read the card", now)
            else:
                address = _address_of(row)
                told = (row.edits, row.message, row.under_message, row.attempts)
                claimed.append(Delivery(row.id, row.key, address, card, *told))
        return claimed

    def delivered(self, row: int, message: str, at: datetime) -> None:
        self._caught_up.execute(_DELIVERED, {"row": row, "as_message": message, "at": at})

    def postpone(self, row: int, error: str, until: datetime) -> None:
        self._caught_up.execute(_AGAIN, {"row": row, "why": error[:_ERROR_MAX], "until": until})

    def bury(self, row: int, error: str, at: datetime) -> None:
        self._caught_up.execute(_BURY, {"row": row, "why": error[:_ERROR_MAX], "at": at})

    def next_due(self, platforms: Sequence[str]) -> datetime | None:
        due: datetime | None = self._caught_up.execute(_NEXT_DUE, {"platforms": platforms}).scalar_one()
        return due

    def revive(self, row: int, at: datetime) -> bool:
        if self._caught_up.execute(_BURIED_WITH, {"row": row}).first():
            return False
        return self._caught_up.execute(_REVIVE, {"row": row, "at": at}).rowcount > 0

    def revive_all(self, address: Address, at: datetime) -> int:
        values = {f"at_{name}": value for name, value in _address_values(address).items()}
        return self._caught_up.execute(_REVIVE_ALL, values | {"at": at}).rowcount

    def has(self, subject: str) -> bool:
        return self._caught_up.execute(_HAS, {"of_subject": subject}).first() is not None

    def troubles(self, most: int) -> Sequence[Trouble]:
        return [
            Trouble(row.id, _address_of(row), row.state, row.attempts, row.error, row.created_at, row.next_at)
            for row in self._caught_up.execute(_TROUBLES, {"most": most})
        ]

    def posts(self, address: Address, most: int) -> Sequence[Post]:
        rows = self._caught_up.execute(_POSTS, _address_values(address) | {"most": most}).all()
        return self._with_replies(rows[::-1])

    def post(self, row: int) -> Post | None:
        found = self._caught_up.execute(_ONE_POST, {"row": row}).one_or_none()
        if found is None:
            return None
        return self.post(found.head) if found.head else self._with_replies([found])[0]

    def _with_replies(self, heads: Sequence[Any]) -> list[Post]:
        replies: dict[int, list[Post]] = {row.id: [] for row in heads}
        for row in self._caught_up.execute(_REPLIES, {"heads": [*replies]}):
            replies[row.head].append(self._post_of(row))
        return [self._post_of(row, tuple(replies[row.id])) for row in heads]

    def _post_of(self, row: Any, replies: tuple[Post, ...] = ()) -> Post:
        card = self._read(row.revised or row.card)
        return Post(row.id, _address_of(row), card, row.delivered_at, row.revised is not None, replies)

    def _written(self, card: Card, kind: str) -> str:
        """Write a card; one for a person is sealed, for it may hold what they alone know."""
        written = CARD_JSON.dump_json(card).decode()
        return self._vault.seal(written) if kind == "direct" else written

    def _read(self, written: str) -> Card:
        """Read a card, also one for a person that an earlier version wrote in plain words."""
        return CARD_JSON.validate_json(written if written.startswith("{") else self._vault.open(written))

    def _head_of(self, posting: Posting) -> int | None:
        where = _address_values(posting.address) | {"of_subject": posting.under}
        head: int | None = self._caught_up.execute(_HEAD_OF, where).scalar_one_or_none()
        return head


def _insert(connection: Quick, rows: list[dict[str, Any]]) -> None:
    if len(rows) == 1:
        connection.execute(_ADD, rows[0])
    elif rows:
        _ADD_MANY.insert(connection, rows)


def _new(
    address: dict[str, str],
    card: str,
    at: datetime,
    *,
    subject: str | None = None,
    edits: int | None = None,
    under: int | None = None,
    after: datetime | None = None,
) -> dict[str, Any]:
    return {
        **address,
        "key": f"{_PROCESS}{next(_number):x}",
        "card": card,
        "subject": subject,
        "edits": edits,
        "under": under,
        "state": "pending",
        "attempts": 0,
        "error": "",
        "created_at": at,
        "next_at": max(at, after or at),
    }


def _address_values(address: Address) -> dict[str, str]:
    return dict(zip(_ADDRESS, (address.platform, address.workspace, address.kind, address.to), strict=True))


def _address_of(row: Any) -> Address:
    return Address(row.platform, row.workspace, row.kind, row.recipient)
