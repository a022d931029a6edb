"""Settings: the only reader of the environment."""

import os
from pathlib import Path

from cryptography.fernet import Fernet
from platformdirs import user_data_path
from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What a host may set, each by a variable whose name begins with NETLEARN_."""

    model_config = SettingsConfigDict(env_prefix="NETLEARN_", frozen=True)

    data_dir: Path = Field(default_factory=lambda: user_data_path("netlearn"))
    """Where the database, the keys and the demo are kept, unless they are elsewhere."""

    database_url: str = ""
    """A PostgreSQL or SQLite URL; by default a file in the data folder."""

    secret_keys: str = ""
    """Keys for what is kept encrypted, separated by commas: the first encrypts, all decrypt."""

    slack_bot_token: str = Field(default="", repr=False)
    """The token with which the bot speaks in one Slack workspace (xoxb-…)."""

    slack_app_token: str = Field(default="", repr=False)
    """The token with which Socket Mode is opened (xapp-…)."""

    slack_signing_secret: str = Field(default="", repr=False)
    """What Slack signs its requests over HTTP with."""

    slack_client_id: str = ""
    """The app's id, where many workspaces may install it."""

    slack_client_secret: str = Field(default="", repr=False)
    """The app's secret, likewise."""

    slack_api_url: str = "https://slack.com/api/"
    """Where Slack's Web API is."""

    discord_token: str = Field(default="", repr=False)
    """The bot's token at Discord."""

    discord_api_url: str = "https://discord.com/api/v10"
    """Where Discord's HTTP interface is."""

    discord_gateway_url: str = ""
    """Where Discord's gateway is; by default Discord says."""

    discord_shards: str = ""
    """The shards of this process, such as 0-3/16; by default all."""

    public_url: str = ""
    """The address at which others reach this program, such as https://netlearn.example.org."""

    http_host: str = "127.0.0.1"
    """Where this program listens for HTTP."""

    http_port: int = Field(default=3000, ge=0, le=65535)
    """The port on which it listens; 0 takes any free one."""

    def database(self, file: str = "netlearn.db") -> str:
        """Give the database's URL."""
        return self.database_url or f"sqlite:///{self.data_dir / file}"

    def keys(self) -> list[str]:
        """Give the keys; without any in the environment, one is made once and kept in the data folder."""
        if given := [key.strip() for key in self.secret_keys.split(",") if key.strip()]:
            return given
        file = self.data_dir / "secret.key"
        self.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            opened = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return file.read_text("ascii").split()
        with os.fdopen(opened, "w", encoding="ascii") as kept:
            kept.write(Fernet.generate_key().decode())
        return file.read_text("ascii").split()
