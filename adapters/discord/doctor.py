"""A look at the installation on Discord, and what to do about each fault."""

from discord import AppInfo, LoginFailure

from adapters.discord.client import Client, logged_in
from adapters.discord.config import DiscordConfig
from adapters.discord.errors import FAULTS
from adapters.discord.invite import invite
from adapters.discord.sync import compared
from adapters.discord.tree import Changes
from bot.core.finding import Finding
from bot.core.registry import Registry

PORTAL = "discord.com/developers/applications"
SYNC = "netlearn discord sync"


async def check(config: DiscordConfig, registry: Registry) -> list[Finding]:
    """Look at the token, the application, its servers and its commands."""
    try:
        async with logged_in(config) as client:
            application = await client.application_info()
            return [
                *_application(application),
                await _commands(client, registry),
                *await _gateway(client, config),
            ]
    except LoginFailure:
        advice = f"Make a new one on {PORTAL} (your application, Bot, Reset Token), and set NETLEARN_DISCORD_TOKEN."
        return [Finding(False, "Discord does not accept the token.", advice)]
    except FAULTS as error:
        advice = "Look whether this computer reaches the internet, and at discordstatus.com. Then try again."
        return [Finding(False, f"Discord cannot be reached ({type(error).__name__}).", advice)]


def _application(application: AppInfo) -> list[Finding]:
    found = [Finding(True, f"The token is that of {application.name}, application {application.id}.")]
    if application.interactions_endpoint_url:
        advice = f"Empty “Interactions Endpoint URL” on {PORTAL} (your application, General Information)."
        found.append(Finding(False, "Discord sends interactions to an address, and not to the bot.", advice))
    flags, asked = application.flags, "No privileged intent is needed"
    on = (
        flags.gateway_guild_members_limited
        or flags.gateway_presence_limited
        or flags.gateway_message_content_limited
    )
    found.append(
        Finding(True, f"{asked}; those that are switched on can be switched off." if on else f"{asked}.")
    )
    many = application.approximate_guild_count
    if many:
        found.append(Finding(True, f"The bot is in {many} server{'s' if many > 1 else ''}."))
    else:
        advice = f"Open {invite(str(application.id))} and choose yours."
        found.append(Finding(False, "The bot is in no server yet.", advice))
    return found


async def _commands(client: Client, registry: Registry) -> Finding:
    changes: Changes = await compared(client, registry)
    if not changes:
        return Finding(True, "The commands are registered, and up to date.")
    names = ", ".join((*changes.added, *changes.changed, *changes.removed))
    return Finding(
        False, f"Discord does not have the commands as they are now ({names}).", f"{SYNC} registers them."
    )


async def _gateway(client: Client, config: DiscordConfig) -> list[Finding]:
    shards, _, starts = await client.http.get_bot_gateway()
    found = []
    if starts["remaining"] < 10:
        advice = (
            f"It resets in {starts['reset_after'] // 3_600_000} hours. Look why the program starts so often."
        )
        found.append(
            Finding(False, f"The bot may begin only {starts['remaining']} more sessions today.", advice)
        )
    if config.shards and config.shards.count < shards:
        advice = (
            f"Discord recommends {shards} shards: set NETLEARN_DISCORD_SHARDS to as many, in every process."
        )
        found.append(Finding(False, f"The bot is in many servers for {config.shards.count} shards.", advice))
    return found
