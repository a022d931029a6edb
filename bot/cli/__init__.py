"""The command line: one file a command, put together by `bot.__main__`."""
