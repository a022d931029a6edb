"""Rules of application commands that Discord's OpenAPI file does not tell.

Source: Discord's application command reference (names, order of options, 8000 characters, 100 commands).
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from tests.discord.errors import Json, Path, Wrong

CHAT, ON_USER, ON_MESSAGE = 1, 2, 3
SUB, GROUP, STRING, INTEGER, BOOLEAN, USER, NUMBER = 1, 2, 3, 4, 5, 6, 10
MOST: Mapping[int, int] = {CHAT: 100, ON_USER: 15, ON_MESSAGE: 15}
"""Global commands of each kind."""
MOST_CHARACTERS = 8000


def check(wrong: Wrong, command: Json, at: Path = ()) -> None:
    """Note what is wrong with one command."""
    kind = command.get("type") or CHAT
    if kind == CHAT:
        _check_name(wrong, (*at, "name"), command.get("name"))
        wrong.length((*at, "description"), command.get("description"), 1, 100)
    else:
        wrong.length((*at, "name"), command.get("name"), 1, 32)
        for key in ("description", "options"):
            if command.get(key):
                wrong.at((*at, key), f"APPLICATION_COMMAND_CONTEXT_MENU_{key.upper()}", "Menus have none.")
    _check_options(wrong, at, command.get("options") or [], within=0)
    if size(command) > MOST_CHARACTERS:
        wrong.at(at, "APPLICATION_COMMAND_TOO_LARGE", f"Command exceeds maximum size ({MOST_CHARACTERS})")


def check_all(wrong: Wrong, commands: Sequence[Json]) -> None:
    """Note what is wrong with commands that are registered together."""
    for number, each in enumerate(commands):
        check(wrong, each, (number,))
    check_names(wrong, commands)


def check_names(wrong: Wrong, commands: Sequence[Json]) -> None:
    """Note names that occur twice among the commands of one kind, and a kind of which there are too many."""
    names = Counter((each.get("type") or CHAT, each.get("name")) for each in commands)
    for number, each in enumerate(commands):
        if names[each.get("type") or CHAT, each.get("name")] > 1:
            wrong.at(
                (number,), "APPLICATION_COMMANDS_DUPLICATE_NAME", "Application command names must be unique"
            )
    for kind, most in MOST.items():
        if sum(found for (of, _), found in names.items() if of == kind) > most:
            wrong.at((), "APPLICATION_COMMANDS_MAX", f"There are at most {most} commands of kind {kind}.")


def size(command: Json) -> int:
    """Count the characters of a command as Discord does: names, descriptions and values, of all it holds."""
    own = _longest(command, "name") + _longest(command, "description")
    choices = sum(_longest(each, "name") + len(str(each["value"])) for each in command.get("choices") or [])
    return own + choices + sum(size(each) for each in command.get("options") or [])


def _longest(of: Json, key: str) -> int:
    said = [of.get(key) or "", *(of.get(f"{key}_localizations") or {}).values()]
    return max(map(len, said))


def _check_options(wrong: Wrong, at: Path, options: list[Json], within: int) -> None:
    wrong.count((*at, "options"), len(options), 0, 25)
    names = Counter(each.get("name") for each in options)
    optional = False
    for number, each in enumerate(options):
        path = (*at, "options", number)
        _check_name(wrong, (*path, "name"), each.get("name"))
        wrong.length((*path, "description"), each.get("description"), 1, 100)
        if names[each.get("name")] > 1:
            wrong.at(path, "APPLICATION_COMMAND_OPTIONS_NAME_DUPLICATE", "Option names must be unique")
        if each.get("type") in (SUB, GROUP):
            if within == SUB or (within == GROUP and each["type"] == GROUP):
                wrong.at(
                    (*path, "type"), "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "It is nested too deep."
                )
            _check_options(wrong, path, each.get("options") or [], within=each["type"])
            continue
        if each.get("required") and optional:
            wrong.at(
                path,
                "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
                "Required options must be placed before non-required options",
            )
        optional = optional or not each.get("required")
        _check_value(wrong, path, each)
    if len({each.get("type") in (SUB, GROUP) for each in options}) > 1:
        wrong.at(
            (*at, "options"),
            "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
            "Sub-command and sub-command group option types are mutually exclusive to all other types",
        )


def _check_value(wrong: Wrong, path: Path, option: Json) -> None:
    choices = option.get("choices") or []
    wrong.count((*path, "choices"), len(choices), 0, 25)
    if choices and option.get("autocomplete"):
        wrong.at(path, "APPLICATION_COMMAND_OPTIONS_CHOICES_AUTOCOMPLETE", "Choices exclude autocomplete.")
    if option.get("autocomplete") and option["type"] not in (STRING, INTEGER, NUMBER):
        wrong.at(path, "APPLICATION_COMMAND_AUTOCOMPLETE_INVALID", "This type has no autocomplete.")
    check_choices(wrong, (*path, "choices"), choices, option.get("type", STRING))
    for keys, kinds in (
        (("min_value", "max_value"), (INTEGER, NUMBER)),
        (("min_length", "max_length"), (STRING,)),
    ):
        bounds = [option.get(key) for key in keys]
        if any(each is not None for each in bounds) and option.get("type") not in kinds:
            wrong.at(path, "BASE_TYPE_FORBIDDEN", f"{keys[0]} and {keys[1]} are not for this type.")
        if None not in bounds and bounds[0] > bounds[1]:  # type: ignore[operator]  # neither is None
            wrong.at(path, "NUMBER_TYPE_MAX", f"{keys[0]} is above {keys[1]}.")


def check_choices(wrong: Wrong, path: Path, choices: Iterable[Json], kind: int) -> None:
    """Note what is wrong with the choices of an option, also with those of an autocomplete."""
    names: set[str] = set()
    for number, each in enumerate(choices):
        wrong.length((*path, number, "name"), each.get("name"), 1, 100)
        value = each.get("value")
        if kind == STRING:
            wrong.length((*path, number, "value"), value, 1, 100)
        elif isinstance(value, bool) or not isinstance(value, int | float):
            wrong.at((*path, number, "value"), "NUMBER_TYPE_COERCE", "Value is not a number.")
        if each.get("name") in names:
            wrong.at(
                (*path, number), "APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_DUPLICATE", "Names are unique."
            )
        names.add(each.get("name", ""))


def _check_name(wrong: Wrong, path: Path, name: object) -> None:
    wrong.length(path, name, 1, 32)
    if isinstance(name, str) and (
        name != name.lower() or not all(each.isalnum() or each in "-_'" for each in name)
    ):
        wrong.at(path, "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")
