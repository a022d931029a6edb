import re

import pytest
from cleanco import basename
from cleanco.termdata import terms_by_country, terms_by_type
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.company import company_key

FORMS = sorted(
    {form for table in (terms_by_type, terms_by_country) for forms in table.values() for form in forms}
)
words = st.one_of(
    st.sampled_from(FORMS), st.text(max_size=5), st.sampled_from(["Acme", "&", ".", "-", "É", "ß"])
)


@pytest.mark.parametrize(
    "same",
    [
        ("Acme", "ACME", "acme ", "Acme, Inc.", "Acme GmbH", "Acme S.A.", "ＡＣＭＥ"),
        ("Acme Holding", "Acme Holding GmbH & Co. KG", "acme-holding ltd"),
        ("Müller & Söhne", "MÜLLER & SÖHNE KG"),
    ],
)
def test_one_company_is_one_however_it_is_written(same: tuple[str, ...]) -> None:
    assert len({company_key(name) for name in same}) == 1


@pytest.mark.parametrize("name", ["Co", "Inc.", "GmbH", "& Co. KG", "AG"])
def test_a_name_that_is_a_legal_form_keeps_a_key(name: str) -> None:
    assert company_key(name)


@given(st.lists(words, min_size=1, max_size=4).map(" ".join))
def test_every_legal_form_that_cleanco_knows_is_taken_away(name: str) -> None:
    plain = name.casefold()
    if plain.isascii():
        bare = re.sub(r"[\W_]+", " ", basename(basename(plain))).strip()
        assert company_key(name) == (bare or re.sub(r"\s+", " ", plain).strip())
