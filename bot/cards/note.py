"""The forwardable note: written so that a helper can forward it from a phone, unedited."""

from bot.domain.ask import Ask
from bot.domain.member import Member

WORDS_MAX = 120


def forwardable(ask: Ask, requester: Member, helper: Member, group: str) -> str:
    """Write the note; the limits on what goes into an ask keep it under 120 words."""
    about = f", {requester.about.rstrip('.')}" if requester.about else ""
    lines = [
        f"Subject: {ask.minutes} minutes to learn about {ask.company}?",
        "",
        "Hello,",
        "",
        f"I am {requester.name}{about}. {helper.name} and I help each other in {group}, "
        f"and {helper.first_name} thought of you because you know {ask.company} from the inside.",
        "",
        f"What I would like to learn: {_sentence(ask.learn)}",
        f"Would you have {ask.minutes} minutes for a talk, whenever it suits you?",
        f"In return I could offer: {_sentence(ask.offer)}" if ask.offer else None,
        "I bring no résumé and ask for no position, only for what you have seen.",
        "",
        "Thank you, whatever you decide.",
        requester.name,
    ]
    return "\n".join(line for line in lines if line is not None)


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!", "…")) else text + "."
