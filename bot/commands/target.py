"""/target: the companies that members want to learn about."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated

from bot.cards import targets as cards
from bot.core.call import Value
from bot.core.card import Card
from bot.core.command import command
from bot.core.context import Context, Visit
from bot.core.form import Form
from bot.core.paging import PAGE, Page, PageNumber, skip
from bot.core.param import Param
from bot.domain.company import NAME_MAX, Company, look_alike
from bot.domain.errors import NotYours
from bot.domain.ids import TargetId
from bot.domain.target import WHY_MAX, Target, TargetStage, posted
from bot.suggestions import board_companies, own_targets

TargetOfMine = Annotated[
    TargetId, Param(about="Which of your companies", label="Company", suggest=own_targets, kept=True, min=1)
]


@command("target add", "Post companies you want to learn about.", title="Add a company", submit="Add")
def add(
    ctx: Context,
    company: Annotated[
        tuple[str, ...],
        Param(
            about="A company, or several separated by commas",
            label="Company, or several with commas",
            max=NAME_MAX,
            suggest=board_companies,
        ),
    ],
    confidence: Annotated[
        int, Param(about="How well it may fit you, 1 to 5", label="Confidence of fit", min=1, max=5)
    ] = 3,
    why: Annotated[
        str,
        Param(
            about="Why they may need what you offer", label="Why may they need you?", max=WHY_MAX, prose=True
        ),
    ] = "",
) -> Card:
    """Add the new ones, bring dropped ones back, and leave alone what is on the list already."""
    wanted = {
        made.key: posted(ctx.group.id, ctx.member.id, made, confidence, why, ctx.now)
        for made in map(Company.named, company)
    }
    added = ctx.store.targets.add([*wanted.values()])
    there = wanted.keys() - {target.company.key for target in added}
    had = ctx.store.targets.by_keys(ctx.group.id, ctx.member.id, sorted(there)) if there else {}
    back = [
        replace(target, stage=TargetStage.LISTED, confidence=confidence, why=why or target.why)
        for target in had.values()
        if target.stage is TargetStage.DROPPED
    ]
    for target in back:
        ctx.store.targets.save(target)
    new = [*added, *back]
    if new:
        ctx.post(cards.in_room(ctx.member, new))
    already = [target for target in had.values() if target.stage is not TargetStage.DROPPED]
    return cards.posted(new, already, _look_alike(ctx, new[0]) if len(new) == 1 else None)


@command("target list", "Show your own companies, surest first.", reads=True)
def list_(ctx: Context, page: PageNumber = 1) -> Card:
    """Show a page of the caller's list."""
    return cards.of_member(Page.of(ctx.store.targets.of(ctx.group.id, ctx.member.id), page))


@command(
    "target board",
    "Show which companies the group wants, and where peers know someone.",
    reads=True,
    title="Board",
)
def board(ctx: Context, page: PageNumber = 1) -> Card:
    """Show a page of the group's board."""
    found = ctx.store.targets.board(ctx.group.id, skip=skip(page), take=PAGE)
    if not found.rows and page > 1:
        page, found = 1, ctx.store.targets.board(ctx.group.id, skip=0, take=PAGE)
    return cards.board(cards.page_of_board(found, page))


def _stage_now(visit: Visit, given: Mapping[str, Value]) -> Mapping[str, str]:
    if visit.here is None or visit.known is None or not isinstance(given.get("target"), int):
        return {}
    target = visit.store.targets.get(visit.here.id, TargetId(int(given["target"])))
    return {"stage": target.stage} if target.member == visit.known.id else {}


@command("target move", "Note how far you are with a company.", title="Move a company", start=_stage_now)
def move(
    ctx: Context,
    target: TargetOfMine,
    stage: Annotated[TargetStage, Param(about="How far you are", label="How far are you?")],
) -> Card:
    """Move one of the caller's targets to a stage."""
    moved = _moved(ctx, target, stage)
    return cards.dropped(moved) if stage is TargetStage.DROPPED else cards.moved(moved)


@command(
    "target drop", "Take a company off your list; nothing is deleted.", title="Drop a company", submit="Drop"
)
def drop(ctx: Context, target: TargetOfMine) -> Card:
    """Take one of the caller's targets off the list."""
    return cards.dropped(_moved(ctx, target, TargetStage.DROPPED))


@command("target ask", "Ask for an introduction at one of your companies.", title="Ask", typed=False)
def ask(ctx: Context, target: TargetOfMine) -> Form:
    """Open the form of an ask with the company filled in."""
    return ctx.form("intro ask", company=_mine(ctx, target).company.name)


@command("target known", "Note that you know someone at a company.", title="Know someone", typed=False)
def known(ctx: Context, target: TargetOfMine) -> Form:
    """Open the form of a contact with the company filled in."""
    return ctx.form("know add", company=ctx.store.targets.get(ctx.group.id, target).company.name)


@command("target same", "Say that your company is the one on the board.", title="Same company", typed=False)
def same(ctx: Context, target: TargetOfMine) -> Card:
    """Take the board's name for a target whose own name only looks like it."""
    mine = _mine(ctx, target)
    like = _look_alike(ctx, mine)
    if like is None:
        return cards.renamed(mine)
    if twin := ctx.store.targets.by_keys(ctx.group.id, ctx.member.id, [like.key]).get(like.key):
        ctx.store.targets.save(replace(mine, stage=TargetStage.DROPPED))
        changed = replace(twin, stage=TargetStage.LISTED) if twin.stage is TargetStage.DROPPED else twin
    else:
        changed = replace(mine, company=like)
    ctx.store.targets.save(changed)
    return cards.renamed(changed)


def _look_alike(ctx: Context, target: Target) -> Company | None:
    return look_alike(
        target.company, ctx.store.targets.companies(ctx.group.id, target.company.key[:2], limit=200)
    )


def _mine(ctx: Context, target: TargetId) -> Target:
    found = ctx.store.targets.get(ctx.group.id, target)
    if found.member != ctx.member.id:
        raise NotYours("This company stands on a peer's list. /target add puts it on yours.")
    return found


def _moved(ctx: Context, target: TargetId, stage: TargetStage) -> Target:
    changed = replace(_mine(ctx, target), stage=stage)
    ctx.store.targets.save(changed)
    return changed
