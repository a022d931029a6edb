from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.ask import (
    LEARN_WORDS,
    LIFETIME,
    OFFER_WORDS,
    UNANSWERED,
    Ask,
    AskState,
    Offer,
    OfferState,
    Suggestion,
)
from bot.domain.company import Company
from bot.domain.errors import NotFound, NotYours, Refusal, TooLate
from bot.domain.ids import MemberId
from tests.bot.domain.people import ANA, BEN, CLEO, DEV, GROUP, NOW, an_ask

S, A = OfferState, AskState
LATER = NOW + LIFETIME

# Each step, with who may take it; DEV has nothing to do with the ask.
STEPS: dict[str, Callable[[Ask, MemberId], Ask]] = {
    "offer": lambda ask, by: ask.offer_help(by, NOW),
    "take back": lambda ask, by: ask.take_back(by),
    "suggest": lambda ask, by: ask.suggest(by, CLEO if by != CLEO else BEN, NOW),
    "accept": lambda ask, by: ask.accept(BEN, by, NOW),
    "ask them": lambda ask, by: ask.ask_them(by),
    "introduce": lambda ask, by: ask.introduce(by),
    "decline": lambda ask, by: ask.decline(by),
    "confirm": lambda ask, by: ask.confirm(BEN, by),
    "unconfirm": lambda ask, by: ask.unconfirm(BEN, by),
    "meet": lambda ask, by: ask.meet(BEN, by),
    "unmeet": lambda ask, by: ask.unmeet(BEN, by),
    "close": lambda ask, by: ask.close(by, NOW),
    "withdraw": lambda ask, by: ask.withdraw(by),
    "renew": lambda ask, by: ask.renew(by, NOW),
}
OF_REQUESTER = {"accept", "confirm", "unconfirm", "meet", "unmeet", "close", "withdraw", "renew"}
OF_HELPER = {"ask them", "introduce", "decline"}


def at(state: OfferState | None, ended: AskState | None = None) -> Ask:
    """Give Ana's ask with Ben's offer in a state."""
    return replace(an_ask(), offers=(Offer(BEN, state),) if state else (), ended=ended)


ASKS = {
    "open": at(None),
    "offered": at(S.OFFERED),
    "accepted": at(S.ACCEPTED),
    "asked": at(S.ASKED),
    "introduced": at(S.INTRODUCED),
    "confirmed": at(S.CONFIRMED),
    "met": at(S.MET),
    "declined": at(S.DECLINED),
    "closed": at(S.MET, A.CLOSED),
    "withdrawn": at(S.OFFERED, A.WITHDRAWN),
    "expired": replace(at(S.OFFERED), expires_at=NOW),
}
# Which steps Ben (or Ana, where the requester decides) may take from where, and where they lead.
ALLOWED = {
    "open": {"offer": A.OFFERED, "suggest": A.OPEN, "withdraw": A.WITHDRAWN},
    "offered": {"take back": A.OPEN, "suggest": A.OFFERED, "accept": A.ACCEPTED, "withdraw": A.WITHDRAWN},
    "accepted": {
        "ask them": A.ASKED, "introduce": A.INTRODUCED, "decline": A.DECLINED, "confirm": A.INTRODUCED,
        "withdraw": A.WITHDRAWN,
    },
    "asked": {
        "introduce": A.INTRODUCED, "decline": A.DECLINED, "confirm": A.INTRODUCED, "withdraw": A.WITHDRAWN,
    },
    "introduced": {"confirm": A.INTRODUCED, "close": A.CLOSED, "withdraw": A.WITHDRAWN},
    "confirmed": {"unconfirm": A.INTRODUCED, "meet": A.MET, "close": A.CLOSED, "withdraw": A.WITHDRAWN},
    "met": {"unmeet": A.INTRODUCED, "close": A.CLOSED, "withdraw": A.WITHDRAWN},
    "declined": {"offer": A.OFFERED, "suggest": A.DECLINED, "close": A.CLOSED, "withdraw": A.WITHDRAWN},
    "closed": {},
    "withdrawn": {},
    "expired": {"take back": A.EXPIRED, "withdraw": A.WITHDRAWN, "renew": A.OFFERED},
}  # fmt: skip


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("state", ASKS)
def test_every_step_from_every_state(state: str, step: str) -> None:
    by = ANA if step in OF_REQUESTER else BEN
    before = ASKS[state]
    if step in ALLOWED[state]:
        after = STEPS[step](before, by)
        assert after.state(NOW) is ALLOWED[state][step]
        assert after != before
    else:
        with pytest.raises((TooLate, NotYours, Refusal, NotFound)) as caught:
            STEPS[step](before, by)
        assert caught.value.message.endswith(".")


@pytest.mark.parametrize("by", [ANA, BEN, CLEO, DEV])
@pytest.mark.parametrize("step", sorted(OF_REQUESTER | OF_HELPER))
@pytest.mark.parametrize("state", ASKS)
def test_a_step_of_somebody_else_is_refused(state: str, step: str, by: MemberId) -> None:
    if by != (ANA if step in OF_REQUESTER else BEN):
        with pytest.raises(NotYours) as caught:
            STEPS[step](ASKS[state], by)
        assert "Only the" in caught.value.message


@pytest.mark.parametrize(
    ("state", "step", "by", "said"),
    [
        ("open", "offer", ANA, "This is your own ask: it is for your peers to answer."),
        ("open", "suggest", ANA, "This is your own ask: it is for your peers to answer."),
        ("open", "take back", BEN, "There is no offer of yours here, so nothing to take back."),
        ("open", "accept", ANA, "There is no such offer any more: it may have been taken back."),
        ("open", "accept", BEN, "Only the member who posted this ask may do that."),
        ("open", "introduce", BEN, "Only the helper whose offer was accepted may say this."),
        ("open", "close", ANA, "Nobody has introduced you here yet, so there is nothing to tell a helper. "
                               "To take the ask back, type /intro withdraw ask:12."),
        ("open", "renew", ANA, "This ask has not expired: it is open."),
        ("offered", "offer", BEN, "You have offered already. The requester sees it and will answer you."),
        ("offered", "introduce", BEN, "This offer has not been accepted yet."),
        ("offered", "confirm", ANA, "This offer has not been accepted yet."),
        ("accepted", "accept", ANA, "This offer has been accepted already."),
        ("accepted", "take back", BEN, "Your offer has been accepted. If it does not work out, press “They said no”."),
        ("accepted", "offer", CLEO, "A peer is already helping with this ask. Thank you."),
        ("accepted", "suggest", DEV, "A peer is already helping with this ask. Thank you."),
        ("accepted", "offer", BEN, "A peer is already helping with this ask. Thank you."),
        ("asked", "ask them", BEN, "They have been asked already."),
        ("introduced", "introduce", BEN, "The introduction has been made already; now the requester confirms it."),
        ("introduced", "decline", BEN, "The introduction has been made already; now the requester confirms it."),
        ("introduced", "meet", ANA, "The introduction has been made already; now the requester confirms it."),
        ("confirmed", "confirm", ANA, "This introduction is confirmed already."),
        ("confirmed", "take back", BEN, "This introduction is confirmed already."),
        ("met", "meet", ANA, "The meeting has been held already."),
        ("met", "unconfirm", ANA, "The meeting has been held already."),
        ("declined", "confirm", ANA, "They said no to this introduction."),
        ("declined", "take back", BEN, "They said no to this introduction."),
        ("closed", "close", ANA, "This ask is closed: the helper has heard how it went."),
        ("closed", "confirm", ANA, "This ask is closed: the helper has heard how it went."),
        ("closed", "offer", CLEO, "This ask is closed: the helper has heard how it went."),
        ("withdrawn", "withdraw", ANA, "This ask has been withdrawn."),
        ("withdrawn", "offer", CLEO, "This ask has been withdrawn."),
        ("withdrawn", "take back", BEN, "This ask has been withdrawn."),
        ("withdrawn", "accept", ANA, "This ask has been withdrawn."),
        ("withdrawn", "renew", ANA, "This ask has not expired: it is withdrawn."),
        ("expired", "offer", CLEO, "This ask has expired; its requester may renew it."),
        ("expired", "accept", ANA, "This ask has expired. Renew it first, then accept the offer."),
    ],
)  # fmt: skip
def test_a_refusal_says_what_happened_meanwhile(state: str, step: str, by: MemberId, said: str) -> None:
    with pytest.raises(Refusal) as caught:
        STEPS[step](ASKS[state], by)
    assert caught.value.message == said


def test_a_hint_names_a_peer_once() -> None:
    ask = an_ask().suggest(BEN, CLEO, NOW)
    assert ask.suggestions == (Suggestion(BEN, CLEO),)
    with pytest.raises(TooLate, match="asked already"):
        ask.suggest(DEV, CLEO, NOW)
    with pytest.raises(Refusal, match="I can introduce"):
        ask.suggest(DEV, DEV, NOW)
    with pytest.raises(Refusal, match="theirs already"):
        ask.suggest(DEV, ANA, NOW)
    assert ask.suggest(DEV, BEN, NOW).suggestions[1:] == (Suggestion(DEV, BEN),)


def test_an_offer_remembers_whose_hint_it_was() -> None:
    ask = an_ask().suggest(BEN, CLEO, NOW).offer_help(CLEO, NOW).offer_help(DEV, NOW)
    assert ask.offers == (Offer(CLEO, S.OFFERED, BEN), Offer(DEV, S.OFFERED))
    again = ask.take_back(CLEO).offer_help(CLEO, NOW)
    assert again.offers == (Offer(DEV, S.OFFERED), Offer(CLEO, S.OFFERED, BEN))


def test_several_helpers_introduce_side_by_side() -> None:
    ask = an_ask().offer_help(BEN, NOW).offer_help(CLEO, NOW).accept(BEN, ANA, NOW)
    assert ask.state(NOW) is A.ACCEPTED
    ask = ask.accept(CLEO, ANA, NOW).introduce(CLEO)
    assert (ask.state(NOW), ask.helpers(S.ACCEPTED), ask.helpers(S.INTRODUCED)) == (
        A.INTRODUCED,
        (BEN,),
        (CLEO,),
    )
    ask = ask.decline(BEN)
    assert ask.state(NOW) is A.INTRODUCED
    assert ask.confirm(CLEO, ANA).meet(CLEO, ANA).close(ANA, NOW).state(NOW) is A.CLOSED


def test_a_no_opens_the_ask_to_others_and_to_the_same_helper() -> None:
    ask = an_ask().suggest(DEV, BEN, NOW).offer_help(BEN, NOW).accept(BEN, ANA, NOW).decline(BEN)
    assert ask.state(NOW) is A.DECLINED
    assert ask.offer_help(CLEO, NOW).state(NOW) is A.OFFERED
    assert ask.offer_help(BEN, NOW).offers == (Offer(BEN, S.OFFERED, DEV),)


@pytest.mark.parametrize("state", [None, *OfferState])
def test_only_what_nobody_answered_expires(state: OfferState | None) -> None:
    ask = at(state)
    assert ask.state(LATER - timedelta(seconds=1)) is not A.EXPIRED
    assert (ask.state(LATER) is A.EXPIRED) == (ask.state(NOW) in UNANSWERED)


def test_a_renewed_ask_lives_as_long_again_and_keeps_its_offers() -> None:
    ask = at(S.OFFERED).renew(ANA, LATER)
    assert (ask.posted_at, ask.expires_at, ask.state(LATER)) == (LATER, LATER + LIFETIME, A.OFFERED)
    assert ask.accept(BEN, ANA, LATER).state(LATER) is A.ACCEPTED


@pytest.mark.parametrize(
    ("learn", "offer", "said"),
    [
        (LEARN_WORDS, OFFER_WORDS, None),
        (LEARN_WORDS + 1, 0, "What you want to learn has 41 words; at most 40 keep the note short"),
        (1, OFFER_WORDS + 1, "Your offer has 21 words; at most 20 keep the note short"),
    ],
)
def test_a_note_stays_short_enough_to_be_forwarded(learn: int, offer: int, said: str | None) -> None:
    def post() -> Ask:
        company = Company.named("Globex")
        return Ask.post(GROUP, ANA, company, "word " * learn, 20, "word " * offer, NOW)

    if said is None:
        assert post().state(NOW) is A.OPEN
    else:
        with pytest.raises(Refusal, match=said):
            post()


people = st.sampled_from([ANA, BEN, CLEO, DEV])


@given(st.lists(st.tuples(st.sampled_from(sorted(STEPS)), people), max_size=30))
def test_whatever_is_pressed_the_ask_stays_sound(presses: list[tuple[str, MemberId]]) -> None:
    ask = an_ask()
    for before, after in walk(ask, presses):
        assert len({offer.helper for offer in after.offers}) == len(after.offers)
        assert ANA not in {offer.helper for offer in after.offers}
        assert len({said.peer for said in after.suggestions}) == len(after.suggestions)
        assert before.ended is None
        assert isinstance(after.state(NOW), AskState)
        assert (after.id, after.requester, after.company) == (ask.id, ask.requester, ask.company)


def walk(ask: Ask, presses: list[tuple[str, MemberId]]) -> Iterator[tuple[Ask, Ask]]:
    """Take the steps that are not refused."""
    for step, by in presses:
        try:
            after = STEPS[step](ask, by)
        except Refusal:
            continue
        yield ask, after
        ask = after
