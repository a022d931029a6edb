from collections.abc import AsyncIterator, Callable
from typing import Annotated, TypeVar

import pytest
from structlog.testing import capture_logs

from bot.core.call import Call
from bot.core.card import Card
from bot.core.command import command
from bot.core.context import Context, Visit
from bot.core.errors import Problem, StoreBusy
from bot.core.form import ChoiceField, FieldOption
from bot.core.param import Param
from bot.core.ports import Store, UnitOfWork
from bot.core.registry import Registry
from bot.domain.errors import Conflict
from storage.database import Database
from tests.bot.core.samples import every_kind
from tests.bot.scene import DM, REGISTRY, Scene, a_card, a_form, a_problem, caller, pressable, texts

T = TypeVar("T")
SECRET = "Mira Shah told me in confidence"


@command("sample fail", "Write a lot, then fail.", typed=False)
def fail(ctx: Context, why: Annotated[str, Param(about="x", prose=True)] = "") -> Card:
    ctx.post(Card.of("posted"))
    ctx.tell(ctx.member.id, Card.of("told"))
    ctx.revise("group", Card.of("revised"))
    ctx.store.members.save(ctx.member)
    raise RuntimeError(f"{SECRET} {why}", SECRET)


@command("sample peek", "Tell who looks.", reads=True)
def peek(ctx: Context) -> Card:
    return Card.of(f"{ctx.member.name} is a {ctx.role} of {ctx.group.name}")


@command("sample scribble", "Say that it only reads, and write.", reads=True)
def scribble(ctx: Context) -> Card:
    ctx.post(Card.of("written"))
    return Card.of("done")


@command("sample quiet", "Write, and tell nobody.")
def quiet(ctx: Context) -> Card:
    ctx.store.members.save(ctx.member)
    return Card.of("done")


@command("sample open", "Serve anybody.")
def anybody(visit: Visit, peer: Annotated[str, Param(about="x")] = "") -> Card:
    return Card.of(f"Welcome, {visit.known.name if visit.known else 'stranger'}")


SAMPLES = Registry([*REGISTRY.all(), every_kind, fail, peek, scribble, quiet, anybody])


class Counted:
    """A unit of work that counts, and may be in trouble."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work
        self.writes = self.reads = 0
        self.trouble: Exception | None = None
        self.after: Callable[[], object] = lambda: None

    async def write(self, work: Callable[[Store], T]) -> T:
        self.writes += 1
        if self.trouble:
            raise self.trouble
        result = await self._work.write(work)
        self.after()
        return result

    async def read(self, work: Callable[[Store], T]) -> T:
        self.reads += 1
        if self.trouble:
            raise self.trouble
        return await self._work.read(work)


@pytest.fixture
async def counted(new_database: Callable[[], Database]) -> AsyncIterator[Counted]:
    database = new_database()
    yield Counted(database)
    await database.close()


@pytest.fixture
async def stage(counted: Counted) -> Scene:
    """Give a group of Ana, who facilitates, and Ben, with the sample commands beside the real ones."""
    scene = Scene(counted, SAMPLES)
    await scene.type("ana", "/group setup Tuesday")
    await scene.type("ben", "/group join")
    await scene.deliver()
    counted.writes = counted.reads = scene.woken = 0
    return scene


class TestWhoCalls:
    async def test_whoever_uses_an_enrolled_room_becomes_a_member(self, stage: Scene) -> None:
        reply = a_card(await stage.type("zoe", "/target add Acme"))
        assert reply.headline == "Acme is on your list"
        assert "Zoe" in texts(a_card(await stage.type("ana", "/group members")))

    async def test_also_by_only_looking(self, stage: Scene) -> None:
        assert a_card(await stage.type("zoe", "/sample peek")).headline == "Zoe is a member of Tuesday"
        assert "Zoe" in texts(a_card(await stage.type("ana", "/group members")))

    async def test_somebody_known_elsewhere_is_the_same_person_here(self, stage: Scene) -> None:
        await stage.type("zoe", "/group setup Friday", room="friday")
        known = await stage.id("zoe")
        await stage.type("zoe", "/target add Acme")
        assert await stage.id("zoe") == known

    async def test_a_name_of_the_platform_becomes_harmless(self, stage: Scene) -> None:
        for who in ("\u202ezoe\x00\n<@everyone>", "x" * 300, "\u200b"):
            reply = a_card(await stage.type(who, "/sample peek"))
            assert reply.headline
        listed = texts(a_card(await stage.type("ana", "/group members")))
        assert "zoe <@everyone>" in listed
        assert "X" + "x" * 78 + "…" in listed
        assert "Somebody" in listed

    async def test_a_form_makes_nobody_a_member(self, stage: Scene) -> None:
        before = await stage.everything()
        a_form(await stage.type("zoe", "/target add"))
        assert await stage.everything() == before

    async def test_no_group_lives_in_an_unenrolled_room(self, stage: Scene) -> None:
        before = await stage.everything()
        for text in ("/target add Acme", "/target add", "/sample peek"):
            said = a_problem(await stage.type("ana", text, room="elsewhere"), "not_found")
            assert (
                said == "No group lives in this channel yet. Type /group setup and a name to start one here."
            )
        assert await stage.everything() == before

    async def test_a_direct_message_knows_the_only_group(self, stage: Scene) -> None:
        assert a_card(await stage.type("ben", "/sample peek", DM)).headline == "Ben is a member of Tuesday"

    async def test_in_a_direct_message_a_stranger_is_told_where_to_go(self, stage: Scene) -> None:
        said = a_problem(await stage.type("zoe", "/sample peek", DM), "not_found")
        assert said == "You are not in a group yet. Go to your group's channel and type /group join there."

    @pytest.mark.parametrize("text", ["/target add Acme", "/target add", "/sample peek"])
    async def test_who_left_is_told_how_to_come_back(self, stage: Scene, text: str) -> None:
        await stage.type("ben", "/group leave")
        before = await stage.everything()
        said = a_problem(await stage.type("ben", text), "not_yours")
        assert said == "You left Tuesday. Type /group join if you would like to come back."
        assert a_problem(await stage.type("ben", text, DM), "not_found").startswith(
            "You are in no such group"
        )
        assert await stage.everything() == before

    async def test_some_commands_serve_anybody(self, stage: Scene) -> None:
        for room in ("elsewhere", DM):
            assert a_card(await stage.type("zoe", "/sample open", room)).headline == "Welcome, stranger"
        assert a_card(await stage.type("ben", "/sample open", "elsewhere")).headline == "Welcome, Ben"
        assert a_card(await stage.type("zoe", "/help", DM)).headline == "Here is what you can type"

    @pytest.mark.parametrize("text", ["/group settings", "/group settings thanks_points:2"])
    async def test_only_a_facilitator_before_any_form(self, stage: Scene, text: str) -> None:
        for who in ("ben", "zoe"):
            said = a_problem(await stage.type(who, text), "not_yours")
            assert said == "Only a facilitator of the group may do this. /group members shows who is one."
        assert not isinstance(await stage.type("ana", text), Problem)

    async def test_a_facilitator_who_leaves_alone_is_one_again(self, stage: Scene) -> None:
        await stage.type("ben", "/group leave")
        await stage.type("ana", "/group leave")
        assert a_card(await stage.type("zoe", "/sample peek")).headline == "Zoe is a facilitator of Tuesday"
        a_card(await stage.type("ana", "/group join"))
        assert a_card(await stage.type("ana", "/sample peek")).headline == "Ana is a member of Tuesday"


class TestSeveralGroups:
    @pytest.fixture
    async def two(self, stage: Scene) -> Scene:
        """Let Ben be in two groups."""
        await stage.type("cleo", "/group setup Friday", room="friday")
        await stage.type("ben", "/group join", room="friday")
        return stage

    @pytest.mark.parametrize("text", ["/target list", "/sample peek", "/target add", "/thanks"])
    async def test_a_direct_message_asks_which(self, two: Scene, text: str) -> None:
        form = a_form(await two.type("ben", text, DM))
        assert form.fields[0] == ChoiceField(
            "group", "Which group is this for?", "You are in several.", True, "",
            (FieldOption("Friday", "2"), FieldOption("Tuesday", "1")),
        )  # fmt: skip

    async def test_and_loses_nothing_that_was_typed(self, two: Scene) -> None:
        form = a_form(await two.type("ben", '/target add "Foo, Inc.", Acme confidence:5 why: they grow', DM))
        assert {field.name: field.value for field in form.fields} == {
            "group": "", "company": '"Foo, Inc.", Acme', "confidence": "5", "why": "they grow",
        }  # fmt: skip
        reply = a_card(await two.submit("ben", form, DM, group="2"))
        assert reply.headline == "Foo, Inc. and Acme are on your list"
        assert "Ben wants to learn about Foo, Inc. and Acme" in texts((await two.messages("friday"))[-1])
        assert "Foo" not in "".join(texts(card) for card in await two.messages("tuesday"))

    async def test_a_form_without_the_group_asks_again(self, two: Scene) -> None:
        form = a_form(await two.type("ben", "/target add Acme", DM))
        reply = await two.submit("ben", form, DM)
        assert isinstance(reply, Problem)
        assert reply.fields == {"group": "Which group is this for? Please choose one."}

    async def test_a_button_there_knows_its_group(self, two: Scene) -> None:
        form = a_form(await two.type("ben", "/target add Acme", DM))
        card = a_card(await two.submit("ben", form, DM, group="1"))
        listed = a_card(await two.press("ben", pressable(card)["See my list"], DM))
        assert listed.headline.startswith("Your list: 1 company")
        form = a_form(await two.press("ben", pressable(card)["Ask for an introduction"], DM))
        assert "group" not in {field.name for field in form.fields}
        await two.submit("ben", form, DM, learn="how they decide what to build")
        assert (await two.messages("tuesday"))[-1].headline == "Ben would like to meet someone at Acme"

    @pytest.mark.parametrize("group", [3, 99, "2", "x", -1, 10**30, True])
    async def test_a_forged_group_is_nobodys(self, two: Scene, group: int | str) -> None:
        before = await two.everything()
        said = a_problem(
            await two.press("ana", Call.to("target add", company="Acme", group=group), DM), "not_found"
        )
        assert said.startswith("You are in no such group, or not any more.")
        assert await two.everything() == before

    async def test_a_room_speaks_for_its_own_group(self, two: Scene) -> None:
        reply = a_card(await two.press("ben", Call.to("sample peek", group=2), "tuesday"))
        assert reply.headline == "Ben is a member of Tuesday"


class TestWhatIsForged:
    @pytest.mark.parametrize(
        ("call", "code"),
        [
            ("", "not_found"),
            ("{", "not_found"),
            ('intro answer {"ask":[1]}', "not_found"),
            ("x" * 200, "not_found"),
            ("no such", "unknown_command"),
            ("intro", "unknown_command"),
            ("target add more", "unknown_command"),
            ('intro show {"ask":99}', "not_found"),
            ('intro show {"ask":0}', "bad_input"),
            ('intro show {"ask":-1}', "bad_input"),
            ('intro show {"ask":true}', "bad_input"),
            ('intro show {"ask":99999999999999999999}', "bad_input"),
            ('intro show {"ask":"x"}', "bad_input"),
            ('intro show {"ask":1,"self":2}', "bad_input"),
            ('intro accept {"ask":1,"helper":true}', "bad_input"),
            ('intro accept {"ask":1,"helper":99999999999999999999}', "bad_input"),
            ('intro accept {"ask":1,"helper":99}', "bad_input"),
            ('intro accept {"ask":1,"helper":"\\ud800"}', "bad_input"),
            ('target move {"target":1,"stage":"stolen"}', "bad_input"),
            ('target list {"page":100001}', "bad_input"),
            ('thanks undo {"event":1}', "not_found"),
            ('know forget {"contact":1}', "not_found"),
        ],
    )
    async def test_a_press_does_nothing(self, stage: Scene, call: str, code: str) -> None:
        before = await stage.everything()
        with capture_logs() as logs:
            assert a_problem(await stage.press("ben", call), code)
        assert logs == []
        assert await stage.everything() == before

    async def test_a_form_does_nothing(self, stage: Scene) -> None:
        before = await stage.everything()
        with capture_logs() as logs:
            for call, values in (
                ("{", {}),
                ("target add", {}),
                ("target add", {"company": "Acme", "self": "x"}),
                ("target add", {"company": "\u200b"}),
                ('target drop {"target":1}', {"target": "2"}),
            ):
                assert isinstance(await stage.submit("ben", call, **values), Problem)
        assert logs == []
        assert await stage.everything() == before

    async def test_what_is_missing_in_a_form_is_named_at_its_field(self, stage: Scene) -> None:
        reply = await stage.submit("ben", "thanks", peer="", why=" ")
        assert isinstance(reply, Problem)
        assert reply.fields == {
            "peer": "Whom do you thank: please fill this in.",
            "why": "What for: please fill this in.",
        }


class TestFaults:
    async def test_a_handler_that_raises_leaves_nothing_but_a_reference(self, stage: Scene) -> None:
        before = await stage.everything()
        stage.woken = 0
        with capture_logs() as logs:
            reply = await stage.press("ben", Call.to("sample fail", why="private words"))
        said = a_problem(reply, "fault")
        (line,) = logs
        assert said.startswith("Sorry, that went wrong on our side. Nothing was changed.")
        assert line["reference"] in said
        assert (line["event"], line["command"], line["error"]) == (
            "handler failed",
            "sample fail",
            "RuntimeError",
        )
        assert "test_dispatcher.py" in line["at"]
        assert "private" not in repr(logs) + said
        assert SECRET not in repr(logs) + said
        assert await stage.everything() == before
        assert stage.woken == 0

    async def test_each_fault_has_a_reference_of_its_own(self, stage: Scene) -> None:
        with capture_logs() as logs:
            for _ in range(3):
                a_problem(await stage.press("ben", Call.to("sample fail")), "fault")
        assert len({line["reference"] for line in logs}) == 3

    async def test_a_newcomer_whose_call_fails_is_no_member(self, stage: Scene) -> None:
        before = await stage.everything()
        with capture_logs():
            a_problem(await stage.press("zoe", Call.to("sample fail")), "fault")
        assert await stage.everything() == before

    @pytest.mark.parametrize("trouble", [StoreBusy("database is locked"), Conflict()], ids=repr)
    @pytest.mark.parametrize("text", ["/target add Acme", "/target add", "/sample peek"])
    async def test_a_busy_store_asks_to_try_again(
        self, stage: Scene, counted: Counted, text: str, trouble: Exception
    ) -> None:
        counted.trouble = trouble
        with capture_logs() as logs:
            said = a_problem(await stage.type("ben", text), "busy")
        assert said == "The database is busy right now, and nothing was changed. Please try again."
        assert [line["event"] for line in logs] == ["store busy"]
        assert "Acme" not in repr(logs)
        assert stage.woken == 0

    async def test_suggestions_fail_silently(self, stage: Scene, counted: Counted) -> None:
        for trouble, lines in ((StoreBusy("locked"), 0), (RuntimeError(SECRET), 1)):
            counted.trouble = trouble
            with capture_logs() as logs:
                assert list(await stage.suggest("ben", "/target add A")) == []
            assert len(logs) == lines
            assert SECRET not in repr(logs)

    async def test_a_command_that_breaks_its_promise_to_read_fails(self, stage: Scene) -> None:
        before = await stage.everything()
        with capture_logs():
            assert isinstance(await stage.type("ben", "/sample scribble"), Problem)
        assert await stage.everything() == before


class TestTransactions:
    async def test_a_command_that_reads_takes_no_turn_of_the_writer(
        self, stage: Scene, counted: Counted
    ) -> None:
        await stage.type("ben", "/sample peek")
        assert (counted.reads, counted.writes) == (1, 0)
        await stage.type("zoe", "/sample peek")
        assert (counted.reads, counted.writes) == (2, 1)
        await stage.type("zoe", "/sample peek")
        assert (counted.reads, counted.writes) == (3, 1)

    @pytest.mark.parametrize(
        "each", [each for each in REGISTRY.all() if each.reads], ids=lambda each: each.name
    )
    async def test_a_command_that_reads_changes_nothing(
        self, stage: Scene, counted: Counted, each: Call
    ) -> None:
        await stage.type("ana", "/intro ask Acme how they decide what to build")
        before, counted.writes = await stage.everything(), 0
        call = Call(
            each.path, {"ask": 1} if "ask" in {one.name for one in SAMPLES.find(each.path).parameters} else {}
        )
        a_card(await stage.press("ben", call))
        assert await stage.everything() == before
        assert counted.writes == 0

    async def test_a_form_only_reads(self, stage: Scene, counted: Counted) -> None:
        a_form(await stage.type("ben", "/target add"))
        assert (counted.reads, counted.writes) == (1, 0)

    async def test_a_command_is_one_transaction(self, stage: Scene, counted: Counted) -> None:
        a_card(await stage.type("zoe", "/target add Acme"))
        assert (counted.reads, counted.writes) == (0, 1)

    async def test_the_relay_is_woken_after_the_commit(self, stage: Scene, counted: Counted) -> None:
        woken = []
        counted.after = lambda: woken.append(stage.woken)
        a_card(await stage.type("ben", "/target add Acme"))
        assert (woken, stage.woken) == ([0], 1)

    @pytest.mark.parametrize(
        "text", ["/sample quiet", "/sample peek", "/target add", "/thanks @Nobody for it"]
    )
    async def test_and_only_where_there_is_something_to_tell(self, stage: Scene, text: str) -> None:
        await stage.type("ben", text)
        assert stage.woken == 0

    async def test_a_call_that_a_platform_took_apart_itself_is_as_good(self, stage: Scene) -> None:
        ben = await stage.id("ben")
        call = Call.to("sample all", name="x", tags="a,b", count=2, loud=True, peer=ben, thing=2, size="huge")
        reply = a_card(await stage.dispatcher.called(caller("ana"), call))
        assert reply.headline == (
            "('x', ('a', 'b'), 2, None, <Size.VERY_LARGE: 'very large'>, '20', True, 'Ben', 2, '')"
        )


class TestThingsByName:
    @pytest.mark.parametrize(
        ("typed", "found"), [("Globex", "3"), ("acme corp", "2"), ("Acme", "1"), ("3", "3")]
    )
    async def test_what_is_stored_can_be_named(self, stage: Scene, typed: str, found: str) -> None:
        reply = a_card(await stage.type("ben", f'/sample all x thing:"{typed}"'))
        assert f"None, {found}, ''" in reply.headline

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ("open", "Thing: do you mean “Acme · open” (1) or “Acme Corp · open” (2)? Give the number."),
            (
                "Hooli",
                "Thing: nothing fits “Hooli”. There is “Acme · open”, “Acme Corp · open” and “Globex · done”.",
            ),
        ],
    )
    async def test_what_is_not_clear_is_asked(self, stage: Scene, typed: str, said: str) -> None:
        assert a_problem(await stage.type("ben", f"/sample all x thing:{typed}"), "bad_input") == said
