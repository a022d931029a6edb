"""The outbox's messages on their way into channels and direct messages, and their changes in place."""

from collections.abc import Awaitable, Callable
from uuid import NAMESPACE_URL, uuid5

from slack_sdk.errors import SlackApiError

from adapters.slack import render
from adapters.slack.attached import Attachments
from adapters.slack.client import Client
from adapters.slack.directs import Directs
from adapters.slack.errors import THREAD, code, fate
from adapters.slack.home import HomeTab
from adapters.slack.pictures import Shelf
from adapters.slack.render import Pictures
from adapters.slack.teams import Teams, speaking
from bot.core.card import Card
from bot.core.errors import RetryLater, Undeliverable
from bot.core.outbox import Address


class Mail:
    """Posts and edits; a message's id is its channel and its time stamp, "C123:1700000000.000100"."""

    def __init__(self, client: Client, teams: Teams, shelf: Shelf, directs: Directs, home: HomeTab) -> None:
        self._api, self._teams, self._shelf = client.once, teams, shelf
        self._directs, self._home, self._attachments = directs, home, Attachments(client, teams)

    async def send(self, to: Address, card: Card, *, key: str, under: str | None) -> str:
        """Post a message, in a thread if it belongs there; raises RetryLater or Undeliverable.

        The key goes along as the message's own id, by which Slack may know a message that it has already.
        """
        return await self._written(to, lambda: self._send(to, card, key, under))

    async def edit(self, to: Address, message: str, card: Card) -> None:
        """Change a message in its place; raises RetryLater or Undeliverable."""
        await self._written(to, lambda: self._edit(to, message, card))

    async def _written(self, to: Address, write: Callable[[], Awaitable[str]]) -> str:
        try:
            message = await write()
        except (RetryLater, Undeliverable):
            raise
        except Exception as error:  # whatever it is, the relay must hear what becomes of the message
            raise fate(error, to.kind) from error
        if to.kind == "direct":
            self._home.refresh(to.workspace, to.to)
        return message

    async def _send(self, to: Address, card: Card, key: str, under: str | None) -> str:
        channel = to.to
        if to.kind == "direct":
            channel = await self._directs.channel(to.workspace, to.to, by=self._api)
        thread = under.removeprefix(f"{channel}:") if under and under.startswith(f"{channel}:") else None
        file = await self._attachments.bring(to.workspace, card) if to.kind == "direct" else None
        own = str(uuid5(NAMESPACE_URL, f"netlearn:{key}"))

        async def post(files: Pictures, thread: str | None = thread) -> str:
            body = render.message(card, files, attached=file is not None)
            answer = await speaking(
                self._teams,
                to.workspace,
                lambda token: self._api.chat_postMessage(
                    channel=channel, thread_ts=thread, client_msg_id=own, token=token, **body
                ),
            )
            return f"{answer['channel']}:{answer['ts']}"

        async def show(files: Pictures) -> str:
            try:
                return await post(files)
            except SlackApiError as error:
                if thread is None or code(error) not in THREAD:
                    raise
            return await post(files, None)  # the head of the thread is gone, or closed to answers

        message = await self._shelf.post(to.workspace, card, show)
        if file:
            await self._attachments.share(to.workspace, channel, file)
        return message

    async def _edit(self, to: Address, message: str, card: Card) -> str:
        channel, _, stamp = message.partition(":")

        async def show(files: Pictures) -> str:
            body = render.message(card, files)
            await speaking(
                self._teams,
                to.workspace,
                lambda token: self._api.chat_update(
                    channel=channel, ts=stamp, text=body["text"], blocks=body["blocks"], token=token
                ),
            )
            return message

        return await self._shelf.post(to.workspace, card, show)
