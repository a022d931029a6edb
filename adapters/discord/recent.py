"""A map that forgets what was used longest ago."""

from collections import OrderedDict
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Recent(Generic[K, V]):
    """Remembers at most `most` keys."""

    def __init__(self, most: int) -> None:
        self._most, self._kept = most, OrderedDict[K, V]()

    def get(self, key: K) -> V | None:
        """Give what was kept, and keep it longer."""
        if key in self._kept:
            self._kept.move_to_end(key)
        return self._kept.get(key)

    def keep(self, key: K, value: V) -> V | None:
        """Keep a value; gives the one that was there before."""
        before = self.get(key)
        self._kept[key] = value
        if len(self._kept) > self._most:
            self._kept.popitem(last=False)
        return before

    def forget(self, key: K) -> None:
        """Forget a key, if it is there."""
        self._kept.pop(key, None)
