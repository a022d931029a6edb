"""Netlearn in Slack."""
