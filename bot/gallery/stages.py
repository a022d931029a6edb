"""The stages of an ask: every state that it and its offers can be in."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import cycle, islice

from bot.domain.ask import Ask, AskState, Offer, OfferState
from bot.domain.ids import MemberId

NOW = datetime(2026, 11, 22, 15, 36, tzinfo=UTC)
MANY = 500

STAGES: dict[str, tuple[OfferState, ...]] = {
    "open": (),
    "offered": (OfferState.OFFERED, OfferState.OFFERED),
    "accepted": (OfferState.ACCEPTED, OfferState.OFFERED),
    "asked": (OfferState.ASKED,),
    "introduced": (OfferState.INTRODUCED, OfferState.OFFERED),
    "confirmed": (OfferState.CONFIRMED, OfferState.INTRODUCED),
    "met": (OfferState.MET, OfferState.CONFIRMED),
    "declined": (OfferState.DECLINED,),
    "closed": (OfferState.MET,),
    "closed unmet": (OfferState.DECLINED,),
    "withdrawn": (OfferState.OFFERED,),
    "expired": (),
    "500 offers": tuple(islice(cycle(OfferState), MANY)),
}
"""Every stage with the states of its offers, that of the helper in the story first."""

ENDED = {"closed": AskState.CLOSED, "closed unmet": AskState.CLOSED, "withdrawn": AskState.WITHDRAWN}
POSTED = {"expired": NOW - timedelta(days=30)}


def put(ask: Ask, stage: str, helpers: Iterable[MemberId]) -> Ask:
    """Bring an ask to a stage."""
    at = POSTED.get(stage, NOW - timedelta(days=2))
    offers = tuple(Offer(helper, state) for helper, state in zip(helpers, STAGES[stage], strict=False))
    return replace(
        ask,
        offers=offers,
        ended=ENDED.get(stage),
        posted_at=at,
        expires_at=at + (ask.expires_at - ask.posted_at),
    )
