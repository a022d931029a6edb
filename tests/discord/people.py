"""What people do on the local Discord: commands, buttons, menus, forms. Each becomes an interaction.

Whether the client of a person would let them do it is not asked here: whoever has an account can send by hand.
"""

from collections.abc import Iterable, Mapping, Sequence

from tests.discord import interactions as kinds
from tests.discord.errors import Json
from tests.discord.interactions import Interaction, began, event, resolved
from tests.discord.rule_commands import CHAT, GROUP, ON_MESSAGE, ON_USER, SUB, USER
from tests.discord.rule_components import CHECKS, LABEL, PERSON, ROW, SELECTS, UPLOAD, walk
from tests.discord.service import Service
from tests.discord.world import Channel, Message, User

Value = str | int | bool | float
_MANY = SELECTS | {CHECKS, UPLOAD}


class People:
    """Everybody on the server, with what they can do."""

    def __init__(self, service: Service) -> None:
        self._service, self._world = service, service.world

    def command(
        self, user: User, channel: Channel, path: Sequence[str], options: Iterable[Json] = ()
    ) -> Interaction:
        """Use a slash command; each option is {"name", "type", "value"}. Unregistered, it has a made-up id."""
        data = self._named(CHAT, path, list(options))
        return self._begin(kinds.COMMAND, user, channel, data)

    def typing(
        self, user: User, channel: Channel, path: Sequence[str], options: Iterable[Json], focused: str
    ) -> Interaction:
        """Type in one option of a slash command, which asks what may be meant."""
        given = [each | {"focused": True} if each["name"] == focused else each for each in options]
        data = self._named(CHAT, path, given)
        return self._begin(kinds.AUTOCOMPLETE, user, channel, data)

    def menu(self, user: User, channel: Channel, name: str, target: User | Message) -> Interaction:
        """Choose an application's entry in the menu of a person or a message."""
        on_user = isinstance(target, User)
        data = self._named(ON_USER if on_user else ON_MESSAGE, [name], [])
        data["target_id"] = target.id
        users = [target.id] if isinstance(target, User) else []
        messages = [target] if isinstance(target, Message) else []
        data["resolved"] = resolved(self._world, channel, users, messages)
        return self._begin(kinds.COMMAND, user, channel, data)

    def press(self, user: User, message: Message, custom_id: str) -> Interaction:
        """Press a button."""
        data: Json = {"custom_id": custom_id, "component_type": 2, "id": _number(message, custom_id)}
        return self._begin(kinds.COMPONENT, user, message.channel, data, message)

    def choose(self, user: User, message: Message, custom_id: str, values: list[str]) -> Interaction:
        """Choose in a menu."""
        found = next((each for _, each in walk(message.components) if each.get("custom_id") == custom_id), {})
        kind = found.get("type", 3)
        data: Json = {
            "custom_id": custom_id,
            "component_type": kind,
            "id": _number(message, custom_id),
            "values": values,
        }
        if kind == PERSON:
            data["resolved"] = resolved(self._world, message.channel, values, [])
        return self._begin(kinds.COMPONENT, user, message.channel, data, message)

    def submit(self, opened: Interaction, values: Mapping[str, object]) -> Interaction:
        """Submit the modal that an interaction opened; `values` are texts, or lists of chosen values, by custom id.

        What is not given is sent as it stands in the modal.
        """
        assert opened.modal, "no modal is open"
        parts = [_filled(each, values) for each in opened.modal["components"]]
        chosen = [
            value for _, each in walk(parts) if each.get("type") == PERSON for value in each.get("values", [])
        ]
        data: Json = {"custom_id": opened.modal["custom_id"], "components": parts}
        data["resolved"] = resolved(self._world, opened.channel, chosen, [])
        return self._begin(kinds.MODAL, opened.user, opened.channel, data, opened.message)

    def _named(self, kind: int, path: Sequence[str], options: list[Json]) -> Json:
        """Write a command's data; of what is registered, with its id and its groups."""
        name, *inner = path
        found = next(
            (e for e in self._service.commands.values() if (e["type"], e["name"]) == (kind, name)), None
        )
        nested = options
        for depth, word in enumerate(reversed(inner)):
            nested = [{"name": word, "type": GROUP if depth else SUB, "options": nested}]
        data: Json = {
            "id": found["id"] if found else self._world.ids.new(),
            "name": name,
            "type": kind,
            "options": nested,
        }
        return data

    def _begin(
        self, kind: int, user: User, channel: Channel, data: Json, message: Message | None = None
    ) -> Interaction:
        people = [str(each["value"]) for each in _leaves(data.get("options", [])) if each.get("type") == USER]
        if people:
            data["resolved"] = resolved(self._world, channel, people, [])
        made = began(self._world, kind, user, channel, data, message)
        self._service.interactions[made.id] = self._service.tokens[made.token] = made
        self._world.tell(event(self._world, made))
        return made


def _leaves(options: Iterable[Json]) -> Iterable[Json]:
    for each in options:
        yield each
        yield from _leaves(each.get("options", []))


def _number(message: Message, custom_id: str) -> int:
    found = (each for _, each in walk(message.components) if each.get("custom_id") == custom_id)
    number: int = next(found, {}).get("id", 0)
    return number


def _filled(part: Json, values: Mapping[str, object]) -> Json:
    """Write a part of a modal as it is submitted."""
    sent: Json = {"type": part["type"], "id": part["id"]}
    match part["type"]:
        case kind if kind == LABEL:
            return sent | {"component": _answered(part["component"], values)}
        case kind if kind == ROW:
            return sent | {"components": [_answered(each, values) for each in part["components"]]}
        case _:
            return sent


def _answered(field: Json, values: Mapping[str, object]) -> Json:
    name = field["custom_id"]
    sent: Json = {"type": field["type"], "id": field["id"], "custom_id": name}
    return sent | {"values" if field["type"] in _MANY else "value": values.get(name, stands(field))}


def stands(field: Json) -> object:
    """Give what stands in a field of a modal before anybody touches it."""
    chosen = [each["value"] for each in field.get("options", []) if each.get("default")]
    match field["type"]:
        case kind if kind in _MANY:
            return chosen or [each["id"] for each in field.get("default_values") or []]
        case 21:
            return chosen[0] if chosen else None
        case 23:
            return bool(field.get("default"))
        case _:
            return field.get("value") or ""
