"""What may be meant: the suggestions of parameters, read from the store of the caller's group."""

from collections.abc import Sequence

from bot.core.context import Visit
from bot.core.param import Suggestion
from bot.domain.ask import Ask
from bot.domain.company import company_key
from bot.domain.say import in_words
from bot.domain.zones import zones_like

MOST = 10


def zones(visit: Visit, typed: str) -> Sequence[Suggestion]:
    """Give the time zones that may be meant."""
    return [Suggestion(zone, zone) for zone in zones_like(typed, MOST)]


def commands(visit: Visit, typed: str) -> Sequence[Suggestion]:
    """Give the commands that hold what is typed."""
    wanted = typed.casefold().removeprefix("/")
    return [Suggestion(each.slash, each.name) for each in visit.registry if wanted in each.name]


def board_companies(visit: Visit, typed: str) -> Sequence[Suggestion]:
    """Give the companies of the group's board that begin as typed."""
    if visit.here is None:
        return []
    found = visit.store.targets.companies(visit.here.id, _key(typed), limit=MOST)
    return [Suggestion(company.name, company.name) for company in found]


def own_companies(visit: Visit, typed: str) -> Sequence[Suggestion]:
    """Give the companies of the caller's own list that begin as typed, then those of the board."""
    if visit.here is None or visit.known is None:
        return board_companies(visit, typed)
    mine = (target.company for target in visit.store.targets.of(visit.here.id, visit.known.id))
    own = [Suggestion(each.name, each.name) for each in mine if each.key.startswith(_key(typed))]
    return list(dict.fromkeys([*own, *board_companies(visit, typed)]))


def own_targets(visit: Visit, typed: str) -> Sequence[Suggestion]:
    """Give the caller's own targets that hold what is typed."""
    if visit.here is None or visit.known is None:
        return []
    return [
        Suggestion(f"{target.company} · {target.stage}", str(target.id))
        for target in visit.store.targets.of(visit.here.id, visit.known.id)
        if typed.casefold() in target.company.name.casefold()
    ]


def own_contacts(visit: Visit, typed: str) -> Sequence[Suggestion]:
    """Give the caller's own contacts that hold what is typed."""
    if visit.here is None or visit.known is None:
        return []
    return [
        Suggestion(f"{contact.name} · {contact.company}", str(contact.id))
        for contact in visit.store.contacts.of(visit.here.id, visit.known.id)
        if typed.casefold() in f"{contact.name} {contact.company}".casefold()
    ]


def own_asks(visit: Visit, typed: str) -> Sequence[Suggestion]:
    """Give the caller's own asks."""
    if visit.here is None or visit.known is None:
        return []
    return _asks(visit, visit.store.asks.of(visit.here.id, visit.known.id), typed)


def asks_under_way(visit: Visit, typed: str) -> Sequence[Suggestion]:
    """Give the caller's own asks and those they help with, as long as they are not ended."""
    if visit.here is None or visit.known is None:
        return []
    here, me = visit.here.id, visit.known.id
    both = [*visit.store.asks.of(here, me), *visit.store.asks.helped_by(here, me)]
    return _asks(visit, [ask for ask in both if not ask.ended], typed)


def own_meetings(visit: Visit, typed: str) -> Sequence[Suggestion]:
    """Give the caller's own meetings, the latest first, with their times by the caller's clock."""
    if visit.here is None or visit.known is None:
        return []
    zone = visit.known.tz(visit.here.settings.zone)
    return [
        Suggestion(f"{each.company} · {in_words(each.start.astimezone(zone), visit.now)}", str(each.id))
        for each in visit.store.meetings.of(visit.here.id, visit.known.id)
        if typed.casefold() in each.company.name.casefold()
    ][:25]


def waiting_asks(visit: Visit, typed: str) -> Sequence[Suggestion]:
    """Give the asks that peers may still answer, with who asks."""
    if visit.here is None:
        return []
    asks, _ = visit.store.asks.waiting(visit.here.id, visit.now, skip=0, take=25)
    found = []
    for ask in asks:
        requester = visit.store.groups.membership(ask.group, ask.requester)
        label = f"{ask.company} · {requester.member.name}" if requester else str(ask.company)
        if typed.casefold() in label.casefold():
            found.append(Suggestion(label, str(ask.id)))
    return found


def _asks(visit: Visit, asks: Sequence[Ask], typed: str) -> Sequence[Suggestion]:
    return [
        Suggestion(f"{ask.company} · {ask.state(visit.now)}", str(ask.id))
        for ask in asks
        if typed.casefold() in ask.company.name.casefold()
    ]


def _key(typed: str) -> str:
    return company_key(typed) if typed.strip() else ""
