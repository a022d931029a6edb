"""What a rewrite keeps of a text: its company, its place of work, its kind of work, its field, and its tone."""

import re
from dataclasses import dataclass
from enum import Enum

from bot.domain.coach.rules import Rules

LONGEST = 60
"""How many characters a name of a company, a place or a kind of work may have to be kept."""

_NAME = r"((?:[Tt]he )?(?:St\. |Mt\. |Dr\. )?[A-Z][\w&’'+-]*(?: (?:of |and |& )?[A-Z0-9][\w&’'+-]*){0,4})"
_COMPANY = [
    re.compile(rf"\b(?:at|inside) {_NAME}"),
    re.compile(rf"\b(?:join|joining|work for|works for|working for|worked for) {_NAME}"),
    re.compile(rf"\b(?:to|for|with|by|from|of|into) {_NAME}"),
    re.compile(
        rf"\b(?:[Ii]s|[Aa]re|[Dd]oes|[Dd]o|[Ww]ould|[Ww]ill|[Cc]ould|if|whether|that|admire|like|love|heard) {_NAME}"
    ),
]
_STOPS = (
    "at in with for on role roles position positions job jobs opening post vacancy and or who to so if please this "
    "that there from but looking seeking searching willing able ready currently now here you your like as of since "
    "because when is are under whose any where"
)
_ENDS_WORK = rf"(?=\s+(?:{_STOPS.replace(' ', '|')})\b|\s*[.,;:?!()—–-]|\s*$)"
_WORK = [
    re.compile(rf"\b(?:as|for) an? ((?:[a-z][\w&/-]*\s?){{1,4}}?){_ENDS_WORK}", re.IGNORECASE),
    re.compile(
        r"\b(?:the|an?|your|that|this) ((?:[a-z][\w&/-]+ ){1,3})"
        r"(?:role|position|job|opening|vacancy|internship|post)\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:post|position|job|role|work) of (?:an? )?((?:[a-z][\w&/-]*\s?){{1,3}}?){_ENDS_WORK}",
        re.IGNORECASE,
    ),
    re.compile(rf"\bas ((?:[a-z][\w&/-]*\s?){{1,3}}?){_ENDS_WORK}", re.IGNORECASE),
    re.compile(rf"\b(?:i am|i’m|i'm|im) an? ((?:[a-z][\w&/-]*\s?){{1,4}}?){_ENDS_WORK}", re.IGNORECASE),
]
_FIELD = re.compile(
    r"\b(?:jobs?|openings?|opportunit(?:y|ies)|roles?|positions?|work|leads|experience|internships?|careers?|up|"
    r"employment|vacanc(?:y|ies)|door|challenge)\b[^.?!]{0,20}?\b(?:in|for) "
    r"((?!touch|mind|case|person|general|order|front)[a-z][a-z-]+"
    r"(?: [a-z][a-z-]+(?=\W*$|[.,;:?!]| (?:and|or|at|with|for|to|but|so|in)\b))?)",
)
_FIELD_ROLE = re.compile(
    r"\b(?:your|the|an?|any) ([a-z]+(?:ics|ing|ance))\b(?= (?:role|position|job|opening|post)s?\b)"
)
_NO_VOWEL = ("uni", "use", "one", "eu", "ux")
_POLITE = re.compile(
    r"\b(?:please|kindly|grateful|appreciate|thankful|thank|sir|madam|honou?red)\b", re.IGNORECASE
)
_EASY = re.compile(r"\bi['’](?:d|m|ve|ll)\b|\bhey\b", re.IGNORECASE)


_SPEAKS_UP = frozenset(["i", "im", "hi", "hello", "are", "is", "do", "does", "can", "could", "would", "will"])


class Tone(Enum):
    """How a text is said."""

    FRAGMENT = "learn {}"
    QUESTION = "Could you tell me {}?"
    GRATEFUL = "I would be grateful to learn {}."
    EASY = "I'd like to learn {}."
    PLAIN = "I would like to learn {}."


@dataclass(frozen=True, slots=True)
class Details:
    """What is kept; what the text does not say is empty."""

    company: str
    place: str
    work: str
    field: str
    tone: Tone

    @classmethod
    def of(cls, text: str, rules: Rules) -> "Details":
        """Find what a text says."""
        return cls(
            _company(text, rules),
            _place(text, rules),
            _work(text, rules),
            _field(text, rules),
            _tone(text, rules),
        )


def _company(text: str, rules: Rules) -> str:
    if text.isupper():
        return ""
    for way in _COMPANY:
        for found in way.finditer(text):
            words = found[1].split()
            while words and words[-1] in rules.no_company:
                words.pop()
            if words and words[-1] != "the" and words[0] not in rules.no_company and len(found[1]) <= LONGEST:
                return " ".join(words)
    return ""


def _place(text: str, rules: Rules) -> str:
    way = rf"\b(your|their|the) ((?:[a-z][\w&-]* ){{0,2}}?)({'|'.join(rules.places)})\b"
    for found in re.finditer(way, text, re.IGNORECASE):
        if (
            not (rules.little | {"own", "hiring"}) & set(found[2].casefold().split())
            and len(found[0]) <= LONGEST
        ):
            said = f"{found[2]}{found[3]}"
            return f"{found[1].lower()} {said.lower() if text.isupper() else said}"
    return ""


def _work(text: str, rules: Rules) -> str:
    for way in _WORK:
        for found in way.finditer(text):
            plain = found[1].casefold().split()
            if _is_somebody(found[1], rules) and not rules.little & {*plain} and len(found[1]) <= LONGEST:
                article = "an" if plain[0][0] in "aeiou" and not plain[0].startswith(_NO_VOWEL) else "a"
                return f"{article} {' '.join(plain) if text.isupper() else found[1].strip()}"
    return ""


def _is_somebody(work: str, rules: Rules) -> bool:
    """Tell whether words name one who works, as "nurse manager" does and "analytics" does not."""
    first, *others = work.split()
    last = work.split()[-1].casefold()
    if (
        any(word[0].isupper() and not word.isupper() for word in others)
        or {first.casefold(), last} & rules.no_work
    ):
        return False
    return last in rules.workers or last.endswith(rules.worker_endings)


def _field(text: str, rules: Rules) -> str:
    for found in _FIELD.finditer(text):
        words = found[1].split()
        said_alone = not rules.little & {words[0]} and words[-1] not in rules.places
        if said_alone and len(found[1]) <= LONGEST:
            return found[1] if words[-1] not in rules.little else words[0]
    role = _FIELD_ROLE.search(text)
    return role[1] if role and len(role[1]) <= LONGEST else ""


def _tone(text: str, rules: Rules) -> Tone:
    if _POLITE.search(text):
        return Tone.GRATEFUL
    first = re.match(r"\W*(\w+)", text)
    fragment = first is not None and first[1][0].islower() and first[1] not in _SPEAKS_UP
    if text.rstrip().endswith("?"):
        return Tone.QUESTION
    if fragment:
        return Tone.FRAGMENT
    return Tone.EASY if _EASY.search(text) else Tone.PLAIN
