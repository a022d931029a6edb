"""Asks by the clock: the one nudge, the expiry, and the questions after an introduction."""

from collections.abc import Sequence
from datetime import timedelta

from bot import news
from bot.cards import asks, offers
from bot.cards import reminders as cards
from bot.domain.ask import Ask, AskState, OfferState
from bot.domain.due import Due
from bot.domain.errors import NotFound
from bot.domain.group import Attendance, Group
from bot.domain.ids import AskId
from bot.domain.member import Stage
from bot.domain.preparation import Readiness
from bot.domain.quiet import Kind
from bot.jobs.turn import Turn

LIKELY = 5
"""So many peers are nudged at most."""
LATELY = timedelta(days=60)


def nudge(turn: Turn, rows: Sequence[Due]) -> None:
    """Name an unanswered ask once, privately, to those who are likely to help."""
    for row in rows:
        ask, group = _of(turn, row)
        if ask is None or group is None or ask.state(turn.now) is not AskState.OPEN:
            continue
        prepared = turn.store.preparations.readiness(ask.group, ask.requester, ask.company)
        for requester in turn.store.members.named([ask.requester]):
            for peer in _likely(turn, ask):
                turn.write(peer, Kind.NUDGE, cards.nudge(ask, requester, prepared))


def expire(turn: Turn, rows: Sequence[Due]) -> None:
    """Tell the requester that an ask has expired, and show it in the room."""
    for row in rows:
        ask, group = _of(turn, row)
        if ask is None or group is None or ask.state(turn.now) is not AskState.EXPIRED:
            continue
        for to in turn.store.groups.attending([(group.id, ask.requester)]):
            voice = turn.voice(group)
            voice.revise(ask.subject, asks.in_room(ask, to.member, AskState.EXPIRED, (), Readiness()))
            voice.revise(news.peers(ask), offers.no_longer_needed(ask, to.member))
            if not to.membership.left:
                turn.write(to, Kind.FOLLOW_UP, cards.expired(ask))


def follow_up(turn: Turn, rows: Sequence[Due]) -> None:
    """Ask the requester what became of an introduction; any answer has cancelled this."""
    for row in rows:
        ask, group = _of(turn, row)
        if ask is None or group is None or row.member is None:
            continue
        introduced = row.member in ask.helpers(OfferState.INTRODUCED, OfferState.CONFIRMED)
        if ask.ended or not introduced:
            continue
        for helper in turn.store.members.named([row.member]):
            for requester in turn.store.groups.attending([(group.id, ask.requester)]):
                turn.write(requester, Kind.FOLLOW_UP, cards.what_became(ask, helper))


def _of(turn: Turn, row: Due) -> tuple[Ask | None, Group | None]:
    try:
        ask = turn.store.asks.get(row.group, AskId(int(row.about)))
    except NotFound:
        return None, None
    return ask, turn.store.groups.get(row.group)


def _likely(turn: Turn, ask: Ask) -> Sequence[Attendance]:
    """Give peers who know somebody there and have not said anything; without any, those who help, and who landed."""
    know = turn.store.contacts.who_knows(ask.group, ask.company)
    likely = [each for each in know if each != ask.requester]
    if not likely:
        standings = turn.store.ledger.standings(ask.group, ask.requester, turn.now - LATELY, LIKELY)
        members = turn.store.groups.members(ask.group)
        landed = [each.member for each in members if each.member.stage is not Stage.SEARCHING]
        helpers = [*(each.member for each in standings.top), *(each.id for each in landed)]
        likely = [each for each in dict.fromkeys(helpers) if each != ask.requester]
    answered = news.who_passed(turn.store, ask, turn.now) | {each.by for each in ask.suggestions}
    silent = [each for each in likely if each not in answered][:LIKELY]
    found = turn.store.groups.attending([(ask.group, each) for each in silent])
    return [each for each in found if not each.membership.left]
