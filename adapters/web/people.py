"""The simulator's little world: six people, two rooms, and everybody's direct messages."""

from dataclasses import dataclass

from bot.core.context import Caller
from bot.core.outbox import Address
from bot.domain.group import Room
from bot.domain.member import Identity

PLATFORM = "web"
WORKSPACE = "demo"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whom a visitor may be."""

    id: str
    name: str

    @property
    def identity(self) -> Identity:
        """Who the person is for the bot."""
        return Identity(PLATFORM, WORKSPACE, self.id)


@dataclass(frozen=True, slots=True)
class Place:
    """Where messages stand: a room that all share, or each member's own direct messages."""

    id: str
    name: str
    direct: bool = False

    @property
    def room(self) -> Room | None:
        """The room as the bot knows it, None for direct messages."""
        return None if self.direct else Room(PLATFORM, WORKSPACE, self.id)

    def caller(self, person: Person) -> Caller:
        """Give a person as one who speaks here."""
        return Caller(person.identity, person.name, self.room)

    def address(self, person: Person) -> Address:
        """Give where that stands which a person sees here."""
        if self.direct:
            return Address(PLATFORM, WORKSPACE, "direct", person.id)
        return Address(PLATFORM, WORKSPACE, "room", self.id)


PEOPLE = {
    person.id: person
    for person in (
        Person("ana", "Ana Souza"),
        Person("ben", "Ben Tan"),
        Person("cleo", "Cleo Papadaki"),
        Person("dev", "Dev Raman"),
        Person("edda", "Edda Jónsdóttir"),
        Person("femi", "Femi Adeyemi"),
    )
}

JOB_SEEKERS = Place("job-seekers", "job-seekers")
LOBBY = Place("lobby", "lobby")  # no group lives here, so that /group setup can be tried
DIRECT = Place("dm", "Direct messages", direct=True)
PLACES = {place.id: place for place in (JOB_SEEKERS, LOBBY, DIRECT)}


def place_of(address: Address) -> Place | None:
    """Give where a message to an address stands, None if it is not of this world."""
    if (address.platform, address.workspace) != (PLATFORM, WORKSPACE):
        return None
    if address.kind == "direct":
        return DIRECT if address.to in PEOPLE else None
    place = PLACES.get(address.to)
    return place if place and not place.direct else None
