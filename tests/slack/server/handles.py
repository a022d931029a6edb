"""What Slack hands out to answer one request with: triggers, and addresses for responses."""

from dataclasses import dataclass
from itertools import count

from tests.slack.server.errors import No
from tests.slack.server.world import Clock, Message

TRIGGER_LIVES = 3.0
HOOK_LIVES = 30 * 60.0
HOOK_USES = 5


@dataclass(eq=False)
class Trigger:
    """The right to open a view for somebody, once and within 3 seconds; `view` is where they are."""

    id: str
    team: str
    user: str
    at: float
    view: str = ""
    used: bool = False


@dataclass(eq=False)
class Hook:
    """A response_url; `source` is the message on which somebody pressed something."""

    path: str
    team: str
    user: str
    channel: str
    at: float
    source: Message | None = None
    uses: int = 0


class Handles:
    """All triggers and response_urls that were handed out."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._numbers = count(1)
        self._triggers: dict[str, Trigger] = {}
        self._hooks: dict[str, Hook] = {}

    def trigger(self, team: str, user: str, view: str = "") -> str:
        """Hand out a trigger."""
        number = next(self._numbers)
        made = Trigger(f"{number}.{team}.{number:032x}", team, user, self._clock.now, view)
        self._triggers[made.id] = made
        return made.id

    def exchange(self, trigger: object, team: str) -> Trigger:
        """Use a trigger up."""
        found = self._triggers.get(str(trigger))
        if found is None or found.team != team:
            raise No("invalid_trigger_id")
        if found.used:
            raise No("exchanged_trigger_id")
        if self._clock.now - found.at > TRIGGER_LIVES:
            raise No("expired_trigger_id")
        found.used = True
        return found

    def hook(self, team: str, user: str, channel: str, source: Message | None = None) -> Hook:
        """Hand out a response_url: that of a command, or with a source that of an action."""
        number, kind = next(self._numbers), "actions" if source else "commands"
        made = Hook(f"/{kind}/{team}/{number}/{number:024x}", team, user, channel, self._clock.now, source)
        self._hooks[made.path] = made
        return made

    def use(self, path: str) -> Hook:
        """Find the response_url that is called, and count the use."""
        found = self._hooks.get(path)
        if found is None:
            raise No("invalid_url")
        if self._clock.now - found.at > HOOK_LIVES:
            raise No("expired_url")
        if found.uses >= HOOK_USES:
            raise No("used_url")
        found.uses += 1
        return found
