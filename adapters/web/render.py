"""Cards, forms and posts as the JSON that the simulator's page reads; pure."""

from base64 import b64encode
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, assert_never

from pydantic import TypeAdapter

from adapters.web.people import DIRECT
from bot.core.card import Actions, Block, Card, Choices, Fields, File, Picture, Ping, Text
from bot.core.charts import Chart, digest
from bot.core.dispatcher import Reply
from bot.core.errors import Problem
from bot.core.form import FORM_JSON, Form
from bot.core.outbox import Post

Json = dict[str, Any]

_AS_IT_IS: TypeAdapter[Text | Fields | Choices | Actions | Ping] = TypeAdapter(
    Text | Fields | Choices | Actions | Ping
)


def render_card(card: Card) -> Json:
    """Render a card; a picture becomes the address at which its chart is drawn, a file one that holds it all."""
    return {"headline": card.headline, "blocks": [_block(block) for block in card.blocks]}


def _block(block: Block) -> Json:
    match block:
        case Text() | Fields() | Choices() | Actions() | Ping():
            rendered: Json = _AS_IT_IS.dump_python(block, mode="json")
            return rendered
        case Picture():
            return {"kind": block.kind, "alt": block.alt, "src": f"/pictures/{digest(block.chart)}.png"}
        case File():
            contents = b64encode(block.text.encode()).decode()
            href = f"data:{block.media};charset=utf-8;base64,{contents}"
            return {"kind": block.kind, "name": block.name, "href": href}
        case _:
            assert_never(block)


def render_form(form: Form) -> Json:
    """Render a form."""
    rendered: Json = FORM_JSON.dump_python(form, mode="json")
    return rendered


def render_reply(reply: Reply) -> Json:
    """Render what came of a call, a press or a submitted form."""
    match reply:
        case Card():
            return {"card": render_card(reply)}
        case Form():
            return {"form": render_form(reply)}
        case Problem():
            return {"error": {"message": reply.message, "fields": dict(reply.fields)}}
        case _:
            assert_never(reply)


def render_post(post: Post) -> Json:
    """Render a delivered message as the one who sees it does, with its thread."""
    room = DIRECT.id if post.address.kind == "direct" else post.address.to
    return {"room": room, **_message(post), "replies": [_message(each) for each in post.replies]}


def _message(post: Post) -> Json:
    return {
        "id": str(post.id),
        "at": render_time(post.at),
        "edited": post.edited,
        "card": render_card(post.card),
    }


def render_time(at: datetime) -> str:
    """Render a moment, to the second: 2026-11-22T15:36:00Z."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def charts(card: Card) -> Iterator[Chart]:
    """Give the charts of a card's pictures."""
    return (block.chart for block in card.blocks if isinstance(block, Picture))
