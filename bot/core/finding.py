"""Findings: what a look at the installation has shown, and what to do about it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: whether it is in order, and if not, what to do."""

    ok: bool
    about: str
    advice: str = ""
