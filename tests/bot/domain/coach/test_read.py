"""What the coach gives back: the words as they stand, and the text said the other way."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain import ask
from bot.domain.coach import Reading, Verdict, read
from bot.domain.coach.rules import rules
from tests.bot.domain.coach.corpus import HELD_OUT, TUNED, texts

PITCHES = [each.text for each in texts(*TUNED, *HELD_OUT) if each.pitch]
WORDS = sorted({word for each in texts(*TUNED) for word in each.text.split()})
sentences = st.lists(st.sampled_from([*WORDS, ".", "?", ",", ";", "\n", "not", "'", "“"]), max_size=40).map(
    " ".join
)


def check(text: str, reading: Reading) -> None:
    """Check what holds for any text."""
    assert (reading.rewrite is None) == (reading.findings == ()) == (reading.verdict is Verdict.LEARN)
    for each in reading.findings:
        assert each.words
        assert each.words in text
        assert each.why in {intent.why for intent in rules().intents}
    if reading.rewrite is not None:
        assert read(reading.rewrite) == Reading(Verdict.LEARN)
        assert len(reading.rewrite) <= max(len(text), ask.LEARN_MAX)
        assert len(reading.rewrite.split()) <= max(len(text.split()), ask.LEARN_WORDS)
        assert reading.rewrite == reading.rewrite.strip()
    assert read(text) == reading


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=300))
def test_any_text(text: str) -> None:
    check(text, read(text))


@settings(max_examples=300, deadline=None)
@given(sentences)
def test_any_words_of_the_corpus(text: str) -> None:
    check(text, read(text))


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(PITCHES), st.sampled_from([str.upper, str.lower, str.title, str.swapcase, str.strip]))
def test_any_way_to_write_a_pitch(text: str, way: object) -> None:
    assert callable(way)
    written = way(text)
    check(written, read(written))


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(PITCHES), st.sampled_from(PITCHES))
def test_two_pitches_are_one(one: str, other: str) -> None:
    check(f"{one}\n{other}", read(f"{one}\n{other}"))


@pytest.mark.parametrize("text", ["", " ", "\n", "?", "…", "\u200b", "👋🏽", "'", "a" * 5000, "job " * 2000])
def test_odd_texts(text: str) -> None:
    check(text, read(text))


@pytest.mark.parametrize(
    ("text", "rewrite"),
    [
        (
            "see if I would be a fit for your team",
            "learn how your team works and what makes people do well there",
        ),
        (
            "learn how the data team works and whether they would consider someone like me",
            "learn how the data team works",
        ),
        (
            "How does your team decide what to automate, and do you have any vacancies?",
            "How does your team decide what to automate?",
        ),
        (
            "I'd like to learn how you run clinical trials. I also want to apply for the coordinator job.",
            "I'd like to learn how you run clinical trials.",
        ),
        (
            "Could you refer me for the nurse manager role at St. Luke's?",
            "Could you tell me what the work of a nurse manager is like at St. Luke's "
            "and what makes people do well in it?",
        ),
        (
            "I am seeking employment as truck driver, any help is welcome",
            "I would like to learn what the work of a truck driver is like and what makes people do well in it.",
        ),
        (
            "I want to get my foot in the door in publishing.",
            "I would like to learn how publishing works at your company and what makes people do well in it.",
        ),
        (
            "Please help me land an interview with the city council.",
            "I would be grateful to learn how the city council works and what makes people do well there.",
        ),
        ("ARE YOU HIRING???", "Could you tell me how your team works and what makes people do well there?"),
        ("get a job at Vandelay", "learn how work gets done at Vandelay and what makes people do well there"),
    ],
)
def test_the_rewrite_keeps_company_field_and_tone(text: str, rewrite: str) -> None:
    assert read(text).rewrite == rewrite


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("please pass on my résumé to the boss", "pass on my résumé"),
        ("Keep me in mind, would you?", "Keep me in mind"),
        ("I DON’T just want advice; I want a JOB.", "I want a JOB"),
        ("any oppenings", "any oppenings"),
        ("would love a refferal to Netflix", "would love a refferal"),
    ],
)
def test_the_words_are_those_of_the_text(text: str, words: str) -> None:
    assert words in [each.words for each in read(text).findings]


@pytest.mark.parametrize(
    ("learn", "pitch"),
    [
        ("I am not asking for a referral.", "I am asking for a referral."),
        ("No need to pass on my résumé.", "No need to reply, just pass on my résumé."),
        ("I don't want a job.", "I don't just want advice, I want a job."),
        ("I want to learn, not to be hired.", "I want not only to learn but to be hired."),
        ("How do referrals work at your firm?", "Could I get a referral at your firm?"),
        ("I was laid off in May and am exploring.", "I was laid off in May and am available immediately."),
    ],
)
def test_a_small_word_turns_it_round(learn: str, pitch: str) -> None:
    assert (read(learn).verdict, read(pitch).verdict) == (Verdict.LEARN, Verdict.PITCH)
