"""Messages: POST, PATCH, DELETE and GET in channels and threads, and threads started from a message."""

from tests.discord import payloads, writing
from tests.discord.errors import Json, Wrong, refusal
from tests.discord.rule_messages import Draft
from tests.discord.service import Reply, Request, Routes, Service
from tests.discord.world import (
    ATTACH,
    DM,
    HISTORY,
    OPEN_THREADS,
    SEND,
    SEND_IN_THREADS,
    TEXT,
    THREAD,
    Channel,
)

NONCE_KEPT = 300.0
"""Seconds during which a nonce is known: "the past few minutes", says Discord."""


def create(service: Service, request: Request) -> Reply:
    """Write a message, or give the one that was written with the same nonce before."""
    world = service.world
    place = world.place(request.at["channel_id"])
    _may_write(service, place, request)
    guard(service, request)
    nonce = request.body.get("nonce") if request.body.get("enforce_nonce") else None
    if nonce is not None:
        at, before = service.nonces.get((place.id, str(nonce)), (float("-inf"), None))
        if before and world.clock.now - at < NONCE_KEPT:
            return 200, payloads.message(before, world.files)
    _check_reply(place, request.body)
    made = writing.create(world, place, Draft(request.body, dict(request.files)))
    place.messages[made.id] = made
    place.archived = False
    if nonce is not None:
        service.nonces[place.id, str(nonce)] = world.clock.now, made
    world.tell_message("MESSAGE_CREATE", made)
    return 200, payloads.message(made, world.files)


def edit(service: Service, request: Request) -> Reply:
    """Change a message of the bot."""
    world = service.world
    found = world.message(request.at["channel_id"], request.at["message_id"])
    if found.author is not world.bot:
        raise refusal(50005)
    if found.channel.archived:
        raise refusal(50083)
    if request.files and found.channel.kind != DM and not found.channel.may(ATTACH):
        raise refusal(50013)
    guard(service, request)
    writing.edit(world, found, Draft(request.body, dict(request.files), before=found))
    world.tell_message("MESSAGE_UPDATE", found)
    return 200, payloads.message(found, world.files)


def delete(service: Service, request: Request) -> Reply:
    """Delete a message of the bot."""
    world = service.world
    found = world.message(request.at["channel_id"], request.at["message_id"])
    if found.author is not world.bot:
        raise refusal(50013)
    del found.channel.messages[found.id]
    world.tell_deleted(found)
    return 204, None


def get(service: Service, request: Request) -> Reply:
    """Give one message."""
    found = service.world.message(request.at["channel_id"], request.at["message_id"])
    _may_read(found.channel)
    return 200, payloads.message(found, service.world.files)


def newest(service: Service, request: Request) -> Reply:
    """Give the newest messages of a channel, newest first."""
    place = service.world.place(request.at["channel_id"])
    _may_read(place)
    before, after = (int(request.query.get(key) or 0) for key in ("before", "after"))
    found = [
        each
        for each in reversed(place.texts)
        if int(each.id) > after and (not before or int(each.id) < before)
    ]
    return 200, [
        payloads.message(each, service.world.files) for each in found[: int(request.query.get("limit", 50))]
    ]


def start_thread(service: Service, request: Request) -> Reply:
    """Start a thread from a message; there is one at most, and its id is the message's."""
    wrong = Wrong()
    wrong.length(("name",), request.body.get("name"), 1, 100)
    wrong.refuse()  # before anything is looked at, as the published description is checked where it is there
    head = service.world.message(request.at["channel_id"], request.at["message_id"])
    if head.channel.kind != TEXT:
        raise refusal(50024)
    if not head.channel.may(OPEN_THREADS):
        raise refusal(50013)
    if head.thread:
        raise refusal(160004)
    made = service.world.thread(head, request.body["name"])
    return 201, payloads.channel(made, service.world.bot)


def guard(service: Service, request: Request) -> None:
    """Note a message that does not say who may be mentioned."""
    if request.body.get("allowed_mentions") is None and (
        request.body.get("content") or request.body.get("components")
    ):
        service.traffic.unguarded.append(request.route)


def _check_reply(place: Channel, body: Json) -> None:
    """Refuse an answer to a message that is not here, unless it may do without."""
    answered = body.get("message_reference") or {}
    if (
        answered
        and answered.get("fail_if_not_exists", True)
        and answered.get("message_id") not in place.messages
    ):
        wrong = Wrong()
        wrong.at(("message_reference",), "REPLIES_UNKNOWN_MESSAGE", "Unknown message")
        wrong.refuse()


def _may_write(service: Service, place: Channel, request: Request) -> None:
    if place.kind == DM:
        user = place.recipient
        assert user
        there = [each for each in service.world.guilds.values() if not each.left]
        if user.refuses in (50007, 50278) or not any(user.id in each.members for each in there):
            raise refusal(user.refuses or 50278)
        return
    needed = SEND_IN_THREADS if place.kind == THREAD else SEND
    if not place.may(needed) or (request.files and not place.may(ATTACH)):
        raise refusal(50013)


def _may_read(place: Channel) -> None:
    if place.kind != DM and not place.may(HISTORY):
        raise refusal(50001)


ROUTES: Routes = {
    "POST /channels/{channel_id}/messages": create,
    "GET /channels/{channel_id}/messages": newest,
    "GET /channels/{channel_id}/messages/{message_id}": get,
    "PATCH /channels/{channel_id}/messages/{message_id}": edit,
    "DELETE /channels/{channel_id}/messages/{message_id}": delete,
    "POST /channels/{channel_id}/messages/{message_id}/threads": start_thread,
}
