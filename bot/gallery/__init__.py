"""The gallery: every card and every form of the program, with ordinary and with extreme contents.

Cards are found in `bot.cards` and filled by the types of their parameters, forms are made of the commands, so
a new one is here without anyone remembering. A type that nobody has a sample of yet stops it, and says where
to add one.
"""

from bot.core.registry import Registry
from bot.gallery.exhibit import Exhibit, cards
from bot.gallery.forms import forms
from bot.gallery.page import page
from bot.gallery.payloads import RENDERERS, payloads
from bot.gallery.samples import NoSample

__all__ = ["RENDERERS", "Exhibit", "NoSample", "exhibits", "page", "payloads"]


def exhibits(registry: Registry) -> list[Exhibit]:
    """Give everything that can be shown; raises NoSample."""
    return [*cards(registry), *forms(registry)]
