"""Application commands: all that are registered everywhere."""

from collections.abc import Sequence
from typing import Any

from tests.discord import rule_commands
from tests.discord.errors import Json, Wrong, refusal, unauthorized
from tests.discord.service import Reply, Request, Routes, Service

_KEPT = (
    "name_localizations",
    "description_localizations",
    "options",
    "default_member_permissions",
    "contexts",
    "integration_types",
    "nsfw",
)
_ANSWERED_ONLY_IF_SET = ("required", "autocomplete", "choices", "options")


def listed(service: Service, request: Request) -> Reply:
    """Give all commands; localisations only if asked for."""
    _own(service, request)
    full = request.query.get("with_localizations", "").lower() in ("1", "true")
    return 200, [_shown(each, full=full) for each in service.commands.values()]


def replace_all(service: Service, request: Request) -> Reply:
    """Put these commands in the place of all others; what is as it was keeps its id and version."""
    _own(service, request)
    wrong = Wrong()
    rule_commands.check_all(wrong, request.listed)
    wrong.refuse()
    before = {(each["type"], each["name"]): each for each in service.commands.values()}
    made = [
        _registered(service, each, before.get((each.get("type") or 1, each["name"])))
        for each in request.listed
    ]
    service.commands = {each["id"]: each for each in made}
    return 200, [_shown(each, full=True) for each in made]


def create(service: Service, request: Request) -> Reply:
    """Register one command, in the place of one of the same name if there is one."""
    _own(service, request)
    kind, name = request.body.get("type") or 1, request.body.get("name")
    before = next((e for e in service.commands.values() if (e["type"], e["name"]) == (kind, name)), None)
    others = [each for each in service.commands.values() if each is not before]
    _check(request.body, others)
    made = _registered(service, request.body, before)
    service.commands[made["id"]] = made
    return (200 if before else 201), _shown(made, full=True)


def edit(service: Service, request: Request) -> Reply:
    """Change one command."""
    before = _found(service, request)
    changed = {key: value for key, value in before.items() if key not in ("id", "version")} | request.body
    _check(changed, [each for each in service.commands.values() if each is not before])
    service.commands[before["id"]] = _registered(service, changed, before)
    return 200, _shown(service.commands[before["id"]], full=True)


def get(service: Service, request: Request) -> Reply:
    """Give one command."""
    return 200, _shown(_found(service, request), full=True)


def delete(service: Service, request: Request) -> Reply:
    """Unregister one command."""
    del service.commands[_found(service, request)["id"]]
    return 204, None


def _own(service: Service, request: Request) -> None:
    if request.at["application_id"] != service.world.bot.id:
        raise unauthorized()


def _found(service: Service, request: Request) -> Json:
    _own(service, request)
    if found := service.commands.get(request.at["command_id"]):
        return found
    raise refusal(10063)


def _check(command: Json, others: Sequence[Json]) -> None:
    wrong = Wrong()
    rule_commands.check(wrong, command)
    rule_commands.check_names(wrong, [*others, command])
    wrong.refuse()


def _registered(service: Service, asked: Json, before: Json | None) -> Json:
    made: Json = {
        "id": before["id"] if before else service.world.ids.new(),
        "application_id": service.world.bot.id,
        "version": "",
        "type": asked.get("type") or 1,
        "name": asked["name"],
        "description": asked.get("description") or "",
        **{key: asked[key] for key in _KEPT if asked.get(key) is not None},
    }
    unsaid: Json = {"default_member_permissions": None, "nsfw": False, "integration_types": [0]}
    made = unsaid | {"contexts": None} | made
    if made["default_member_permissions"] is not None:
        made["default_member_permissions"] = str(made["default_member_permissions"])
    if "options" in made:
        made["options"] = _without_empty(made["options"])
    if before and made | {"version": before["version"]} == before:
        return before
    return made | {"version": service.world.ids.new()}


def _without_empty(options: Any) -> Any:
    """Leave out of options what the service never says: what is false, null or empty."""
    return [
        {
            key: _without_empty(value) if key == "options" else value
            for key, value in each.items()
            if value is not None and (value or key not in _ANSWERED_ONLY_IF_SET)
        }
        for each in options
    ]


def _shown(command: Json, *, full: bool) -> Json:
    """Write a command as it is answered; without localisations unless they were asked for."""
    if full:
        return command

    def plain(each: Json) -> Json:
        kept = {key: value for key, value in each.items() if not key.endswith("_localizations")}
        for inner in ("options", "choices"):
            if inner in kept:
                kept[inner] = [plain(one) for one in kept[inner]]
        return kept

    return plain(command)


_ALL = "/applications/{application_id}/commands"
ROUTES: Routes = {
    f"GET {_ALL}": listed,
    f"PUT {_ALL}": replace_all,
    f"POST {_ALL}": create,
    f"GET {_ALL}/{{command_id}}": get,
    f"PATCH {_ALL}/{{command_id}}": edit,
    f"DELETE {_ALL}/{{command_id}}": delete,
}
