"""What is in the local Discord's world, as JSON of API version 10."""

from tests.discord.errors import Json
from tests.discord.world import DM, EPHEMERAL, NEEDED, THREAD, Attachment, Channel, Guild, Message, User

LONG_AGO = "2024-01-01T00:00:00.000000+00:00"
MEMBER_PERMISSIONS = str(NEEDED | 1 << 6 | 1 << 31)


def user(of: User) -> Json:
    """Write a user."""
    return {
        "id": of.id,
        "username": of.username,
        "global_name": None if of.bot else of.name,
        "avatar": None,
        "discriminator": "0001" if of.bot else "0",
        "public_flags": 0,
        "flags": 0,
        "bot": of.bot,
        "primary_guild": None,
        "avatar_decoration_data": None,
        "collectibles": None,
    }


def member(of: User, *, with_user: bool = True) -> Json:
    """Write a member; the resolved data of an interaction leave the user out."""
    written: Json = {
        "avatar": None,
        "banner": None,
        "communication_disabled_until": None,
        "flags": 0,
        "joined_at": LONG_AGO,
        "nick": None,
        "pending": False,
        "premium_since": None,
        "roles": [],
        "mute": False,
        "deaf": False,
    }
    return written | {"user": user(of)} if with_user else written


def channel(of: Channel, bot: User) -> Json:
    """Write a channel of any kind."""
    written: Json = {
        "id": of.id,
        "type": of.kind,
        "flags": 0,
        "last_message_id": of.texts[-1].id if of.messages else None,
    }
    if of.kind == DM:
        assert of.recipient
        return written | {"recipients": [user(of.recipient)]}
    assert of.guild
    written |= {"guild_id": of.guild.id, "name": of.name, "rate_limit_per_user": 0}
    if of.kind == THREAD:
        assert of.parent
        return written | {
            "parent_id": of.parent.id,
            "owner_id": bot.id,
            "message_count": len(of.messages),
            "member_count": 1,
            "total_message_sent": len(of.messages),
            "thread_metadata": {
                "archived": of.archived,
                "archive_timestamp": LONG_AGO,
                "auto_archive_duration": 4320,
                "locked": False,
                "create_timestamp": LONG_AGO,
            },
        }
    denied = {"id": bot.id, "type": 1, "allow": str(of.allowed), "deny": str(NEEDED & ~of.allowed)}
    return written | {
        "parent_id": None,
        "position": 0,
        "topic": None,
        "nsfw": False,
        "permission_overwrites": [denied],
    }


def guild(of: Guild, bot: User, members: int | None = None) -> Json:
    """Write a guild as GUILD_CREATE has it for a bot without privileged intents: of its members the bot alone."""
    places = list(of.channels.values())
    return {
        "id": of.id,
        "name": of.name,
        "icon": None,
        "splash": None,
        "discovery_splash": None,
        "banner": None,
        "description": None,
        "home_header": None,
        "owner_id": of.owner.id,
        "application_id": None,
        "region": "deprecated",
        "afk_channel_id": None,
        "afk_timeout": 300,
        "system_channel_id": None,
        "system_channel_flags": 0,
        "widget_enabled": False,
        "widget_channel_id": None,
        "verification_level": 1,
        "default_message_notifications": 1,
        "explicit_content_filter": 0,
        "mfa_level": 0,
        "nsfw": False,
        "nsfw_level": 0,
        "max_members": 25_000_000,
        "max_presences": None,
        "max_video_channel_users": 25,
        "max_stage_video_channel_users": 50,
        "vanity_url_code": None,
        "premium_tier": 0,
        "premium_subscription_count": 0,
        "premium_progress_bar_enabled": False,
        "preferred_locale": of.locale,
        "rules_channel_id": None,
        "safety_alerts_channel_id": None,
        "public_updates_channel_id": None,
        "incidents_data": None,
        "features": [],
        "emojis": [],
        "stickers": [],
        "roles": [role(of)],
        "joined_at": LONG_AGO,
        "large": False,
        "unavailable": False,
        "member_count": members or len(of.members),
        "members": [member(bot)],
        "channels": [channel(each, bot) for each in places if each.kind != THREAD and each.may(1 << 10)],
        "threads": [channel(each, bot) for each in places if each.kind == THREAD and not each.archived],
        "voice_states": [],
        "presences": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
    }


def role(of: Guild) -> Json:
    """Write the role that everybody has."""
    return {
        "id": of.id,
        "name": "@everyone",
        "description": None,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "managed": False,
        "mentionable": False,
        "icon": None,
        "unicode_emoji": None,
        "permissions": str(NEEDED),
        "position": 0,
        "flags": 0,
    }


def attachment(of: Attachment, files: str) -> Json:
    """Write an attachment; `files` is the address under which the server gives files."""
    url = f"{files}/{of.id}/{of.filename}"
    kind = "image/png" if of.filename.endswith(".png") else "application/octet-stream"
    written: Json = {
        "id": of.id,
        "filename": of.filename,
        "size": len(of.data),
        "url": url,
        "proxy_url": url,
        "content_type": kind,
        "flags": 0,
    }
    return written | {"description": of.description} if of.description else written


def message(of: Message, files: str) -> Json:
    """Write a message."""
    written: Json = {
        "id": of.id,
        "channel_id": of.channel.id,
        "type": 20 if of.answers else 0,
        "author": user(of.author),
        "content": of.content,
        "components": of.components,
        "embeds": of.embeds,
        "attachments": [attachment(each, files) for each in of.attachments],
        "flags": of.flags | (EPHEMERAL if of.only_for else 0),
        "mentions": [user(each) for each in of.mentioned],
        "mention_roles": [],
        "mention_everyone": bool({"everyone", "here"} & set(of.pinged)),
        "pinned": False,
        "tts": False,
        "timestamp": of.created.isoformat(),
        "edited_timestamp": of.edited.isoformat() if of.edited else None,
    }
    if of.nonce is not None:
        written["nonce"] = of.nonce
    if of.under:
        written |= {
            "type": 19,
            "message_reference": {"message_id": of.under, "channel_id": of.channel.id, "type": 0},
        }
    if of.answers:
        written["webhook_id"] = written["application_id"] = of.author.id
    return written
