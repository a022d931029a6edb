"""Text on its way to Slack and back: what members write is shown as text, and read as they wrote it.

Slack decodes `&amp;`, `&lt;` and `&gt;` in text objects and in a message's `text`, and reads `<…>` there as mentions
and links (docs.slack.dev/messaging/formatting-message-text, "Escaping text"). Elements of rich text are literal.
"""

import re
from typing import Any

Json = dict[str, Any]

UMBRELLA = "/netlearn"

_ESCAPED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_ALIKE = str.maketrans({"&": "＆", "<": "‹", ">": "›"})
_SEALED = str.maketrans({"%": "%25", "&": "%26", "<": "%3C", ">": "%3E"})
_OPENED = {"%25": "%", "%26": "&", "%3C": "<", "%3E": ">"}
_ENTITIES = {"&amp;": "&", "&lt;": "<", "&gt;": ">"}
_SENT = re.compile(r"<(?P<inner>(?:[@#!]|[A-Za-z][\w+.-]*:)[^<>]*)>|&(?:amp|lt|gt);")
_USER = re.compile(r"@(?P<user>[UW][A-Z0-9]+)")
_OWN_ME = re.compile(r"(?<![\w/])/(?=me\b)")


def typable(text: str) -> str:
    """Name `/me profile` as it is typed here, `/netlearn me profile`: Slack keeps `/me` for itself."""
    return _OWN_ME.sub(f"{UMBRELLA} ", text) if "/me" in text else text


def escape(text: str) -> str:
    """Escape what Slack would decode in a text object or in a message's `text`."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(text: str) -> str:
    """Undo `escape`."""
    return re.sub(r"&(?:amp|lt|gt);", lambda found: _ENTITIES[found[0]], text)


def plain(text: str, most: int) -> Json:
    """Give a plain text object of at most `most` characters, escaped.

    Where that does not fit, three characters are replaced by others that look alike and need no escape.
    """
    escaped = escape(text)
    shown = escaped if len(escaped) <= most else text.translate(_ALIKE)
    return {"type": "plain_text", "text": shown, "emoji": False}


def literal(text: str, *, bold: bool = False) -> Json:
    """Give an element of rich text, of which Slack decodes and reads nothing."""
    element: Json = {"type": "text", "text": text}
    return {**element, "style": {"bold": True}} if bold else element


def sealed(value: str, most: int) -> str:
    """Write a value that Slack keeps and sends back, without the three characters that it may escape on the way.

    Texts do come back escaped (slackapi/bolt-python, issue 513); of values the reference says nothing. A value
    that would be longer than `most` is left as it is.
    """
    safe = value.translate(_SEALED)
    return safe if len(safe) <= most else value


def opened(value: str) -> str:
    """Read what `sealed` wrote."""
    return re.sub("%(?:25|26|3C|3E)", lambda found: _OPENED[found[0]], value)


def typed(command: str, text: str) -> str:
    """Give the line that a member typed, for the dispatcher: `/netlearn me profile` is `/me profile`.

    Mentions of people stay as `<@U123|name>`; everything else that Slack made of the text is undone.
    """
    said = as_typed(text).strip()
    if command.casefold() != UMBRELLA:
        return f"{command} {said}".rstrip()
    return "/" + (said.removeprefix("/").lstrip() or "help")


def as_typed(text: str) -> str:
    """Undo what `should_escape` did to a command's text: entities, links, mentions of rooms and groups."""
    return _SENT.sub(_undone, text)


def _undone(found: re.Match[str]) -> str:
    if found["inner"] is None:
        return _ENTITIES[found[0]]
    inner = unescape(found["inner"])
    target, _, label = inner.partition("|")
    if person := _USER.fullmatch(target):
        name = "_".join(label.split())  # in one piece, for the line is read word by word
        return f"<@{person['user']}|{name}>" if name else f"<@{person['user']}>"
    match target[:1]:
        case "#":
            return f"#{label or target[1:]}"
        case "!":
            name = label or target[1:].rpartition("^")[2]
            return name if target.startswith("!date^") else f"@{name.removeprefix('@')}"
        case _:
            return label or target.removeprefix("mailto:").removeprefix("tel:")
