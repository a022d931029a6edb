"""The shared command core of Netlearn: knows no platform, no SQL, no web framework."""

__version__ = "0.1.0"
