"""/know: whom a member knows where, for that member alone."""

from collections.abc import Sequence
from typing import Annotated

from bot.cards import contacts as cards
from bot.core.card import Card
from bot.core.command import command
from bot.core.context import Context, Visit
from bot.core.paging import Page
from bot.core.param import Param, Suggestion
from bot.domain import contact as rules
from bot.domain.company import NAME_MAX, Company, company_key
from bot.domain.contact import Contact
from bot.domain.ids import ContactId


def board_companies(visit: Visit, typed: str) -> Sequence[Suggestion]:
    """Give the companies of the group's board that begin as typed."""
    if visit.here is None:
        return []
    prefix = company_key(typed) if typed.strip() else ""
    found = visit.store.targets.companies(visit.here.id, prefix, limit=10)
    return [Suggestion(company.name, company.name) for company in found]


def own_contacts(visit: Visit, typed: str) -> Sequence[Suggestion]:
    """Give the caller's own contacts that hold what is typed."""
    if visit.here is None or visit.known is None:
        return []
    return [
        Suggestion(f"{contact.name} · {contact.company}", str(contact.id))
        for contact in visit.store.contacts.of(visit.here.id, visit.known.id)
        if typed.casefold() in f"{contact.name} {contact.company}".casefold()
    ]


@command(
    "know add", "Note someone you know at a company, for you alone.", title="Note someone", submit="Note"
)
def add(
    ctx: Context,
    company: Annotated[
        str, Param(about="Where they work", label="Company", max=NAME_MAX, suggest=board_companies)
    ],
    name: Annotated[str, Param(about="Only you see it", label="Who is it?", max=rules.NAME_MAX)],
    note: Annotated[
        str, Param(about="How you know them; only you see it", label="Note", max=rules.NOTE_MAX, prose=True)
    ] = "",
) -> Card:
    """Note a contact."""
    contact = Contact(ContactId(0), ctx.group.id, ctx.member.id, Company.named(company), name, note)
    return cards.noted(ctx.store.contacts.add(contact))


@command("know list", "Show the people you noted; nobody else sees them.", reads=True, title="Contacts")
def list_(
    ctx: Context,
    page: Annotated[int, Param(about="Which page of the list", label="Page", min=1, max=100_000)] = 1,
) -> Card:
    """Show a page of the caller's contacts."""
    return cards.of_member(Page.of(ctx.store.contacts.of(ctx.group.id, ctx.member.id), page))


@command("know forget", "Delete someone you noted, for good.", title="Forget someone", submit="Forget")
def forget(
    ctx: Context,
    contact: Annotated[
        ContactId, Param(about="Which contact", label="Contact", suggest=own_contacts, kept=True, min=1)
    ],
) -> Card:
    """Delete one of the caller's contacts."""
    found = ctx.store.contacts.get(ctx.group.id, ctx.member.id, contact)
    ctx.store.contacts.forget(found)
    return cards.forgotten(found)
