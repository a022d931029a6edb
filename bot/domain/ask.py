"""Asks: the request for a warm introduction, the offers that answer it, and who may move them on.

An offer carries the state of one helper's introduction; the ask's own state is derived from its offers, so
that several helpers may introduce side by side.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol, Self

from bot.domain.company import Company
from bot.domain.errors import NotFound, NotYours, Refusal, TooLate
from bot.domain.ids import AskId, GroupId, MemberId

LEARN_MAX = 300
OFFER_MAX = 200
OUTCOME_MAX = 500
LEARN_WORDS = 40
OFFER_WORDS = 20
LIFETIME = timedelta(days=14)


class OfferState(StrEnum):
    """How far one helper's introduction has come; CONFIRMED and MET are the requester's words."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    ASKED = "asked them"
    INTRODUCED = "introduced"
    CONFIRMED = "confirmed"
    MET = "met"
    DECLINED = "declined by them"


class AskState(StrEnum):
    """How far an ask has come, as everybody may know it."""

    OPEN = "open"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    ASKED = "asked them"
    INTRODUCED = "introduced"
    MET = "met"
    CLOSED = "closed"
    DECLINED = "declined by them"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


ENDED = (AskState.CLOSED, AskState.WITHDRAWN, AskState.EXPIRED)
UNANSWERED = (AskState.OPEN, AskState.OFFERED, AskState.DECLINED)
"""The states in which further peers may offer."""

_STATE_OF_OFFER = {
    OfferState.DECLINED: AskState.DECLINED,
    OfferState.OFFERED: AskState.OFFERED,
    OfferState.ACCEPTED: AskState.ACCEPTED,
    OfferState.ASKED: AskState.ASKED,
    OfferState.INTRODUCED: AskState.INTRODUCED,
    OfferState.CONFIRMED: AskState.INTRODUCED,
    OfferState.MET: AskState.MET,
}  # in rising order: the furthest offer is the ask's state
_RANK = list(_STATE_OF_OFFER)


@dataclass(frozen=True, slots=True)
class Offer:
    """One helper's answer to an ask; `suggested_by` is the peer who thought of this helper."""

    helper: MemberId
    state: OfferState
    suggested_by: MemberId | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """That `by` thinks `peer` might know somebody there."""

    by: MemberId
    peer: MemberId


@dataclass(frozen=True, slots=True)
class Ask:
    """A request to meet somebody at a company for 20 or 30 minutes, to learn.

    `ended` is CLOSED or WITHDRAWN once the requester said so; expiry follows from the clock alone.
    """

    id: AskId
    group: GroupId
    requester: MemberId
    company: Company
    learn: str
    minutes: int
    offer: str
    posted_at: datetime
    expires_at: datetime
    offers: tuple[Offer, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    ended: AskState | None = None
    version: int = 1

    @classmethod
    def post(
        cls,
        group: GroupId,
        requester: MemberId,
        company: Company,
        learn: str,
        minutes: int,
        offer: str,
        at: datetime,
    ) -> Self:
        """Make a new ask; refuses what would make its note too long to be read and forwarded."""
        _check_words("What you want to learn", learn, LEARN_WORDS)
        _check_words("Your offer", offer, OFFER_WORDS)
        return cls(AskId(0), group, requester, company, learn, minutes, offer, at, at + LIFETIME)

    @property
    def subject(self) -> str:
        """The name under which messages about this ask are found again."""
        return f"ask:{self.id}"

    def state(self, now: datetime) -> AskState:
        """Derive how far the ask is: unanswered asks expire by the clock, without anybody's doing."""
        if self.ended:
            return self.ended
        furthest = max((offer.state for offer in self.offers), key=_RANK.index, default=None)
        state = _STATE_OF_OFFER[furthest] if furthest else AskState.OPEN
        return AskState.EXPIRED if state in UNANSWERED and now >= self.expires_at else state

    # What a peer does

    def suggest(self, by: MemberId, peer: MemberId, now: datetime) -> Self:
        """A peer names another who might know somebody there."""
        self._check_open_for_offers(by, now)
        if peer == self.requester:
            raise Refusal("The ask is theirs already. Name another peer who might know someone there.")
        if by == peer:
            raise Refusal("If you might know someone yourself, press “I can introduce” instead.")
        if any(said.peer == peer for said in self.suggestions) or self._find(peer):
            raise TooLate("That peer has been asked already. Thank you for thinking along.")
        return replace(self, suggestions=(*self.suggestions, Suggestion(by, peer)))

    def offer_help(self, by: MemberId, now: datetime) -> Self:
        """A peer offers to introduce the requester, also one to whom somebody else there said no."""
        before = self._find(by)
        if before and before.state is OfferState.OFFERED:
            raise TooLate("You have offered already. The requester sees it and will answer you.")
        self._check_open_for_offers(by, now)
        suggested_by = next((said.by for said in self.suggestions if said.peer == by), None)
        others = tuple(each for each in self.offers if each is not before)
        return replace(self, offers=(*others, Offer(by, OfferState.OFFERED, suggested_by)))

    def take_back(self, by: MemberId) -> Self:
        """A peer takes an offer back, as long as nobody counts on it."""
        self._check_not_ended()
        offer = self._find(by)
        if offer is None:
            raise TooLate("There is no offer of yours here, so nothing to take back.")
        if offer.state in (OfferState.ACCEPTED, OfferState.ASKED):
            raise TooLate("Your offer has been accepted. If it does not work out, press “They said no”.")
        if offer.state is not OfferState.OFFERED:
            raise TooLate(_MEANWHILE[offer.state])
        return replace(self, offers=tuple(each for each in self.offers if each is not offer))

    # What the accepted helper does

    def ask_them(self, by: MemberId) -> Self:
        """The helper has asked the other side first."""
        return self._move(self._own(by), OfferState.ASKED, (OfferState.ACCEPTED,))

    def introduce(self, by: MemberId) -> Self:
        """The helper says that the introduction is made."""
        return self._move(self._own(by), OfferState.INTRODUCED, (OfferState.ACCEPTED, OfferState.ASKED))

    def decline(self, by: MemberId) -> Self:
        """The other side said no to the helper."""
        return self._move(self._own(by), OfferState.DECLINED, (OfferState.ACCEPTED, OfferState.ASKED))

    # What the requester does

    def accept(self, helper: MemberId, by: MemberId, now: datetime) -> Self:
        """The requester accepts one peer's offer; more may be accepted later."""
        self._check_requester(by)
        if self.state(now) is AskState.EXPIRED:
            raise TooLate("This ask has expired. Renew it first, then accept the offer.")
        return self._move(self._of(helper), OfferState.ACCEPTED, (OfferState.OFFERED,))

    def confirm(self, helper: MemberId, by: MemberId) -> Self:
        """The requester confirms that the helper's introduction has reached them."""
        self._check_requester(by)
        under_way = (OfferState.ACCEPTED, OfferState.ASKED, OfferState.INTRODUCED)
        return self._move(self._of(helper), OfferState.CONFIRMED, under_way)

    def unconfirm(self, helper: MemberId, by: MemberId) -> Self:
        """The requester takes a confirmation back."""
        self._check_requester(by)
        return self._move(self._of(helper), OfferState.INTRODUCED, (OfferState.CONFIRMED,))

    def meet(self, helper: MemberId, by: MemberId) -> Self:
        """The requester says that the meeting was held."""
        self._check_requester(by)
        return self._move(self._of(helper), OfferState.MET, (OfferState.CONFIRMED,))

    def unmeet(self, helper: MemberId, by: MemberId) -> Self:
        """The requester takes back that the meeting was held."""
        self._check_requester(by)
        return self._move(self._of(helper), OfferState.CONFIRMED, (OfferState.MET,))

    def close(self, by: MemberId, now: datetime) -> Self:
        """The requester has told the helpers how it went: the loop is closed."""
        self._check_requester(by)
        self._check_not_ended()
        if self.state(now) not in (AskState.INTRODUCED, AskState.MET, AskState.DECLINED):
            raise Refusal(
                "Nobody has introduced you here yet, so there is nothing to tell a helper. "
                f"To take the ask back, type /intro withdraw ask:{self.id}."
            )
        return replace(self, ended=AskState.CLOSED)

    def withdraw(self, by: MemberId) -> Self:
        """The requester takes the ask back."""
        self._check_requester(by)
        self._check_not_ended()
        return replace(self, ended=AskState.WITHDRAWN)

    def renew(self, by: MemberId, now: datetime, learn: str = "") -> Self:
        """The requester asks again after the ask expired, perhaps in other words."""
        self._check_requester(by)
        if self.state(now) is not AskState.EXPIRED:
            raise TooLate(f"This ask has not expired: it is {self.state(now)}.")
        _check_words("What you want to learn", learn, LEARN_WORDS)
        return replace(self, learn=learn or self.learn, posted_at=now, expires_at=now + LIFETIME)

    # How the rules look things up

    def helpers(self, *states: OfferState) -> tuple[MemberId, ...]:
        """Give those whose offers are in one of the states, first come first."""
        return tuple(offer.helper for offer in self.offers if offer.state in states)

    def _find(self, helper: MemberId) -> Offer | None:
        return next((offer for offer in self.offers if offer.helper == helper), None)

    def _of(self, helper: MemberId) -> Offer:
        if offer := self._find(helper):
            return offer
        raise NotFound("There is no such offer any more: it may have been taken back.")

    def _own(self, by: MemberId) -> Offer:
        if offer := self._find(by):
            return offer
        raise NotYours("Only the helper whose offer was accepted may say this.")

    def _move(self, offer: Offer, to: OfferState, come_from: tuple[OfferState, ...]) -> Self:
        self._check_not_ended()
        if offer.state not in come_from:
            raise TooLate(_MEANWHILE[offer.state])
        moved = replace(offer, state=to)
        return replace(self, offers=tuple(moved if each is offer else each for each in self.offers))

    def _check_open_for_offers(self, by: MemberId, now: datetime) -> None:
        if by == self.requester:
            raise NotYours("This is your own ask: it is for your peers to answer.")
        state = self.state(now)
        if state not in UNANSWERED:
            raise TooLate(_ENDED_MEANWHILE.get(state, "A peer is already helping with this ask. Thank you."))

    def _check_requester(self, by: MemberId) -> None:
        if by != self.requester:
            raise NotYours("Only the member who posted this ask may do that.")

    def _check_not_ended(self) -> None:
        if self.ended:
            raise TooLate(_ENDED_MEANWHILE[self.ended])


def _check_words(what: str, text: str, most: int) -> None:
    if (words := len(text.split())) > most:
        raise Refusal(
            f"{what} has {words} words; at most {most} keep the note short enough to be read and forwarded."
        )


_MEANWHILE = {
    OfferState.OFFERED: "This offer has not been accepted yet.",
    OfferState.ACCEPTED: "This offer has been accepted already.",
    OfferState.ASKED: "They have been asked already.",
    OfferState.INTRODUCED: "The introduction has been made already; now the requester confirms it.",
    OfferState.CONFIRMED: "This introduction is confirmed already.",
    OfferState.MET: "The meeting has been held already.",
    OfferState.DECLINED: "They said no to this introduction.",
}
_ENDED_MEANWHILE = {
    AskState.CLOSED: "This ask is closed: the helper has heard how it went.",
    AskState.WITHDRAWN: "This ask has been withdrawn.",
    AskState.EXPIRED: "This ask has expired; its requester may renew it.",
}


class AskRepository(Protocol):
    """Where asks are kept, each with its offers and suggestions."""

    def add(self, ask: Ask) -> Ask:
        """Store a new ask (its id is made here)."""

    def save(self, ask: Ask) -> Ask:
        """Store the changed ask; raises Conflict if somebody else did so meanwhile."""

    def get(self, group: GroupId, ask: AskId) -> Ask:
        """Give one ask of the group; raises NotFound, also for another group's."""

    def of(self, group: GroupId, requester: MemberId) -> Sequence[Ask]:
        """Give a member's own asks, newest first."""

    def helped_by(self, group: GroupId, helper: MemberId) -> Sequence[Ask]:
        """Give the asks that are not ended and carry an offer of this member, newest first."""

    def waiting(self, group: GroupId, now: datetime, *, skip: int, take: int) -> tuple[Sequence[Ask], int]:
        """Give a page of the asks that peers may still answer, oldest first, and how many there are."""

    def unanswered(
        self, group: GroupId, now: datetime, *, before: datetime, most: int
    ) -> tuple[Sequence[Ask], int]:
        """Give the oldest asks, posted until `before`, to which nobody has said anything, and how many there are."""

    def posted_since(self, group: GroupId, requester: MemberId, since: datetime) -> Sequence[datetime]:
        """Give when the member posted asks since then, oldest first (withdrawn ones count)."""
