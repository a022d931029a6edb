"""Installing in many workspaces: OAuth, from the button to the token in our store.

Source: docs.slack.dev/authentication/installing-with-oauth. The state is given out once, holds for ten minutes
and belongs to the browser that asked for it, so that nobody can be made to finish another one's installation.
"""

import hmac
import secrets
from datetime import timedelta
from html import escape
from urllib.parse import urlencode

import structlog
from aiohttp import web

from adapters.slack.client import Client
from adapters.slack.config import SlackConfig
from adapters.slack.errors import TROUBLE, named
from adapters.slack.manifest import REDIRECT_PATH, SCOPES
from adapters.slack.teams import PLATFORM, Teams
from adapters.slack.text import Json
from bot.core.errors import StoreBusy
from bot.core.events import Hears, WorkspaceJoined
from bot.core.ports import Clock, UnitOfWork
from bot.domain.workspace import Workspace

INSTALL_PATH = "/slack/install"
TICKET = "slack install"

_HOLDS = timedelta(minutes=10)
_COOKIE = "netlearn-slack-install"
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
_log = structlog.get_logger("netlearn.slack")


class Installing:
    """Sends people to Slack to say yes, and takes over what they come back with."""

    def __init__(
        self,
        config: SlackConfig,
        client: Client,
        teams: Teams,
        work: UnitOfWork,
        clock: Clock,
        hears: Hears,
    ) -> None:
        self._config, self._client, self._teams = config, client, teams
        self._work, self._clock, self._hears = work, clock, hears

    async def begin(self, request: web.Request) -> web.Response:
        """Send somebody to Slack's page on which they may agree."""
        state, until = secrets.token_urlsafe(32), self._clock.now() + _HOLDS
        try:
            await self._work.write(lambda store: store.tickets.put(TICKET, state, "", until))
        except StoreBusy:
            return _busy()
        asked = {"client_id": self._config.client_id, "scope": ",".join(sorted(SCOPES)), "state": state}
        where = urlencode({**asked, **({"redirect_uri": self._redirect} if self._redirect else {})})
        response = web.Response(
            status=302, headers={"Location": f"{self._config.site}/oauth/v2/authorize?{where}"}
        )
        response.set_cookie(
            _COOKIE,
            state,
            max_age=int(_HOLDS.total_seconds()),
            path="/slack",
            secure=self._config.public_url.startswith("https:"),
            httponly=True,
            samesite="Lax",
        )
        return response

    async def finish(self, request: web.Request) -> web.Response:
        """Take over the installation with which somebody comes back."""
        given, state = request.query, request.query.get("state", "")
        ours = hmac.compare_digest(state.encode(), request.cookies.get(_COOKIE, "").encode())
        try:
            if not state or not ours or not await self._holds(state):
                return _page(
                    400,
                    "That took too long",
                    "Or it was begun in another window. Nothing was installed. Please begin again.",
                )
            if given.get("error"):
                return _page(200, "Not installed", "That is fine. You can add Netlearn whenever you like.")
            return await self._install(
                await self._client.exchange(
                    self._config.client_id, self._config.client_secret, given.get("code", ""), self._redirect
                )
            )
        except TROUBLE as error:
            _log.warning("not installed", error=named(error))
            return _page(502, "Slack did not finish this", "Nothing was installed. Please begin again.")
        except StoreBusy:
            return _busy()

    async def _install(self, given: Json) -> web.Response:
        team = given.get("team")
        if given.get("is_enterprise_install") or not isinstance(team, dict):
            return _page(
                400,
                "One workspace at a time",
                "Netlearn cannot be added to a whole organisation. Please begin again and choose a workspace.",
            )
        if given.get("expires_in"):
            return _page(
                400,
                "The app's tokens expire",
                "Whoever runs this Netlearn must turn token rotation off in the app's settings at Slack.",
            )
        workspace = Workspace(
            PLATFORM,
            str(team["id"]),
            str(team.get("name") or ""),
            str(given["access_token"]),
            str(given["bot_user_id"]),
            tuple(str(given.get("scope") or "").split(",")),
            self._clock.now(),
        )
        await self._work.write(lambda store: store.workspaces.save(workspace))
        await self._teams.of(workspace.workspace, anew=True)
        await self._hears(WorkspaceJoined(PLATFORM, workspace.workspace, workspace.name))
        _log.info("installed", workspace=workspace.workspace)
        return _page(
            200,
            f"Netlearn is in {workspace.name or 'your workspace'}",
            "Go to the channel of your group, type /invite @Netlearn there, and then /group setup with a name.",
        )

    async def _holds(self, state: str) -> bool:
        now = self._clock.now()
        return await self._work.write(lambda store: store.tickets.take(TICKET, state, now)) is not None

    @property
    def _redirect(self) -> str:
        """Where Slack sends people back, "" for the one that the app's settings name."""
        base = self._config.public_url.rstrip("/")
        return base + REDIRECT_PATH if base else ""


def _busy() -> web.Response:
    return _page(503, "One moment, please", "The database is busy right now. Please try again.")


def _page(status: int, headline: str, text: str) -> web.Response:
    again = "" if status == 200 else f'<p><a href="{INSTALL_PATH}">Begin again</a></p>'
    return web.Response(
        status=status,
        content_type="text/html",
        headers=_HEADERS,
        text=f"""<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{escape(headline)}</title>
<style>body {{ font: 1.1rem/1.5 system-ui; margin: 15vh auto; max-width: 32rem; padding: 0 1rem }}</style>
<h1>{escape(headline)}</h1><p>{escape(text)}</p>{again}</html>""",
    )
