"""Two processes press at the same moment: one effect, and the other is told what happened meanwhile."""

import os
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta

import pytest
from sqlalchemy import create_engine

from storage import engine
from storage.database import Database
from tests.contract.contest import LEARN, Contest, Pair, Rival
from tests.contract.rival import Player
from tests.fixtures.databases import KEY

ROUNDS = range(10)


@pytest.fixture(scope="module")
def pair() -> Iterator[Pair]:
    shots, shot = os.pipe()
    rivals = Rival(shots), Rival(shots)
    os.close(shots)
    yield Pair(rivals, shot)
    for rival in rivals:
        rival.end()
    os.close(shot)


@pytest.fixture
async def contest(database_url: str, pair: Pair) -> AsyncIterator[Contest]:
    database = Database.open(database_url, keys=[KEY])
    pair.both(database_url, database_url)
    eyes = create_engine(engine.parsed(database_url))
    contest = Contest(eyes, pair, Player(database))
    await contest.does("cleo", '/group setup "The Tuesday Table"')
    for who in ("ana", "ben", "dev", "edda", "femi"):
        await contest.does(who, "/group join")
    yield contest
    pair.both("", "")
    eyes.dispose()
    await database.close()


async def test_an_offer_is_made_accepted_introduced_and_confirmed_once(contest: Contest) -> None:
    ben = contest.member("ben")
    for done in ROUNDS:
        ask = await contest.ask()
        about = f'{{"ask":{ask},"helper":{ben}}}'
        contest.twice(
            contest.job("ben", f'intro answer {{"ask":{ask},"how":"introduce"}}'), "offered already"
        )
        contest.twice(contest.job("ana", f"intro accept {about}", ""), "accepted already")
        contest.twice(contest.job("ben", f'intro introduced {{"ask":{ask}}}', ""), "made already")
        contest.twice(contest.job("ana", f"intro introduced {about}", ""), "confirmed already")
        assert contest.points("ben") == done * 10 + 5
        contest.twice(contest.job("ana", f"intro met {about}", ""), "held already")
        assert contest.points("ben") == done * 10 + 10
        told = contest.told("ben")
        contest.twice(contest.job("ana", f"/intro close {ask} it went very well"), "closed")
        assert contest.told("ben") == told + 1
    assert contest.told("ana") == 2 * len(ROUNDS)  # an offer and an introduction each
    assert contest.told("ben") == 4 * len(ROUNDS)  # the note, the points, the meeting, and how it went each


async def test_a_confirmation_is_taken_back_once(contest: Contest) -> None:
    ben = contest.member("ben")
    ask = await contest.ask()
    about = f'{{"ask":{ask},"helper":{ben}}}'
    await contest.does("ben", f'intro answer {{"ask":{ask},"how":"introduce"}}')
    await contest.does("ana", f"intro accept {about}")
    for _ in ROUNDS:
        await contest.does("ana", f"intro introduced {about}")
        assert contest.points("ben") == 5
        undo = contest.job("ana", f"intro unconfirm {about}", "")
        (refused,) = (each for each in contest.both(undo, undo) if not each.done)
        assert refused.code == "too_late"
        assert contest.points("ben") == 0


async def test_two_offers_at_once_both_stand(contest: Contest) -> None:
    for _ in ROUNDS:
        ask = await contest.ask()
        offer = f'intro answer {{"ask":{ask},"how":"introduce"}}'
        assert all(each.done for each in contest.both(contest.job("ben", offer), contest.job("dev", offer)))
        assert contest.number(f"SELECT count(*) FROM offers WHERE ask_id = {ask}") == 2


async def test_an_offer_is_either_accepted_or_taken_back(contest: Contest) -> None:
    ben = contest.member("ben")
    for _ in ROUNDS:
        ask = await contest.ask()
        await contest.does("ben", f'intro answer {{"ask":{ask},"how":"introduce"}}')
        told = contest.told("ben")
        accept = contest.job("ana", f'intro accept {{"ask":{ask},"helper":{ben}}}', "")
        back = contest.job("ben", f'intro unoffer {{"ask":{ask}}}', "")
        accepted, taken_back = contest.both(accept, back)
        assert accepted.done != taken_back.done
        assert contest.told("ben") == told + accepted.done
        assert contest.number(f"SELECT count(*) FROM offers WHERE ask_id = {ask}") == accepted.done


async def test_an_ask_is_either_taken_back_or_answered_before(contest: Contest) -> None:
    for _ in ROUNDS:
        ask = await contest.ask()
        withdraw = contest.job("ana", f'intro withdraw {{"ask":{ask}}}')
        offer = contest.job("ben", f'intro answer {{"ask":{ask},"how":"introduce"}}')
        withdrawn, offered = contest.both(withdraw, offer)
        assert withdrawn.done
        assert offered.done or "withdrawn" in offered.said
        assert contest.rows(f"SELECT ended FROM asks WHERE id = {ask}") == [("withdrawn",)]


async def test_the_limit_of_asks_holds(contest: Contest) -> None:
    for number in ROUNDS:
        await contest.ask()
        await contest.does("ana", f"/intro ask Acme {LEARN}")
        one, other = (contest.job("ana", f"/intro ask {name} {LEARN}") for name in ("Initech", "Umbrella"))
        contest.one_of(one, other, "at most 3")
        assert contest.number("SELECT count(*) FROM asks") == 3 * (number + 1)


async def test_the_limits_of_thanks_hold(contest: Contest) -> None:
    for number in ROUNDS:
        contest.now += timedelta(days=31)
        for peer in ("Ben", "Ben", "Dev", "Dev"):
            await contest.does("ana", f"/thanks @{peer} for help")
            contest.now += timedelta(minutes=1)
        one, other = (contest.job("ana", f"/thanks @{peer} for help") for peer in ("Edda", "Femi"))
        contest.one_of(one, other, "5 times today")
        contest.now += timedelta(days=1)
        contest.twice(contest.job("ana", "/thanks @Ben for help"), "3 times in 30 days")
        assert contest.number("SELECT count(*) FROM help_events") == 6 * (number + 1)


async def test_thanks_said_twice_at_one_moment_are_said_once(contest: Contest) -> None:
    for number in ROUNDS:
        contest.now += timedelta(days=31)
        contest.twice(contest.job("ana", "/thanks @Ben for help"), "thank you for this already")
        assert contest.points("ben") == number + 1
    assert contest.number("SELECT count(*) FROM outbox WHERE recipient = 'room'") == len(ROUNDS) + 1


async def test_thanks_that_cross_count_once(contest: Contest) -> None:
    for number in ROUNDS:
        contest.now += timedelta(days=31)
        there, back = contest.job("ana", "/thanks @Ben for help"), contest.job("ben", "/thanks @Ana for help")
        assert all(each.done for each in contest.both(there, back))
        assert contest.points("ana") + contest.points("ben") == number + 1


async def test_thanks_are_taken_back_once(contest: Contest) -> None:
    for _ in ROUNDS:
        contest.now += timedelta(days=31)
        await contest.does("ana", "/thanks @Ben for help")
        event = contest.number("SELECT max(id) FROM help_events WHERE undoes IS NULL")
        contest.twice(contest.job("ana", f'thanks undo {{"event":{event}}}'), "taken back already")
        assert contest.points("ben") == 0


async def test_a_room_gets_one_group(contest: Contest) -> None:
    for number in ROUNDS:
        one, other = (
            contest.job(who, f'/group setup "{who} {number}"', f"room {number}") for who in ("ana", "ben")
        )
        contest.one_of(one, other, "lives in this channel already")
        assert contest.number("SELECT count(*) FROM groups") == number + 2  # with the one of the contest
        assert contest.number("SELECT count(*) FROM rooms") == number + 2
        room = f"recipient = 'room {number}'"
        assert contest.number(f"SELECT count(*) FROM outbox WHERE {room}") == 1


async def test_a_newcomer_becomes_one_member(contest: Contest) -> None:
    for number in ROUNDS:
        newcomer = f"guest{number}"
        add = contest.job(newcomer, "/target add Globex")
        assert all(each.done for each in contest.both(add, add))
        member = contest.member(newcomer)  # and there is only one
        for table in ("members WHERE id", "identities WHERE member_id", "memberships WHERE member_id"):
            assert contest.number(f"SELECT count(*) FROM {table} = {member}") == 1
        assert contest.number(f"SELECT count(*) FROM members WHERE name = '{newcomer.capitalize()}'") == 1
        assert contest.number(f"SELECT count(*) FROM targets WHERE member_id = {member}") == 1
    assert contest.number("SELECT count(*) FROM outbox WHERE recipient = 'room'") == len(ROUNDS) + 1


async def test_a_newcomer_who_only_looks_becomes_one_member(contest: Contest) -> None:
    for number in ROUNDS:
        newcomer = f"guest{number}"
        look, join = contest.job(newcomer, "/target list"), contest.job(newcomer, "/group join")
        assert all(each.done for each in contest.both(look, join))
        assert contest.number(f"SELECT count(*) FROM members WHERE name = '{newcomer.capitalize()}'") == 1


async def test_no_change_of_settings_or_profile_is_lost(contest: Contest) -> None:
    for number in ROUNDS:
        one = contest.job("cleo", f"/group settings thanks_points:{number}")
        other = contest.job("cleo", f"/group settings meeting_points:{number}")
        assert all(each.done for each in contest.both(one, other))
        settings = contest.rows("SELECT thanks_points, meeting_points FROM groups")
        assert settings == [(number, number)]
        zones = "Europe/Berlin", "Asia/Tokyo"
        one = contest.job("ana", f"/me timezone {zones[number % 2]}")
        other = contest.job("ana", f'/me profile about:"version {number}"')
        assert all(each.done for each in contest.both(one, other))
        kept = contest.rows("SELECT zone, about FROM members WHERE name = 'Ana'")
        assert kept == [(zones[number % 2], f"version {number}")]


async def test_a_peer_is_asked_once(contest: Contest) -> None:
    for number in ROUNDS:
        ask = await contest.ask()
        suggest = f'intro suggest {{"ask":{ask},"peer":{contest.member("edda")}}}'
        contest.one_of(contest.job("ben", suggest), contest.job("dev", suggest), "asked already")
        assert contest.told("edda") == number + 1
