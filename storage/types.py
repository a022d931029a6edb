"""Column types: ids that grow far on both databases, and moments that are always UTC."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, DateTime, Dialect, Integer, Text
from sqlalchemy.types import TypeDecorator

Id = BigInteger().with_variant(Integer, "sqlite")
"""SQLite counts up by itself in columns named INTEGER only; they hold as much as a BIGINT there."""

Key = Text().with_variant(Text(collation="C"), "postgresql")
"""Text compared by its code points on both databases, so that an index finds a prefix."""

_WITHOUT_ZONE = len("2026-11-23 09:00:00.000000")


class Utc(TypeDecorator[datetime]):
    """A moment, aware and in UTC; a naive one is refused, for nobody knows what it means.

    SQLite keeps no zones: there the UTC time itself is stored.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else _in_utc(value)

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], Any] | None:
        """Write SQLite's text in one go, as SQLAlchemy writes it, in half the time."""
        return _as_text if dialect.name == "sqlite" else super().bind_processor(dialect)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _in_utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a moment without a zone cannot be stored")
    return moment.astimezone(UTC)


def _as_text(moment: datetime | None) -> str | None:
    return None if moment is None else _in_utc(moment).isoformat(" ", "microseconds")[:_WITHOUT_ZONE]
