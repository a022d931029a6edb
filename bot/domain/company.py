"""Company names: when two of them are one, and when they only look alike."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Self

from cleanco import basename
from rapidfuzz import fuzz, process

NAME_MAX = 100
LOOKS_ALIKE = 82.0


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
    plain = unicodedata.normalize("NFKC", name).casefold()
    bare = basename(basename(plain))  # twice: "Acme Holding GmbH & Co. KG" sheds one form at a time
    return re.sub(r"[\W_]+", " ", bare).strip() or re.sub(r"\s+", " ", plain).strip()


def look_alike(company: Company, others: Iterable[Company]) -> Company | None:
    """Give the other company whose name is nearest, if near enough to ask "did you mean …?"."""
    by_key = {other.key: other for other in others if other.key != company.key}
    found = process.extractOne(company.key, list(by_key), scorer=fuzz.ratio, score_cutoff=LOOKS_ALIKE)
    return by_key[found[0]] if found else None
