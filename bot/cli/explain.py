"""netlearn explain: how the bot reads what people write."""

import json
import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from bot.cli.app import Stopped, app

explain_app = typer.Typer(help="How the bot reads what people write.", no_args_is_help=True)
app.add_typer(explain_app, name="explain")


@explain_app.callback()
def explain() -> None:
    """Show how the bot reads what people write; nothing is kept or sent."""


@explain_app.command()
def coach(
    texts: Annotated[
        list[str] | None, typer.Argument(help="Texts to read; without any, the lines of standard input.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object for each text.")] = False,
) -> None:
    """Tell texts that ask to learn from those that ask for a job, with the words, why, and another way to say it."""
    from bot.domain.coach import read  # the rules are read for this command alone

    for text in lines(texts):
        if not text.strip():
            empty = "There is nothing to read in an empty text."
            typer.echo(
                _json({"text": text, "verdict": None, "findings": [], "rewrite": None, "error": empty})
                if as_json
                else empty
            )
            continue
        reading = read(text)
        if as_json:
            findings = [{"words": each.words, "why": each.why} for each in reading.findings]
            typer.echo(
                _json(
                    {
                        "text": text,
                        "verdict": reading.verdict,
                        "findings": findings,
                        "rewrite": reading.rewrite,
                    }
                )
            )
            continue
        typer.echo(f"{reading.verdict}: {text}")
        for each in reading.findings:
            typer.echo(f"  “{each.words}”\n    {each.why}")
        if reading.rewrite:
            typer.echo(f"  You could write: {reading.rewrite}")


def lines(texts: Sequence[str] | None) -> Sequence[str]:
    """Give the texts of the command line, or else the lines of standard input; raises Stopped for none."""
    if texts:
        return texts
    if sys.stdin.isatty():
        raise Stopped("Give a text to read, in quotes, or lines on standard input.")
    found = sys.stdin.buffer.read().decode("utf-8", errors="replace").splitlines()
    if not found:
        raise Stopped("There is nothing to read: standard input is empty.")
    return found


def _json(value: dict[str, object]) -> str:
    return json.dumps(value, ensure_ascii=False)
