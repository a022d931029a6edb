"""The invitation asks for what the bot needs, and for nothing else."""

from urllib.parse import parse_qs, urlsplit

from discord import Permissions

from adapters.discord.invite import invite


def test_the_link_takes_the_bot_and_its_commands_onto_a_server() -> None:
    address = urlsplit(invite("123456789012345678"))
    assert (address.scheme, address.netloc, address.path) == ("https", "discord.com", "/oauth2/authorize")
    asked = parse_qs(address.query)
    assert asked["client_id"] == ["123456789012345678"]
    assert asked["scope"] == ["bot applications.commands"]
    assert " " not in address.query


def test_exactly_the_permissions_that_are_needed_are_asked_for() -> None:
    asked = parse_qs(urlsplit(invite("1")).query)["permissions"]
    granted = {name for name, given in Permissions(int(asked[0])) if given}
    assert granted == {
        "read_messages",  # discord.py's name for View Channels
        "send_messages",
        "attach_files",
        "read_message_history",
        "create_public_threads",
        "send_messages_in_threads",
    }
