"""Texts as words: lower case, accents, contractions and typing errors evened out, each with its place."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate

from rapidfuzz.distance import OSA

STOP, QUESTION, COMMA = ".", "?", ","
_PIECE = re.compile(r"[^\W_]+(?:['’‘`´][^\W_]+)*|[.!?;:,()\n—–…|•]", re.UNICODE)
_ABBREVIATED = frozenset(
    ("st", "dr", "mr", "mrs", "ms", "prof", "inc", "co", "ltd", "corp", "vs", "no", "dept")
)
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘`´", "'"))
_WHOLE = {
    "can't": "can not", "cannot": "can not", "won't": "will not", "shan't": "shall not", "ain't": "am not",
    "im": "i am", "ive": "i have", "dont": "do not", "doesnt": "does not", "didnt": "did not",
    "isnt": "is not", "arent": "are not", "wasnt": "was not", "wont": "will not", "cant": "can not",
    "wouldnt": "would not", "let's": "let us", "y'all": "you", "u": "you", "ur": "your", "r": "are",
    "plz": "please", "pls": "please", "pleas": "please", "wanna": "want to", "gonna": "going to",
    "gotta": "have to", "lookin": "looking", "hirin": "hiring", "cvs": "cvs", "recommand": "recommend",
}  # fmt: skip
_ENDINGS = (
    ("n't", " not"), ("'m", " am"), ("'re", " are"), ("'ve", " have"), ("'ll", " will"), ("'d", " would"),
    ("'s", ""),
)  # fmt: skip
_LETTERS = str.maketrans({"ß": "ss", "ø": "o", "ł": "l", "æ": "ae", "œ": "oe", "đ": "d", "ı": "i"})
SHORTEST_MENDED = 6


@dataclass(frozen=True, slots=True)
class Word:
    """A word as rules read it, and where it stands in the text."""

    plain: str
    start: int
    end: int


@dataclass(frozen=True)
class Sentence:
    """The words of a sentence with the mark that ends it; `first` is the number of its first word in the text."""

    first: int
    plain: Sequence[str]

    @cached_property
    def line(self) -> str:
        """The words as one line with a blank on each side, for patterns to search."""
        return f" {' '.join(self.plain)} "

    @cached_property
    def _starts(self) -> Sequence[int]:
        return [*accumulate((len(word) + 1 for word in self.plain), initial=1)]

    def number(self, place: int) -> int:
        """Give the number in the sentence of the word that stands at a place of the line."""
        return bisect_right(self._starts, place) - 1


@dataclass(frozen=True)
class Words:
    """A text's words."""

    text: str
    words: Sequence[Word]

    @cached_property
    def sentences(self) -> Sequence[Sentence]:
        """The sentences, each with its mark."""
        found, first = list[Sentence](), 0
        for number, word in enumerate(self.words, 1):
            if word.plain in (STOP, QUESTION) or number == len(self.words):
                found.append(Sentence(first, [each.plain for each in self.words[first:number]]))
                first = number
        return found

    def said(self, first: int, last: int) -> str:
        """Give the text from one word to another, as it was written."""
        return self.text[self.words[first].start : self.words[last].end]


@dataclass(frozen=True)
class Mending:
    """Words that are mended to when a letter is wrong, and words that stay although they are near to one."""

    to: frozenset[str]
    spared: frozenset[str]


def split(text: str, mending: Mending, reading_as: Mapping[str, str]) -> Words:
    """Take a text apart; a long word that is nearly a known one is read as that."""
    found: list[Word] = []
    for piece in _PIECE.finditer(text):
        start, end = piece.span()
        if (mark := piece[0]) in ".!?;:,()\n—–…|•":
            if mark == "." and (_inside_a_word(text, start) or _abbreviated(found, start)):
                continue
            plain = {"?": QUESTION, ",": COMMA, "(": COMMA, ")": COMMA, "—": COMMA, "–": COMMA}.get(
                mark, STOP
            )
            found.append(Word(plain, start, end))
            continue
        for plain in _plain(mark, mending):
            before = found[-1].plain if found else ""
            found.append(Word(reading_as.get(f"{before} {plain}", plain), start, end))
    return Words(text, found)


def _inside_a_word(text: str, at: int) -> bool:
    """Tell whether a full stop belongs to a word, as in node.js and U.S."""
    return text[at + 1 : at + 2].isalnum()


def _abbreviated(found: Sequence[Word], at: int) -> bool:
    return bool(found) and found[-1].end == at and found[-1].plain in _ABBREVIATED


@lru_cache(maxsize=8192)
def _plain(word: str, mending: Mending) -> tuple[str, ...]:
    """Give the word, or the words that it is short for, as rules know them."""
    lower = word.casefold().translate(_APOSTROPHES)
    if not lower.isascii():
        bare = unicodedata.normalize("NFKD", lower.translate(_LETTERS))
        lower = "".join(char for char in bare if not unicodedata.combining(char))
    if lower in _WHOLE:
        return tuple(_WHOLE[lower].split())
    for ending, stands_for in _ENDINGS:
        if lower.endswith(ending):
            lower = lower.removesuffix(ending) + stands_for
            break
    return tuple(_mended(each, mending) for each in lower.replace("'", "").split()) or ("'",)


def _mended(word: str, mending: Mending) -> str:
    if len(word) < SHORTEST_MENDED or not word.isalpha() or word in mending.to or word in mending.spared:
        return word
    bare = _undoubled(word)
    near = [to for to in mending.to if to[0] == word[0] and _is_near(bare, _undoubled(to))]
    return min(near, key=lambda to: (OSA.distance(word, to), to), default=word)


def _is_near(one: str, other: str) -> bool:
    return abs(len(one) - len(other)) <= 1 and OSA.distance(one, other, score_cutoff=1) <= 1


@lru_cache(maxsize=8192)
def _undoubled(word: str) -> str:
    return re.sub(r"(.)\1", r"\1", word)
