"""The form of every command: empty, and filled in every flavour."""

from collections.abc import Iterator
from dataclasses import replace

from bot.core import limits
from bot.core.bind import LIST_MAX
from bot.core.command import Command
from bot.core.form import Form
from bot.core.param import Kind, Parameter
from bot.core.registry import Registry
from bot.gallery.exhibit import Exhibit
from bot.gallery.flavours import FLAVOURS
from bot.gallery.groups import asked_for_group
from bot.gallery.samples import Samples
from bot.gallery.text import Text
from bot.gallery.texts import TEXTS

TYPICAL = {
    "about": TEXTS["Member.about"],
    "company": TEXTS["Company.name"],
    "how": TEXTS["how"],
    "learn": TEXTS["Ask.learn"],
    "name": TEXTS["Member.name"],
    "note": TEXTS["Contact.note"],
    "offer": TEXTS["Ask.offer"],
    "timezone": TEXTS["zone"],
    "why": TEXTS["why"],
    "zone": TEXTS["zone"],
}
"""What is typically written into a field of this name; a new name need not be here."""

ANYTHING = Text(limits.TEXT_INPUT, ("A few words",))


def forms(registry: Registry) -> Iterator[Exhibit]:
    """Give the exhibits of all forms."""
    for command in registry.all():
        if command.parameters:
            yield _exhibit(command, "empty", "", registry.form(command, {}, {}))
            for flavour in FLAVOURS:
                samples = Samples(flavour, registry)
                filled = {each.name: _value(samples, each) for each in command.parameters}
                kept = {each.name: samples.id() for each in command.parameters if each.param.kept}
                given = kept if len(kept) < len(filled) else {}
                yield _exhibit(command, flavour.name, "", registry.form(command, given, filled))
        if command.needs_member:
            for flavour in (each for each in FLAVOURS if each.varied):
                asked = asked_for_group(Samples(flavour, registry), command)
                yield _exhibit(command, flavour.name, "which group", asked)


def _exhibit(command: Command, flavour: str, variant: str, form: Form) -> Exhibit:
    return Exhibit("forms", command.name.replace(" ", "_"), command.about, flavour, variant, form)


def _value(samples: Samples, each: Parameter) -> str:
    """Fill a field: the first choice, or in an extreme flavour the longest."""
    extreme = samples.flavour.extreme
    match each.kind:
        case Kind.TEXT | Kind.PICK:
            return _written(samples, each, 0)
        case Kind.TEXTS:
            several = [_written(samples, each, turn) for turn in range(LIST_MAX if extreme else 3)]
            return ", ".join(several)[: limits.TEXT_INPUT]
        case Kind.NUMBER:
            large = each.param.max if extreme else each.param.min
            return str(samples.id() if large is None else large)
        case Kind.CHOICE | Kind.SWITCH:
            return max(each.choices, key=each.label_of) if extreme else each.choices[0]
        case Kind.PERSON:
            return "<@ben>"


def _written(samples: Samples, each: Parameter, turn: int) -> str:
    typical = TYPICAL.get(each.name, ANYTHING)
    return samples.flavour.write(replace(typical, most=each.most, prose=each.param.prose), turn)
