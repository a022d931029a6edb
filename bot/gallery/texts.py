"""What the members of the gallery have written: for each text of the domain its limit and some examples."""

from dataclasses import replace
from typing import Final

from bot.domain import ask, checkin, company, contact, group, member, points, target
from bot.gallery import meetings
from bot.gallery.text import Text

PEOPLE = (
    "Ana Souza", "Ben Tan", "Cleo Papadaki", "Dev Raman", "Edda Jónsdóttir", "Femi Adeyemi", "Grace O’Neill",
    "Hiro", "Ines María de la Cruz", "Jakub Wiśniewski", "Khadija", "Lê Thị Hoa",
)  # fmt: skip
COMPANIES = (
    "Globex", "Initech", "Acme GmbH & Co. KG", "Hooli", "Umbrella Health", "Stark Industries",
    "Wayne Logistics", "Soylent Foods", "Vandelay Imports", "Wonka Sweets", "Aperture Science", "Cyberdyne Systems",
)  # fmt: skip
WHY = (
    "They open a second warehouse in spring, and I have planned three of them.",
    "Their reviews praise the product and curse the support; support is what I do.",
    "They hire nobody for data yet, but write about forecasts every month.",
)

PERSON: Final = Text(member.NAME_MAX, PEOPLE)
GROUP: Final = Text(group.NAME_MAX, ("The Tuesday Table",))
ZONE: Final = Text(60, ("Europe/Lisbon", "America/Argentina/ComodRivadavia"), ours=True)
COMPANY: Final = Text(company.NAME_MAX, COMPANIES)
LEARN: Final = Text(
    ask.LEARN_MAX,
    (
        "how their data team decides what to automate, and what they leave to people",
        "What does a good first month look like in operations?",
        "how they plan routes across borders",
    ),
    words=ask.LEARN_WORDS,
    prose=True,
)
OFFER: Final = Text(
    ask.OFFER_MAX,
    ("a tour of our warehouse planning sheet", "feedback on their new help pages"),
    words=ask.OFFER_WORDS,
    prose=True,
    blank=True,
)

PROMISE: Final = Text(
    checkin.PROMISE_MAX, ("write to two people at Globex", "ask Edda about her first month")
)
LEARNT: Final = Text(
    checkin.ANSWER_MAX,
    (
        "People answer when the question is short and theirs to answer.",
        "Warehouses plan by pallets, not by weight",
    ),
    prose=True,
)
MOMENT: Final = Text(40, ("on Wednesday at 9:00, in two days", "tomorrow at 15:00", "in a moment"), ours=True)

TEXTS: dict[str, Text] = {
    **meetings.TEXTS,
    "Member.name": PERSON,
    "Member.about": Text(
        member.ABOUT_MAX, ("logistics planner, eight years between Porto and Rotterdam",), blank=True
    ),
    "Member.zone": ZONE,
    "Group.name": GROUP,
    "Settings.zone": ZONE,
    "Settings.checkin_time": Text(5, ("09:00",), ours=True),
    "Settings.digest_time": Text(5, ("15:00",), ours=True),
    "Settings.holidays": Text(21, ("2026-12-24 2026-12-25",), ours=True),
    "Company.name": COMPANY,
    "Contact.name": Text(contact.NAME_MAX, ("Maria Keller", "Tom", "Dr. Yusuf Demir", "Sam from the meetup")),
    "Contact.note": Text(
        contact.NOTE_MAX,
        ("We shared a desk in 2019; she likes direct questions.", "Met at the harbour run"),
        prose=True,
        blank=True,
    ),
    "Target.why": Text(target.WHY_MAX, WHY, prose=True, blank=True),
    "Ask.learn": LEARN,
    "Ask.offer": OFFER,
    "Standing.name": PERSON,
    "BoardRow.wanted_by": PERSON,
    "Commitment.text": PROMISE,
    "Home.name": Text(80, ("job-seekers", "tuesday-table", "lobby")),
    "Room.platform": Text(7, ("slack",), ours=True),
    "Room.workspace": Text(11, ("T0123ABCDEF",), ours=True),
    "Room.channel": Text(20, ("C0123ABCDEF",), ours=True),
    # parameters of cards
    "checkin": MOMENT,
    "digest": MOMENT,
    "next_at": MOMENT,
    "until": Text(40, ("Wednesday at 9:00, in two days", "tomorrow at 9:00"), ours=True),
    "week": Text(10, ("2026-11-16",), ours=True),
    "learn": replace(LEARN, blank=True),
    "learnt": LEARNT,
    "words": Text(
        ask.LEARN_MAX,
        ("see if I would be a fit for your team", "pass on my résumé to whoever hires"),
    ),
    "rewrite": Text(
        ask.LEARN_MAX,
        (
            "learn how your team works and what makes people do well there",
            "Could you tell me how Globex plans?",
        ),
        words=ask.LEARN_WORDS,
        prose=True,
    ),
    "code": Text(12, ("k7mq2xwzt9ab",), ours=True),
    "user": Text(20, ("U0123ABCDEF",), ours=True),
    "zones": ZONE,
    "group": GROUP,
    "zone": ZONE,
    "now_there": Text(20, ("Sunday 16:42", "Wednesday 23:59"), ours=True),
    "by": PERSON,
    "introduced_by": PERSON,
    "helpers": PERSON,
    "helping": PERSON,
    "page": PERSON,
    "how": Text(
        ask.OUTCOME_MAX,
        ("We talked for half an hour about route planning, and she asked to see my sheet.",),
        prose=True,
    ),
    "why": Text(
        points.REASON_MAX, ("read my note twice and made it half as long, on a Sunday evening",), prose=True
    ),
}
"""The texts by `Class.field`, or by the name of a card's parameter."""

NUMBERS: dict[str, tuple[int, ...]] = {
    **meetings.NUMBERS,
    "Group.version": (1,),
    "Settings.asks_per_week": (3, 1, 50),
    "Settings.introduction_points": (5, 1, 0, 100),
    "Settings.meeting_points": (5, 100),
    "Settings.suggestion_points": (3, 100),
    "Settings.practice_points": (3, 100),
    "Settings.thanks_points": (1, 100),
    "Settings.checkin_day": (0,),
    "Settings.digest_day": (4,),
    "Ask.minutes": (20, 30),
    "Target.confidence": (4, 1, 3, 5),
    "BoardRow.wanted": (3, 4, 500),
    "BoardRow.known_by": (2, 0, 1, 500),
    "Streak.weeks": (6, 1, 0, 500),
    "Streak.silences": (0,),
    "Streak.freezes_left": (2, 1, 0),
    # parameters of cards
    "silences": (2, 3, 500),
    "worth": (1, 0, 100),
    "known": (2, 1, 500),
    "many": (2, 1, 0, 500),
    "others": (2, 1, 0, 500),
    "points": (5, 1, 0, 100),
    "waiting": (4, 1, 0, 500),
}
"""The numbers likewise: an ordinary one first, the largest last."""

MOST: dict[str, int] = {
    **meetings.MOST,
    "left": checkin.PROMISES - 1,
    "promised": checkin.PROMISES,
    "all_of_them": checkin.PROMISES,
}
"""How many rows there can be, where not any number."""
