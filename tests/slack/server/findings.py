"""Collecting what is wrong with blocks, each with the place where it is."""

from typing import Any

from tests.slack.server.world import Json

MISSING = "missing required field"


class Findings(list[str]):
    """What is wrong, as Slack says it: `must be less than 151 characters [json-pointer:/blocks/0/text]`."""

    def add(self, at: str, what: str) -> None:
        """Note something."""
        self.append(f"{what} [json-pointer:{at}]")

    def text(self, at: str, value: Any, most: int, *, plain: bool = True, needed: bool = True) -> None:
        """Check a text object, whose text may have up to `most` characters."""
        if value is None:
            if needed:
                self.add(at, f"{MISSING}: {at.rpartition('/')[2]}")
            return
        kinds = ("plain_text",) if plain else ("plain_text", "mrkdwn")
        if not isinstance(value, dict) or value.get("type") not in kinds:
            self.add(at, f"must be a text object of type {' or '.join(kinds)}")
            return
        self.string(f"{at}/text", value.get("text"), most)

    def string(self, at: str, value: Any, most: int, *, needed: bool = True) -> None:
        """Check a string of 1 to `most` characters."""
        if value is None and not needed:
            return
        if not isinstance(value, str):
            self.add(at, "must be a string")
        elif not value:
            self.add(at, "must be more than 0 characters")
        elif len(value) > most:
            self.add(at, f"must be less than {most + 1} characters")

    def many(self, at: str, value: Any, most: int, *, least: int = 1) -> list[Json]:
        """Check how many items there are; gives those that are objects."""
        if not isinstance(value, list):
            self.add(at, "must be an array")
            return []
        if len(value) < least:
            self.add(at, f"no more than {least - 1} items given, at least {least} needed")
        if len(value) > most:
            self.add(at, f"no more than {most} items allowed [{len(value)} items given]")
        for number, each in enumerate(value):
            if not isinstance(each, dict):
                self.add(f"{at}/{number}", "must be an object")
        return [each for each in value if isinstance(each, dict)]

    def once(self, at: str, value: object, seen: set[object], what: str) -> None:
        """Check that an id was not there before."""
        if value is not None and value in seen:
            self.add(at, f"`{what}` already exists: {value}")
        seen.add(value)
