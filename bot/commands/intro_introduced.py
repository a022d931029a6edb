"""/intro introduced and close: from the accepted offer to the closed loop, and what it is worth."""

from collections.abc import Sequence
from typing import Annotated

from bot import crediting, news
from bot.cards import introductions, offers, reminders
from bot.core.card import Card
from bot.core.command import command
from bot.core.context import Context
from bot.core.errors import BadInput
from bot.core.param import Param
from bot.domain import due
from bot.domain.ask import OUTCOME_MAX, Ask, OfferState
from bot.domain.errors import NotYours, TooLate
from bot.domain.ids import AskId
from bot.domain.member import Member
from bot.domain.points import HelpKind
from bot.domain.say import listed
from bot.suggestions import asks_under_way

UNDER_WAY = (OfferState.ACCEPTED, OfferState.ASKED, OfferState.INTRODUCED)


AskUnderWay = Annotated[
    AskId, Param(about="Which ask", label="Ask", suggest=asks_under_way, kept=True, min=1)
]
Helper = Annotated[Member, Param(about="Whose introduction", label="Helper", kept=True)]
MaybeHelper = Annotated[
    Member | None, Param(about="Whose introduction, if several help", label="Helper", kept=True)
]


@command("intro accept", "Accept a peer's offer.", title="Accept an offer", typed=False)
def accept(ctx: Context, ask: AskUnderWay, helper: Helper) -> Card:
    """Accept an offer; the helper gets the note to forward."""
    before = ctx.store.asks.get(ctx.group.id, ask)
    saved = ctx.store.asks.save(before.accept(helper.id, ctx.member.id, ctx.now))
    note = introductions.to_helper_accepted(saved, ctx.member, helper, ctx.group.name, OfferState.ACCEPTED)
    ctx.tell(helper.id, note, news.note_for(saved, helper.id))
    card = introductions.accepted(saved, helper)
    ctx.revise(news.offer_of(saved, helper.id), card)
    ctx.store.due.cancel(saved.subject, "ask nudge", "ask expiry")
    news.to_peers(ctx, before, saved)
    news.in_room(ctx, saved)
    return card


@command(
    "intro introduced", "Say that an introduction is made, as its helper or its receiver.", title="Introduced"
)
def introduced(ctx: Context, ask: AskUnderWay, helper: MaybeHelper = None) -> Card:
    """The helper says so, or the requester confirms it, which is what counts."""
    found = ctx.store.asks.get(ctx.group.id, ask)
    if found.requester != ctx.member.id:
        return _said_by_helper(ctx, found)
    return crediting.confirm(ctx, found, _one_of(ctx, found, helper, UNDER_WAY))


@command("intro patience", "Say that there is no answer yet.", title="No answer yet", typed=False)
def patience(ctx: Context, ask: AskUnderWay) -> Card:
    """Ask the requester no more about this introduction."""
    found = ctx.store.asks.get(ctx.group.id, ask)
    if found.requester != ctx.member.id:
        raise NotYours("Only the member who asked can say so.")
    ctx.store.due.cancel(found.subject)
    return reminders.patience(found)


@command("intro unconfirm", "Take a confirmation back.", title="Undo", typed=False)
def unconfirm(ctx: Context, ask: AskUnderWay, helper: Helper) -> Card:
    """Take back that an introduction reached the requester, with the points for it."""
    saved = ctx.store.asks.save(ctx.store.asks.get(ctx.group.id, ask).unconfirm(helper.id, ctx.member.id))
    for event in crediting.take_back(ctx, saved, helper.id, HelpKind.INTRODUCTION, HelpKind.SUGGESTION):
        ctx.tell(event.helper, introductions.to_helper_unconfirmed(saved, ctx.member, event.points))
    card = introductions.unconfirmed(saved, helper)
    ctx.revise(news.offer_of(saved, helper.id), card)
    ctx.revise(news.note_for(saved, helper.id), introductions.introduced(saved, ctx.member))
    news.in_room(ctx, saved)
    news.out_of_thread(ctx, saved, helper.id)
    return card


@command("intro met", "Say that the meeting was held.", title="We have met", typed=False)
def met(ctx: Context, ask: AskUnderWay, helper: Helper) -> Card:
    """The requester says that the meeting was held, which counts for the helper."""
    return crediting.meet(ctx, ctx.store.asks.get(ctx.group.id, ask), helper)


@command("intro unmet", "Take back that the meeting was held.", title="Undo", typed=False)
def unmet(ctx: Context, ask: AskUnderWay, helper: Helper) -> Card:
    """Take back that the meeting was held, with the points for it."""
    saved = ctx.store.asks.save(ctx.store.asks.get(ctx.group.id, ask).unmeet(helper.id, ctx.member.id))
    for event in crediting.take_back(ctx, saved, helper.id, HelpKind.MEETING):
        ctx.tell(event.helper, introductions.to_helper_unmet(saved, ctx.member, event.points))
    card = introductions.unmet(saved, helper)
    ctx.revise(news.offer_of(saved, helper.id), card)
    news.in_room(ctx, saved)
    return card


@command(
    "intro close",
    "Tell your helpers how it went, and close the loop.",
    title="Tell how it went",
    submit="Tell them",
)
def close(
    ctx: Context,
    ask: AskUnderWay,
    how: Annotated[
        str,
        Param(
            about="Your helpers read this, nobody else",
            label="How did it go?",
            min=2,
            max=OUTCOME_MAX,
            prose=True,
            lines=True,
        ),
    ],
    met: Annotated[bool, Param(about="A held meeting counts for your helper", label="Have you met?")] = False,
) -> Card:
    """Tell the helpers how it went; with a meeting held, what that is worth is counted first."""
    found = ctx.store.asks.get(ctx.group.id, ask)
    if met and found.requester == ctx.member.id:
        for helper in found.helpers(OfferState.INTRODUCED):
            crediting.confirm(ctx, found, ctx.peer(helper))
            found = ctx.store.asks.get(ctx.group.id, ask)
        for helper in found.helpers(OfferState.CONFIRMED):
            found = found.meet(helper, ctx.member.id)
            crediting.count_meeting(ctx, found, helper)
    told = crediting.close(ctx, found, how)
    return introductions.closed(found, tuple(peer.name for peer in told))


def _said_by_helper(ctx: Context, ask: Ask) -> Card:
    saved = ctx.store.asks.save(ask.introduce(ctx.member.id))
    requester = ctx.peer(saved.requester)
    question = introductions.to_requester_introduced(saved, ctx.member)
    ctx.tell(
        saved.requester,
        question,
        news.offer_of(saved, ctx.member.id),
        before=offers.was_accepted(saved, ctx.member),
    )
    ctx.store.due.add(
        due.of_introduced(saved, ctx.member.id, ctx.now.astimezone(ctx.group.tz), ctx.group.settings.days_off)
    )
    card = introductions.introduced(saved, requester)
    ctx.revise(news.note_for(saved, ctx.member.id), card)
    news.in_room(ctx, saved)
    return card


def _one_of(ctx: Context, ask: Ask, helper: Member | None, states: Sequence[OfferState]) -> Member:
    """Give the helper who is meant: the one named, or the only one whom it can be."""
    if helper:
        return helper
    possible = ask.helpers(*states)
    if len(possible) == 1:
        return ctx.peer(possible[0])
    if not possible:
        raise TooLate("No introduction is under way for this ask. /intro list shows how it stands.")
    names = listed([f"@{ctx.peer(each).name}" for each in possible])
    raise BadInput({"helper": f"Several help with this ask: {names}. Say whose introduction you mean."})
