"""The methods that write messages."""

from tests.slack.server.errors import No
from tests.slack.server.methods import Asked, method
from tests.slack.server.world import Channel, Json, Message


@method("chat.postMessage", "chat:write", paced=True)
def post_message(asked: Asked) -> Json:
    """Post a message."""
    channel = _writable(asked)
    thread = asked.args.get("thread_ts")
    if thread is not None and not _heads(channel, str(thread)):
        raise No("thread_not_found")
    made = asked.slack.post(asked.by, channel, asked.args)
    return {"channel": channel.id, "ts": made.ts, "message": made.as_json()}


@method("chat.postEphemeral", "chat:write", paced=True)
def post_ephemeral(asked: Asked) -> Json:
    """Show a message to one person in a channel."""
    channel, user = _writable(asked), str(asked.need("user"))
    if user not in channel.members:
        raise No("user_not_in_channel")
    made = asked.slack.post(asked.by, channel, asked.args, to=user)
    return {"message_ts": made.ts}


@method("chat.update", "chat:write")
def update(asked: Asked) -> Json:
    """Change a message of the app's own in its place; an ephemeral one cannot be found."""
    channel = asked.slack.place(asked.by, asked.need("channel", "channel_not_found"))
    message = _own(asked, channel, "cant_update_message")
    if channel.is_archived:
        raise No("is_archived")
    asked.slack.rewrite(message, asked.args)
    return {"channel": channel.id, "ts": message.ts, "text": message.text, "message": message.as_json()}


@method("chat.delete", "chat:write")
def delete(asked: Asked) -> Json:
    """Take a message of the app's own away."""
    channel = asked.slack.place(asked.by, asked.need("channel", "channel_not_found"))
    message = _own(asked, channel, "cant_delete_message")
    del channel.messages[message.ts]
    asked.slack.world.news.changed()
    return {"channel": channel.id, "ts": message.ts}


def _writable(asked: Asked) -> Channel:
    channel = asked.slack.place(asked.by, asked.need("channel", "channel_not_found"))
    if channel.is_archived:
        raise No("is_archived")
    if channel.is_read_only:
        raise No("restricted_action")
    if asked.by.bot_user not in channel.members and (
        channel.is_private or "chat:write.public" not in asked.by.scopes
    ):
        raise No("not_in_channel")
    if channel.is_im and asked.slack.world.users[channel.user].deleted:
        raise No("user_disabled")
    return channel


def _own(asked: Asked, channel: Channel, otherwise: str) -> Message:
    message = channel.messages.get(str(asked.need("ts", "message_not_found")))
    if message is None:
        raise No("message_not_found")
    if message.user != asked.by.bot_user:
        raise No(otherwise)
    return message


def _heads(channel: Channel, ts: str) -> bool:
    head = channel.messages.get(ts)
    return head is not None and head.thread_ts in (None, ts)
