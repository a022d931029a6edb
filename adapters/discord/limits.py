"""What Discord allows, where it is not the core's own limit too; lengths are in characters.

Source: Discord's API reference, version 10: "Component Reference", "Application Commands".
"""

TEXT = 4000  # all text displays of a message together
BUTTONS = 5  # of a row
OPTION_VALUE = 100  # of a choice, in a menu and in autocomplete; its name likewise
FIELDS = 5  # labelled components of a modal
TITLE = 45  # of a modal
INPUT = 4000  # what a text input holds
DESCRIPTION = 100  # of a command, of an option
