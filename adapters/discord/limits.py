"""What Discord allows, where it is more or less than the core's own limits; lengths are in characters.

Source: Discord's API reference, version 10: "Component Reference", "Application Commands", "Interactions".
"""

TEXT = 4000  # all text displays of a message together
COMPONENTS = 40  # of a message, nested ones included
BUTTONS = 5  # of a row
CUSTOM_ID = 100
OPTION_VALUE = 100
FIELDS = 5  # components of a modal
TITLE = 45  # of a modal
INPUT = 4000  # a text input's value
DESCRIPTION = 100  # of commands and options
CHAT_COMMANDS = 100
CONTEXT_COMMANDS = 5  # on a person, and as many on a message
COMMAND = 8000  # names, descriptions and values of one command with all it holds
NUMBER = 2**53  # the largest number an option takes
