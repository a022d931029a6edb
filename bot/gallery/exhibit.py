"""Exhibits: every card of the program with every kind of contents."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any, get_type_hints

import bot.cards
from bot.core.card import CARD_JSON, Card
from bot.core.form import Form
from bot.core.registry import Registry
from bot.domain.ask import Ask, AskState, OfferState
from bot.gallery.flavours import FLAVOURS, Flavour
from bot.gallery.samples import NoSample, Samples
from bot.gallery.stages import STAGES
from bot.gallery.variants import variants

NEVER = {
    ("targets.in_room", "targets 0 rows"),
    ("asks.closed", "helpers 0 rows"),
}
"""What no command ever gives a card."""


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One card or form: whose it is, how it is filled, and which variants look the same."""

    chapter: str
    title: str
    about: str
    flavour: str
    variant: str
    shown: Card | Form
    same: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The name, unique and stable: asks.in_room/realistic/open."""
        return "/".join(filter(None, (f"{self.chapter}.{self.title}", self.flavour, self.variant)))


@dataclass(frozen=True, slots=True)
class CardFunction:
    """A public function that makes a card."""

    chapter: str
    title: str
    make: Callable[..., Card]
    parameters: dict[str, Any]

    @property
    def name(self) -> str:
        """Its name with its module."""
        return f"{self.chapter}.{self.title}"


def card_functions(package: ModuleType = bot.cards) -> Iterator[CardFunction]:
    """Find every public function of a package's modules that returns a Card, in the order of the source."""
    for found in pkgutil.iter_modules(package.__path__, package.__name__ + "."):
        module = importlib.import_module(found.name)
        for name, value in vars(module).items():
            if name.startswith("_") or not inspect.isfunction(value) or value.__module__ != module.__name__:
                continue
            parameters = get_type_hints(value)
            if parameters.pop("return", None) is Card:
                yield CardFunction(found.name.rpartition(".")[2], name, value, parameters)


def cards(registry: Registry, package: ModuleType = bot.cards) -> Iterator[Exhibit]:
    """Give the exhibits of all cards; contents that make the same card are shown once. Raises NoSample."""
    for function in card_functions(package):
        seen: dict[bytes, Exhibit] = {}
        for flavour in FLAVOURS:
            for variant, arguments in _arguments(function, flavour, registry):
                card = function.make(**arguments)
                shown = CARD_JSON.dump_json(card)
                if shown in seen:
                    seen[shown].same.append("/".join(filter(None, (flavour.name, variant))))
                    continue
                about = (inspect.getdoc(function.make) or "").partition("\n")[0]
                seen[shown] = Exhibit(function.chapter, function.title, about, flavour.name, variant, card)
        yield from seen.values()


def _arguments(
    function: CardFunction, flavour: Flavour, registry: Registry
) -> Iterator[tuple[str, dict[str, Any]]]:
    try:
        samples = Samples(flavour, registry)
        base = _filled(function, samples)
        yield "", base
        if not flavour.varied:
            return
        if {Ask, AskState, OfferState} & set(function.parameters.values()):
            for stage in STAGES:
                yield stage, _filled(function, Samples(flavour, registry, stage))
        if "viewer" in function.parameters:
            yield "for a peer", _filled(function, Samples(flavour, registry, viewer=1))
        for name, hint in function.parameters.items():
            for label, value in variants(samples, hint, name, base[name]):
                variant = f"{name} {label}"
                if (function.name, variant) not in NEVER:
                    yield variant, {**base, name: value}
    except NoSample as error:
        raise NoSample(f"bot.cards.{function.name} takes {error}.") from None


def _filled(function: CardFunction, samples: Samples) -> dict[str, Any]:
    made = {name: samples.make(hint, name) for name, hint in function.parameters.items()}
    return {**made, "introduced_by": samples.introduced_by()} if "introduced_by" in made else made
