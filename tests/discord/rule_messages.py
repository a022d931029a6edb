"""Rules of messages that Discord's OpenAPI file does not tell. Source: Discord's message reference."""

from dataclasses import dataclass, field

from tests.discord import mentions, rule_components
from tests.discord.errors import Json, Wrong, refusal
from tests.discord.world import EPHEMERAL, V2, Attachment, Message

_SETTABLE = 1 << 2 | 1 << 12 | V2
_LEGACY = ("content", "embeds", "poll", "sticker_ids")


@dataclass(frozen=True)
class Upload:
    """A file that came with a request."""

    filename: str
    data: bytes


@dataclass(frozen=True)
class Draft:
    """A message that is to be written: what it says, by which files, and what it changes, if anything."""

    body: Json
    files: dict[int, Upload] = field(default_factory=dict)
    before: Message | None = None
    answer: bool = False

    @property
    def v2(self) -> bool:
        """Whether it is made of components only."""
        return bool((self.body.get("flags") or 0) & V2) or bool(self.before and self.before.v2)

    def kept(self) -> list[Attachment]:
        """Give the attachments that it keeps of those that were there."""
        there = self.before.attachments if self.before else []
        if (named := self.body.get("attachments")) is None:
            return list(there)
        ids = {str(each.get("id")) for each in named}
        return [each for each in there if each.id in ids]

    def names(self) -> list[str]:
        """Give the names of all its files."""
        return [each.filename for each in self.kept()] + [each.filename for each in self.files.values()]


def check(draft: Draft) -> None:
    """Raise a Refusal unless the message may be written as it is."""
    wrong, body = Wrong(), draft.body
    if len(body.get("content") or "") > 2000:
        wrong.at(("content",), "BASE_TYPE_MAX_LENGTH", "Must be 2000 or fewer in length.")
    if body.get("nonce") is not None and len(str(body["nonce"])) > 25:
        wrong.at(("nonce",), "NONCE_TYPE_TOO_LONG", "Nonce must be 25 or fewer in length.")
    if (body.get("flags") or 0) & ~(_SETTABLE | (EPHEMERAL if draft.answer else 0)):
        wrong.at(("flags",), "MESSAGE_FLAGS_INVALID", "These flags cannot be set.")
    if draft.v2:
        for key in _LEGACY:
            left = (
                draft.before and not draft.before.v2 and key not in body and getattr(draft.before, key, None)
            )
            if body.get(key) or left:
                wrong.at(
                    (key,),
                    "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
                    f"The '{key}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2",
                )
    _check_files(wrong, draft)
    mentions.check(wrong, body.get("allowed_mentions"))
    rule_components.check(wrong, body.get("components") or [], v2=draft.v2, files=draft.names())
    wrong.refuse()
    if _is_empty(draft):
        raise refusal(50006)


def _check_files(wrong: Wrong, draft: Draft) -> None:
    there = {each.id for each in draft.before.attachments} if draft.before else set()
    for number, each in enumerate(draft.body.get("attachments") or []):
        if str(each.get("id")) not in there | set(map(str, draft.files)):
            wrong.at(("attachments", number, "id"), "ATTACHMENT_NOT_FOUND", "There is no such file.")
        if each.get("description") is not None:
            wrong.length(("attachments", number, "description"), each["description"], 0, 1024)
    wrong.count(("attachments",), len(draft.names()), 0, 10)
    if len(set(draft.names())) < len(draft.names()):
        wrong.at(("attachments",), "ATTACHMENT_NAME_DUPLICATED", "Two files have the same name.")
    if any(len(each.data) > 10 << 20 for each in draft.files.values()):
        raise refusal(40005)


def _is_empty(draft: Draft) -> bool:
    def left(key: str) -> bool:
        found = draft.body[key] if key in draft.body else getattr(draft.before, key, None)
        return bool(found.strip() if isinstance(found, str) else found)

    if draft.v2:
        return not left("components")
    return not (any(map(left, _LEGACY)) or draft.names())
