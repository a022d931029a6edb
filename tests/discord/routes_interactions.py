"""Answers to interactions: the callback, and what may follow for 15 minutes by the interaction's token."""

from tests.discord import interactions as kinds
from tests.discord import payloads, rule_commands, rule_modals, writing
from tests.discord.errors import Json, Wrong, refusal
from tests.discord.interactions import Interaction
from tests.discord.routes_messages import guard
from tests.discord.rule_messages import Draft
from tests.discord.service import Reply, Request, Routes, Service
from tests.discord.world import LOADING, Message

_POSSIBLE = {
    kinds.COMMAND: (kinds.REPLY, kinds.DEFER, kinds.OPEN_MODAL),
    kinds.COMPONENT: (kinds.REPLY, kinds.DEFER, kinds.DEFER_UPDATE, kinds.UPDATE, kinds.OPEN_MODAL),
    kinds.AUTOCOMPLETE: (kinds.CHOICES,),
    kinds.MODAL: (kinds.REPLY, kinds.DEFER),
}
_ON_A_MESSAGE = (kinds.DEFER_UPDATE, kinds.UPDATE)


def callback(service: Service, request: Request) -> Reply:
    """Take the first answer, within 3 seconds and once."""
    found = service.interactions.get(request.at["interaction_id"])
    late = found and not found.first and service.world.clock.now - found.since > kinds.FIRST_ANSWER
    if not found or late or found.token != request.at["interaction_token"]:
        raise refusal(10062)
    if found.first:
        raise refusal(40060)
    kind, data = request.body.get("type"), request.body.get("data") or {}
    possible = _POSSIBLE[found.kind] + (_ON_A_MESSAGE if found.kind == kinds.MODAL and found.message else ())
    wrong = Wrong()
    if kind not in possible:
        wrong.at(("type",), "BASE_TYPE_CHOICES", f"Value must be one of {set(possible)}.")
    elif kind == kinds.OPEN_MODAL:
        rule_modals.check(wrong, data)
    elif kind == kinds.CHOICES:
        _check_choices(wrong, found, data.get("choices") or [])
    wrong.refuse()
    assert isinstance(kind, int)
    _answer(service, request, found, kind, data)
    found.first = kind
    found.note(found.original if kind in (kinds.REPLY, kinds.UPDATE) else None)
    if request.query.get("with_response", "").lower() not in ("1", "true"):
        return 204, None
    return 200, _with_response(service, found)


def _check_choices(wrong: Wrong, found: Interaction, choices: list[Json]) -> None:
    wrong.count(("data", "choices"), len(choices), 0, 25)
    focused = kinds.focused(found.data)
    kind = focused["type"] if focused else rule_commands.STRING
    rule_commands.check_choices(wrong, ("data", "choices"), choices, kind)


def _answer(service: Service, request: Request, found: Interaction, kind: int, data: Json) -> None:
    world = service.world
    match kind:
        case kinds.REPLY:
            guard(service, request_of(request, data))
            made = writing.create(
                world, found.channel, Draft(data, dict(request.files), answer=True), answers=found.id
            )
            found.original = made
            _show(service, found, made, private=writing.is_private(data))
        case kinds.DEFER:
            made = Message(world.ids.new(), found.channel, world.bot, flags=LOADING, answers=found.id)
            found.original = made
            _show(service, found, made, private=writing.is_private(data))
        case kinds.DEFER_UPDATE:
            found.original = found.message
        case kinds.UPDATE:
            assert found.message
            guard(service, request_of(request, data))
            found.original = found.message
            _edit(service, found, found.message, data, request)
        case kinds.OPEN_MODAL:
            found.modal = writing.numbered(data)
        case _:
            found.choices = data.get("choices") or []


def request_of(request: Request, data: Json) -> Request:
    """Give a request whose body is a part of it."""
    return Request(request.route, request.at, request.query, data, request.files)


def _show(service: Service, found: Interaction, made: Message, *, private: bool) -> None:
    """Show an answer: to the one who asked, or to everybody there."""
    found.written[made.id] = made
    if private:
        made.only_for = found.user
    else:
        made.channel.messages[made.id] = made
        service.world.tell_message("MESSAGE_CREATE", made)


def _edit(service: Service, found: Interaction, message: Message, body: Json, request: Request) -> None:
    writing.edit(service.world, message, Draft(body, dict(request.files), before=message, answer=True))
    if not message.only_for:
        service.world.tell_message("MESSAGE_UPDATE", message)


def _with_response(service: Service, found: Interaction) -> Json:
    message = found.original
    told: Json = {"id": found.id, "type": found.kind}
    answer: Json = {"interaction": told}
    if message:
        told |= {
            "response_message_id": message.id,
            "response_message_loading": bool(message.flags & LOADING),
            "response_message_ephemeral": bool(message.only_for),
        }
    if message and found.first in (kinds.REPLY, kinds.UPDATE):
        shown = payloads.message(message, service.world.files)
        answer["resource"] = {"type": found.first, "message": shown}
    return answer


# What follows


def follow_up(service: Service, request: Request) -> Reply:
    """Say more; the first that follows a promise keeps it."""
    found = _by_token(service, request)
    guard(service, request)
    draft = Draft(request.body, dict(request.files), answer=True)
    promised = found.original
    if found.first == kinds.DEFER and promised and promised.flags & LOADING:
        _edit(service, found, promised, request.body, request)
        made = promised
    else:
        made = writing.create(service.world, found.channel, draft, answers=found.id)
        _show(service, found, made, private=writing.is_private(request.body))
    found.note(made)
    return 200, payloads.message(made, service.world.files)


def get(service: Service, request: Request) -> Reply:
    """Give a message that answered."""
    message = _message(_by_token(service, request), request)
    return 200, payloads.message(message, service.world.files)


def edit(service: Service, request: Request) -> Reply:
    """Change a message that answered, or keep a promise."""
    found = _by_token(service, request)
    message = _message(found, request)
    guard(service, request)
    _edit(service, found, message, request.body, request)
    found.note(message)
    return 200, payloads.message(message, service.world.files)


def delete(service: Service, request: Request) -> Reply:
    """Delete a message that answered."""
    found = _by_token(service, request)
    message = _message(found, request)
    found.written.pop(message.id, None)
    if message.channel.messages.pop(message.id, None):
        service.world.tell_deleted(message)
    if message is found.original:
        found.original = None
    found.note()
    return 204, None


def _by_token(service: Service, request: Request) -> Interaction:
    world = service.world
    found = service.tokens.get(request.at["webhook_token"])
    if not found or request.at["webhook_id"] != world.bot.id:
        raise refusal(10015)
    if world.clock.now - found.since > kinds.ALL_ANSWERS:
        raise refusal(50027)
    if not found.first:
        raise refusal(10015)
    return found


def _message(found: Interaction, request: Request) -> Message:
    """Give the message of a route that names one, or the first answer."""
    named = request.at.get("message_id", "@original")
    message = found.original if named == "@original" else found.written.get(named)
    if message is None and found.message and found.message.id == named:
        message = found.message
    if message is None:
        raise refusal(10008)
    return message


_TOKEN = "/webhooks/{webhook_id}/{webhook_token}"
ROUTES: Routes = {
    "POST /interactions/{interaction_id}/{interaction_token}/callback": callback,
    f"POST {_TOKEN}": follow_up,
    **{f"GET {_TOKEN}/messages/{which}": get for which in ("@original", "{message_id}")},
    **{f"PATCH {_TOKEN}/messages/{which}": edit for which in ("@original", "{message_id}")},
    **{f"DELETE {_TOKEN}/messages/{which}": delete for which in ("@original", "{message_id}")},
}
