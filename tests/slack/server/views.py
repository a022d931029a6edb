"""Views: the modals that are open to somebody, one upon another, and everybody's Home tab."""

import hashlib
import json
from dataclasses import dataclass, field

from tests.slack.server.errors import No
from tests.slack.server.world import Json, World

DEEPEST = 3
"""So many modals lie one upon another."""


@dataclass(eq=False)
class View:
    """A view as it is open to one person; `values` are what stands in its inputs, as its `state` says it."""

    id: str
    user: str
    team: str
    app: str
    bot: str
    spec: Json
    root: str
    previous: str | None = None
    version: int = 0
    closed: bool = False
    values: dict[str, Json] = field(default_factory=dict)

    @property
    def hash(self) -> str:
        """Tell one version from the next."""
        body = json.dumps(self.spec, sort_keys=True)
        return f"{self.version}.{hashlib.md5(body.encode(), usedforsecurity=False).hexdigest()[:8]}"

    def as_json(self) -> Json:
        """Give the `view` of payloads and answers."""
        usual: Json = {
            "callback_id": "",
            "private_metadata": "",
            "external_id": "",
            "title": None,
            "submit": None,
            "close": None,
            "clear_on_close": False,
            "notify_on_close": False,
        }
        if self.spec["type"] == "home":
            usual |= {"title": {"type": "plain_text", "text": "View Title", "emoji": True}}
        return {
            **usual,
            **self.spec,
            "id": self.id,
            "team_id": self.team,
            "state": {"values": self.values},
            "hash": self.hash,
            "previous_view_id": self.previous,
            "root_view_id": self.root,
            "app_id": self.app,
            "app_installed_team_id": self.team,
            "bot_id": self.bot,
        }

    def replace(self, spec: Json) -> None:
        """Show something else in its place; inputs that are there again by both ids keep what stands in them."""
        self.spec, self.version = spec, self.version + 1
        old, self.values = self.values, beginning(spec)
        for block, actions in self.values.items():
            for action in actions:
                kept = old.get(block, {}).get(action)
                if kept and kept["type"] == actions[action]["type"]:
                    actions[action] = kept


class Views:
    """Every view there is."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._all: dict[str, View] = {}
        self.stacks: dict[str, list[View]] = {}
        self.homes: dict[str, View] = {}

    def make(self, spec: Json, user: str, team: str, app: str, bot: str) -> View:
        """Make a view that is not shown yet."""
        made = View(self._world.new_id("V"), user, team, app, bot, spec, "", values=beginning(spec))
        made.root = made.id
        external = spec.get("external_id")
        if external and any(each.spec.get("external_id") == external for each in self._open(team)):
            raise No("duplicate_external_id")
        self._all[made.id] = made
        return made

    def open(self, view: View) -> None:
        """Show a modal; those before it stay open where they are, in another window."""
        self.stacks[view.user] = [view]

    def push(self, view: View) -> None:
        """Show a modal upon the one that is open."""
        stack = self.stacks.setdefault(view.user, [])
        if len(stack) >= DEEPEST:
            raise No("push_limit_reached")
        if stack:
            view.previous, view.root = stack[-1].id, stack[0].id
        stack.append(view)

    def publish(self, view: View) -> View:
        """Show a Home tab: the same view for one person always, with ever new contents."""
        kept = self.homes.setdefault(view.user, view)
        if kept is not view:
            view.closed = True
            kept.replace(view.spec)
        return kept

    def find(self, team: str, view_id: object = None, external_id: object = None) -> View:
        """Find an open view by one of its ids."""
        for view in self._open(team):
            if view_id == view.id or (external_id and external_id == view.spec.get("external_id")):
                return view
        raise No("not_found")

    def top(self, user: str) -> View | None:
        """Give the modal that somebody has before them."""
        stack = self.stacks.get(user)
        return stack[-1] if stack else None

    def close(self, user: str, *, all_of_them: bool = False) -> list[View]:
        """Take away the topmost modal, or all; gives those that are gone."""
        stack = self.stacks.get(user, [])
        gone = stack[:] if all_of_them else stack[-1:]
        del stack[len(stack) - len(gone) :]
        for view in gone:
            view.closed = True
        return gone

    def _open(self, team: str) -> list[View]:
        return [view for view in self._all.values() if view.team == team and not view.closed]


def beginning(spec: Json) -> dict[str, Json]:
    """Give the state of a view that was just shown: what its inputs begin with."""
    values: dict[str, Json] = {}
    for block in spec["blocks"]:
        elements = [block["element"]] if block["type"] == "input" else block.get("elements", [])
        accessory = block.get("accessory")
        for element in [*elements, *([accessory] if accessory else [])]:
            state = _state(element) if isinstance(element, dict) else None
            if state:
                values.setdefault(block["block_id"], {})[element["action_id"]] = state
    return values


def _state(element: Json) -> Json | None:
    kind = element["type"]
    match kind:
        case "plain_text_input" | "number_input" | "email_text_input" | "url_text_input":
            return {"type": kind, "value": element.get("initial_value")}
        case "static_select" | "external_select" | "radio_buttons":
            return {"type": kind, "selected_option": element.get("initial_option")}
        case "users_select":
            return {"type": kind, "selected_user": element.get("initial_user")}
        case "checkboxes":
            return {"type": kind, "selected_options": element.get("initial_options", [])}
        case "conversations_select":
            return {"type": kind, "selected_conversation": element.get("initial_conversation")}
        case "channels_select":
            return {"type": kind, "selected_channel": element.get("initial_channel")}
        case _:
            return None
