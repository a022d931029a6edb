"""The link by which somebody takes the bot onto their server, with the permissions it needs and no other."""

from urllib.parse import quote, urlencode

PERMISSIONS = {
    "View Channels": 1 << 10,  # to be in the group's channel at all
    "Send Messages": 1 << 11,  # what the group is told
    "Attach Files": 1 << 15,  # pictures
    "Read Message History": 1
    << 16,  # Discord asks for it, besides the next, where a thread begins at a message
    "Create Public Threads": 1 << 35,  # one for each ask, so that the channel stays easy to read
    "Send Messages in Threads": 1 << 38,  # what becomes of the ask
}
"""The permissions by Discord's names for them.

Not needed: Embed Links (no text of ours becomes a link), Mention Everyone (nothing of ours mentions but a person),
Manage Threads and Manage Messages (the bot changes only what it wrote itself).
"""

SCOPES = ("bot", "applications.commands")


def invite(application: str) -> str:
    """Give the link for an application's id."""
    asked = {
        "client_id": application,
        "scope": " ".join(SCOPES),
        "permissions": str(sum(PERMISSIONS.values())),
    }
    return "https://discord.com/oauth2/authorize?" + urlencode(asked, quote_via=quote)
