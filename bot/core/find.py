"""Finding: the people and things of the caller's group that a call names by words."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.core.bind import MENTION, Person, Wanted, nearest, short
from bot.core.command import Command
from bot.core.context import Context, Visit
from bot.core.errors import BadInput
from bot.core.param import Parameter
from bot.domain.ids import MemberId
from bot.domain.member import Member
from bot.domain.say import listed


def find_all(command: Command, values: Mapping[str, Any], context: Context) -> dict[str, Any]:
    """Put people and things in the place of the words by which they were named; raises BadInput."""
    found = dict(values)
    for each in command.parameters:
        match values.get(each.name):
            case Person() as person:
                found[each.name] = find_person(each, person, context)
            case Wanted() as wanted:
                found[each.name] = find_wanted(each, wanted, context)
            case _:
                pass
    return found


def find_person(each: Parameter, person: Person, context: Context) -> Member:
    """Find a named person among the members of the caller's group; raises BadInput, with who may be meant."""
    nobody = f"{each.said}: that person is not in this group. /group members shows who is."
    groups, here, named = context.store.groups, context.group.id, person.named
    if isinstance(named, str) and (mention := MENTION.fullmatch(named)):
        found = context.store.members.by_identity(replace(context.caller.identity, user=mention["user"]))
        named = found.id if found else 0
    if isinstance(named, int):
        membership = groups.membership(here, MemberId(named))
        gone = membership is not None and membership.left and not each.param.kept  # a button knows its own
        if membership is None or gone:
            raise BadInput({each.name: nobody})
        return membership.member
    name = named.removeprefix("@").strip(' "').casefold()
    people = [one.member for one in groups.members(here)]
    fits = [one for one in people if one.name.casefold() == name] or [
        one for one in people if one.first_name.casefold() == name
    ]
    if len(fits) == 1:
        return fits[0]
    if fits:
        whole = sorted({f"“{one.name}”" for one in fits})
        hint = (
            f"Write the whole name in quotes: {listed(whole[:5], 'or')}."
            if len(whole) > 1
            else "Mention the one you mean."
        )
        raise BadInput({each.name: f"{each.said}: {len(fits)} members go by that name. {hint}"})
    near = nearest(name, {one.first_name.casefold(): one for one in people})
    guess = next((one.first_name for one in people if one.first_name.casefold() == near), None)
    raise BadInput({each.name: f"{nobody} Did you mean @{guess}?" if guess else nobody})


def as_typed(peer: Member, visit: Visit) -> str:
    """Write a member as the caller's platform does in a form: mentioned if they are there too, else by name."""
    reach, here = visit.store.members.reach(peer.id), visit.caller.identity
    return f"<@{reach[1].user}>" if reach and replace(reach[1], user=here.user) == here else peer.name


def find_wanted(each: Parameter, wanted: Wanted, visit: Visit) -> int:
    """Find what a caller named among a parameter's suggestions; raises BadInput, with what there is."""
    found = each.suggest(visit, wanted.named)
    exact = [one for one in found if one.label.casefold().startswith(wanted.named.casefold() + " ·")]
    if len(fits := exact or found) == 1:
        return int(fits[0].value)
    if fits:
        labels = listed([f"“{one.label}” ({one.value})" for one in fits[:5]], "or")
        raise BadInput({each.name: f"{each.said}: do you mean {labels}? Give the number."})
    some = [f"“{one.label}”" for one in each.suggest(visit, "")[:5]]
    hint = f"There is {listed(some)}." if some else "There is none yet."
    raise BadInput({each.name: f"{each.said}: nothing fits “{short(wanted.named)}”. {hint}"})
