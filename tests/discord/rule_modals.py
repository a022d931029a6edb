"""Rules of modals. Source: Discord's component reference and its interactions reference."""

from tests.discord import rule_components as components
from tests.discord.errors import Json, Path, Wrong

MOST = 5
_IN_LABEL = components.SELECTS | {
    components.INPUT,
    components.UPLOAD,
    components.RADIO,
    components.CHECKS,
    components.CHECK,
}


def check(wrong: Wrong, modal: Json) -> None:
    """Note what is wrong with a modal."""
    data: Path = ("data",)
    wrong.length((*data, "title"), modal.get("title"), 1, 45)
    wrong.length((*data, "custom_id"), modal.get("custom_id"), 1, 100)
    parts = modal.get("components") or []
    wrong.count((*data, "components"), len(parts), 1, MOST)
    components.check_ids(wrong, components.walk(parts, (*data, "components")))
    for number, each in enumerate(parts):
        path: Path = (*data, "components", number)
        match each.get("type"):
            case components.LABEL:
                _check_label(wrong, path, each)
            case components.TEXT:
                if not each.get("content", "").strip():
                    wrong.missing((*path, "content"))
            case components.ROW:
                for inner, one in enumerate(each.get("components") or []):
                    wrong.length((*path, "components", inner, "label"), one.get("label"), 1, 45)
                    _check_input(wrong, (*path, "components", inner), one)
            case _:
                wrong.at(
                    (*path, "type"),
                    "UNION_TYPE_CHOICES",
                    'Value of field "type" must be one of (1, 10, 18,).',
                )


def _check_label(wrong: Wrong, path: Path, each: Json) -> None:
    wrong.length((*path, "label"), each.get("label"), 1, 45)
    if each.get("description") is not None:
        wrong.length((*path, "description"), each["description"], 1, 100)
    inner, place = each.get("component") or {}, (*path, "component")
    if inner.get("type") not in _IN_LABEL:
        wrong.at((*place, "type"), "UNION_TYPE_CHOICES", "This component cannot stand in a label.")
    elif inner["type"] == components.INPUT:
        if inner.get("label"):
            wrong.at((*place, "label"), "BASE_TYPE_FORBIDDEN", "The label is the outer component's.")
        _check_input(wrong, place, inner)
    else:
        wrong.length((*place, "custom_id"), inner.get("custom_id"), 1, 100)
        if inner["type"] in components.SELECTS:
            components.check_select(wrong, place, inner)
            if inner.get("disabled"):
                wrong.at((*place, "disabled"), "BASE_TYPE_FORBIDDEN", "A menu of a modal is never disabled.")
        if inner["type"] == components.RADIO:
            wrong.count((*place, "options"), len(inner.get("options") or []), 2, 10)


def _check_input(wrong: Wrong, path: Path, each: Json) -> None:
    if each.get("type") != components.INPUT:
        wrong.at((*path, "type"), "UNION_TYPE_CHOICES", "This component cannot stand in a row of a modal.")
        return
    wrong.length((*path, "custom_id"), each.get("custom_id"), 1, 100)
    least, most = each.get("min_length") or 0, each.get("max_length") or 4000
    if not 0 <= least <= most <= 4000:
        wrong.at((*path, "max_length"), "NUMBER_TYPE_MAX", "Lengths go from 0 to 4000, the least first.")
    if value := each.get("value"):
        wrong.length((*path, "value"), value, least, most)
    if each.get("placeholder") is not None:
        wrong.length((*path, "placeholder"), each["placeholder"], 0, 100)
