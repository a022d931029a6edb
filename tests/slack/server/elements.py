"""Rules for what can be pressed, chosen and filled in.

Limits: docs.slack.dev/reference/block-kit/block-elements and …/composition-objects.
"""

from collections.abc import Callable
from typing import Any

from tests.slack.server.findings import MISSING, Findings
from tests.slack.server.world import Json

Check = Callable[[Findings, str, Json], None]

ACTION_ID = 255


def option(found: Findings, at: str, value: Any, *, plain: bool = True) -> None:
    """Check an option of a menu or of a group of buttons."""
    if not isinstance(value, dict):
        found.add(at, "must be an object")
        return
    found.text(f"{at}/text", value.get("text"), 75, plain=plain)
    found.string(f"{at}/value", value.get("value"), 150)
    found.text(f"{at}/description", value.get("description"), 75, plain=plain, needed=False)


def options(found: Findings, at: str, element: Json, most: int, *, plain: bool = True) -> list[Json]:
    """Check an element's options, or its groups of them; gives all options."""
    groups, given = element.get("option_groups"), element.get("options")
    if (groups is None) == (given is None):
        found.add(at, "must have either options or option_groups")
        return []
    if given is not None:
        offered = found.many(f"{at}/options", given, most)
    else:
        offered = []
        for number, group in enumerate(found.many(f"{at}/option_groups", groups, 100)):
            found.text(f"{at}/option_groups/{number}/label", group.get("label"), 75)
            offered += found.many(f"{at}/option_groups/{number}/options", group.get("options"), most)
    for number, each in enumerate(offered):
        option(found, f"{at}/options/{number}", each, plain=plain)
    return offered


def _button(found: Findings, at: str, element: Json) -> None:
    found.text(f"{at}/text", element.get("text"), 75)
    found.string(f"{at}/url", element.get("url"), 3000, needed=False)
    found.string(f"{at}/accessibility_label", element.get("accessibility_label"), 75, needed=False)
    if len(str(element.get("value", ""))) > 2000:
        found.add(f"{at}/value", "must be less than 2001 characters")
    if element.get("style", "primary") not in ("primary", "danger"):
        found.add(f"{at}/style", "must be one of primary, danger")


def _begins_with_one(found: Findings, at: str, element: Json, offered: list[Json]) -> None:
    begin = element.get("initial_option")
    if begin is not None and begin not in offered:
        found.add(f"{at}/initial_option", "must exactly match one of the provided options")


def _static_select(found: Findings, at: str, element: Json) -> None:
    _placeholder(found, at, element)
    _begins_with_one(found, at, element, options(found, at, element, 100))


def _radio_buttons(found: Findings, at: str, element: Json) -> None:
    _begins_with_one(found, at, element, options(found, at, element, 10, plain=False))


def _checkboxes(found: Findings, at: str, element: Json) -> None:
    offered = options(found, at, element, 10, plain=False)
    if any(each not in offered for each in element.get("initial_options", ())):
        found.add(f"{at}/initial_options", "must exactly match the provided options")


def _overflow(found: Findings, at: str, element: Json) -> None:
    options(found, at, element, 5)


def _external_select(found: Findings, at: str, element: Json) -> None:
    _placeholder(found, at, element)
    if element.get("initial_option") is not None:
        option(found, f"{at}/initial_option", element["initial_option"])


def _placeholder(found: Findings, at: str, element: Json) -> None:
    found.text(f"{at}/placeholder", element.get("placeholder"), 150, needed=False)


def _plain_text_input(found: Findings, at: str, element: Json) -> None:
    _placeholder(found, at, element)
    most = element.get("max_length", 3000)
    if not isinstance(most, int) or not 1 <= most <= 3000:
        found.add(f"{at}/max_length", "must be between 1 and 3000")
        most = 3000
    if element.get("min_length", 0) > most:
        found.add(f"{at}/min_length", "must be at most max_length")
    if len(element.get("initial_value") or "") > most:
        found.add(f"{at}/initial_value", f"must be less than {most + 1} characters")


def _number_input(found: Findings, at: str, element: Json) -> None:
    _placeholder(found, at, element)
    if not isinstance(element.get("is_decimal_allowed"), bool):
        found.add(f"{at}/is_decimal_allowed", f"{MISSING}: is_decimal_allowed")
    bounds = {}
    for name in ("min_value", "max_value", "initial_value"):
        value = element.get(name)
        try:
            bounds[name] = None if value is None else float(value)
        except ValueError:
            found.add(f"{at}/{name}", "must be a number")
            return
        if value is not None and not isinstance(value, str):
            found.add(f"{at}/{name}", "must be a string")
    least, most, begin = bounds["min_value"], bounds["max_value"], bounds["initial_value"]
    if least is not None and most is not None and least > most:
        found.add(f"{at}/min_value", "must be at most max_value")
    if begin is not None and (
        begin < (begin if least is None else least) or begin > (begin if most is None else most)
    ):
        found.add(f"{at}/initial_value", "must be within min_value and max_value")


def image(found: Findings, at: str, element: Json) -> None:
    """Check an image's source and its words; Slack fetches an address itself, from the open internet."""
    found.string(f"{at}/alt_text", element.get("alt_text"), 2000)
    url, file = element.get("image_url"), element.get("slack_file")
    if (url is None) == (file is None):
        found.add(at, "must have either image_url or slack_file")
    elif url is not None:
        found.string(f"{at}/image_url", url, 3000)
        if not str(url).startswith("https://") or "//localhost" in str(url) or "//127." in str(url):
            found.add(f"{at}/image_url", "downloading image failed")


ACTIONS: dict[str, Check] = {
    "button": _button,
    "static_select": _static_select,
    "external_select": _external_select,
    "users_select": _placeholder,
    "conversations_select": _placeholder,
    "channels_select": _placeholder,
    "overflow": _overflow,
    "radio_buttons": _radio_buttons,
    "checkboxes": _checkboxes,
    "datepicker": _placeholder,
    "timepicker": _placeholder,
}
"""What stands in a row of actions, or beside a section."""

INPUTS: dict[str, Check] = {
    "plain_text_input": _plain_text_input,
    "number_input": _number_input,
    "email_text_input": _placeholder,
    "url_text_input": _placeholder,
    **{kind: check for kind, check in ACTIONS.items() if kind not in ("button", "overflow")},
}
"""What stands in an input block."""


def element(found: Findings, at: str, value: Any, kinds: dict[str, Check], seen: set[object]) -> None:
    """Check an element of one of these kinds, whose action_id is new among those seen."""
    if not isinstance(value, dict) or value.get("type") not in kinds:
        kind = value.get("type") if isinstance(value, dict) else None
        found.add(at, f"unsupported element type: {kind}")
        return
    found.string(f"{at}/action_id", value.get("action_id"), ACTION_ID, needed=False)
    found.once(f"{at}/action_id", value.get("action_id"), seen, "action_id")
    kinds[value["type"]](found, at, value)
