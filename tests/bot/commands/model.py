"""What asks, points and thanks must come to, said a second time and in another way: in plain dictionaries."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.core.call import Value

DAY = timedelta(days=1)
RISING = ["declined by them", "offered", "accepted", "asked them", "introduced", "confirmed", "met"]
WORTH = {"introduction": 5, "suggestion": 3, "meeting": 5}


class Refused(Exception):
    """The press must do nothing."""


def need(allowed: object) -> None:
    if not allowed:
        raise Refused


@dataclass
class ModelAsk:
    requester: str
    posted: datetime
    offers: dict[str, str] = field(default_factory=dict)
    hints: dict[str, str] = field(default_factory=dict)
    ended: str = ""

    def state(self, now: datetime) -> str:
        furthest = max(self.offers.values(), key=RISING.index, default="open")
        state = self.ended or {"confirmed": "introduced"}.get(furthest, furthest)
        waits = state in ("open", "offered", "declined by them")
        return "expired" if waits and now >= self.posted + 14 * DAY else state

    def takes_offers(self, now: datetime) -> bool:
        return self.state(now) in ("open", "offered", "declined by them")


@dataclass
class Thanks:
    giver: str
    helper: str
    at: datetime
    points: int


@dataclass
class Model:
    """What the group's facts must be; `counted` holds each confirmed fact with who earned what from whom."""

    people: Mapping[Value, str]
    asks: dict[int, ModelAsk] = field(default_factory=dict)
    counted: dict[tuple[int, str, str], tuple[str, str, int]] = field(default_factory=dict)
    thanks: dict[int, Thanks] = field(default_factory=dict)

    @classmethod
    def knows(cls, path: str) -> bool:
        """Tell whether a command concerns asks and points."""
        return hasattr(cls, "_" + path.replace(" ", "_"))

    def press(self, who: str, path: str, args: Mapping[str, Value], now: datetime) -> None:
        """Do what a press of somebody must do; raises Refused where it must do nothing."""
        getattr(self, "_" + path.replace(" ", "_"))(who, now, **args)

    def points(self) -> Counter[str]:
        """Sum up what everybody earned."""
        sums: Counter[str] = Counter()
        for earner, _, points in self.counted.values():
            sums[earner] += points
        for each in self.thanks.values():
            sums[each.helper] += each.points
        return +sums

    def _find(self, ask: Value) -> ModelAsk:
        need(type(ask) is int and ask in self.asks)
        return self.asks[int(ask)]

    def _person(self, named: Value) -> str:
        need(type(named) is not bool and named in self.people)
        return self.people[named]

    def _within_limit(self, who: str, now: datetime) -> None:
        need(sum(each.requester == who and each.posted > now - 7 * DAY for each in self.asks.values()) < 3)

    def _intro_ask(self, who: str, now: datetime, company: str, learn: str) -> None:
        self._within_limit(who, now)
        self.asks[len(self.asks) + 1] = ModelAsk(who, now)

    def _intro_request(self, who: str, now: datetime, peer: Value, company: str, learn: str) -> None:
        need(self._person(peer) != who)
        self._intro_ask(who, now, company, learn)

    def _intro_answer(self, who: str, now: datetime, ask: Value, how: str) -> None:
        if how == "introduce":
            found = self._find(ask)
            need(who != found.requester and found.takes_offers(now) and found.offers.get(who) != "offered")
            found.offers[who] = "offered"
        elif self._find(ask).offers.get(who, "declined by them") != "declined by them":
            self._intro_unoffer(who, now, ask)

    def _intro_suggest(self, who: str, now: datetime, ask: Value, peer: Value) -> None:
        found, named = self._find(ask), self._person(peer)
        need(found.takes_offers(now) and who != found.requester and named not in (who, found.requester))
        need(named not in found.hints and named not in found.offers)
        found.hints[named] = who

    def _intro_unoffer(self, who: str, now: datetime, ask: Value) -> None:
        found = self._find(ask)
        need(not found.ended and found.offers.get(who) == "offered")
        del found.offers[who]

    def _intro_accept(self, who: str, now: datetime, ask: Value, helper: Value) -> None:
        need(self._find(ask).state(now) != "expired")
        self._move(who, ask, self._person(helper), "accepted", "offered")

    def _intro_asked(self, who: str, now: datetime, ask: Value) -> None:
        self._own(who, ask, "asked them", "accepted")

    def _intro_refused(self, who: str, now: datetime, ask: Value) -> None:
        self._own(who, ask, "declined by them", "accepted", "asked them")

    def _intro_introduced(self, who: str, now: datetime, ask: Value, helper: Value | None = None) -> None:
        found = self._find(ask)
        named = None if helper is None else self._person(helper)
        if who != found.requester:
            self._own(who, ask, "introduced", "accepted", "asked them")
            return
        under_way = ("accepted", "asked them", "introduced")
        possible = [each for each, state in found.offers.items() if state in under_way]
        need(named or len(possible) == 1)
        self._confirm(who, ask, named or possible[0])

    def _confirm(self, who: str, ask: Value, helper: str) -> None:
        found = self._move(who, ask, helper, "confirmed", "accepted", "asked them", "introduced")
        self._count(ask, "introduction", helper, helper)
        if hinted_by := found.hints.get(helper):
            self._count(ask, "suggestion", helper, hinted_by)

    def _intro_unconfirm(self, who: str, now: datetime, ask: Value, helper: Value) -> None:
        self._move(who, ask, self._person(helper), "introduced", "confirmed")
        for kind in ("introduction", "suggestion"):
            self.counted.pop((int(ask), kind, self._person(helper)), None)

    def _intro_met(self, who: str, now: datetime, ask: Value, helper: Value) -> None:
        self._meet(who, ask, self._person(helper))

    def _meet(self, who: str, ask: Value, helper: str) -> None:
        self._move(who, ask, helper, "met", "confirmed")
        self._count(ask, "meeting", helper, helper)

    def _intro_unmet(self, who: str, now: datetime, ask: Value, helper: Value) -> None:
        self._move(who, ask, self._person(helper), "confirmed", "met")
        del self.counted[int(ask), "meeting", self._person(helper)]

    def _intro_close(self, who: str, now: datetime, ask: Value, how: str, met: Value = False) -> None:
        found = self._find(ask)
        need(who == found.requester and found.state(now) in ("introduced", "met", "declined by them"))
        if met:
            for helper in [each for each, state in found.offers.items() if state == "introduced"]:
                self._confirm(who, ask, helper)
            for helper in [each for each, state in found.offers.items() if state == "confirmed"]:
                self._meet(who, ask, helper)
        found.ended = "closed"

    def _intro_withdraw(self, who: str, now: datetime, ask: Value) -> None:
        found = self._find(ask)
        need(who == found.requester and not found.ended)
        found.ended = "withdrawn"

    def _intro_renew(self, who: str, now: datetime, ask: Value) -> None:
        found = self._find(ask)
        need(who == found.requester and found.state(now) == "expired")
        self._within_limit(who, now)
        found.posted = now

    def _thanks(self, who: str, now: datetime, peer: Value, why: str) -> None:
        helper = self._person(peer)
        need(helper != who)
        given = [each for each in self.thanks.values() if each.giver == who]
        need(sum(each.at.date() == now.date() for each in given) < 5)
        need(sum(each.helper == helper and each.at > now - 30 * DAY for each in given) < 3)
        returned = any(
            (each.giver, each.helper) == (helper, who) and each.points and each.at > now - 7 * DAY
            for each in self.thanks.values()
        )
        self.thanks[0] = Thanks(who, helper, now, 0 if returned else 1)  # its number comes with the answer

    def _thanks_undo(self, who: str, now: datetime, event: Value) -> None:
        need(type(event) is int and event in self.thanks and self.thanks[event].giver == who)
        del self.thanks[int(event)]

    def _own(self, who: str, ask: Value, to: str, *come_from: str) -> None:
        found = self._find(ask)
        need(not found.ended and found.offers.get(who) in come_from)
        found.offers[who] = to

    def _move(self, who: str, ask: Value, helper: str, to: str, *come_from: str) -> ModelAsk:
        found = self._find(ask)
        need(who == found.requester and not found.ended and found.offers.get(helper) in come_from)
        found.offers[helper] = to
        return found

    def _count(self, ask: Value, kind: str, helper: str, earner: str) -> None:
        assert (int(ask), kind, helper) not in self.counted
        self.counted[int(ask), kind, helper] = (earner, self.asks[int(ask)].requester, WORTH[kind])
