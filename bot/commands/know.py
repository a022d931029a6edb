"""/know: whom a member knows where, for that member alone."""

from typing import Annotated

from bot.cards import contacts as cards
from bot.core.card import Card
from bot.core.command import command
from bot.core.context import Context
from bot.core.paging import Page, PageNumber
from bot.core.param import Param
from bot.domain import contact as rules
from bot.domain.company import NAME_MAX, Company
from bot.domain.contact import Contact
from bot.domain.ids import ContactId
from bot.suggestions import board_companies, own_contacts


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
    page: PageNumber = 1,
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
