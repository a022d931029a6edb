"""Anybody presses anything, in any order, on the real dispatcher and a real database, beside a plain model."""

import asyncio
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from bot.core.call import Call
from bot.core.card import Card
from bot.core.dispatcher import Reply
from bot.core.errors import Problem
from bot.core.form import Form
from bot.core.ports import Store
from bot.domain.ask import Ask
from bot.domain.ids import GroupId
from storage.database import Database
from tests.bot.commands.model import Model, ModelAsk, Refused
from tests.bot.scene import DM, Scene, buttons, dump, texts

Line = tuple[int, int, int, int, str, int | None]

TUESDAY = GroupId(1)
PEOPLE = ["ana", "ben", "cleo", "dev", "eve"]  # members 1 to 5, of Tuesday
STRANGER = "zoe"  # member 6, of Friday
NOBODY = 7
ASKED_FOR = {"intro suggest": "peer", "intro close": "how", "thanks": "why", "intro ask": "learn"}
"""What a press without it asks for by a form."""

people = st.sampled_from(PEOPLE)
anybody = st.sampled_from([*PEOPLE, STRANGER])
ids = st.sampled_from([*range(1, NOBODY + 1), *range(1, 6), -1, True, "ben"])  # members, and forgeries
asks = st.integers(1, 5)
rooms = st.sampled_from(["tuesday", "tuesday", DM])
bare = ["intro unoffer", "intro asked", "intro refused", "intro introduced", "intro withdraw", "intro renew"]
of_helper = ["intro accept", "intro introduced", "intro unconfirm", "intro met", "intro unmet"]


@dataclass(frozen=True)
class Facts:
    """What the database holds: every row, the ledger's lines, what the leaderboard makes of them, and the asks."""

    rows: str
    lines: list[Line]
    board: dict[str, int]
    asks: list[Ask]


class AnyPress(RuleBasedStateMachine):
    """A group of five, a stranger beside them, and a clock that is moved."""

    def __init__(self, new_database: Callable[[], Database]) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.database = new_database()
        self.scene = Scene(self.database)
        self.model = Model({**dict(enumerate(PEOPLE, 1)), **{name: name for name in PEOPLE}})
        self.shown: dict[str, None] = {}
        self.seen = 0
        self.runner.run(self._gather())

    async def _gather(self) -> None:
        await self.scene.type("ana", "/group setup Tuesday")
        for name in PEOPLE[1:]:
            await self.scene.type(name, "/group join")
        await self.scene.type(STRANGER, "/group setup Friday", "friday")
        await self.scene.type("ben", "/know add Firm1 Kemi")
        await self.scene.type("cleo", "/know add Firm1 Lars")
        await self.scene.type("dev", "/know add Firm2 Mira")
        await self.scene.deliver()
        self.seen = len(self.scene.told)
        self.facts = await self.database.read(facts)

    def teardown(self) -> None:
        self.runner.run(self.database.close())
        self.runner.close()

    # What people do

    @initialize()
    def begin(self) -> None:
        for who in ("ana", "ben"):
            self._post(who)
        for ask in (1, 2):
            self.press("dev", Call.to("intro suggest", ask=ask, peer=3))

    @rule(who=people)
    def post(self, who: str) -> None:
        self._post(who)

    @rule(who=anybody, peer=ids)
    def request(self, who: str, peer: int) -> None:
        company = f"Firm{len(self.model.asks) + 1}"
        learn = "how they decide what to build"
        self.press(who, Call.to("intro request", peer=peer, company=company, learn=learn))

    @rule(who=anybody, path=st.sampled_from(["me home", "me reachable"]), room=rooms)
    def look(self, who: str, path: str, room: str | None) -> None:
        """Look at one's own page, which changes nothing and names nobody who offers."""
        before, reply = self.facts.rows, self.runner.run(self._pressed(who, Call.to(path), room))
        assert isinstance(reply, Card), (who, path, reply)
        assert self.facts.rows == before
        helped = {ask.requester for ask in self.model.asks.values() if who in ask.offers}
        assert named(reply) <= {who} | helped
        self._check_secrets(reply)

    @rule(who=anybody, ask=asks, how=st.sampled_from(["introduce", "not this time"]), room=rooms)
    def answer(self, who: str, ask: int, how: str, room: str | None) -> None:
        self.press(who, Call.to("intro answer", ask=ask, how=how), room)

    @rule(who=anybody, ask=asks, peer=ids)
    def suggest(self, who: str, ask: int, peer: int) -> None:
        self.press(who, Call.to("intro suggest", ask=ask, peer=peer))

    @rule(who=anybody, ask=asks, path=st.sampled_from(bare), room=rooms)
    def move(self, who: str, ask: int, path: str, room: str | None) -> None:
        self.press(who, Call.to(path, ask=ask), room)

    @rule(who=anybody, ask=asks, path=st.sampled_from(of_helper), helper=ids)
    def move_a_helper(self, who: str, ask: int, path: str, helper: int) -> None:
        self.press(who, Call.to(path, ask=ask, helper=helper))

    @rule(who=anybody, ask=asks, met=st.booleans())
    def close(self, who: str, ask: int, met: bool) -> None:
        self.press(who, Call.to("intro close", ask=ask, how="It went well", met=met))

    @rule(who=people, peer=ids, times=st.sampled_from([1, 2, 4]))
    def thank(self, who: str, peer: int, times: int) -> None:
        for _ in range(times):
            self.press(who, Call.to("thanks", peer=peer, why="for the words"))

    @rule(who=anybody, event=st.integers(1, 12), own=st.booleans())
    def undo_thanks(self, who: str, event: int, own: bool) -> None:
        if own and self.facts.lines:
            event, _, receiver, *_ = self.facts.lines[event % len(self.facts.lines)]
            who = self.model.people[receiver]
        self.press(who, Call.to("thanks undo", event=event))

    @precondition(lambda self: self.shown)
    @rule(number=st.integers(0, 1000), who=anybody, twice=st.booleans(), room=rooms)
    def press_what_was_shown(self, number: int, who: str, twice: bool, room: str | None) -> None:
        """Press any button that anybody was ever shown, perhaps twice."""
        call = Call.decode(list(self.shown)[-1 - number % len(self.shown)])
        for _ in range(2 if twice else 1):
            self.press(who, call, room)

    @rule(
        who=people, helper=st.sampled_from(["cleo", "eve"]), steps=st.integers(3, 6), back=st.integers(0, 2)
    )
    def help_in_the_usual_way(self, who: str, helper: str, steps: int, back: int) -> None:
        """Offer, be accepted, ask them, introduce, be confirmed, have them meet: so far as the steps go."""
        now, model = self.scene.clock.now(), self.model
        living = [
            number for number, ask in model.asks.items() if not (ask.ended or ask.state(now) == "expired")
        ]
        if not living:
            self._post(who)
        ask = living[0] if living else len(model.asks)
        for turn in [0] * steps + [1] * back:
            self.press(*_likely(model.asks[ask], ask, helper)[turn])

    @rule(ask=asks, number=st.integers(0, 5), step=st.integers(0, 2), times=st.integers(1, 2), room=rooms)
    def go_on(self, ask: int, number: int, step: int, times: int, room: str | None) -> None:
        """Take a likely step, perhaps twice, so that stories come to an end too."""
        ask = 1 + ask % len(self.model.asks)
        found = self.model.asks[ask]
        helping = list(found.offers) or PEOPLE
        who, call = _likely(found, ask, helping[number % len(helping)])[step]
        for _ in range(times):
            self.press(who, call, room)

    @rule(hours=st.sampled_from([1, 30, 24 * 8, 24 * 15]))
    def wait(self, hours: int) -> None:
        self.scene.clock.forward(hours=hours)

    # What comes of it

    def press(self, who: str, call: Call, room: str | None = "tuesday") -> None:
        """Press, and compare what came of it with the model."""
        now = self.scene.clock.forward(minutes=1)
        if who == STRANGER and room:
            room = "friday"
        before, reply = self.facts, self.runner.run(self._pressed(who, call, room))
        expected = self._expected(who, call, room, now)
        assert type(reply) is expected, (who, call, reply, expected)
        if not isinstance(reply, Card):
            assert self.facts.rows == before.rows, (who, call, reply)
        elif call.name == "thanks":
            (undo,) = buttons(reply)
            self.model.thanks[int(undo.call.args["event"])] = self.model.thanks.pop(0)
        elif reply.headline.startswith("Noted: not this time"):
            changed = set(before.rows.splitlines()) ^ set(self.facts.rows.splitlines())
            assert all(f"'{who}'" in line for line in changed if line.startswith("outbox:"))
            assert {line.partition(":")[0] for line in changed} <= {"outbox", "tickets", "sqlite_sequence"}
        self._check_secrets(reply)

    async def _pressed(self, who: str, call: Call, room: str | None) -> Reply:
        woken = self.scene.woken
        reply = await self.scene.press(who, call, room)
        if self.scene.woken > woken:
            await self.scene.deliver()
        self.facts = await self.database.read(facts)
        return reply

    def _post(self, who: str) -> None:
        company = f"Firm{len(self.model.asks) + 1}"
        self.press(who, Call.to("intro ask", company=company, learn="how they decide what to build"))

    def _expected(self, who: str, call: Call, room: str | None, now: datetime) -> type[Reply]:
        args = {name: value for name, value in call.args.items() if name != "group"}
        if who == STRANGER and "group" in call.args and not room:
            return Problem  # a direct message about a group that is not hers
        if (needed := ASKED_FOR.get(call.name)) and needed not in args:
            return Form
        try:
            if who == STRANGER:
                raise Refused
            self.model.press(who, call.name, args, now)
        except Refused:
            return Problem
        return Card

    def _check_secrets(self, reply: Reply) -> None:
        """Nobody but the requester is told who offers, before it is confirmed that they introduced."""
        news = self.scene.told[self.seen :]
        self.seen = len(self.scene.told)
        cards = [*(card for _, card in news), *([reply] if isinstance(reply, Card) else [])]
        calls = [each.call for card in cards for each in buttons(card)]
        self.shown |= {call.encode(): None for call in calls if Model.knows(call.name)}
        for to, card in news:
            words = texts(card)
            if about := re.search(r"\bFirm(\d+)\b", words):
                ask = self.model.asks[int(about[1])]
                helped = {each for each, state in ask.offers.items() if state in ("confirmed", "met")}
                known = helped if to == "tuesday" else {to, ask.hints.get(to, "")}
                assert to == ask.requester or named(card) <= {ask.requester} | known, (to, words)

    @invariant()
    def the_ledger_says_what_was_confirmed(self) -> None:
        lines, who = self.facts.lines, self.model.people
        undone = {undoes for *_, undoes in lines}
        counted = [line for line in lines if line[-1] is None and line[0] not in undone]
        helped = [(who[helper], who[receiver], points) for _, helper, receiver, points, _, _ in counted]
        thanks = [(each.helper, each.giver, each.points) for each in self.model.thanks.values()]
        assert Counter(helped) == Counter([*self.model.counted.values(), *thanks])
        assert len({subject for *_, subject, _ in counted}) == len(counted), "a fact counts twice"
        assert all(helper != receiver for _, helper, receiver, *_ in lines)
        sums: Counter[str] = Counter()
        for _, helper, _, points, _, _ in lines:
            sums[who[helper]] += points
        assert +sums == self.model.points() == Counter(self.facts.board)
        assert min(sums.values(), default=0) >= 0

    @invariant()
    def no_ask_is_lost(self) -> None:
        now, who = self.scene.clock.now(), self.model.people
        assert {
            ask.id: (
                str(ask.state(now)),
                {who[each.helper]: str(each.state) for each in ask.offers},
                {who[each.peer]: who[each.by] for each in ask.suggestions},
            )
            for ask in self.facts.asks
        } == {number: (ask.state(now), ask.offers, ask.hints) for number, ask in self.model.asks.items()}


def named(card: Card) -> set[str]:
    """Give who of the group is named on a card."""
    return {name for name in PEOPLE if re.search(rf"\b{name.capitalize()}\b", texts(card))}


def _likely(found: ModelAsk, ask: int, helper: str) -> list[tuple[str, Call]]:
    """Give three presses of which at least one is likely to be possible now."""
    own, number = found.requester, PEOPLE.index(helper) + 1
    offers = (helper, Call.to("intro answer", ask=ask, how="introduce"))
    hints = (helper, Call.to("intro suggest", ask=ask, peer=number % 5 + 1))
    takes_back = (helper, Call.to("intro unoffer", ask=ask))
    asks_them = (helper, Call.to("intro asked", ask=ask))
    introduces = (helper, Call.to("intro introduced", ask=ask))
    is_refused = (helper, Call.to("intro refused", ask=ask))
    accepts, confirms, unconfirms, meets, unmeets = (
        (own, Call.to(path, ask=ask, helper=number)) for path in of_helper
    )
    closes = (own, Call.to("intro close", ask=ask, how="It went well", met=number % 2 == 0))
    renews = (own, Call.to("intro renew", ask=ask))
    return {
        "": [offers, hints, renews],
        "offered": [accepts, takes_back, accepts],
        "accepted": [asks_them, introduces, is_refused],
        "asked them": [introduces, is_refused, confirms],
        "introduced": [confirms, closes, confirms],
        "confirmed": [meets, unconfirms, closes],
        "met": [closes, unmeets, closes],
        "declined by them": [offers, closes, renews],
    }[found.offers.get(helper, "")]


def facts(store: Store) -> Facts:
    """Read all there is in one transaction."""
    members = [each.member for each in store.groups.members(TUESDAY)]
    connection = store.groups._connection  # type: ignore[attr-defined]
    lines = connection.exec_driver_sql(
        "SELECT id, helper_id, receiver_id, points, subject, undoes FROM help_events"
    )
    top = store.ledger.standings(TUESDAY, members[0].id, None, 10).top
    return Facts(
        rows=dump(store),
        lines=[tuple(line) for line in lines],
        board={each.name.lower(): each.points for each in top},
        asks=[ask for member in members for ask in store.asks.of(TUESDAY, member.id)],
    )


def test_no_presses_in_any_order_break_the_rules(new_database: Callable[[], Database]) -> None:
    examples = 30 if settings().derandomize else 400
    machine = cast(type[AnyPress], lambda: AnyPress(new_database))
    run_state_machine_as_test(
        machine,
        # without shrinking, which takes minutes here: the steps that fail are few enough to read
        settings=settings(max_examples=examples, stateful_step_count=40, phases=[Phase.generate]),
    )
