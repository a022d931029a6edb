"""The platforms that a host has set up, by their variables."""

from adapters.discord.config import DiscordConfig, Shards
from adapters.slack.config import NotConfigured, SlackConfig
from bot.cli.app import Stopped
from bot.settings import Settings


def slack_of(settings: Settings) -> SlackConfig | None:
    """Give how Slack is reached, None where nothing of it is set; half of it stops the program."""
    config = SlackConfig(
        bot_token=settings.slack_bot_token,
        app_token=settings.slack_app_token,
        signing_secret=settings.slack_signing_secret,
        client_id=settings.slack_client_id,
        client_secret=settings.slack_client_secret,
        public_url=settings.public_url.rstrip("/"),
        api_url=settings.slack_api_url,
    )
    if not config.given:
        return None
    try:
        config.mode  # noqa: B018 (asked for what it raises)
    except NotConfigured as error:
        raise Stopped(str(error)) from None
    return config


def discord_of(settings: Settings) -> DiscordConfig | None:
    """Give how Discord is reached, None where its token is not set."""
    if not settings.discord_token:
        return None
    try:
        shards = Shards.parse(settings.discord_shards) if settings.discord_shards else None
    except ValueError as error:
        raise Stopped(f"NETLEARN_DISCORD_SHARDS: {error}.") from None
    return DiscordConfig(
        settings.discord_token, settings.discord_api_url, settings.discord_gateway_url, shards
    )


def needed_discord(settings: Settings) -> DiscordConfig:
    """Give how Discord is reached, or say how it is set up."""
    if config := discord_of(settings):
        return config
    raise Stopped("NETLEARN_DISCORD_TOKEN is not set. docs/discord.md says where the token comes from.")
