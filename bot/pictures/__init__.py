"""Pictures of charts: drawn once for each content, in a thread of their own.

A new kind of chart is a dataclass in `bot.core.charts`, a file here that draws it, and one line in `draw.py`.
"""

from bot.pictures.service import Pictures, picture_key

__all__ = ["Pictures", "picture_key"]
