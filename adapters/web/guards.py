"""Who may ask the simulator, how refusals read, and the headers that keep its page to itself.

Anybody who can reach the simulator can be anybody in it. So no other site may reach it through a visitor's
browser, neither under a name of its own (DNS rebinding) nor from its own pages.
"""

import ipaddress
import re
import secrets
import traceback

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from adapters.http import bracketed
from bot.core.errors import StoreBusy

_AUTHORITY = re.compile(r"(?P<name>\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::[0-9]{1,5})?", re.IGNORECASE)
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})
_EVERYWHERE = frozenset({"0.0.0.0", "::"})  # noqa: S104 - compared with, never listened on
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_log = structlog.get_logger("netlearn.web")


class NotServed(Exception):
    """A request is refused; the message says what was expected."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status, self.message = status, message


class Gate:
    """Lets in what was sent to this computer by the simulator's own page or by a script."""

    def __init__(self, host: str) -> None:
        """Take the host that the server listens on: its name is allowed beside this computer's own.

        On a wildcard address every numeric address is allowed too, for no foreign site is called by a number.
        """
        self._names = _LOOPBACK | {bracketed(host)}
        self._numbers = host in _EVERYWHERE

    def check(self, request: web.Request) -> None:
        """Raise NotServed for what comes from elsewhere."""
        hosts = request.headers.getall("Host", [])
        if len(hosts) != 1 or not self._is_ours(hosts[0]):
            raise NotServed(
                403, "The simulator answers only under its own address, the one it printed at its start."
            )
        origins = {re.sub("^https?://", "", each.lower()) for each in request.headers.getall("Origin", [])}
        if origins - {hosts[0].lower()}:
            raise NotServed(
                403, "The simulator takes requests from its own page and from scripts, not from other sites."
            )
        site = request.headers.get("Sec-Fetch-Site", "none")
        if site not in ("none", "same-origin") and not _follows_link(request):
            raise NotServed(403, "Other sites cannot use the simulator. Open it in a window of its own.")

    def _is_ours(self, host: str) -> bool:
        found = _AUTHORITY.fullmatch(host)
        if not found:
            return False
        name = found["name"].lower()
        return name in self._names or (self._numbers and _is_number(name.strip("[]")))


def _is_number(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _follows_link(request: web.Request) -> bool:
    """Tell a link on another site that is followed to the page itself, which shows it and does nothing."""
    sent = request.headers
    to_page = request.path == "/" and request.method in ("GET", "HEAD")
    return to_page and (sent.get("Sec-Fetch-Mode"), sent.get("Sec-Fetch-Dest")) == ("navigate", "document")


async def add_headers(_: web.Request, response: web.StreamResponse) -> None:
    """Put the protecting headers on every answer; a signal handler, for streams are on their way early."""
    for name, value in _HEADERS.items():
        response.headers[name] = value
    kept = isinstance(response, web.FileResponse)  # the page, which is asked for again and may be unchanged
    response.headers.setdefault("Cache-Control", "no-cache" if kept else "no-store")


def guard(gate: Gate) -> Middleware:
    """Make the middleware that checks every request and answers whatever goes wrong as JSON."""

    @web.middleware
    async def guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            gate.check(request)
            return await handler(request)
        except NotServed as error:
            return _refusal(error.status, error.message)
        except web.HTTPException as error:
            allowed = error.headers.get("Allow")
            return _refusal(error.status, _said(error), {"Allow": allowed} if allowed else {})
        except (web.RequestPayloadError, ConnectionError):  # after the latter nobody is there to read this
            return _refusal(400, "The request's body did not arrive as it was announced.")
        except StoreBusy as error:
            _log.warning("store busy", reason=str(error))
            return _refusal(503, "The database is busy right now. Please try again.", {"Retry-After": "1"})
        except Exception as error:  # a fault of ours: the visitor gets a reference, the log no private text
            return _fault(request, error)

    return guarded


def _fault(request: web.Request, error: Exception) -> web.Response:
    reference = secrets.token_hex(4)
    last = traceback.extract_tb(error.__traceback__)[-1]
    resource = request.match_info.route.resource
    _log.error(
        "request failed",
        reference=reference,
        route=resource.canonical if resource else "?",
        error=type(error).__name__,
        at=f"{last.filename.rpartition('/')[2]}:{last.lineno} {last.name}",
    )
    return _refusal(
        500,
        "Sorry, that went wrong on our side. "
        f"If it happens again, tell whoever runs this simulator this reference: {reference}.",
    )


def _refusal(status: int, message: str, headers: dict[str, str] | None = None) -> web.Response:
    return web.json_response({"error": {"message": message}}, status=status, headers=headers)


def _said(error: web.HTTPException) -> str:
    match error:
        case web.HTTPNotFound():
            return "There is nothing at this address. docs/simulator.md says what there is."
        case web.HTTPMethodNotAllowed():
            return f"This address takes {' and '.join(sorted(error.allowed_methods))} only."
        case web.HTTPRequestEntityTooLarge():
            return "That is too much at once: a request may hold 64 KiB."
        case _:
            return f"The simulator cannot do that ({error.reason})."
