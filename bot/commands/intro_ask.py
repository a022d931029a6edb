"""/intro ask, list, withdraw: the requester's side until somebody offers."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Annotated, Literal

from bot import coaching, news
from bot.cards import asks, offers
from bot.core.call import Value
from bot.core.card import Card
from bot.core.command import Shortcut, command
from bot.core.context import Context
from bot.core.errors import BadInput
from bot.core.find import as_typed
from bot.core.paging import PAGE, Page, PageNumber, skip
from bot.core.param import Param
from bot.domain import ask as rules
from bot.domain import due
from bot.domain.ask import Ask
from bot.domain.company import NAME_MAX, Company
from bot.domain.errors import OverLimit
from bot.domain.ids import AskId, MemberId
from bot.domain.member import Member
from bot.domain.say import count
from bot.domain.target import TargetStage
from bot.suggestions import own_asks, own_companies

WEEK = timedelta(days=7)


AskOfMine = Annotated[
    AskId, Param(about="Which of your asks", label="Ask", suggest=own_asks, kept=True, min=1)
]


CompanyAsked = Annotated[
    str,
    Param(about="Where you would like to meet someone", label="Company", max=NAME_MAX, suggest=own_companies),
]
Learn = Annotated[
    str,
    Param(
        about="A question only somebody inside can answer, in one or two sentences",
        label="What do you want to learn?",
        min=10,
        max=rules.LEARN_MAX,
        prose=True,
    ),
]
RenewedLearn = Annotated[
    str,
    Param(
        about="As it was, if you leave this empty",
        label="What do you want to learn?",
        max=rules.LEARN_MAX,
        prose=True,
    ),
]
Minutes = Annotated[
    Literal["20", "30"],
    Param(about="How long you would like to talk", labels={"20": "20 minutes", "30": "30 minutes"}),
]
InReturn = Annotated[
    str,
    Param(
        about="Something useful to them; a small thing is fine",
        label="What could you offer them?",
        max=rules.OFFER_MAX,
        prose=True,
    ),
]


@command("intro ask", "Ask your peers for an introduction, to learn.", title="Ask to learn", submit="Post")
def ask(
    ctx: Context, company: CompanyAsked, learn: Learn, minutes: Minutes = "20", offer: InReturn = ""
) -> Card:
    """Post the ask in the room, and ask privately the peers who know somebody there."""
    return _asked(ctx, "intro ask", company, learn, minutes, offer)


@command(
    "intro request",
    "Ask for an introduction, one peer first of all.",
    title="Ask to learn",
    submit="Post",
    typed=False,
    shortcut=Shortcut("Ask for an introduction", on="person", parameter="peer"),
)
def request(
    ctx: Context,
    peer: Annotated[
        Member, Param(about="They are asked privately, and are free to pass", label="Whom first?")
    ],
    company: CompanyAsked,
    learn: Learn,
    minutes: Minutes = "20",
    offer: InReturn = "",
) -> Card:
    """Post the ask as any other, and ask one peer privately whether they know somebody there."""
    if peer.id == ctx.member.id:
        raise BadInput({"peer": "Whom first? Name a peer; your own contacts are in /know list."})
    return _asked(ctx, "intro request", company, learn, minutes, offer, first=peer)


def _asked(
    ctx: Context,
    path: str,
    company: str,
    learn: str,
    minutes: str,
    offer: str,
    first: Member | None = None,
) -> Card:
    wanted = Company.named(company)
    _check_limit(ctx)
    meant = Ask.post(ctx.group.id, ctx.member.id, wanted, learn, int(minutes), offer, ctx.now)
    typed: dict[str, Value] = {"company": company, "learn": learn, "minutes": minutes, "offer": offer}
    if first:
        typed["peer"] = as_typed(first, ctx)
    if card := coaching.look(ctx, path, typed, "learn", offered="offer"):
        return card
    made = ctx.store.asks.add(meant)
    asked = _post(ctx, made)
    if first and first.id not in asked:
        news.ask_first(ctx, made, first.id)
    target = ctx.store.targets.by_keys(ctx.group.id, ctx.member.id, [wanted.key]).get(wanted.key)
    if target and target.stage is TargetStage.LISTED:
        ctx.store.targets.save(replace(target, stage=TargetStage.ASKING))
    return asks.posted(made)


@command("intro list", "Show your asks and those you help with.", reads=True, title="Asks")
def list_(ctx: Context, page: PageNumber = 1) -> Card:
    """Show the caller's own asks, those they help with, and how many wait."""
    mine = [(each, each.state(ctx.now)) for each in ctx.store.asks.of(ctx.group.id, ctx.member.id)]
    helping = tuple(
        (each, ctx.peer(each.requester).name, next(o.state for o in each.offers if o.helper == ctx.member.id))
        for each in ctx.store.asks.helped_by(ctx.group.id, ctx.member.id)[:PAGE]
    )
    _, waiting = ctx.store.asks.waiting(ctx.group.id, ctx.now, skip=0, take=1)
    return asks.overview(Page.of(mine, page), helping, waiting)


@command("intro waiting", "Show the asks that wait for help.", typed=False, reads=True, title="Waiting asks")
def waiting_(ctx: Context, page: PageNumber = 1) -> Card:
    """Show the group's asks that peers may still answer."""
    found, total = ctx.store.asks.waiting(ctx.group.id, ctx.now, skip=skip(page), take=PAGE)
    if not found and page > 1:
        page = 1
        found, total = ctx.store.asks.waiting(ctx.group.id, ctx.now, skip=0, take=PAGE)
    rows = [(each, ctx.peer(each.requester).name) for each in found]
    return asks.waiting(Page(rows, page, total))


@command("intro show", "Show one ask.", typed=False, reads=True, title="Ask")
def show(ctx: Context, ask: Annotated[AskId, Param(about="Which ask", kept=True, min=1)]) -> Card:
    """Show one ask with what the viewer can do about it."""
    found = ctx.store.asks.get(ctx.group.id, ask)
    names: Mapping[int, str] = {}
    if found.requester == ctx.member.id:
        names = {offer.helper: ctx.peer(offer.helper).name for offer in found.offers}
    return asks.detail(
        found,
        ctx.peer(found.requester),
        found.state(ctx.now),
        ctx.member,
        dict(names),
        news.readiness(ctx, found),
    )


@command("intro withdraw", "Take an ask back.", title="Take an ask back", submit="Take it back")
def withdraw(ctx: Context, ask: AskOfMine) -> Card:
    """Take one of the caller's asks back, and tell whoever had to do with it."""
    found = ctx.store.asks.get(ctx.group.id, ask)
    news.take_back(ctx, found)
    return asks.withdrawn(found)


@command("intro renew", "Post an expired ask again.", typed=False, title="Renew an ask", submit="Post")
def renew(ctx: Context, ask: AskOfMine, learn: RenewedLearn = "") -> Card:
    """Post one of the caller's expired asks again, with other words where the caller gives some."""
    found = ctx.store.asks.get(ctx.group.id, ask).renew(ctx.member.id, ctx.now, learn)
    _check_limit(ctx)
    typed: dict[str, Value] = {"ask": ask, "learn": found.learn}
    if card := coaching.look(ctx, "intro renew", typed, "learn"):
        return card
    ctx.store.due.cancel(found.subject)
    _post(ctx, ctx.store.asks.save(found))
    return asks.renewed(found)


def _check_limit(ctx: Context) -> None:
    most = ctx.group.settings.asks_per_week
    ctx.store.groups.lock(ctx.group.id, [ctx.member.id])
    since = ctx.now - WEEK
    posted = ctx.store.asks.posted_since(ctx.group.id, ctx.member.id, since)
    lately = [moment for moment in posted if moment > since]  # at the very moment that was told, it is free
    if len(lately) >= most:
        raise OverLimit(
            f"You have posted {count(len(lately), 'ask')} in seven days; this group takes at most {most}, so that "
            f"each gets its attention. You can post the next one {ctx.say(lately[-most] + WEEK)}."
        )


def _post(ctx: Context, ask: Ask) -> Collection[MemberId]:
    """Tell the room, and the peers who know somebody there; gives who knows."""
    prepared = news.readiness(ctx, ask)
    ctx.post(asks.in_room(ask, ctx.member, ask.state(ctx.now), (), prepared), ask.subject)
    know = ctx.store.contacts.who_knows(ctx.group.id, ask.company)
    for peer, many in know.items():
        if peer != ctx.member.id:
            ctx.tell(peer, offers.to_peer_who_knows(ask, ctx.member, many, prepared), news.peers(ask))
    ctx.store.due.add(due.of_posted(ask))
    return know
