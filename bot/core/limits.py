"""The strictest limit of any platform for each thing, with its source.

Sources: Slack's Block Kit and manifest reference, Discord's API reference (version 10, Components V2).
Lengths are in characters.
"""

CALL = 100  # Discord: custom_id and a select option's value
COMMANDS = 50  # Slack: slash commands in a manifest
NAME = 31  # Slack: 32 with the slash
DESCRIPTION = 100  # Discord: commands and options
SUBCOMMANDS = 25  # Discord
OPTIONS = 25  # Discord: options of a command
CHOICES = 25  # Discord: choices of an option, options of a select
COMMAND_SIZE = 8000  # Discord: names, descriptions and values of a command with all it holds
USAGE_HINT = 1000  # Slack
SHORTCUT = 24  # Slack: a shortcut's name; Discord allows 32 for a menu command
SHORTCUTS = 5  # Discord: menu commands on messages, and as many on people; Slack allows 10 together
FIELD_LABEL = 45  # Discord: the label of a modal's component
FIELD_HINT = 100  # Discord: a modal label's description
FORM_TITLE = 24  # Slack: a modal's title; Discord allows 45
SUBMIT = 24  # Slack
TEXT_INPUT = 3000  # Slack; Discord allows 4000
BUTTON_LABEL = 75  # Slack; Discord allows 80
OPTION_LABEL = 75  # Slack; Discord allows 100
PERSON_NAME = 80  # our own: a member's name; Slack and Discord show their own name of who is mentioned
BUTTONS = 5  # Discord: buttons of a row
CARD_TEXT = (
    3800  # Discord: 4000 for all text of a message, with the marks of headings, frames and small print
)
CARD_BLOCKS = 24  # Slack: 50, of which a block of ours is one or two
CARD_PARTS = (
    40  # Discord: components of a message, each button and menu one more, two for what holds them all
)
PICTURES = 9  # Discord: ten attachments of a message, with a file
FILES = 1  # our own: what is to be kept comes by itself
PICTURE_TEXT = 1024  # Discord: the description of an item of a media gallery; Slack allows 2000
MENU_LABEL = 150  # both: the placeholder of a select
FIELDS = 10  # Slack: fields of a section
FIELD_VALUE = 1000  # ten of them and the rest stay below CARD_TEXT only when they are short; checked as a sum
HEADLINE = 150  # Slack: header
LINE = 8000  # Slack and Discord send at most half of it; reading longer ones would take its time
SUGGESTIONS = 25  # Discord: answers of an autocomplete
