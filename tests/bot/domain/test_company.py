from itertools import pairwise

import pytest
from cleanco import basename, prepare_default_terms
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.company import Company, company_key, look_alike

FORMS = sorted({" ".join(words) for _, words in prepare_default_terms()})


@pytest.mark.parametrize(
    "names",
    [
        [
            "Acme",
            "ACME, Inc.",
            "Acme GmbH",
            "acme corp.",
            "Acme, LLC",
            "Acme Co., Ltd.",
            "  acme ",
            "Acme™",
            "“Acme”®",
        ],
        ["ＡＣＭＥ", "Acme!", "acme_"],
        ["Acme Holding GmbH & Co. KG", "Acme Holding", "ACME HOLDING LTD"],
        ["Nestlé", "Nestle\u0301", "NESTLÉ S.A."],
        ["Straßenbau AG", "STRASSENBAU"],
        ["O'Reilly Media", "O’Reilly Media, Inc.", "O-Reilly Media"],
        ["AT&T", "at & t"],
        ["Level  3", "Level\u00a03", "level-3 Inc."],
        ["GmbH", "gmbh."],
        ["🦊", " 🦊 "],
        ["C++", "c++ Ltd."],
    ],
)
def test_spellings_of_one_company_are_one(names: list[str]) -> None:
    assert len({company_key(name) for name in names}) == 1
    assert len({Company.named(name).name for name in names}) == len(names)


@pytest.mark.parametrize(
    "names",
    [
        ["Meta", "Metabase"],
        ["Square", "Squarespace"],
        ["Nestlé", "Nestle"],
        ["टाटा", "टीटा"],  # the vowels of many scripts are marks
        ["กิน", "กีน"],
        ["C++", "C#", "C"],
        ["🦊", "🐼", "🦊🦊", "❤️", "☀️", "🦊 Inc.", "🐼 Inc."],
        ["Level 3", "Level 4"],
        ["Inc", "Corp", "GmbH & Co. KG"],
        ["トヨタ", "ホンダ"],
        ["...", "!!!"],
    ],
)
def test_different_companies_are_several(names: list[str]) -> None:
    assert len({company_key(name) for name in names}) == len(names)


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("Nestle", "Nestlé"),
        ("Gobex", "Globex"),
        ("Initec", "Initech"),
        ("Hollow Oak Food", "Hollow Oak Foods"),
        ("Meta", None),
        ("Square", None),
        ("Globex Inc.", None),  # the very same is nothing to ask about
        ("Umbrella", None),
    ],
)
def test_a_name_that_looks_alike_is_suggested(name: str, meant: str | None) -> None:
    board = ["Globex", "Initech", "Nestlé", "Metabase", "Squarespace", "Hollow Oak Foods", "Hooli"]
    found = look_alike(Company.named(name), map(Company.named, board))
    assert (found and found.name) == meant


def test_nothing_looks_like_a_company_on_an_empty_board() -> None:
    assert look_alike(Company.named("Acme"), []) is None


@given(st.text(min_size=1).filter(str.strip))
def test_every_name_has_a_key_that_is_stable(name: str) -> None:
    key = company_key(name)
    assert key == " ".join(key.split()) != ""
    assert company_key(name.upper().lower()) == company_key(name.upper().lower().upper().lower())
    assert company_key(f"  {name}\n") == key


@given(st.sampled_from(["Acme", "Hollow Oak"]), st.sampled_from(FORMS))
def test_every_legal_form_that_cleanco_takes_off_is_taken_off(name: str, form: str) -> None:
    whole = f"{name} {form}"
    assert (company_key(whole) == company_key(name)) == (len(basename(whole).split()) <= len(name.split()))


@given(
    st.lists(st.sampled_from(["Acme", "Foo Bar", "Ünïcode", "GmbH", "3"]), min_size=1, max_size=3).map(
        " ".join
    )
)
def test_case_and_spaces_make_no_difference(name: str) -> None:
    spellings = [name, name.upper(), name.replace(" ", "  "), name + "."]
    assert all(company_key(one) == company_key(other) for one, other in pairwise(spellings))
