"""Which way a host has set Slack up, and that secrets do not show."""

import pytest

from adapters.slack.config import Mode, NotConfigured, SlackConfig


@pytest.mark.parametrize(
    ("config", "mode"),
    [
        (SlackConfig(bot_token="b", app_token="a"), Mode.SOCKET),
        (SlackConfig(bot_token="b", app_token="a", signing_secret="s"), Mode.SOCKET),
        (SlackConfig(bot_token="b", signing_secret="s"), Mode.ONE),
        (SlackConfig(signing_secret="s", client_id="i", client_secret="c"), Mode.MANY),
        (SlackConfig(bot_token="b", signing_secret="s", client_id="i", client_secret="c"), Mode.MANY),
    ],
)
def test_the_mode_follows_from_what_is_set(config: SlackConfig, mode: Mode) -> None:
    assert config.given
    assert config.mode is mode


@pytest.mark.parametrize(
    "config",
    [
        SlackConfig(bot_token="b"),
        SlackConfig(app_token="a"),
        SlackConfig(signing_secret="s"),
        SlackConfig(signing_secret="s", client_id="i"),
        SlackConfig(client_id="i", client_secret="c"),
    ],
)
def test_half_of_it_says_what_the_whole_is(config: SlackConfig) -> None:
    assert config.given
    with pytest.raises(NotConfigured, match="NETLEARN_SLACK_SIGNING_SECRET"):
        config.mode  # noqa: B018 (asked for what it raises)


def test_nothing_is_nothing() -> None:
    assert not SlackConfig(public_url="https://netlearn.example.org").given


def test_no_secret_shows() -> None:
    config = SlackConfig("xoxb-1", "xapp-1", "signing", "1.2", "client")
    assert not any(secret in repr(config) for secret in ("xoxb-1", "xapp-1", "signing", "client'"))


@pytest.mark.parametrize("url", ["https://slack.com/api/", "https://slack.com/api"])
def test_the_site_is_where_the_interface_is(url: str) -> None:
    assert SlackConfig(api_url=url).site == "https://slack.com"
