"""The simulator's HTTP interface; docs/simulator.md says what each address gives."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import structlog
from aiohttp import web
from aiohttp_sse import EventSourceResponse, sse_response

from adapters.web.asked import Asked
from adapters.web.clock import ClockStuck, ShiftedClock
from adapters.web.feed import Event, Feed, Listener
from adapters.web.guards import Gate, NotServed, add_headers, guard
from adapters.web.people import PEOPLE, PLACES
from adapters.web.render import Json, render_time
from adapters.web.view import View
from bot.core.dispatcher import Dispatcher
from bot.core.ports import Store, UnitOfWork
from bot.pictures import Pictures, picture_key

STATIC = Path(__file__).parent / "static"
BODY_AT_MOST = 64 * 1024
POSTS_AT_MOST = 500
_log = structlog.get_logger("netlearn.web")


class Server:
    """Answers the page and whoever scripts it; the same calls as on every platform, by the same door."""

    def __init__(
        self,
        dispatcher: Dispatcher,
        work: UnitOfWork,
        clock: ShiftedClock,
        pictures: Pictures,
        view: View,
        feed: Feed,
        moved: Callable[[], None],
    ) -> None:
        """Take what it works with; `moved` is called after the clock was moved."""
        self._dispatcher, self._work, self._clock, self._pictures = dispatcher, work, clock, pictures
        self._view, self._feed, self._moved = view, feed, moved
        self._parts = {file.relative_to(STATIC).as_posix(): file for file in STATIC.rglob("*.*")}

    def app(self, gate: Gate) -> web.Application:
        """Make the application."""
        app = web.Application(middlewares=[guard(gate)], client_max_size=BODY_AT_MOST)
        app.on_response_prepare.append(add_headers)
        app.on_shutdown.append(self._end_streams)
        app.router.add_get("/", self._page)
        app.router.add_get("/static/{path:.+}", self._part)
        app.router.add_get(r"/pictures/{digest:[0-9a-f]{32}}.png", self._picture)
        app.router.add_post("/api/call", self._call)
        app.router.add_post("/api/press", self._press)
        app.router.add_post("/api/submit", self._submit)
        app.router.add_post("/api/clock", self._move_clock)
        app.router.add_get("/api/members", self._members)
        app.router.add_get("/api/rooms", self._rooms)
        app.router.add_get("/api/posts", self._posts)
        app.router.add_get("/api/suggest", self._suggest)
        app.router.add_get("/api/stream", self._stream, allow_head=False)
        return app

    # Calls

    async def _call(self, request: web.Request) -> web.Response:
        asked = await Asked.by_body(request)
        caller = asked.place().caller(asked.person())
        return _json(self._view.reply(await self._dispatcher.typed(caller, asked.text("text"))))

    async def _press(self, request: web.Request) -> web.Response:
        asked = await Asked.by_body(request)
        caller = asked.place().caller(asked.person())
        return _json(self._view.reply(await self._dispatcher.pressed(caller, asked.text("call"))))

    async def _submit(self, request: web.Request) -> web.Response:
        asked = await Asked.by_body(request)
        caller = asked.place().caller(asked.person())
        call, values = asked.text("call"), asked.texts("values")
        return _json(self._view.reply(await self._dispatcher.submitted(caller, call, values)))

    async def _suggest(self, request: web.Request) -> web.Response:
        asked = Asked.by_query(request)
        caller = asked.place().caller(asked.person())
        found = await self._dispatcher.suggest(caller, asked.text("text"))
        return _json(
            {
                "suggestions": [
                    {"text": one.text, "label": one.label, "hint": one.hint, "value": one.value}
                    for one in found
                ]
            }
        )

    # What there is to see

    async def _members(self, request: web.Request) -> web.Response:
        def zones(store: Store) -> dict[str, str | None]:
            known = {person.id: store.members.by_identity(person.identity) for person in PEOPLE.values()}
            return {each: member.zone if member else None for each, member in known.items()}

        zone = await self._work.read(zones)
        everybody = [{"id": each.id, "name": each.name, "zone": zone[each.id]} for each in PEOPLE.values()]
        return _json({"members": everybody})

    async def _rooms(self, request: web.Request) -> web.Response:
        person = Asked.by_query(request).person()

        def groups(store: Store) -> dict[str, str | None]:
            found = {
                place.id: store.groups.arrive(person.identity, place.room).group if place.room else None
                for place in PLACES.values()
            }
            return {each: group.name if group else None for each, group in found.items()}

        group = await self._work.read(groups)
        places = [{"id": each.id, "name": each.name, "group": group[each.id]} for each in PLACES.values()]
        return _json({"rooms": places})

    async def _posts(self, request: web.Request) -> web.Response:
        asked = Asked.by_query(request)
        address = asked.place().address(asked.person())
        posts = await self._work.read(lambda store: store.outbox.posts(address, POSTS_AT_MOST))
        return _json({"posts": [self._view.post(post) for post in posts]})

    async def _picture(self, request: web.Request) -> web.Response:
        theme = request.query.get("theme", "light")
        if theme not in ("light", "dark"):
            raise NotServed(400, "“theme” is light or dark.")
        chart = self._view.chart(request.match_info["digest"])
        if chart is None:
            raise NotServed(404, "This picture was shown too long ago. Reload the page to see it again.")
        dark = theme == "dark"
        key = picture_key(chart, dark=dark)
        if any(tag.value in (key, "*") for tag in request.if_none_match or ()):
            response = web.Response(status=304)
        else:
            response = web.Response(body=await self._pictures.png(chart, dark=dark), content_type="image/png")
        response.etag = key
        response.headers["Cache-Control"] = "no-cache"  # kept, but asked for again: its look may change
        return response

    # The page and its parts

    async def _page(self, request: web.Request) -> web.FileResponse:
        return web.FileResponse(self._parts["index.html"])

    async def _part(self, request: web.Request) -> web.FileResponse:
        if part := self._parts.get(request.match_info["path"]):
            return web.FileResponse(part)
        raise web.HTTPNotFound

    # The clock, and what happens live

    async def _move_clock(self, request: web.Request) -> web.Response:
        seconds = (await Asked.by_body(request)).number("advance_seconds")
        try:
            now = await asyncio.to_thread(self._clock.advance, seconds)
        except ClockStuck as error:
            raise NotServed(400, str(error)) from None
        except OSError as error:
            _log.warning("clock not kept", error=type(error).__name__, code=error.errno)
            raise NotServed(503, "The clock's file cannot be written, so the time is as it was.") from None
        if seconds:
            self._feed.tell(Event.of("clock", {"now": render_time(now)}))
            self._moved()
        return _json({"now": render_time(now)})

    async def _stream(self, request: web.Request) -> EventSourceResponse:
        person = Asked.by_query(request).person()

        def hang_up() -> None:
            if request.transport:
                request.transport.abort()

        async with sse_response(request) as stream:
            with self._feed.listening(person.id, hang_up) as listener:
                listener.hear(Event.of("hello", {"now": render_time(self._clock.now())}))
                passing = asyncio.create_task(_pass_on(listener, stream))
                passing.add_done_callback(lambda _: stream.stop_streaming())
                try:
                    await stream.wait()  # until there is nothing more, or a keep-alive meets nobody
                finally:
                    passing.cancel()
        return stream

    async def _end_streams(self, _: web.Application) -> None:
        self._feed.end()


async def _pass_on(listener: Listener, stream: EventSourceResponse) -> None:
    with suppress(ConnectionError, TimeoutError):  # the listener is gone, or takes nothing any more
        async for event in listener.events():
            await stream.send(event.data, event=event.kind)


def _json(data: Json) -> web.Response:
    return web.json_response(data)
