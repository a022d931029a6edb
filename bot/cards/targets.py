"""Cards about target companies."""

from collections.abc import Sequence

from bot.cards.names import some
from bot.core.call import Call
from bot.core.card import Actions, Button, Card, Choices, Option, Style, Text, Weight, shorten
from bot.core.limits import BUTTON_LABEL, CHOICES, OPTION_LABEL
from bot.core.paging import Page, more
from bot.domain.company import Company
from bot.domain.member import Member
from bot.domain.say import count, listed
from bot.domain.target import Board, BoardRow, Target


def posted(targets: Sequence[Target], already: Sequence[Target], like: Company | None) -> Card:
    """Tell a member that companies are on their list; `like` is one on the board that may be the same."""
    names = some([target.company.name for target in targets])
    had = some([target.company.name for target in already])
    theirs = [*targets, *already]
    one = theirs[0]
    buttons = [Button("See my list", Call.to("target list"))]
    if len(theirs) == 1:
        ask = Call.to("target ask", target=one.id)
        buttons.insert(0, Button("Ask for an introduction", ask, Weight.PRIMARY))
    if like:
        buttons.insert(
            0, Button(shorten(f"It is {like}", BUTTON_LABEL), Call.to("target same", target=one.id))
        )
    return Card.of(
        f"{names} {'is' if len(targets) == 1 else 'are'} on your list" if targets else "Nothing new to add",
        f"Confidence of fit: {one.confidence} of 5." + (f" {one.why}" if one.why else "")
        if targets
        else None,
        f"{had} {'was' if len(already) == 1 else 'were'} on it already." if already else None,
        f"{like} is on the group's board. If you meant the same company, say so." if like else None,
        _ask_at(theirs[:CHOICES]) if len(theirs) > 1 else None,
        Actions(tuple(buttons)),
    )


def in_room(member: Member, targets: Sequence[Target]) -> Card:
    """Tell the group which companies a member wants to learn about."""
    names = [target.company.name for target in targets]
    why = targets[0].why if len(targets) == 1 else ""
    return Card.of(
        f"{member.name} wants to learn about {some(names)}",
        f"Why they may need what {member.first_name} offers: {why}" if why else None,
        Text("If you know someone there, note it: only a number is shown, never a name.", Style.QUIET),
        Actions.of(Button("I know someone there", Call.to("target known", target=targets[0].id)))
        if len(targets) == 1
        else Choices(
            "I know someone at …",
            tuple(
                Option(shorten(target.company.name, OPTION_LABEL), Call.to("target known", target=target.id))
                for target in targets[:25]
            ),
        ),
    )


def of_member(page: Page[Target]) -> Card:
    """Show a member their own list, surest first."""
    if not page.total:
        return Card.of(
            "Your list is empty",
            "Which company are you curious about? One is enough to begin with, and there is no upper limit.",
            Actions.of(Button("Add a company", Call.to("target add"), Weight.PRIMARY)),
        )
    return Card.of(
        f"Your list: {count(page.total, 'company', 'companies')}, surest first",
        "\n".join(_line(target) for target in page.rows),
        _ask_at(page.rows),
        Choices(
            "Move on, or set aside …",
            tuple(
                Option(shorten(target.company.name, OPTION_LABEL), Call.to("target move", target=target.id))
                for target in page.rows
            ),
        ),
        more(page, Call.to("target list"), Button("Add a company", Call.to("target add"))),
    )


def board(page: Page[BoardRow]) -> Card:
    """Show the group's board: which companies are wanted, by whom, and how many peers know someone there."""
    if not page.total:
        return Card.of(
            "The board is empty",
            "Nobody has posted a company yet. Yours could be the first.",
            Actions.of(Button("Add a company", Call.to("target add"), Weight.PRIMARY)),
        )
    return Card.of(
        f"The group's board: {count(page.total, 'company', 'companies')}",
        "\n".join(_board_line(row) for row in page.rows),
        Text("Numbers say how many peers know someone there; nobody sees who.", Style.QUIET),
        more(page, Call.to("target board"), Button("Add a company", Call.to("target add"))),
    )


def moved(target: Target) -> Card:
    """Tell a member that a target is at another stage."""
    return Card.of(
        f"{target.company} is now “{target.stage}”",
        None,
        Actions.of(
            Button("Ask for an introduction", Call.to("target ask", target=target.id)),
            Button("See my list", Call.to("target list")),
        ),
    )


def dropped(target: Target) -> Card:
    """Tell a member that a target is off their list, and that nothing is lost."""
    return Card.of(
        f"{target.company} is off your list",
        "Nothing is deleted: add it again any time, and it comes back as it was.",
        Actions.of(
            Button("Put it back", Call.to("target move", target=target.id, stage="listed")),
            Button("See my list", Call.to("target list")),
        ),
    )


def renamed(target: Target) -> Card:
    """Tell a member that their target is now the company on the board."""
    return Card.of(
        f"It is {target.company} on your list now",
        "Peers who want the same company are counted together.",
        Actions.of(Button("See my list", Call.to("target list"))),
    )


def page_of_board(found: Board, number: int) -> Page[BoardRow]:
    """Make a page of what the store gave for the board."""
    return Page(found.rows, number, found.companies)


def _ask_at(targets: Sequence[Target]) -> Choices:
    return Choices(
        "Ask for an introduction at …",
        tuple(
            Option(shorten(target.company.name, OPTION_LABEL), Call.to("target ask", target=target.id))
            for target in targets
        ),
    )


def _line(target: Target) -> str:
    why = f" · {shorten(target.why, 90)}" if target.why else ""
    return f"{'●' * target.confidence}{'○' * (5 - target.confidence)} {target.company} · {target.stage}{why}"


def _board_line(row: BoardRow) -> str:
    names = list(row.wanted_by[:3])
    others = row.wanted - len(names)
    wanted = listed([*names, f"{others} more"] if others > 0 else names)
    known = f" · {count(row.known_by, 'peer knows', 'peers know')} someone there" if row.known_by else ""
    return f"{shorten(row.company.name, 75)} · {wanted}{known}"
