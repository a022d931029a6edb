"""Slack's limits as its reference states them, in characters where nothing else is said.

Sources: docs.slack.dev/reference/block-kit (blocks, elements, text and option objects), /reference/views,
/reference/app-manifest, and the constants of slack_sdk.models (slack-sdk 3.47).
"""

MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100  # modals and the Home tab
MESSAGE = 13_200  # what blocks hold together, before "msg_blocks_too_long"; measured by others, not in the reference
TEXT = 3000  # any text object
HEADER = 150
CONTEXT_ELEMENTS = 10
ACTIONS_ELEMENTS = 25
BUTTON_LABEL = 75
BUTTON_VALUE = 2000
OPTIONS = 100  # of a select
RADIO_OPTIONS = 10
OPTION_LABEL = 75
OPTION_VALUE = 150
PLACEHOLDER = 150
ALT_TEXT = 2000
ACTION_ID = 255
BLOCK_ID = 255
LABEL = 2000  # of an input block
HINT = 2000
INPUT = 3000  # of a plain text input
VIEW_TITLE = 24  # also a view's submit and close
PRIVATE_METADATA = 3000

COMMAND_DESCRIPTION = 2000
USAGE_HINT = 1000
SHORTCUT_DESCRIPTION = 150
APP_NAME = 35
BOT_NAME = 80
