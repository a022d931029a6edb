"""Forms that are being filled in, kept encrypted: on Discord no modal follows another, and a sent one is gone."""

import secrets
from datetime import timedelta

from adapters.discord.forms import DRAFT_JSON, Draft
from bot.core.ports import Clock, Store, UnitOfWork

KEPT = timedelta(days=1)
_KIND = "discord form"


class Drafts:
    """Keeps drafts for a day, each for its owner alone, for whatever process is asked for it."""

    def __init__(self, work: UnitOfWork, clock: Clock) -> None:
        self._work, self._clock = work, clock

    async def keep(self, owner: str, draft: Draft, key: str = "") -> str:
        """Keep a draft, with a key in place of the one before; gives the key. Raises StoreBusy."""
        key = key or secrets.token_urlsafe(9)
        written, until = DRAFT_JSON.dump_json(draft).decode(), self._clock.now() + KEPT
        await self._work.write(lambda store: store.tickets.put(_KIND, _code(owner, key), written, until))
        return key

    async def find(self, owner: str, key: str) -> Draft | None:
        """Give somebody's draft. Raises StoreBusy."""
        now = self._clock.now()
        return _read(await self._work.read(lambda store: store.tickets.get(_KIND, _code(owner, key), now)))

    async def take(self, owner: str, key: str, by: str) -> Draft | None:
        """Give somebody's draft to an interaction and end it: of several at once, one gets it. Raises StoreBusy."""
        now = self._clock.now()

        def take(store: Store) -> str | None:
            taken = store.tickets.take(_KIND, _code(owner, key), now)
            if taken is not None:
                store.inbox.first(_KIND, by, now)
            return taken

        return _read(await self._work.write(take))

    async def missed(self, by: str) -> bool:
        """Tell whether an interaction finds nothing although it is delivered for the first time. Raises StoreBusy."""
        now = self._clock.now()
        return await self._work.write(lambda store: store.inbox.first(_KIND, by, now))


def _code(owner: str, key: str) -> str:
    return f"{owner} {key}"


def _read(written: str | None) -> Draft | None:
    return None if written is None else DRAFT_JSON.validate_json(written)
