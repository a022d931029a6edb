"""Cards of a practice run: what the peer sees who plays the other side, and what its owner hears."""

from bot.core.call import Call
from bot.core.card import Actions, Button, Card, Style, Text, Weight
from bot.domain.member import Member
from bot.domain.preparation import Preparation
from bot.domain.say import count


def question(mine: Preparation, owner: Member, minutes: int) -> Card:
    """Ask a peer privately to play the other side; of the preparation they see the company, and nothing else."""
    return Card.of(
        f"{owner.name} prepares to meet someone at {mine.company}. Would you practise with them?",
        f"A run of {minutes} minutes: you play the person they meet, and they ask their questions.",
        Text("Not this time is a fine answer; nobody will know.", Style.QUIET),
        Actions.of(
            Button("I can", Call.to("meeting agree", preparation=mine.id), Weight.PRIMARY),
            Button("Not this time", Call.to("meeting pass", preparation=mine.id)),
        ),
    )


def asked(mine: Preparation, peer: Member) -> Card:
    """Tell a member that a peer is asked, and what that peer sees."""
    return Card.of(
        f"{peer.name} is asked whether they would practise with you",
        f"They see that it is about {mine.company}, and your questions only if they agree. You hear from them if so.",
        Actions.of(
            Button("We have practised", _call("meeting practised", mine, peer)),
            Button("Back to my questions", Call.to("meeting preparation", preparation=mine.id)),
        ),
    )


def to_play(mine: Preparation, owner: Member, minutes: int) -> Card:
    """Give the peer who agreed what they need to play the other side: the questions that may come."""
    texts = "\n".join(f"· {each.text}" for each in mine.questions)
    return Card.of(
        f"You play someone from {mine.company}, for {owner.name}",
        f"Find {minutes} minutes with {owner.first_name}. Answer as you imagine it, and say afterwards what made "
        "you want to tell more.",
        f"What may be asked:\n{texts}"
        if texts
        else f"{owner.first_name} is still choosing questions; they will stand here.",
        Text("The questions are for this run alone.", Style.QUIET),
    )


def to_owner_agreed(mine: Preparation, peer: Member) -> Card:
    """Tell a member that a peer will practise with them."""
    return Card.of(
        f"{peer.name} will practise with you for {mine.company}",
        f"They have your questions now. Find a time together; once you have practised, say so, and "
        f"{peer.first_name}'s help is counted.",
        Actions.of(
            Button("We have practised", _call("meeting practised", mine, peer), Weight.PRIMARY),
            Button("See my questions", Call.to("meeting preparation", preparation=mine.id)),
        ),
    )


def passed(mine: Preparation, owner: Member) -> Card:
    """Answer a peer who would rather not: free, private, never counted."""
    return Card.of(
        f"Noted: no practice run for {mine.company} this time",
        f"{owner.first_name} is not told, and nothing is counted.",
    )


def done(mine: Preparation, peer: Member, points: int) -> Card:
    """Tell the owner that the practice run counts as help."""
    gets = f" {peer.first_name} gets {count(points, 'point')}" if points else ""
    return Card.of(
        f"You practised with {peer.name} for {mine.company}.{gets}",
        "Where it stumbled, change a question while you remember it.",
        Actions.of(
            Button("Edit my questions", Call.to("meeting questions", preparation=mine.id)),
            Button("Undo", _call("meeting unpractised", mine, peer)),
        ),
    )


def undone(mine: Preparation, peer: Member) -> Card:
    """Tell the owner that the confirmation is taken back."""
    return Card.of(
        f"Taken back: you have not practised with {peer.name} yet",
        "The points for it are taken back too. Say so whenever it is true.",
        Actions.of(Button("We have practised", _call("meeting practised", mine, peer))),
    )


def to_peer_done(mine: Preparation, owner: Member, points: int) -> Card:
    """Tell the peer that their help is confirmed."""
    counts = f"It counts {count(points, 'point')}. " if points else ""
    return Card.of(
        f"{owner.name} says that you practised together for {mine.company}",
        f"{counts}Thank you for playing the other side.",
    )


def over(mine: Preparation, owner: Member) -> Card:
    """Take the questions off the peer's message once the run is done."""
    return Card.of(f"Your practice run with {owner.name} for {mine.company} is done")


def to_peer_undone(mine: Preparation, owner: Member, points: int) -> Card:
    """Tell the peer that the run was confirmed too early, and that no harm is done."""
    back = f"{count(points, 'point waits', 'points wait')} until then. " if points else ""
    return Card.of(
        f"{owner.name} pressed too early: your practice run for {mine.company} is still to come",
        f"{back}Nothing else is asked of you.",
    )


def _call(path: str, mine: Preparation, peer: Member) -> Call:
    return Call.to(path, preparation=mine.id, peer=peer.id)
