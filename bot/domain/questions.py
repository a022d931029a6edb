"""Suggested questions, by category and by angle, filled with the company and with what a member wants to learn.

The angles are those of the first article's step 3 (company, industry, culture, challenges); the categories are
those by which questions of informational meetings are commonly sorted. None of them asks about a position.
"""

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from bot.domain.company import Company

QUESTION_MAX = 130
"""As long as somebody can say in one breath; twenty of them fit into one field of a form."""
_NAME_MAX = 30
_LEARN_MAX = 70


class Angle(StrEnum):
    """From where one looks at a company."""

    COMPANY = "company"
    INDUSTRY = "industry"
    CULTURE = "culture"
    CHALLENGES = "challenges"


class Category(StrEnum):
    """What a question asks for."""

    TRENDS = "trends"
    INSIGHTS = "insights"
    ADVICE = "advice"
    RESOURCES = "resources"
    ASSIGNMENTS = "assignments"


class Topic(StrEnum):
    """By what suggested questions are looked for: what they ask for, then from where they look."""

    INSIGHTS = Category.INSIGHTS.value
    ADVICE = Category.ADVICE.value
    TRENDS = Category.TRENDS.value
    RESOURCES = Category.RESOURCES.value
    ASSIGNMENTS = Category.ASSIGNMENTS.value
    COMPANY = Angle.COMPANY.value
    INDUSTRY = Angle.INDUSTRY.value
    CULTURE = Angle.CULTURE.value
    CHALLENGES = Angle.CHALLENGES.value


@dataclass(frozen=True, slots=True)
class Question:
    """A question for a meeting; one of the member's own may have no category and no angle."""

    text: str
    category: Category | None = None
    angle: Angle | None = None

    @property
    def mark(self) -> int:
        """A number made of the text, by which a button names it: one that has changed has another."""
        return zlib.crc32(self.text.casefold().encode()) & 0xFFFFFF

    def is_about(self, topic: Topic) -> bool:
        """Whether the question belongs to a topic."""
        return topic.value in (self.category, self.angle)


_BANK: dict[Category, dict[Angle, tuple[str, ...]]] = {
    Category.TRENDS: {
        Angle.COMPANY: ("What has changed most at {company} since you came?",
                        "Where is {company} putting more effort this year than last?"),
        Angle.INDUSTRY: ("Which change in your industry do you watch most closely?",
                         "What does everybody in your industry talk about that you find overrated?"),
        Angle.CULTURE: ("How has the way you work together changed in the last years?",),
        Angle.CHALLENGES: ("Which problem has become harder over the last year, and why?",),
    },
    Category.INSIGHTS: {
        Angle.COMPANY: ("What do people outside usually get wrong about {company}?",
                        "How did your own way lead you to {company}?"),
        Angle.INDUSTRY: ("What do the best in your industry do differently from the others?",),
        Angle.CULTURE: ("What does a good day in your team look like?",
                        "How are decisions made when two good ideas compete?"),
        Angle.CHALLENGES: ("What is the hardest part of your work that nobody sees?",
                           "What would you solve first if you had one more day a week?"),
    },
    Category.ADVICE: {
        Angle.COMPANY: ("What would you look at first, if you wanted to understand {company}?",),
        Angle.INDUSTRY: ("What do you wish you had known when you came into this industry?",),
        Angle.CULTURE: ("What makes newcomers feel at home quickly where you work?",),
        Angle.CHALLENGES: ("What have you tried against your hardest problem, and what did it teach you?",
                           "Whom else would you ask about this?"),
    },
    Category.RESOURCES: {
        Angle.COMPANY: ("Is there a talk or an article by your colleagues that shows how you think?",),
        Angle.INDUSTRY: ("What do you read to keep up with your industry?",
                         "Which meeting or community of your industry is worth an evening?"),
        Angle.CULTURE: ("Which book or habit has shaped how your team works?",),
        Angle.CHALLENGES: ("Who outside {company} handles this well, that one could learn from?",),
    },
    Category.ASSIGNMENTS: {
        Angle.COMPANY: ("What would you suggest I try or read before we talk again?",),
        Angle.INDUSTRY: ("Which small experiment would teach me most about your industry?",),
        Angle.CULTURE: ("What could I practise that people in your team do every day?",),
        Angle.CHALLENGES: ("Is there a small thing I could look into that would help you?",),
    },
}  # fmt: skip
_THEIRS = {"their": "your", "theirs": "yours", "they": "you", "them": "you", "themselves": "yourselves"}
_OF_THEM = re.compile(rf"\b({'|'.join(_THEIRS)})\b", re.IGNORECASE)
_TO_LEARN = re.compile(r"^(to )?(learn )", re.IGNORECASE)
_ASKING = re.compile(r"(how|what|why|where|when|which|who|whether)\b", re.IGNORECASE)


@lru_cache(maxsize=256)
def suggested(company: Company, learn: str = "") -> Sequence[Question]:
    """Give the questions that suit a company, that of what the member wants to learn first of all.

    `learn` is as they wrote it in their ask, such as "how their data team decides what to automate".
    """
    name = company.name if len(company.name) <= _NAME_MAX else "your company"
    from_bank = [
        Question(text.format(company=name), category, angle)
        for category, angles in _BANK.items()
        for angle, texts in angles.items()
        for text in texts
    ]
    return (*_of_learning(learn), *from_bank)


def known(text: str, company: Company, learn: str = "") -> Question:
    """Give a question as it is suggested, or as one of the member's own."""
    found = (each for each in suggested(company, learn) if each.text.casefold() == text.casefold())
    return next(found, Question(text))


def _of_learning(learn: str) -> tuple[Question, ...]:
    """Turn what somebody wants to learn about others into a question to them."""
    wish = _TO_LEARN.sub("", " ".join(learn.split())).rstrip(" .…")
    if not wish:
        return ()
    if wish.endswith("?") and len(wish) <= QUESTION_MAX:
        return (Question(wish, Category.INSIGHTS, Angle.COMPANY),)
    if len(wish) > _LEARN_MAX:
        return ()
    wish = _OF_THEM.sub(lambda word: _THEIRS[word[0].casefold()], wish)
    asks = _ASKING.match(wish)
    about = wish[:1].lower() + wish[1:] if asks else f"about {wish.removeprefix('about ')}"
    text = f"I would like to learn {about}. Where would you begin?"
    return (Question(text, Category.INSIGHTS, Angle.COMPANY),)
