"""What Discord allows, where that is not the core's own limit; lengths are in characters.

Source: Discord's API reference, version 10: "Component Reference", "Message", "Application Commands".
"""

TEXT = 4000  # all texts of a message together: of its text displays, and so as to be safe of its labels too
COMPONENTS = 40  # of a message, nested ones included
BUTTONS = 5  # of a row
CUSTOM_ID = 100
BUTTON_LABEL = 80
OPTION_VALUE = 100  # of a choice, in a menu and in autocomplete; its name likewise
PICTURES = 10  # files of a message
FIELDS = 5  # labelled components of a modal
TITLE = 45  # of a modal
INPUT = 4000  # what a text input holds
DESCRIPTION = 100  # of a command, of an option, of a modal's label
COMMANDS = 100  # typed ones
SHORTCUTS = 5  # on a person, and as many on a message
COMMAND = 8000  # names, descriptions and values of one command with all it holds
