"""What there is: the gateway, the bot itself, servers, channels, direct messages."""

from tests.discord import payloads
from tests.discord.errors import Json, refusal
from tests.discord.service import Reply, Request, Routes, Service
from tests.discord.world import NEEDED, VIEW

_SESSION_STARTS = 1000


def gateway(service: Service, request: Request) -> Reply:
    """Give the gateway's address, without asking who wants it."""
    return 200, {"url": service.gateway_url}


def gateway_for_bots(service: Service, request: Request) -> Reply:
    """Give the gateway's address, and in how many shards a bot should come."""
    limits = {
        "total": _SESSION_STARTS,
        "remaining": _SESSION_STARTS - service.identifies,
        "reset_after": 86_400_000,
        "max_concurrency": 1,
    }
    return 200, {"url": service.gateway_url, "shards": service.shards, "session_start_limit": limits}


def me(service: Service, request: Request) -> Reply:
    """Give the bot's own user."""
    own = {"mfa_enabled": True, "locale": "en-US", "email": None, "verified": True, "premium_type": 0}
    return 200, payloads.user(service.world.bot) | own


def application(service: Service, request: Request) -> Reply:
    """Give the bot's application."""
    world = service.world
    return 200, {
        "id": world.bot.id,
        "name": "Netlearn",
        "icon": None,
        "description": "",
        "type": None,
        "bot": payloads.user(world.bot),
        "bot_public": True,
        "bot_require_code_grant": False,
        "verify_key": "0" * 64,
        "flags": 0,
        "flags_new": "0",
        "redirect_uris": [],
        "interactions_endpoint_url": None,
        "role_connections_verification_url": None,
        "owner": payloads.user(world.owner),
        "approximate_guild_count": len(world.guilds),
        "approximate_user_install_count": 0,
        "approximate_user_authorization_count": 0,
        "event_webhooks_status": 1,
        "explicit_content_filter": 0,
        "team": None,
        "eligible_oauth2_scopes": ["bot", "applications.commands"],
        "tags": [],
        "integration_types_config": {
            "0": {"oauth2_install_params": {"scopes": ["bot", "applications.commands"], "permissions": "0"}}
        },
    }


def guild(service: Service, request: Request) -> Reply:
    """Give a server."""
    found = service.world.guilds.get(request.at["guild_id"])
    if not found or found.left:
        raise refusal(10004)
    written: Json = payloads.guild(found, service.world.bot)
    for key in ("channels", "threads", "members", "presences", "voice_states", "joined_at", "unavailable"):
        del written[key]
    return 200, written


def guilds(service: Service, request: Request) -> Reply:
    """Give the bot's servers in short."""
    there = [each for each in service.world.guilds.values() if not each.left]
    short = ("id", "name", "icon", "banner", "features")
    return 200, [
        {key: payloads.guild(each, service.world.bot)[key] for key in short}
        | {"owner": False, "permissions": str(NEEDED)}
        for each in there
    ]


def guild_channels(service: Service, request: Request) -> Reply:
    """Give the channels of a server that the bot sees."""
    guild(service, request)
    there = service.world.guilds[request.at["guild_id"]].channels.values()
    return 200, [
        payloads.channel(each, service.world.bot) for each in there if not each.parent and each.may(VIEW)
    ]


def guild_member(service: Service, request: Request) -> Reply:
    """Give a member of a server."""
    guild(service, request)
    found = service.world.guilds[request.at["guild_id"]].members.get(request.at["user_id"])
    if not found:
        raise refusal(10007)
    return 200, payloads.member(found)


def user(service: Service, request: Request) -> Reply:
    """Give anybody."""
    if found := service.world.users.get(request.at["user_id"]):
        return 200, payloads.user(found)
    raise refusal(10013)


def channel(service: Service, request: Request) -> Reply:
    """Give a channel."""
    return 200, payloads.channel(service.world.place(request.at["channel_id"]), service.world.bot)


def leave_guild(service: Service, request: Request) -> Reply:
    """Let the bot leave a server."""
    guild(service, request)
    service.world.remove_bot(service.world.guilds[request.at["guild_id"]])
    return 204, None


def open_dm(service: Service, request: Request) -> Reply:
    """Give the direct messages with somebody."""
    found = service.world.users.get(str(request.body.get("recipient_id")))
    if not found or found.bot:
        raise refusal(50033)
    if found.refuses == 40003:
        raise refusal(40003)
    return 200, payloads.channel(service.world.dm(found), service.world.bot)


def typing(service: Service, request: Request) -> Reply:
    """Let the bot be seen typing."""
    service.world.place(request.at["channel_id"])
    return 204, None


ROUTES: Routes = {
    "GET /gateway": gateway,
    "GET /gateway/bot": gateway_for_bots,
    "GET /users/@me": me,
    "GET /users/@me/guilds": guilds,
    "DELETE /users/@me/guilds/{guild_id}": leave_guild,
    "POST /users/@me/channels": open_dm,
    "GET /users/{user_id}": user,
    "GET /oauth2/applications/@me": application,
    "GET /applications/@me": application,
    "GET /guilds/{guild_id}": guild,
    "GET /guilds/{guild_id}/channels": guild_channels,
    "GET /guilds/{guild_id}/members/{user_id}": guild_member,
    "GET /channels/{channel_id}": channel,
    "POST /channels/{channel_id}/typing": typing,
}
