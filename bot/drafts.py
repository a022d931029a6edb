"""Drafts: what a member typed and did not send yet, kept sealed under a code that only they can use, in their group."""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.core.context import Context
from bot.domain.errors import NotFound


@dataclass(frozen=True, slots=True)
class Drafts:
    """Drafts of one kind; `gone` is what is said to whoever comes after the time they are held."""

    kind: str
    held: timedelta
    gone: str

    def keep(self, ctx: Context, typed: Mapping[str, Any]) -> str:
        """Keep what the caller typed; gives the code under which it is found."""
        code = secrets.token_hex(6)
        ctx.store.tickets.put(self.kind, _own(ctx, code), json.dumps(dict(typed)), ctx.now + self.held)
        return code

    def find(self, ctx: Context, code: str) -> dict[str, Any]:
        """Give what the caller typed; raises NotFound, also for what somebody else did."""
        return self._read(ctx.store.tickets.get(self.kind, _own(ctx, code), ctx.now))

    def take(self, ctx: Context, code: str) -> dict[str, Any]:
        """Give it likewise and end it: of several presses at once, one gets on."""
        return self._read(ctx.store.tickets.take(self.kind, _own(ctx, code), ctx.now))

    def _read(self, about: str | None) -> dict[str, Any]:
        if about is None:
            raise NotFound(self.gone)
        typed: dict[str, Any] = json.loads(about)
        return typed


def _own(ctx: Context, code: str) -> str:
    return f"{ctx.group.id} {ctx.member.id} {code}"
