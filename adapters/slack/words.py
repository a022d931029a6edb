"""What Slack's members are told by this adapter itself, where no command has been asked."""

from bot.core.errors import Problem

STRANGER = Problem(
    "stranger",
    "You are here from another workspace, where this Netlearn cannot write to you. You can read along; to take "
    "part, ask to be invited as a guest, or have Netlearn added to your own workspace.",
)
NOT_INSTALLED = Problem(
    "not_installed",
    "Netlearn is not installed in this workspace any more. Whoever looks after its apps can add it again; "
    "nothing of your group is lost.",
)
BOT = Problem("bot", "Netlearn is for people: bots can neither ask nor help here.")
DEACTIVATED = Problem(
    "deactivated",
    "Your account in this workspace is deactivated. Once an admin has activated it again, "
    "everything is as you left it.",
)
OUTDATED = Problem(
    "outdated",
    "This was made by an earlier version, and nothing was changed. Please type the command again; /netlearn help "
    "shows what there is.",
)
BY_NOBODY = Problem(
    "by_nobody", "No person wrote that message. Please choose one by somebody who has helped you."
)
BUSY = Problem("busy", "The database is busy right now, and nothing was changed. Please try again.")
WAIT = Problem("wait", "One moment, this takes a little longer than usual.")
FAULT = Problem(
    "fault", "Sorry, that went wrong on our side. Please try again; if it happens again, tell your host."
)
