"""Cards that explain the commands."""

from itertools import groupby

from bot.core.call import Call
from bot.core.card import Actions, Button, Card, Style, Text, Weight
from bot.core.command import Command
from bot.core.registry import Registry, usage


def overview(registry: Registry) -> Card:
    """Show all commands, and where to begin."""
    chapters = groupby(registry, key=lambda command: command.path[0])
    lines = "\n".join(
        "\n".join(f"{command.slash} · {command.about}" for command in commands) for _, commands in chapters
    )
    return Card.of(
        "Here is what you can type",
        lines,
        Text("Anything missing opens a form. /help and a command's name tells more.", Style.QUIET),
        Actions.of(
            Button("Add a company", Call.to("target add"), Weight.PRIMARY),
            Button("Who waits for help", Call.to("intro waiting")),
        ),
    )


def of_command(command: Command) -> Card:
    """Explain one command with its options."""
    lines = [
        f"{each.name}: {each.param.about}" + ("" if each.required else " (may be left out)")
        for each in command.parameters
    ]
    return Card.of(
        f"{command.slash} · {command.about}",
        "\n".join(lines) if lines else "It takes no options.",
        Text(f"So it is typed: {usage(command)}", Style.QUIET),
        Actions.of(Button("Try it", command.call())),
    )
