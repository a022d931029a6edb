"""Exhibits as each platform would be sent them, for the validators of its adapter."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from adapters.web.render import render_card, render_form
from bot.core.card import Card
from bot.core.form import Form
from bot.gallery.exhibit import Exhibit


@dataclass(frozen=True, slots=True)
class Renderer:
    """How a platform renders."""

    card: Callable[[Card], Any]
    form: Callable[[Form], Any]


RENDERERS = {
    "web": Renderer(render_card, render_form),
}


def payloads(platform: str, exhibits: Iterable[Exhibit]) -> list[dict[str, Any]]:
    """Render exhibits for a platform: a list of {"name", "kind", "payload"}."""
    render = RENDERERS[platform]
    return [
        {"name": each.name, "kind": "form", "payload": render.form(each.shown)}
        if isinstance(each.shown, Form)
        else {"name": each.name, "kind": "message", "payload": render.card(each.shown)}
        for each in exhibits
    ]
