"""The coach at the door: what a member is about to send is read first, and kept while they choose its words.

A command gives its path and its arguments as they would be typed. If one of the texts reads as asking for a job, the
author alone sees the coach's card; what they typed waits, sealed, under a code that only they can use.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import timedelta

from bot.cards import coach as cards
from bot.core.call import Value
from bot.core.card import Card
from bot.core.context import Context
from bot.domain.coach import Finding, Verdict, read
from bot.domain.group import Strictness
from bot.drafts import Drafts

WORDS = Drafts(
    "draft",
    timedelta(days=14),
    gone="These words are not kept any more: they are sent already, or two weeks old.",
)
SELLS = ("offering myself", "judging me", "wish")
"""What may well stand in an offer: what one could do for them."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody was about to send: the command with its arguments, and the field that was read."""

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
            return _card(ctx, Draft(path, dict(args), field, rewrite), findings[0])
    return None


def _card(ctx: Context, draft: Draft, finding: Finding) -> Card:
    code = WORDS.keep(ctx, asdict(draft))
    show = cards.required if ctx.group.settings.coach is Strictness.REQUIRE else cards.suggested
    return show(code, " ".join(finding.words.split()), finding.why, draft.rewrite)


def find(ctx: Context, code: str) -> Draft:
    """Give what the caller was about to send; raises NotFound, also for what somebody else was."""
    return Draft(**WORDS.find(ctx, code))


def take(ctx: Context, code: str) -> Draft:
    """Give it likewise, and keep it no longer: of several presses at once, one gets on."""
    return Draft(**WORDS.take(ctx, code))
