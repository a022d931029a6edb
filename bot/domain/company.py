"""Company names: when two of them are one, and when they only look alike."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Self

from cleanco import basename, prepare_default_terms
from cleanco.clean import normalized, strip_punct, strip_tail
from rapidfuzz import fuzz, process

NAME_MAX = 100
LOOKS_ALIKE = 82.0
_TRADE_MARKS = dict.fromkeys(map(ord, "™℠®"))
_FORMS_END_IN = {words[-1] for _, words in prepare_default_terms()}


@dataclass(frozen=True, slots=True)
class Company:
    """A company as its member wrote it, with the key by which equal companies are one."""

    name: str
    key: str

    @classmethod
    def named(cls, name: str) -> Self:
        """Make a company of a name; "Acme", "ACME, Inc." and "Acme GmbH" get the same key."""
        return cls(name, company_key(name))

    def __str__(self) -> str:
        return self.name


@lru_cache(maxsize=4096)
def company_key(name: str) -> str:
    """Give the normalised name: legal forms, case, accents' forms and punctuation taken away."""
    plain = " ".join(unicodedata.normalize("NFKC", name.translate(_TRADE_MARKS)).casefold().split())
    bare = _without_form(_without_form(plain))  # "Acme Holding GmbH & Co. KG" sheds one form at a time
    return _words(bare) or plain.strip(" .,") or plain or name.strip()


def _words(name: str) -> str:
    """Keep letters with the marks of their script, digits, and what tells C++ from C#."""
    kept = ""
    for char in name:
        kind = unicodedata.category(char)[0]
        kept += char if kind in "LN" or char in "+#" or (kind == "M" and kept[-1:].strip()) else " "
    return " ".join(kept.split()) if any(map(str.isalnum, kept)) else ""


def _without_form(name: str) -> str:
    """Take the legal form off; cleanco compares each of hundreds, so it is asked only where one may be."""
    if (word := name.rpartition(" ")[2]).isascii() and word.isalnum() and word not in _FORMS_END_IN:
        return name  # as most names
    last = strip_tail(name).split()[-1:]
    if not last or strip_punct(normalized(last[0])) not in _FORMS_END_IN:
        return name
    return " ".join(name.split()[: len(basename(name).split())])  # cleanco takes the ++ of C++ off too


def look_alike(company: Company, others: Iterable[Company]) -> Company | None:
    """Give the other company whose name is nearest, if near enough to ask "did you mean …?"."""
    by_key = {other.key: other for other in others if other.key != company.key}
    found = process.extractOne(company.key, list(by_key), scorer=fuzz.ratio, score_cutoff=LOOKS_ALIKE)
    return by_key[found[0]] if found else None
