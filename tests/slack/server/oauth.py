"""Installing by OAuth: a page on which somebody says yes, and a code that is exchanged for a token once."""

from dataclasses import dataclass
from itertools import count

from tests.slack.server.errors import No
from tests.slack.server.slack import Slack
from tests.slack.server.world import Json, Team, User

CODE_LIVES = 10 * 60.0


@dataclass(eq=False)
class Code:
    """What somebody agreed to."""

    code: str
    team: Team
    user: User
    scopes: frozenset[str]
    redirect: str
    at: float
    used: bool = False


class OAuth:
    """The pages and codes; `who` is the person who looks at them and `agrees` or not."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack
        self._codes: dict[str, Code] = {}
        self._numbers = count(1)
        self.who: User | None = None
        self.agrees = True

    def authorize(self, query: Json) -> Json:
        """Give what is sent to the redirect address: a code or an error, and the state as it came."""
        app, redirect = (
            self._slack.app,
            query.get("redirect_uri") or next(iter(self._slack.app.redirect_urls), ""),
        )
        if query.get("client_id") != app.client_id:
            raise No("invalid_client_id")
        if not any(redirect.startswith(each) for each in app.redirect_urls):
            raise No("bad_redirect_uri")
        scopes = frozenset(filter(None, query.get("scope", "").split(",")))
        if not scopes or not scopes <= app.scopes:
            raise No("invalid_scope")
        state = {"state": query.get("state", "")}
        if not self.agrees or self.who is None:
            return {"redirect": redirect, "error": "access_denied", **state}
        team, number = self._slack.world.teams[self.who.team], next(self._numbers)
        given = query.get("redirect_uri", "")
        made = Code(f"{number}.code", team, self.who, scopes, given, self._slack.world.clock.now)
        self._codes[made.code] = made
        return {"redirect": redirect, "code": made.code, **state}

    def access(self, args: Json, client_id: str, client_secret: str) -> Json:
        """Exchange a code for a token: oauth.v2.access."""
        app = self._slack.app
        if client_id != app.client_id:
            raise No("invalid_client_id")
        if client_secret != app.client_secret:
            raise No("bad_client_secret")
        code = self._codes.get(str(args.get("code")))
        if code is None:
            raise No("invalid_code")
        if code.used:
            raise No("code_already_used")
        if self._slack.world.clock.now - code.at > CODE_LIVES:
            raise No("code_expired")
        if str(args.get("redirect_uri") or "") != code.redirect:
            raise No("bad_redirect_uri")
        code.used = True
        made = self._slack.install(code.team, code.scopes)
        return {
            "app_id": app.id,
            "authed_user": {"id": code.user.id},
            "scope": ",".join(sorted(made.scopes)),
            "token_type": "bot",
            "access_token": made.token,
            "bot_user_id": made.bot_user,
            "team": {"id": code.team.id, "name": code.team.name},
            "enterprise": None,
            "is_enterprise_install": False,
        }
