"""People, and an ask of Ana's, as plain values."""

from dataclasses import replace
from datetime import UTC, datetime

from bot.domain.ask import Ask
from bot.domain.company import Company
from bot.domain.ids import AskId, GroupId, MemberId

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)  # a Monday
GROUP = GroupId(7)
ANA, BEN, CLEO, DEV = map(MemberId, range(1, 5))


def an_ask() -> Ask:
    """Give an open ask of Ana's."""
    made = Ask.post(GROUP, ANA, Company.named("Globex"), "how they decide", 20, "a list", NOW)
    return replace(made, id=AskId(12))
