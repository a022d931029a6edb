"""Registering the commands: compared with what Discord has, and sent only where something differs."""

from typing import Any

from discord.http import Route

from adapters.discord import tree
from adapters.discord.client import Client, logged_in
from adapters.discord.config import DiscordConfig
from adapters.discord.tree import Changes
from bot.core.registry import Registry

Json = dict[str, Any]
_COMMANDS = "/applications/{application_id}/commands"


async def sync(config: DiscordConfig, registry: Registry) -> Changes:
    """Register the registry's commands; gives what changed by that. Raises what requests raise."""
    async with logged_in(config) as client:
        changes = await compared(client, registry)
        if changes:
            route = Route("PUT", _COMMANDS, application_id=client.application_id)
            await client.http.request(route, json=tree.commands(registry))
        return changes


async def compared(client: Client, registry: Registry) -> Changes:
    """Give what registering would change."""
    route = Route("GET", _COMMANDS, application_id=client.application_id)
    registered: list[Json] = await client.http.request(route, params={"with_localizations": "true"})
    return tree.diff(registered, tree.commands(registry))


async def application_of(config: DiscordConfig) -> str:
    """Give the id of the application whose token it is. Raises what requests raise."""
    async with logged_in(config) as client:
        return str(client.application_id)
