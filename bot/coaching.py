"""The coach at the door: what a member is about to send is read first, and kept while they choose its words.

A command gives its path and its arguments as they would be typed. If one of the texts reads as asking for a job, the
author alone sees the coach's card; what they typed waits, sealed, under a code that only they can use.
"""

import json
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import timedelta

from bot.cards import coach as cards
from bot.core.call import Value
from bot.core.card import Card
from bot.core.context import Context
from bot.domain.coach import Finding, Verdict, read
from bot.domain.errors import NotFound
from bot.domain.group import Strictness

KIND = "draft"
HOLDS = timedelta(days=14)
SELLS = ("offering myself", "judging me", "wish")
"""What may well stand in an offer: what one could do for them."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody was about to send: the command with its arguments, and the field that was read."""

    group: int
    member: int
    path: str
    args: dict[str, Value]
    field: str
    rewrite: str

    @property
    def rewritten(self) -> Mapping[str, Value]:
        """The arguments with the coach's words."""
        return {**self.args, self.field: self.rewrite}


def look(ctx: Context, path: str, args: Mapping[str, Value], *asked: str, offered: str = "") -> Card | None:
    """Give the coach's card for a call that reads as asking for a job; None lets it go on.

    `asked` names the arguments that ask for something, `offered` the one that offers: in that, what somebody can do
    is no pitch, and a better one is none at all.
    """
    strictness = ctx.group.settings.coach
    if strictness is Strictness.OFF or (ctx.as_written and strictness is Strictness.SUGGEST):
        return None
    for field in filter(args.get, (*asked, offered)):
        reading = read(str(args[field]))
        findings = [each for each in reading.findings if field != offered or each.intent not in SELLS]
        if reading.verdict is Verdict.PITCH and findings:
            rewrite = "" if field == offered else reading.rewrite or ""
            return _card(
                ctx, Draft(ctx.group.id, ctx.member.id, path, dict(args), field, rewrite), findings[0]
            )
    return None


def _card(ctx: Context, draft: Draft, finding: Finding) -> Card:
    code = secrets.token_hex(6)
    ctx.store.tickets.put(KIND, code, json.dumps(asdict(draft)), ctx.now + HOLDS)
    show = cards.required if ctx.group.settings.coach is Strictness.REQUIRE else cards.suggested
    return show(code, " ".join(finding.words.split()), finding.why, draft.rewrite)


def kept(ctx: Context, code: str) -> Draft:
    """Give what the caller typed; raises NotFound, also for what somebody else did."""
    about = ctx.store.tickets.get(KIND, code, ctx.now)
    draft = Draft(**json.loads(about)) if about else None
    if draft is None or (draft.group, draft.member) != (ctx.group.id, ctx.member.id):
        raise NotFound("These words are not kept any more: they are sent already, or two weeks old.")
    return draft


def done(ctx: Context, code: str) -> None:
    """Keep what was typed no longer; of several presses at once, one gets on."""
    if ctx.store.tickets.take(KIND, code, ctx.now) is None:
        raise NotFound("These words are sent already.")
