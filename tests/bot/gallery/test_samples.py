"""Samples are what members may really send, and a type without one says where to add it."""

import importlib
import sys
from pathlib import Path
from types import ModuleType

import pytest

from bot.core.clean import clean
from bot.core.registry import Registry
from bot.gallery import NoSample
from bot.gallery.exhibit import cards
from bot.gallery.flavours import FLAVOURS, Flavour
from bot.gallery.texts import TEXTS

COMPLETE = '''
from bot.core.card import Card
from bot.domain.member import Member

def greeting(member: Member, points: int) -> Card:
    """Greet somebody."""
    return Card.of(f"Hello {member.name}", f"{points}")

def helper() -> str:
    return "not a card"

def _private() -> Card:
    return Card.of("not shown")
'''


@pytest.mark.parametrize("flavour", FLAVOURS, ids=lambda flavour: flavour.name)
def test_every_text_could_have_been_sent(flavour: Flavour) -> None:
    for name, text in TEXTS.items():
        for turn in range(25):
            written = flavour.write(text, turn)
            assert 0 < len(written) <= text.most, name
            assert len(written.split()) <= text.words, name
            assert written == clean(written, lines=text.prose), name


def test_the_longest_texts_are_as_long_as_they_may_be() -> None:
    longest = next(each for each in FLAVOURS if each.name == "longest")
    for name, text in TEXTS.items():
        assert text.ours or len(longest.write(text, 0)) == text.most, name


def package(folder: Path, name: str, source: str, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Make a package of cards with one module."""
    (folder / name).mkdir()
    (folder / name / "__init__.py").write_text("")
    (folder / name / "few.py").write_text(source)
    monkeypatch.syspath_prepend(folder)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    return importlib.import_module(name)


def test_a_new_card_is_found(tmp_path: Path, registry: Registry, monkeypatch: pytest.MonkeyPatch) -> None:
    found = list(cards(registry, package(tmp_path, "complete_cards", COMPLETE, monkeypatch)))
    assert {(each.chapter, each.title, each.about) for each in found} == {
        ("few", "greeting", "Greet somebody.")
    }
    assert "few.greeting/realistic/points 1" in {each.name for each in found}


@pytest.mark.parametrize(
    ("takes", "told"),
    [
        ("when: complex", "bot/gallery/samples.py"),
        ("verse: str", "TEXTS of bot/gallery/texts.py"),
        ("miles: int", "NUMBERS of bot/gallery/texts.py"),
        ("lines: dict[str, complex]", "SPECIAL of bot/gallery/samples.py"),
    ],
)
def test_what_has_no_sample_says_where_to_add_one(
    takes: str, told: str, tmp_path: Path, registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = f"from bot.core.card import Card\n\ndef strange({takes}) -> Card:\n    return Card.of('x')\n"
    name = f"strange_{takes.partition(':')[0]}"
    with pytest.raises(NoSample) as error:
        list(cards(registry, package(tmp_path, name, source, monkeypatch)))
    assert "few.strange" in str(error.value)
    assert takes.partition(":")[0] in str(error.value)
    assert told in str(error.value)
