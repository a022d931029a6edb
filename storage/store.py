"""The repositories of one transaction, on its connection."""

from storage.asks import SqlAsks
from storage.checkins import SqlCheckIns
from storage.contacts import SqlContacts
from storage.digests import SqlDigests
from storage.due import SqlDue
from storage.followups import SqlFollowUps
from storage.groups import SqlGroups
from storage.inbox import SqlInbox, SqlTickets
from storage.meetings import SqlMeetings
from storage.members import SqlMembers
from storage.outbox import SqlOutbox
from storage.points import SqlLedger
from storage.preparations import SqlPreparations
from storage.quick import Quick
from storage.targets import SqlTargets
from storage.vault import Vault
from storage.workspaces import SqlWorkspaces


class SqlStore:
    """Everything a transaction can reach; none of it commits."""

    def __init__(self, connection: Quick, vault: Vault) -> None:
        """Take the connection of a transaction that has begun."""
        self.groups = SqlGroups(connection)
        self.members = SqlMembers(connection)
        self.targets = SqlTargets(connection)
        self.contacts = SqlContacts(connection, vault)
        self.asks = SqlAsks(connection)
        self.ledger = SqlLedger(connection)
        self.outbox = SqlOutbox(connection, vault)
        self.due = SqlDue(connection)
        self.checkins = SqlCheckIns(connection, vault)
        self.digests = SqlDigests(connection)
        self.meetings = SqlMeetings(connection, vault)
        self.preparations = SqlPreparations(connection, vault)
        self.followups = SqlFollowUps(connection, vault)
        self.workspaces = SqlWorkspaces(connection, vault)
        self.inbox = SqlInbox(connection)
        self.tickets = SqlTickets(connection, vault)
