"""netlearn explain when: how the bot reads dates and times as people say them."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from json import dumps
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from bot.cli.app import Stopped
from bot.cli.explain import explain_app, lines
from bot.domain.errors import Refusal
from bot.domain.say import in_words
from bot.domain.zones import zone_named


@explain_app.command()
def when(
    zone: Annotated[str, typer.Option(help="By whose clocks, for example Europe/Berlin.")],
    texts: Annotated[
        list[str] | None, typer.Argument(help="Phrases to read; without any, the lines of standard input.")
    ] = None,
    now: Annotated[
        str, typer.Option(help="When it is said, as 2026-11-23T09:30+00:00; without an offset, in the zone.")
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object for each phrase.")] = False,
) -> None:
    """Read phrases such as "next Tuesday at 10" as moments, or say what is unclear in them."""
    try:
        place = ZoneInfo(zone_named(zone))
    except Refusal as error:
        raise Stopped(error.message) from None
    said = _moment(now, place) if now else datetime.now(UTC)
    for text, local, problem in _read(lines(texts), place, said):
        if as_json:
            read = {"text": text, "local": local and local.isoformat(), "error": problem}
            typer.echo(dumps(read, ensure_ascii=False))
        else:
            typer.echo(f"{text}: {f'{in_words(local, said)} ({local.isoformat()})' if local else problem}")


def _read(
    texts: Sequence[str], zone: ZoneInfo, now: datetime
) -> Iterator[tuple[str, datetime | None, str | None]]:
    from bot.domain.when import when as moment  # the rules are read for this command alone

    for text in texts:
        try:
            yield text, moment(text, zone, now), None
        except Refusal as error:
            yield text, None, error.message


def _moment(now: str, zone: ZoneInfo) -> datetime:
    try:
        found = datetime.fromisoformat(now)
    except ValueError:
        raise Stopped(f"--now {now!r} is no moment. Write it as 2026-11-23T09:30+00:00.") from None
    return found if found.tzinfo else found.replace(tzinfo=zone)
