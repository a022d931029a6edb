"""What Slack sends to an app, field for field; pure.

Sources: docs.slack.dev/interactivity/implementing-slash-commands, /reference/interaction-payloads,
/apis/events-api, and the examples in the SDKs' own tests.
"""

from tests.slack.server.app import App, Installation
from tests.slack.server.views import View
from tests.slack.server.world import Channel, Json, Message, Team, User


def slash_command(
    app: App,
    team: Team,
    user: User,
    channel: Channel,
    command: str,
    text: str,
    trigger: str,
    response_url: str,
) -> Json:
    """Make a slash command; all its values are strings, as in the form that it is over HTTP."""
    return {
        "token": app.verification_token,
        "team_id": team.id,
        "team_domain": team.domain,
        "channel_id": channel.id,
        "channel_name": "privategroup" if channel.is_private else channel.name,
        "user_id": user.id,
        "user_name": user.name,
        "command": command,
        "text": text,
        "api_app_id": app.id,
        "is_enterprise_install": "false",
        "response_url": response_url,
        "trigger_id": trigger,
    }


def interaction(app: App, team: Team, user: User, kind: str) -> Json:
    """Make what every interaction begins with."""
    return {
        "type": kind,
        "user": {"id": user.id, "username": user.name, "name": user.name, "team_id": user.team},
        "api_app_id": app.id,
        "token": app.verification_token,
        "team": team.as_json(),
        "enterprise": None,
        "is_enterprise_install": False,
    }


def on_message(
    begun: Json, channel: Channel, message: Message, action: Json, trigger: str, response_url: str
) -> Json:
    """Make a press on a message; Slack keeps no ephemeral messages, so of one there is only the container."""
    container: Json = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": message.to is not None,
    }
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    payload = {
        **begun,
        "container": container,
        "trigger_id": trigger,
        "channel": {"id": channel.id, "name": "privategroup" if channel.is_private else channel.name},
        "state": {"values": {}},
        "response_url": response_url,
        "actions": [action],
    }
    return payload if message.to else {**payload, "message": message.as_json()}


def on_view(begun: Json, view: View, action: Json, trigger: str) -> Json:
    """Make a press in a modal or on a Home tab."""
    return {
        **begun,
        "container": {"type": "view", "view_id": view.id},
        "trigger_id": trigger,
        "view": view.as_json(),
        "actions": [action],
    }


def submission(begun: Json, view: View, trigger: str) -> Json:
    """Make the submission of a modal."""
    return {**begun, "trigger_id": trigger, "view": view.as_json(), "response_urls": []}


def closed(begun: Json, view: View, *, cleared: bool) -> Json:
    """Make the word that a modal was closed."""
    return {**begun, "view": view.as_json(), "is_cleared": cleared}


def suggestion(begun: Json, view: View, block: str, action: str, typed: str) -> Json:
    """Make the question what may be meant by what somebody types into a select."""
    return {
        **begun,
        "container": {"type": "view", "view_id": view.id},
        "view": view.as_json(),
        "action_id": action,
        "block_id": block,
        "value": typed,
    }


def message_shortcut(
    begun: Json,
    channel: Channel,
    message: Message,
    callback: str,
    stamp: str,
    trigger: str,
    response_url: str,
) -> Json:
    """Make the use of a shortcut on a message."""
    return {
        **begun,
        "action_ts": stamp,
        "callback_id": callback,
        "trigger_id": trigger,
        "response_url": response_url,
        "message_ts": message.ts,
        "channel": {"id": channel.id, "name": "privategroup" if channel.is_private else channel.name},
        "message": message.as_json(),
    }


def global_shortcut(begun: Json, callback: str, stamp: str, trigger: str) -> Json:
    """Make the use of a shortcut that stands nowhere in particular."""
    return {**begun, "action_ts": stamp, "callback_id": callback, "trigger_id": trigger}


def event_callback(app: App, by: Installation, event: Json, event_id: str, at: float) -> Json:
    """Wrap an event."""
    return {
        "token": app.verification_token,
        "team_id": by.team,
        "context_team_id": by.team,
        "context_enterprise_id": None,
        "api_app_id": app.id,
        "event": event,
        "type": "event_callback",
        "event_id": event_id,
        "event_time": int(at),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": by.team,
                "user_id": by.bot_user,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
        "event_context": f"4-{event_id}",
    }


def url_verification(app: App, challenge: str) -> Json:
    """Ask whether an address is the app's."""
    return {"token": app.verification_token, "challenge": challenge, "type": "url_verification"}


def pressed(block: str, element: Json, stamp: str) -> Json:
    """Make the action of a pressed button, by the element as it is kept."""
    action = {
        "type": "button",
        "action_id": element["action_id"],
        "block_id": block,
        "text": element["text"],
        "action_ts": stamp,
    }
    for name in ("value", "style", "url"):
        if element.get(name):
            action[name] = element[name]
    return action


def chosen(block: str, element: Json, option: Json, stamp: str) -> Json:
    """Make the action of an option chosen in a menu."""
    return {
        "type": element["type"],
        "action_id": element["action_id"],
        "block_id": block,
        "selected_option": option,
        **({"placeholder": element["placeholder"]} if "placeholder" in element else {}),
        "action_ts": stamp,
    }
