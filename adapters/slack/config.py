"""How Slack is reached: the values that a host gets at api.slack.com/apps."""

from dataclasses import dataclass, field
from enum import StrEnum

API = "https://slack.com/api/"


class Mode(StrEnum):
    """How Slack's requests come in, and for how many workspaces."""

    SOCKET = "Socket Mode, one workspace"
    ONE = "HTTP, one workspace"
    MANY = "HTTP, many workspaces"


class NotConfigured(ValueError):
    """Something is missing among the values; the message says what."""


@dataclass(frozen=True, slots=True)
class SlackConfig:
    """The values of a Slack app; no secret shows when this is printed or logged.

    `public_url` is the address others see, without a path; `api_url` is where Slack's Web API is.
    """

    bot_token: str = field(default="", repr=False)
    app_token: str = field(default="", repr=False)
    signing_secret: str = field(default="", repr=False)
    client_id: str = ""
    client_secret: str = field(default="", repr=False)
    public_url: str = ""
    api_url: str = API

    @property
    def given(self) -> bool:
        """Tell whether anything of Slack is set at all."""
        secrets = (self.bot_token, self.app_token, self.signing_secret, self.client_id, self.client_secret)
        return any(secrets)

    @property
    def mode(self) -> Mode:
        """Give the way that these values allow; raises NotConfigured."""
        if self.bot_token and self.app_token:
            return Mode.SOCKET
        if self.signing_secret and self.client_id and self.client_secret:
            return Mode.MANY
        if self.signing_secret and self.bot_token:
            return Mode.ONE
        raise NotConfigured(
            "Slack needs NETLEARN_SLACK_BOT_TOKEN with NETLEARN_SLACK_APP_TOKEN (Socket Mode), "
            "or with NETLEARN_SLACK_SIGNING_SECRET (HTTP, one workspace); or NETLEARN_SLACK_SIGNING_SECRET with "
            "NETLEARN_SLACK_CLIENT_ID and NETLEARN_SLACK_CLIENT_SECRET (HTTP, many workspaces)."
        )

    @property
    def site(self) -> str:
        """Give where people meet Slack, for links: https://slack.com."""
        return self.api_url.rstrip("/").removesuffix("/api")
