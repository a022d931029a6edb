from collections.abc import Callable
from itertools import count
from types import ModuleType
from typing import Annotated, Any, Literal

import pytest

import bot.commands
from bot.core import limits
from bot.core.call import Call, Value
from bot.core.card import Card
from bot.core.command import Command, command
from bot.core.context import Context
from bot.core.errors import UnknownCommand
from bot.core.form import FORM_JSON, ChoiceField, FieldOption, Form, NumberField, PersonField, TextField
from bot.core.param import Param
from bot.core.registry import BadCommand, Registry, usage
from tests.bot.core.samples import every_kind, made, taking
from tests.bot.scene import REGISTRY

FORMS = Registry([every_kind])


def test_all_commands_are_found_by_themselves() -> None:
    names = {each.name for each in REGISTRY.all()}
    assert {
        "help",
        "group setup",
        "target add",
        "intro ask",
        "intro answer",
        "thanks",
        "leaderboard",
    } <= names
    assert [each.name for each in REGISTRY] == sorted(each.name for each in REGISTRY)
    assert {each.name for each in REGISTRY} < names
    assert [each.name for each in Registry.discover(bot.commands).all()] == [
        each.name for each in REGISTRY.all()
    ]


def test_every_command_is_called_by_its_name() -> None:
    for each in REGISTRY.all():
        assert REGISTRY.find(each.path) is each
        if each.typed:
            assert REGISTRY.read(each.slash) == Call(each.path)
            assert REGISTRY.split(each.slash + " rest of it") == (each, "rest of it")
            assert usage(each).startswith(each.slash)


@pytest.mark.parametrize("path", [("target",), ("nothing",), ("target", "add", "more"), ("\x00", "\ud800")])
def test_a_path_that_is_none_is_unknown(path: tuple[str, ...]) -> None:
    with pytest.raises(UnknownCommand):
        REGISTRY.find(path)


def wide(**more: Any) -> Command:
    return taking(("what", Annotated[str, Param(about="About it", **more)]))


def chosen(*choices: str, **more: Any) -> Command:
    return taking(("what", Annotated[Literal[choices], Param(about="Which", **more)]))


WORD = "abcdefghijklmnopqrstuvwxyz"


@pytest.mark.parametrize(
    "make",
    [
        lambda: [made(WORD[: limits.NAME] + " " + "b" * limits.NAME)],
        lambda: [made(about="x" * limits.DESCRIPTION)],
        lambda: [made(f"sample {'a' * number}") for number in range(1, limits.SUBCOMMANDS + 1)],
        lambda: [made("a" * number) for number in range(1, limits.NAME + 1)],
        lambda: [taking(*((f"what{n}", Annotated[str, Param(about="x")]) for n in range(limits.OPTIONS)))],
        lambda: [wide(label="x" * limits.FIELD_LABEL)],
        lambda: [wide(max=limits.TEXT_INPUT)],
        lambda: [chosen(*map(str, range(limits.CHOICES)))],
        lambda: [made("sample one"), made("sample two"), made("other")],
        lambda: [made("sample", typed=False), made("sample one")],
        list,
    ],
    ids=count(),
)
def test_what_every_platform_takes_is_taken(make: Callable[[], list[Command]]) -> None:
    commands = make()
    assert len([*Registry(commands).all()]) == len(commands)


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (lambda: [made(), made()], "two commands are called /sample one"),
        (lambda: [made("sample"), made("sample one")], "/sample is a command, so nothing can come under it"),
        (lambda: [made("")], "a path has one or two words"),
        (lambda: [made("one two three")], "a path has one or two words"),
        (lambda: [made("x" * (limits.NAME + 1))], "a word of the path has 32 characters"),
        (lambda: [made("Sample")], "'Sample' is not a lower-case word"),
        (lambda: [made("sample 1st")], "'1st' is not a lower-case word"),
        (lambda: [made(about="")], "the description has 0 characters"),
        (lambda: [made(about="x" * (limits.DESCRIPTION + 1))], "the description has 101 characters"),
        (lambda: [made(submit="x" * (limits.SUBMIT + 1))], "submit button has 25 characters"),
        (lambda: [made(f"a {WORD[n]}{'b' * n}") for n in range(26)], "more than 25 commands under /a"),
        (
            lambda: [made("a" * n + WORD[m]) for n in range(26) for m in (1, 2)],
            "more than 50 commands",
        ),
        (lambda: [wide(label="x" * (limits.FIELD_LABEL + 1))], "the label of what has 46 characters"),
        (lambda: [wide(max=limits.TEXT_INPUT + 1)], "what takes more than 3000 characters"),
        (
            lambda: [taking(("what", Annotated[str, Param(about="")]))],
            "what is said about what has 0 characters",
        ),
        (
            lambda: [taking(("what", Annotated[str, Param(about="x" * (limits.FIELD_HINT + 1))]))],
            "what is said about what has 101 characters",
        ),
        (
            lambda: [taking(("w" * (limits.NAME + 1), Annotated[str, Param(about="x")]))],
            "the name of w+ has 32 characters",
        ),
        (
            lambda: [
                taking(*((f"what{n}", Annotated[str, Param(about="x")]) for n in range(limits.OPTIONS + 1)))
            ],
            "more than 25 options",
        ),
        (lambda: [chosen(*map(str, range(limits.CHOICES + 1)))], "what has more than 25 choices"),
        (lambda: [chosen("x" * (limits.OPTION_LABEL + 1))], "the choice x+ has 76 characters"),
        (lambda: [chosen("a", labels={"a": ""})], "the choice a has 0 characters"),
        (
            lambda: [taking(("group", Annotated[str, Param(about="x")]))],
            "is how a direct message names its group",
        ),
        (lambda: [optional_first()], "two is required but comes after an optional one"),
        (
            lambda: [
                taking(
                    *(
                        (f"{'w' * 29}{n}", Annotated[Literal[many(n)], Param(about="x" * 100)])
                        for n in range(10, 20)
                    )
                )
            ],
            "/sample and what is under it hold .* characters",
        ),
    ],
    ids=count(),
)
def test_what_some_platform_would_refuse_does_not_start(make: Callable[[], list[Command]], why: str) -> None:
    with pytest.raises(BadCommand, match=why):
        Registry(make())


def many(number: int) -> tuple[str, ...]:
    return tuple(f"{choice:02}{number}{'x' * 70}" for choice in range(25))


def optional_first() -> Command:
    def handler(
        ctx: Context, one: Annotated[str, Param(about="x")] = "", *, two: Annotated[str, Param(about="x")]
    ) -> Card:
        return Card.of(one + two)

    return command("sample one", "Do something.")(handler)


def test_a_title_is_checked_where_a_form_may_show_it() -> None:
    with pytest.raises(BadCommand, match="the form's title has 25 characters"):
        Registry([titled("x" * (limits.FORM_TITLE + 1))])


def titled(title: str) -> Command:
    def handler(ctx: Context, what: Annotated[str, Param(about="x")]) -> Card:
        return Card.of(what)

    return command("sample one", "Do something.", title=title)(handler)


@pytest.mark.parametrize(
    ("hint", "why"),
    [
        (str, "needs Annotated"),
        (Annotated[str, "about"], "needs a Param"),
        (Annotated[float, Param(about="x")], "no form can ask for"),
        (Annotated[list[str], Param(about="x")], "no form can ask for"),
        (Annotated[str | int, Param(about="x")], "no form can ask for"),
    ],
    ids=count(),
)
def test_a_parameter_that_no_form_can_ask_for_is_refused(hint: Any, why: str) -> None:
    with pytest.raises(TypeError, match=why):
        taking(("what", hint))


def test_a_handler_begins_with_a_context_or_a_visit() -> None:
    def handler(what: Annotated[str, Param(about="x")]) -> Card:
        return Card.of(what)

    with pytest.raises(TypeError, match="must begin with a Context or a Visit"):
        command("sample one", "Do something.")(handler)


def test_a_module_that_clashes_with_another_is_found_at_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bot.commands, "__path__", [*bot.commands.__path__])
    import bot.commands.help as module

    monkeypatch.setattr(module, "another", made("target add"), raising=False)
    with pytest.raises(BadCommand, match="two commands are called /target add"):
        Registry.discover(bot.commands)


def test_a_package_without_commands_is_an_empty_registry(tmp_path: Any) -> None:
    empty = ModuleType("empty")
    empty.__path__ = [str(tmp_path)]
    assert [*Registry.discover(empty).all()] == []


def test_a_form_asks_for_every_parameter_with_what_it_begins_with() -> None:
    form = FORMS.form(every_kind, {}, {})
    assert (form.title, form.call, form.submit) == ("Every kind", Call.to("sample all"), "Save")
    assert form.fields == (
        TextField("name", "What is it called?", "A short text", True, "", 10),
        TextField("tags", "Tags", "Several", False, "", limits.TEXT_INPUT),
        NumberField("count", "Count", "How many", False, "3", 1, 5),
        NumberField("any_number", "Any number", "Any number", False, ""),
        ChoiceField("size", "Size", "A size", False, "small",
                    (FieldOption("small", "small"), FieldOption("Huge", "very large"))),
        ChoiceField("minutes", "Minutes", "How long", False, "20",
                    (FieldOption("20", "20"), FieldOption("30", "30"))),
        ChoiceField("loud", "Loud", "Whether", False, "no", (FieldOption("yes", "yes"), FieldOption("no", "no"))),
        PersonField("peer", "Who is it?", "Who", False, ""),
        TextField("thing", "Thing", "Which", False, "", 100, suggest=True),
        TextField("note", "Note", "In your words", False, "", 30, multiline=True),
    )  # fmt: skip


def test_a_form_shows_what_was_given_and_keeps_what_a_button_knows() -> None:
    given: dict[str, Value] = {
        "name": "Acme",
        "count": 5,
        "size": "HUGE",
        "loud": True,
        "thing": 7,
        "note": "as typed",
    }
    form = FORMS.form(every_kind, given, {"name": "begin", "note": "begin", "minutes": "30"})
    values = {each.name: each.value for each in form.fields}
    assert form.call == Call.to("sample all", thing=7)
    assert values == {
        "name": "Acme", "tags": "", "count": "5", "any_number": "", "size": "very large", "minutes": "30",
        "loud": "yes", "peer": "", "note": "as typed",
    }  # fmt: skip


def test_what_was_named_by_words_is_asked_again() -> None:
    form = FORMS.form(every_kind, {"thing": "Acme"}, {})
    assert form.call == Call.to("sample all")
    assert {each.name: each.value for each in form.fields}["thing"] == "Acme"


@pytest.mark.parametrize("each", list(REGISTRY.all()), ids=lambda each: each.name)
def test_every_form_survives_json(each: Command) -> None:
    form = REGISTRY.form(each, {}, {})
    assert FORM_JSON.validate_json(FORM_JSON.dump_json(form)) == form
    assert {field.name for field in form.fields} == {one.name for one in each.parameters}
    assert all(isinstance(field.required, bool) for field in form.fields)
    assert isinstance(form, Form)
