"""Rules of message components that Discord's OpenAPI file does not tell, and the limits that it does.

Source: Discord's component reference (limits, what may stand in what, Components V2).
"""

from collections.abc import Collection, Iterable, Iterator

from tests.discord.errors import Json, Path, Wrong

ROW, BUTTON, CHOICE, INPUT, PERSON = 1, 2, 3, 4, 5
SECTION, TEXT, THUMBNAIL, GALLERY, FILE, SEPARATOR, CONTAINER, LABEL = 9, 10, 11, 12, 13, 14, 17, 18
UPLOAD, RADIO, CHECKS, CHECK = 19, 21, 22, 23
SELECTS = frozenset({CHOICE, PERSON, 6, 7, 8})
_MAY_HOLD: dict[int, frozenset[int]] = {
    ROW: SELECTS | {BUTTON},
    SECTION: frozenset({TEXT}),
    CONTAINER: frozenset({ROW, SECTION, TEXT, GALLERY, FILE, SEPARATOR}),
}
_ON_TOP = frozenset({ROW, SECTION, TEXT, GALLERY, FILE, SEPARATOR, CONTAINER})
MOST, MOST_TEXT = 40, 4000
LINK, PREMIUM = 5, 6
"""Styles of buttons that send nothing back."""


def walk(components: Iterable[Json], path: Path = ("components",)) -> Iterator[tuple[Path, Json]]:
    """Go through components with all they hold, in the order in which they are read."""
    for number, each in enumerate(components):
        yield (*path, number), each
        yield from walk(each.get("components") or [], (*path, number, "components"))
        for part in ("accessory", "component"):
            if part in each:
                yield (*path, number, part), each[part]


def texts(components: Iterable[Json]) -> list[str]:
    """Give the texts of all text displays."""
    return [each.get("content", "") for _, each in walk(components) if each.get("type") == TEXT]


def check(wrong: Wrong, components: list[Json], *, v2: bool, files: Collection[str]) -> None:
    """Note what is wrong with a message's components; `files` are the names of what is attached."""
    allowed = _ON_TOP if v2 else frozenset({ROW})
    for number, each in enumerate(components):
        _check_place(wrong, ("components", number), each, allowed)
    everything = list(walk(components))
    if not v2:
        wrong.count(("components",), len(components), 0, 5)
    if len(everything) > MOST:
        wrong.at(("components",), "BASE_TYPE_BAD_LENGTH", f"A message has at most {MOST} components in all.")
    if sum(map(len, texts(components))) > MOST_TEXT:
        wrong.at(
            ("components",),
            "COMPONENT_MAX_TOTAL_LENGTH",
            f"All text of a message has at most {MOST_TEXT} characters.",
        )
    check_ids(wrong, everything)
    for path, each in everything:
        _check_one(wrong, path, each, files)


def check_ids(wrong: Wrong, everything: Iterable[tuple[Path, Json]]) -> None:
    """Note custom ids and numbers that occur twice."""
    seen: set[tuple[str, object]] = set()
    for path, each in everything:
        for key, code in (
            ("custom_id", "COMPONENT_CUSTOM_ID_DUPLICATED"),
            ("id", "COMPONENT_ID_DUPLICATED"),
        ):
            if (value := each.get(key)) is None:
                continue
            if (key, value) in seen:
                wrong.at((*path, key), code, "Component custom id cannot be duplicated")
            seen.add((key, value))


def check_select(wrong: Wrong, path: Path, each: Json) -> None:
    """Note what is wrong with a menu, in a message or in a modal."""
    options = each.get("options") or []
    if each["type"] == CHOICE:
        wrong.count((*path, "options"), len(options), 1, 25)
        values: set[str] = set()
        for number, option in enumerate(options):
            wrong.length((*path, "options", number, "label"), option.get("label"), 1, 100)
            wrong.length((*path, "options", number, "value"), option.get("value"), 1, 100)
            if option.get("value") in values:
                wrong.at(
                    (*path, "options", number, "value"),
                    "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
                    "The specified option value is already used",
                )
            values.add(option.get("value"))
    least, most = each.get("min_values", 1), each.get("max_values", 1)
    if least > most or (each["type"] == CHOICE and most > max(1, len(options))):
        wrong.at(
            (*path, "max_values"), "NUMBER_TYPE_MAX", "max_values fits neither min_values nor the options."
        )
    chosen = sum(bool(option.get("default")) for option in options) or len(each.get("default_values") or [])
    if chosen > most:
        wrong.at((*path, "options"), "SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES", "Too many default values.")
    if placeholder := each.get("placeholder"):
        wrong.length((*path, "placeholder"), placeholder, 1, 150)


def _check_place(wrong: Wrong, path: Path, each: Json, allowed: frozenset[int]) -> None:
    if each.get("type") not in allowed:
        kinds = ", ".join(map(str, sorted(allowed)))
        wrong.at((*path, "type"), "UNION_TYPE_CHOICES", f'Value of field "type" must be one of ({kinds},).')
        return
    for number, inner in enumerate(each.get("components") or []):
        _check_place(wrong, (*path, "components", number), inner, _MAY_HOLD[each["type"]])


def _check_one(wrong: Wrong, path: Path, each: Json, files: Collection[str]) -> None:
    match each.get("type"):
        case 1:
            inside = each.get("components") or []
            wrong.count((*path, "components"), len(inside), 1, 5)
            if len(inside) > 1 and any(one.get("type") in SELECTS for one in inside):
                wrong.at(path, "COMPONENT_LAYOUT_WIDTH_EXCEEDED", "A menu takes a row of its own.")
        case 2:
            _check_button(wrong, path, each)
        case 3 | 5 | 6 | 7 | 8:
            wrong.length((*path, "custom_id"), each.get("custom_id"), 1, 100)
            check_select(wrong, path, each)
        case 9:
            wrong.count((*path, "components"), len(each.get("components") or []), 1, 3)
            if each.get("accessory", {}).get("type") not in (BUTTON, THUMBNAIL):
                wrong.missing((*path, "accessory"))
        case 10:
            if not each.get("content", "").strip():
                wrong.missing((*path, "content"))
        case 11:
            _check_media(wrong, path, each, files)
        case 12:
            wrong.count((*path, "items"), len(each.get("items") or []), 1, 10)
            for number, item in enumerate(each.get("items") or []):
                _check_media(wrong, (*path, "items", number), item, files)
        case 13:
            _check_media(wrong, path, each, files, "file")
        case 17:
            wrong.count((*path, "components"), len(each.get("components") or []), 1, MOST)
        case _:
            pass


def _check_button(wrong: Wrong, path: Path, each: Json) -> None:
    style = each.get("style")
    if style not in (LINK, PREMIUM):
        if each.get("url"):
            wrong.at((*path, "url"), "BASE_TYPE_FORBIDDEN", "A url cannot be specified for this style.")
        if each.get("custom_id") is None:
            wrong.missing((*path, "custom_id"))
        else:
            wrong.length((*path, "custom_id"), each["custom_id"], 1, 100)
    elif each.get("custom_id"):
        wrong.at((*path, "custom_id"), "BASE_TYPE_FORBIDDEN", "A custom id is not for this style.")
    if style != PREMIUM and not each.get("label") and not each.get("emoji"):
        wrong.at(path, "BUTTON_COMPONENT_INVALID", "A label or an emoji is required.")
    if each.get("label"):
        wrong.length((*path, "label"), each["label"], 1, 80)


def _check_media(wrong: Wrong, path: Path, item: Json, files: Collection[str], part: str = "media") -> None:
    url = item.get(part, {}).get("url", "")
    scheme, _, name = url.partition("://")
    if scheme not in ("attachment", "http", "https"):
        wrong.at((*path, part, "url"), "URL_TYPE_INVALID_URL", "Not a well formed URL.")
    elif scheme == "attachment" and name not in files:
        wrong.at(
            (*path, part, "url"),
            "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND",
            "The referenced attachment was not found",
        )
    if "description" in item and item["description"] is not None:
        wrong.length((*path, "description"), item["description"], 1, 1024)
