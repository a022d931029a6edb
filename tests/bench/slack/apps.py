"""Two of the apps that are measured: Netlearn's own, and a bare one that only acknowledges."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from adapters.http import listening, site
from adapters.slack.config import SlackConfig
from adapters.slack.platform import SlackPlatform
from bot.jobs.hearing import Hearing
from bot.pictures import Pictures
from tests.bench.slack.commands import SECRET
from tests.bench.slack.process import Slack
from tests.bench.world import Noon, World


@asynccontextmanager
async def netlearn(world: World, slack: Slack) -> AsyncIterator[str]:
    """Serve a world as `netlearn run` does; gives the address."""
    config = SlackConfig(bot_token=slack.token, signing_secret=SECRET, api_url=slack.api)
    clock, work = Noon(), world.database
    async with Pictures() as pictures:
        platform = SlackPlatform(
            config,
            registry=world.registry,
            dispatcher=world.dispatcher,
            work=work,
            clock=clock,
            pictures=pictures,
            hears=Hearing(work, clock, wake=lambda: None),
        )
        async with platform.serving(), listening(site([platform.routes], _well), "127.0.0.1", 0) as address:
            yield address


@asynccontextmanager
async def bare(slack: Slack) -> AsyncIterator[str]:
    """Serve an app that acknowledges commands, and does nothing; gives the address."""
    client = AsyncWebClient(slack.token, base_url=slack.api)
    app = AsyncApp(signing_secret=SECRET, client=client, process_before_response=True)

    @app.command("/target")
    async def acknowledge(ack: AsyncAck) -> None:
        await ack()

    async with serving(app) as address:
        yield address


@asynccontextmanager
async def serving(bolt: AsyncApp) -> AsyncIterator[str]:
    """Serve a Bolt app where ours is served, by the same server; gives the address."""

    async def take(request: web.Request) -> web.Response:
        return await to_aiohttp_response(await bolt.async_dispatch(await to_bolt_request(request)))

    def routes(app: web.Application) -> None:
        app.router.add_post("/slack/events", take)

    async with listening(site([routes], _well), "127.0.0.1", 0) as address:
        yield address


async def _well() -> None: ...
