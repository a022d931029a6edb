"""A crowd of servers, announced over the gateway for measuring: only as JSON, nothing of it is kept."""

from dataclasses import dataclass, field

from tests.discord import payloads
from tests.discord.errors import Json
from tests.discord.world import NEEDED, TEXT, Channel, Guild, User

_FIRST = 1_000_000


@dataclass(frozen=True)
class Crowd:
    """So many servers, each with its members, text channels and roles.

    Without privileged intents Discord tells of the members their number and the bot alone; with `everybody` it
    tells them all, as to a bot that has these intents.
    """

    servers: int = 2500
    members: int = 100
    channels: int = 10
    roles: int = 5
    everybody: bool = False
    ids: list[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "ids", [str((_FIRST + n) << 22) for n in range(self.servers)])

    def of(self, shard: tuple[int, int]) -> list[str]:
        """Give the servers of a shard."""
        number, of = shard
        return [each for each in self.ids if (int(each) >> 22) % of == number]

    def guild(self, id: str, bot: User) -> Json:
        """Write one server."""
        first = int(id) + 1
        owner = User(str(first), f"owner{first}", f"Owner {first}")
        made = Guild(id, f"Server {id}", owner, members={bot.id: bot})
        for number in range(self.channels):
            channel = Channel(str(first + 100 + number), TEXT, f"channel-{number}", made, allowed=NEEDED)
            made.channels[channel.id] = channel
        written = payloads.guild(made, bot, members=self.members)
        written["roles"] += [
            payloads.role(made) | {"id": str(first + 500 + n), "name": f"Role {n}", "position": n + 1}
            for n in range(self.roles)
        ]
        if self.everybody:
            written["members"] += [
                payloads.member(User(str(first + 1000 + n), f"member{n}", f"Member {n}"))
                for n in range(self.members - 1)
            ]
        return written
