"""One interaction with its answers: the first in time, if need be only the promise of one."""

import asyncio
from typing import Any

from adapters.discord.answers import Answers, Files, First
from adapters.discord.receive import Incoming, Kind
from adapters.discord.render import COMPONENTS_V2, PRIVATE

Json = dict[str, Any]


class Exchange:
    """Answers once. After `within` seconds without an answer it promises one, which then follows.

    What is answered to a press on one of our private answers takes that one's place; everything else is a new
    private message.
    """

    def __init__(self, incoming: Incoming, answers: Answers, within: float) -> None:
        """Begin to watch the time."""
        self._to, self._answers = incoming, answers
        self._replaces = incoming.private and incoming.kind in (Kind.COMPONENT, Kind.MODAL)
        self._promise: asyncio.Task[bool] | None = None
        self._timer = asyncio.get_running_loop().call_at(incoming.at + within, self._promised)

    async def message(self, body: Json, files: Files = (), *, added: bool = False) -> None:
        """Answer with a message; one that is `added` takes no other's place."""
        replaces = self._replaces and not added
        if not await self._late():
            kind = First.UPDATE if replaces else First.MESSAGE
            await self._answers.first(self._to, kind, _changed(body) if replaces else body, files)
        elif self._promise and self._promise.result():
            if self._replaces and added:
                await self._answers.add(self._to, body, files)
            else:
                await self._answers.edit(self._to, _changed(body), files)

    async def modal(self, body: Json) -> bool:
        """Answer with a modal; False where it is too late for one, and a message must stand in for it."""
        if await self._late():
            return False
        await self._answers.first(self._to, First.MODAL, body)
        return True

    def end(self) -> None:
        """Promise nothing any more."""
        self._timer.cancel()

    def _promised(self) -> None:
        kind, data = (First.UPDATE_LATER, {}) if self._replaces else (First.MESSAGE_LATER, {"flags": PRIVATE})
        self._promise = asyncio.create_task(self._answers.first(self._to, kind, data))

    async def _late(self) -> bool:
        self._timer.cancel()
        if self._promise:
            await self._promise
        return self._promise is not None


def _changed(body: Json) -> Json:
    """Make a change of a message from the body of a new one: who sees it cannot be changed."""
    return body | {"flags": COMPONENTS_V2}
