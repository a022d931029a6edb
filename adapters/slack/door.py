"""The door for all of Slack's requests: a Bolt app with one way for each kind of request.

The ways are this app's one middleware: Bolt would try its listeners one after the other, and make thirty arguments
for each, at the price of half an acknowledgement. It stands before Bolt asks who is authorized: who may take part is
decided where it is answered. HTTP and Socket Mode hand over payloads that are Slack's beyond doubt and taken apart
already. For Bolt that is what Socket Mode is, so it looks at no signature here. It would also read a command with the
word “payload” in its text as an empty one (slack-bolt 1.30, request.internals.parse_body).
"""

from collections.abc import Awaitable, Callable

import structlog
from pydantic_core import to_json
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from adapters.slack import receive, render, words
from adapters.slack.answers import Answers
from adapters.slack.client import Client, silent
from adapters.slack.heard import News
from adapters.slack.receive import Declined, Unreadable
from adapters.slack.tasks import where
from adapters.slack.text import Json
from bot.core.errors import StoreBusy
from bot.core.registry import Registry

_log = structlog.get_logger("netlearn.slack")


class _App(AsyncApp):
    """Bolt without the client of the Web API that it makes for each request, which nobody here would use.

    It costs more than all else that Bolt does with a command. Should Bolt name this method otherwise, it makes them
    again, and nothing else changes (slack-bolt 1.30, app.async_app).
    """

    def _init_context(self, req: AsyncBoltRequest) -> None:
        req.context.update(client=self.client, logger=self.logger)


class Door(AsyncMiddleware):
    """Lets every payload in, and gives what goes back with its acknowledgement."""

    def __init__(self, client: Client, answers: Answers, news: News, registry: Registry) -> None:
        """Take what answers; the registry says which commands have shortcuts."""
        self._answers, self._news = answers, news
        self._shortcuts = {each.name: each.shortcut.parameter for each in registry if each.shortcut}
        self._ways: dict[str, Callable[[Json], Awaitable[BoltResponse]]] = {
            "block_actions": self._action,
            "view_submission": self._submission,
            "block_suggestion": self._suggestion,
            "message_action": self._shortcut,
            "event_callback": self._event,
        }
        self._app = _App(
            name="netlearn",
            logger=silent(),
            client=client.patient,
            authorize=AsyncAuthorize(),  # type: ignore[arg-type, no-untyped-call]  # is never asked
            before_authorize=self,
            signing_secret="",
            process_before_response=True,
            request_verification_enabled=False,
            ignoring_self_events_enabled=False,
            attaching_function_token_enabled=False,
            attaching_conversation_kwargs_enabled=False,
        )
        self._app.error(self._failed)  # in what Bolt does before

    async def answer(self, payload: Json) -> BoltResponse:
        """Answer a payload; 400 for one that Slack does not send, 503 where it may come again."""
        try:
            return await self._app.async_dispatch(AsyncBoltRequest(body=payload, mode="socket_mode"))
        except (AttributeError, LookupError, TypeError, ValueError):  # Bolt trusts that Slack sends no other
            return _unreadable("This is no request of Slack's.")

    async def async_process(
        self, *, req: AsyncBoltRequest, resp: BoltResponse, next: Callable[[], Awaitable[BoltResponse]]
    ) -> BoltResponse:
        """Answer a request of any kind."""
        body = req.body
        way = self._command if "command" in body else self._ways.get(str(body.get("type")))
        if way is None:
            if body.get("type") == "url_verification":
                return await next()  # Bolt answers that
            return _unreadable("Netlearn knows no such kind of request.")
        try:
            return await way(body)
        except Exception as error:
            return await self._failed(error, body)

    async def _command(self, body: Json) -> BoltResponse:
        return _answered(await self._answers.asked(receive.command(body)))

    async def _action(self, body: Json) -> BoltResponse:
        action = receive.action(body)
        if isinstance(action, Declined):
            return _answered(self._answers.declined(action))
        return _answered(await self._answers.asked(action))

    async def _submission(self, body: Json) -> BoltResponse:
        filled = receive.submission(body)
        if isinstance(filled, Declined):
            return _answered(self._answers.declined(filled))
        return _answered(await self._answers.filled(filled))

    async def _suggestion(self, body: Json) -> BoltResponse:
        return _answered(await self._answers.typing(receive.suggestion(body)))

    async def _shortcut(self, body: Json) -> BoltResponse:
        wanted = receive.shortcut(body, self._shortcuts)
        if isinstance(wanted, Declined):
            return _answered(self._answers.declined(wanted))
        return _answered(await self._answers.asked(wanted))

    async def _event(self, body: Json) -> BoltResponse:
        await self._news.hear(body)
        return _answered(None)

    async def _failed(self, error: Exception, body: Json) -> BoltResponse:
        match error:
            case Unreadable():
                return _unreadable(f"This is no request of Slack's: there is {error} in it.")
            case StoreBusy():
                _log.warning("store busy", reason=str(error))
                if isinstance(body.get("command"), str):
                    return _answered(render.refusal(words.BUSY))
                return BoltResponse(status=503, body={"error": "Please try again."})
            case _:
                return self._fault(error, body)

    @staticmethod
    def _fault(error: Exception, body: Json) -> BoltResponse:
        _log.error("request failed", error=type(error).__name__, at=where(error))
        if isinstance(body.get("command"), str):
            return _answered(render.refusal(words.FAULT))
        return _unreadable("This request could not be understood.")


def _answered(body: Json | None) -> BoltResponse:
    return BoltResponse(status=200, body=to_json(body).decode() if body else "")


def _unreadable(message: str) -> BoltResponse:
    return BoltResponse(status=400, body={"error": message}, headers={"X-Slack-No-Retry": "1"})
