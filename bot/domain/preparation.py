"""Preparation: what a member finds out and wants to ask before they meet somebody at a company.

It is one of a member's for a company: it begins with the ask, whose card says how far it is, and serves every meeting
there. All of it is private but the numbers of `Readiness`.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Protocol, Self

from bot.domain.company import Company
from bot.domain.errors import NotFound, NotYours, Refusal, TooLate
from bot.domain.ids import GroupId, MemberId, PreparationId
from bot.domain.questions import QUESTION_MAX, Angle, Category, Question, known
from bot.domain.say import count

NOTE_MAX = 1000
STORY_MAX = 300
STORIES = 2
"""The article asks for "a story or two" (step 6)."""
READY = 5
"""So many questions make a meeting ready; the article asks for 5 to 10 (step 3)."""
MOST = 20
ANGLES_ENOUGH = 2
"""Research is done that looks from more than one angle ("from as many perspectives as possible", step 3)."""
PEERS = 3
"""So many peers may be asked for a practice run."""
_BULLET = re.compile(r"^\s*(?:[-*•–]|\d{1,3}[.)])\s*")


@dataclass(frozen=True, slots=True)
class Readiness:
    """How far a preparation is, as the group may know it: notes from so many angles, so many questions."""

    angles: int = 0
    questions: int = 0

    @property
    def researched(self) -> bool:
        """Whether the research is done."""
        return self.angles >= ANGLES_ENOUGH

    @property
    def is_ready(self) -> bool:
        """Whether a meeting may come."""
        return self.questions >= READY


@dataclass(frozen=True, slots=True)
class Preparation:
    """A member's notes by angle, questions and stories for a company."""

    id: PreparationId
    group: GroupId
    owner: MemberId
    company: Company
    notes: Mapping[Angle, str] = field(default_factory=dict)
    questions: tuple[Question, ...] = ()
    stories: tuple[str, ...] = ()
    version: int = 1

    @property
    def subject(self) -> str:
        """The name under which messages about this preparation are found again."""
        return f"preparation:{self.id}"

    @property
    def readiness(self) -> Readiness:
        """How far it is."""
        return Readiness(len(self.notes), len(self.questions))

    def owned(self, by: MemberId) -> Self:
        """Give it to its owner; raises NotYours."""
        if by != self.owner:
            raise NotYours("That preparation is somebody else's. /meeting prep shows yours.")
        return self

    def research(self, notes: Mapping[Angle, str]) -> Self:
        """Keep the notes from these angles; an empty one takes that angle's note away."""
        kept = {**self.notes, **{angle: text.strip() for angle, text in notes.items()}}
        return replace(self, notes={angle: kept[angle] for angle in Angle if kept.get(angle)})

    def ask(self, questions: Iterable[Question]) -> Self:
        """Keep these questions in this order, each once; raises Refusal for too many, or one that is too long."""
        kept = tuple({each.text.casefold(): each for each in questions}.values())
        if len(kept) > MOST:
            raise Refusal(
                f"These are {count(len(kept), 'question')}; at most {MOST} can be kept, and five to ten fill a "
                "meeting. Which ones matter most to you?"
            )
        for each in kept:
            if len(each.text) > QUESTION_MAX:
                raise Refusal(
                    f"“{each.text[:40].rstrip()}…” has {len(each.text)} characters; a question of at most "
                    f"{QUESTION_MAX} can be said in one breath."
                )
        return replace(self, questions=kept)

    def pick(self, question: Question) -> Self:
        """Add a question at the end; one that is there already changes nothing."""
        return self if self._place(question) is not None else self.ask((*self.questions, question))

    def drop(self, question: Question) -> Self:
        """Take a question away."""
        place = self._place(question)
        if place is None:
            raise TooLate("That question is not among yours any more.")
        return replace(self, questions=self.questions[:place] + self.questions[place + 1 :])

    def tell(self, stories: Iterable[str]) -> Self:
        """Keep the one or two stories to end with; empty ones are left out."""
        kept = tuple(text for each in stories if (text := each.strip()))
        if len(kept) > STORIES:
            raise Refusal(f"These are {len(kept)} stories; one or two are what there is time for.")
        return replace(self, stories=kept)

    def _place(self, question: Question) -> int | None:
        texts = [each.text.casefold() for each in self.questions]
        return texts.index(question.text.casefold()) if question.text.casefold() in texts else None


def written(questions: Sequence[Question]) -> str:
    """Write questions to be edited, one a line, each after its category: "Advice: What would you …?"."""
    return "\n".join(
        f"{each.category.capitalize()}: {each.text}" if each.category else each.text for each in questions
    )


def read(text: str, company: Company, learn: str = "", before: Sequence[Question] = ()) -> Sequence[Question]:
    """Read what `written` wrote and a member changed; bullets, numbers and empty lines do not matter.

    A line without a category has that of the same question `before`, or of one that is suggested.
    """
    earlier = {each.text.casefold(): each for each in before}
    found = []
    for line in text.splitlines():
        plain = " ".join(_BULLET.sub("", line).split())
        head, colon, rest = plain.partition(":")
        named = next((each for each in Category if colon and each == head.strip().casefold()), None)
        words = rest.strip() if named else plain
        if words:
            question = earlier.get(words.casefold()) or known(words, company, learn)
            found.append(replace(question, text=words, category=named or question.category))
    return found


class PracticeState(StrEnum):
    """How a practice run stands; a peer who would rather not leaves it as it is, and nobody hears of it."""

    ASKED = "asked"
    AGREED = "agreed"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Practice:
    """That a peer was asked to play the other side before a meeting; it is help once its owner says it was done."""

    preparation: PreparationId
    peer: MemberId
    state: PracticeState = PracticeState.ASKED

    def agree(self, by: MemberId) -> Self:
        """The peer will practise."""
        if by != self.peer:
            raise NotYours("Somebody else was asked for this practice run.")
        return self._move(PracticeState.AGREED, PracticeState.ASKED)

    def confirm(self) -> Self:
        """The owner says that they have practised, also with a peer who had not answered."""
        return self._move(PracticeState.DONE, PracticeState.ASKED, PracticeState.AGREED)

    def unconfirm(self) -> Self:
        """The owner takes that back."""
        return self._move(PracticeState.AGREED, PracticeState.DONE)

    def _move(self, to: PracticeState, *come_from: PracticeState) -> Self:
        if self.state not in come_from:
            raise TooLate(_MEANWHILE[self.state])
        return replace(self, state=to)


_MEANWHILE = {
    PracticeState.ASKED: "This practice run has not been confirmed.",
    PracticeState.AGREED: "You said so already. Find a time with your peer.",
    PracticeState.DONE: "This practice run is done already.",
}


def asked(preparation: Preparation, practices: Sequence[Practice], peer: MemberId) -> Practice:
    """Make the question to a peer for a practice run; a few may be asked, each once."""
    if peer == preparation.owner:
        raise Refusal("A practice run needs somebody who plays the other side. Name a peer.")
    if any(each.peer == peer for each in practices):
        raise TooLate("You have asked this peer already.")
    if len(practices) >= PEERS:
        raise Refusal(f"You have asked {count(PEERS, 'peer')}, which is enough for one company.")
    return Practice(preparation.id, peer)


def practised(practices: Sequence[Practice], peer: MemberId) -> Practice:
    """Give the practice run with a peer; raises NotFound."""
    for each in practices:
        if each.peer == peer:
            return each
    raise NotFound("There is no practice run with this peer. /meeting prep shows whom you can ask.")


class PreparationRepository(Protocol):
    """Where preparations and practice runs are kept; what a member writes is encrypted."""

    def open(self, group: GroupId, owner: MemberId, company: Company) -> Preparation:
        """Give a member's preparation for a company; the first time an empty one is stored."""

    def get(self, group: GroupId, preparation: PreparationId) -> Preparation:
        """Give one preparation of the group; raises NotFound."""

    def find(self, group: GroupId, owner: MemberId, company: Company) -> Preparation | None:
        """Give a member's preparation for a company, if there is one."""

    def save(self, preparation: Preparation) -> Preparation:
        """Store the changed preparation; raises Conflict if somebody else did so meanwhile."""

    def readiness(self, group: GroupId, owner: MemberId, company: Company) -> Readiness:
        """Give how far a member is for a company, without reading what they wrote."""

    def practices(self, preparation: PreparationId) -> Sequence[Practice]:
        """Give the practice runs of a preparation."""

    def keep(self, practice: Practice) -> None:
        """Store a practice run, new or changed."""
