"""Exhibits as each platform would be sent them, for the validators of its adapter.

Kinds: a "message" is a card; "home" is a member's own page where the platform has a place for it; what asks for
values is a "modal" on a platform that opens one (in Discord a list of them, for a long form takes several), and a
"form" in the simulator.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from adapters.discord import forms as discord_forms
from adapters.discord import render as discord
from adapters.slack import forms as slack_forms
from adapters.slack import render as slack
from adapters.web.render import render_card, render_form
from bot.core.card import Card
from bot.core.form import Form
from bot.gallery.exhibit import Exhibit

OWN_PAGE = "home"
"""The chapter whose cards are shown as a member's own page."""


@dataclass(frozen=True, slots=True)
class Renderer:
    """How a platform renders, and what it calls a form; `home` is None where own pages are messages too."""

    card: Callable[[Card], Any]
    form: Callable[[Form], Any]
    home: Callable[[Card], Any] | None = None
    asks: str = "modal"


RENDERERS = {
    "discord": Renderer(discord.render_card, discord_forms.render_form),
    "slack": Renderer(slack.message, lambda form: slack_forms.modal(form, None), slack.home),
    "web": Renderer(render_card, render_form, asks="form"),
}


def payloads(platform: str, exhibits: Iterable[Exhibit]) -> list[dict[str, Any]]:
    """Render exhibits for a platform: a list of {"name", "kind", "payload"}."""
    render = RENDERERS[platform]
    return [_payload(render, each) for each in exhibits]


def _payload(render: Renderer, exhibit: Exhibit) -> dict[str, Any]:
    if isinstance(exhibit.shown, Form):
        return {"name": exhibit.name, "kind": render.asks, "payload": render.form(exhibit.shown)}
    if render.home and exhibit.chapter == OWN_PAGE:
        return {"name": exhibit.name, "kind": "home", "payload": render.home(exhibit.shown)}
    return {"name": exhibit.name, "kind": "message", "payload": render.card(exhibit.shown)}
