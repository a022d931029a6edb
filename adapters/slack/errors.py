"""What Slack's errors mean for a message: one table, from the word in the answer to what becomes of it.

Sources: the tables of errors at docs.slack.dev/reference/methods (chat.postMessage, chat.update,
conversations.open), and /apis/web-api/rate-limits. What is not in the table is refused for good, so that the
messages behind it go on; `netlearn outbox retry` tries it anew.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Literal

import aiohttp
from slack_sdk.errors import SlackApiError

from bot.core.errors import Lost, RetryLater, Undeliverable

LATER: Literal["later"] = "later"
THERE: Literal["there"] = "there"
Fate = Lost | Literal["later", "there"]
"""`later` passes by itself; `there` is lost the room, or the person, to whom it went."""

_WORDS: Mapping[Fate, str] = {
    LATER: """
        ratelimited rate_limited message_limit_exceeded
        internal_error fatal_error service_unavailable request_timeout
        team_added_to_org org_login_required external_channel_migrating
    """,
    Lost.MESSAGE: """
        invalid_blocks invalid_blocks_format invalid_attachments msg_blocks_too_long msg_too_long no_text
        too_many_attachments invalid_arguments invalid_arg_name invalid_array_arg invalid_form_data
        invalid_json json_not_object missing_post_type invalid_post_type invalid_charset
        message_not_found cant_update_message edit_window_closed duplicate_message_not_found
        duplicate_channel_not_found
    """,
    THERE: """
        channel_not_found is_archived channel_is_archived missing_scope no_permission access_denied
        restricted_action restricted_action_read_only_channel restricted_action_thread_only_channel
        restricted_action_non_threadable_channel posting_to_general_channel_denied ekm_access_denied
        method_not_supported_for_channel_type channel_type_not_supported not_allowed_token_type
    """,
    Lost.ROOM: "not_in_channel",
    Lost.PERSON: """
        cannot_dm_bot user_not_found users_not_found user_disabled user_not_visible user_not_in_channel
        cannot_message_user messages_tab_disabled cannot_find_channel users_list_not_supplied
    """,
    Lost.WORKSPACE: """
        invalid_auth not_authed account_inactive token_revoked token_expired team_access_not_granted
        team_not_found two_factor_setup_required enterprise_is_restricted not_installed
    """,
}
FATES: Mapping[str, Fate] = {word: fate for fate, words in _WORDS.items() for word in words.split()}

REVOKED = frozenset(_WORDS[Lost.WORKSPACE].split())
"""The words that say that a token holds no longer."""

THREAD = frozenset(
    {"cannot_reply_to_message", "invalid_thread_ts", "thread_not_found", "restricted_action_thread_locked"}
)
"""The words that say that nothing can be put into a thread, while its room may still be open."""

TRIGGER = frozenset({"expired_trigger_id", "trigger_expired", "trigger_exchanged", "exchanged_trigger_id"})
"""The words that say that a form came too late to be opened."""

_WORD = re.compile("[a-z][a-z0-9_]{0,60}")


class Refused(Exception):
    """A response_url took no answer; `word` is Slack's for why, or the status."""

    def __init__(self, status: int, body: str) -> None:
        found = re.search(r"invalid_blocks|expired_url|used_url|no_text|invalid_payload", body)
        self.word = found[0] if found else f"http_{status}"
        super().__init__(self.word)


def fate(error: BaseException, kind: Literal["room", "direct"] = "room") -> RetryLater | Undeliverable:
    """Say what becomes of a message to a room or a person after an error; never with a word of its content."""
    if not isinstance(error, SlackApiError):
        return RetryLater(type(error).__name__)
    word, status = code(error), _status(error)
    if status == 429 or status >= 500 or not word:
        return RetryLater(word or f"http_{status}", _after(error))
    match FATES.get(word, Lost.MESSAGE):
        case "later":
            return RetryLater(word, _after(error))
        case "there":
            return Undeliverable(word, Lost.ROOM if kind == "room" else Lost.PERSON)
        case lost:
            return Undeliverable(word, lost)


def code(error: BaseException) -> str:
    """Give Slack's own word for an error, "" where it gave none."""
    data = getattr(getattr(error, "response", None), "data", None)
    word = data.get("error") if isinstance(data, dict) else None
    return word if isinstance(word, str) and _WORD.fullmatch(word) else ""


def named(error: BaseException) -> str:
    """Name an error for a log: Slack's word, or the kind of trouble on the way there."""
    word = error.word if isinstance(error, Refused) else code(error)
    return word or type(error).__name__


def file_not_ready(error: BaseException) -> bool:
    """Tell whether Slack refused a picture that was uploaded just now, and may take it in a moment."""
    if isinstance(error, Refused):
        return error.word == "invalid_blocks"  # that is all that a response_url says
    return code(error) == "invalid_blocks" and any("slack file" in each for each in _details(error))


def _details(error: BaseException) -> Iterator[str]:
    data: Any = getattr(getattr(error, "response", None), "data", None)
    if isinstance(data, dict):
        more = data.get("response_metadata")
        yield from map(str, data.get("errors") or [])
        yield from map(str, (more.get("messages") or []) if isinstance(more, dict) else [])


def _status(error: SlackApiError) -> int:
    response: Any = error.response
    status = getattr(response, "status_code", None) or getattr(response, "status", 0)
    return status if isinstance(status, int) else 0


def _after(error: SlackApiError) -> float | None:
    """Give the seconds that Slack asks to wait, None where it does not say."""
    headers: Any = getattr(error.response, "headers", None) or {}
    given = next((value for name, value in headers.items() if name.lower() == "retry-after"), "")
    return float(given) if isinstance(given, str) and given.isascii() and given.isdigit() else None


TROUBLE = (SlackApiError, Refused, Undeliverable, aiohttp.ClientError, TimeoutError, OSError)
"""What a call to Slack in the name of a workspace may raise."""
