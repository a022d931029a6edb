"""A few commands that ask of an adapter everything it may ever be asked for."""

from dataclasses import replace
from typing import Annotated, Literal

from bot.core import limits
from bot.core.call import Call
from bot.core.card import (
    Actions,
    Button,
    Card,
    Choices,
    Fields,
    NamedValue,
    Option,
    Picture,
    Ping,
    Style,
    Text,
    Weight,
)
from bot.core.charts import Bar, BarChart
from bot.core.command import command
from bot.core.context import Context, Visit
from bot.core.param import Param, Suggestion
from bot.core.registry import Registry
from bot.domain.member import Member
from tests.contract import stage as seen
from tests.fixtures.gallery import REGISTRY, gallery

CHART = BarChart("Who helped", "points", (Bar("Ana", 5, "first help"), Bar("Ben", 3, highlight=True)))
CALLED = "Ana Souza"
"""Who shows, posts and tells these cards; it is she whom they call."""
PAGE = 160
"""So many cards are posted at once."""


def press(number: int) -> Call:
    """Give a call as long as calls may be."""
    call = Call.to("sample pressed", number=number)
    return call.having(note="n" * (limits.CALL - len(call.having(note="").encode())))


def _labels(most: int, many: int) -> list[str]:
    return [f"{number} ".ljust(most, "W") for number in range(1, many + 1)]


def _filled(card: Card) -> Card:
    """Give a card as many characters as fit."""
    size = len(card.headline) + sum(
        sum(len(each.name) + len(each.value) + 6 for each in block.fields)
        if isinstance(block, Fields)
        else len(block.text)
        if isinstance(block, Text)
        else len(block.alt)
        if isinstance(block, Picture)
        else 0
        for block in card.blocks
    )
    return Card(card.headline, (Text("W" * (limits.CARD_TEXT - size)), *card.blocks))


EXTREMES = [
    Card.of("A headline alone"),
    Card.of("Every style", Text("plain"), Text("quiet", Style.QUIET), Text("one\n\ntwo", Style.QUOTE)),
    Card.of(
        "Every button",
        Actions.of(
            Button("First", press(1), Weight.PRIMARY),
            Button("Second", press(2)),
            Button("Third", press(3), Weight.DANGER),
        ),
    ),
    Card.of("A picture between words", "Before", Picture(CHART, "Ana 5, Ben 3"), "After"),
    Card.of("Somebody is called", "Before", Ping("U1", CALLED), "After"),
    _filled(Card("One long paragraph")),
    _filled(Card("W" * limits.HEADLINE, tuple(Text(style.value, style) for style in Style))),
    _filled(
        Card.of(
            "As many of everything as fit",
            Fields(tuple(NamedValue(f"Name {n}", f"Value {n}") for n in range(limits.FIELDS))),
            Choices(
                "Menu",
                tuple(
                    Option(label, press(n))
                    for n, label in enumerate(_labels(limits.OPTION_LABEL, limits.CHOICES))
                ),
            ),
            Actions(
                tuple(
                    Button(label, press(100 + n))
                    for n, label in enumerate(_labels(limits.BUTTON_LABEL, limits.BUTTONS))
                )
            ),
            Picture(CHART, "Ana 5, Ben 3"),
        )
    ),
    _filled(Card("Twelve blocks", tuple(Text(f"Line {n}") for n in range(limits.CARD_BLOCKS - 1)))),
    _filled(
        Card(
            "Three menus",
            tuple(
                Choices(
                    f"Menu {menu}", tuple(Option(f"Option {n}", press(menu * 100 + n)) for n in range(25))
                )
                for menu in range(3)
            ),
        )
    ),
]
CARDS = [*EXTREMES, *(each.shown for each in gallery()[::11] if isinstance(each.shown, Card))]
"""What the suite shows: all kinds of blocks, all extremes, and some of the program's own cards.

All of those are rendered for every platform, and read back, in the tests of its adapter.
"""

Number = Annotated[int, Param(about="Which one", min=0)]


@command("sample show", "Show a card to yourself.", reads=True)
def show(ctx: Context, number: Number) -> Card:
    return _calling(ctx, CARDS[number])


@command("sample post", "Post a page of cards.")
def post(ctx: Context, first: Number) -> Card:
    for card in CARDS[first : first + PAGE]:
        ctx.post(_calling(ctx, card))
    return Card.of("Posted")


@command("sample tell", "Tell somebody a card.")
def tell(ctx: Context, peer: Annotated[Member, Param(about="Whom")], number: Number) -> Card:
    ctx.tell(peer.id, _calling(ctx, CARDS[number]), f"told/{number}")
    return Card.of("Told")


@command("sample pressed", "Say what was pressed.", typed=False)
def pressed(ctx: Context, number: Number, note: Annotated[str, Param(about="To make it long")] = "") -> Card:
    return Card.of(f"{ctx.member.first_name} pressed {number}")


@command("sample hang", "Hang up a card that changes.")
def hang(ctx: Context, word: Annotated[str, Param(about="What it says")]) -> Card:
    ctx.post(_hanging(word), "hanging")
    return Card.of("It hangs")


@command("sample change", "Change what hangs.")
def change(ctx: Context, word: Annotated[str, Param(about="What it says now")]) -> Card:
    ctx.revise("hanging", _hanging(word))
    return Card.of("Changed")


@command("sample picture", "Put a picture where there was none.", typed=False)
def picture(ctx: Context) -> Card:
    ctx.revise("hanging", Card.of("Now a picture", Picture(CHART, "Ana 5, Ben 3")))
    return Card.of("Changed")


def _calling(ctx: Context, card: Card) -> Card:
    """Let a card call its caller, whatever the platform's id of her is."""
    called = Ping(ctx.caller.identity.user, ctx.caller.name)
    return replace(card, blocks=tuple(called if isinstance(each, Ping) else each for each in card.blocks))


def _hanging(word: str) -> Card:
    return Card.of(word, f"It says {word}", Actions.of(Button("To a picture", Call.to("sample picture"))))


def words(visit: Visit, typed: str) -> list[Suggestion]:
    return [Suggestion(word, word) for word in ("Globex", "Globant", "Acme") if word.startswith(typed)]


@command("sample fill", "Everything a form can ask for.", title="Fill it in", submit="Send it")
def fill(
    ctx: Context,
    company: Annotated[str, Param(about="A company", label="Which company?", max=50, suggest=words)],
    fit: Annotated[int, Param(about="From 1 to 5", label="How well does it fit?", min=1, max=5)],
    size: Annotated[
        Literal["small", "large"], Param(about="How large it is", labels={"small": "Small", "large": "Large"})
    ],
    peer: Annotated[Member, Param(about="Who knows somebody there", label="Who knows them?")],
    note: Annotated[
        str, Param(about="Anything else", label="A note", max=500, prose=True, lines=True)
    ] = "none yet",
) -> Card:
    return Card.of(
        f"{company} fits {fit} of 5",
        Fields.of(Size=size, Peer=peer.name),
        Text(note or "nothing", Style.QUOTE),
    )


@command("sample switches", "What can be switched.", title="Switches")
def switches(
    ctx: Context,
    first: Annotated[bool, Param(about="Yes or no")],
    second: Annotated[bool, Param(about="No or yes")] = False,
) -> Card:
    return Card.of(f"{first} and {second}")


@command("sample long", "A form of more fields than one page of some platforms takes.", title="A long form")
def long(
    ctx: Context,
    one: Annotated[str, Param(about="The first")],
    two: Annotated[str, Param(about="The second")],
    three: Annotated[str, Param(about="The third")],
    four: Annotated[int, Param(about="The fourth", min=0)],
    five: Annotated[str, Param(about="The fifth")],
    six: Annotated[int, Param(about="The sixth", min=0, max=9)],
    seven: Annotated[str, Param(about="The seventh", max=20)],
) -> Card:
    return Card.of(f"{one} {two} {three} {four} {five} {six} {seven}")


@command("sample fault", "Fail with everything half done.")
def fault(ctx: Context) -> Card:
    ctx.store.groups.save(ctx.group)
    ctx.post(Card.of("Never to be seen"))
    raise RuntimeError("a secret word")


SAMPLES = Registry(
    [*REGISTRY.all(), show, post, tell, pressed, hang, change, picture, fill, switches, long, fault]
)
"""The program's commands and these."""


def parts_of(card: Card) -> tuple[seen.Part, ...]:
    """Give what people must see of a card."""
    return tuple(_part_of(block) for block in card.blocks)


def _part_of(block: object) -> seen.Part:
    match block:
        case Text(text, style):
            return seen.Words(text, style.value)
        case Fields(fields):
            return seen.Values(tuple((each.name, each.value) for each in fields))
        case Picture(_, alt):
            return seen.Image(alt)
        case Ping():
            return seen.Mention(CALLED)
        case Choices(label, options):
            return seen.Menu(label, tuple(seen.Control(each.label) for each in options))
        case Actions(buttons):
            return seen.Buttons(tuple(seen.Control(each.label) for each in buttons))
        case _:
            raise AssertionError(block)
