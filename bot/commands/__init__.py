"""The commands, one thought a file; the registry finds them by itself."""
