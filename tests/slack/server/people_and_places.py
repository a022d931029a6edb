"""The methods about the app itself, its people, and its channels."""

from tests.slack.server.errors import No
from tests.slack.server.methods import Asked, method
from tests.slack.server.world import Json


@method("auth.test")
def auth_test(asked: Asked) -> Json:
    """Say who the token is."""
    team = asked.slack.world.teams[asked.by.team]
    return {
        "url": f"https://{team.domain}.slack.com/",
        "team": team.name,
        "user": asked.slack.world.users[asked.by.bot_user].name,
        "team_id": team.id,
        "user_id": asked.by.bot_user,
        "bot_id": asked.by.bot_id,
        "is_enterprise_install": False,
    }


@method("auth.revoke")
def auth_revoke(asked: Asked) -> Json:
    """Make the token useless."""
    if str(asked.args.get("test", "false")).lower() in ("1", "true"):
        return {"revoked": False}
    asked.by.state = "revoked"
    return {"revoked": True}


@method("users.info", "users:read")
def users_info(asked: Asked) -> Json:
    """Give somebody's profile; strangers of shared channels have one too, with their own team_id."""
    user = asked.slack.world.users.get(str(asked.need("user", "user_not_found")))
    if user is None:
        raise No("user_not_found")
    shared = any(
        each.is_shared and user.id in each.members and asked.by.bot_user in each.members
        for each in asked.slack.world.channels.values()
    )
    if user.team != asked.by.team and not shared:
        raise No("user_not_visible")
    profile = user.as_json()
    return {"user": profile | ({"is_stranger": True} if user.team != asked.by.team else {})}


@method("conversations.open", "im:write")
def conversations_open(asked: Asked) -> Json:
    """Open direct messages with one person."""
    names = str(asked.need("users")).split(",")
    if len(names) != 1:
        raise No("missing_scope", needed="mpim:write", provided=",".join(sorted(asked.by.scopes)))
    user = asked.slack.world.users.get(names[0])
    if user is None:
        raise No("user_not_found")
    channel = asked.slack.direct(asked.by, user)
    whole = asked.args.get("return_im") in (True, "true", "1")
    return {"channel": channel.as_json(asked.by.bot_user) if whole else {"id": channel.id}}


@method("conversations.info")
def conversations_info(asked: Asked) -> Json:
    """Describe a channel; which scope that needs depends on the channel's kind."""
    channel = asked.slack.world.channels.get(str(asked.need("channel", "channel_not_found")))
    if channel is None or channel.team != asked.by.team:
        raise No("channel_not_found")
    scope = "im:read" if channel.is_im else "groups:read" if channel.is_private else "channels:read"
    if scope not in asked.by.scopes:
        raise No("missing_scope", needed=scope, provided=",".join(sorted(asked.by.scopes)))
    found = asked.slack.place(asked.by, channel.id)
    return {"channel": found.as_json(asked.by.bot_user)}
