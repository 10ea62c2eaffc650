"""Documents that were rendered before, the least used given up first: memory has a limit, not a number."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

Value = TypeVar("Value")


class Cache(Generic[Value]):
    """Values by key, as many as fit into `most_bytes` by what `size_of` says; one too large is not kept."""

    def __init__(self, most_bytes: int, size_of: Callable[[Value], int]) -> None:
        self._most = most_bytes
        self._size_of = size_of
        self._values: OrderedDict[Hashable, Value] = OrderedDict()
        self.bytes = 0

    def get(self, key: Hashable) -> Value | None:
        """The value, used just now; None where it is not kept."""
        value = self._values.get(key)
        if value is not None:
            self._values.move_to_end(key)
        return value

    def put(self, key: Hashable, value: Value) -> None:
        """Keep a value in place of the one that this key had."""
        old = self._values.pop(key, None)
        self.bytes -= self._size_of(old) if old is not None else 0
        if self._size_of(value) > self._most:
            return
        self._values[key] = value
        self.bytes += self._size_of(value)
        while self.bytes > self._most:
            _, least = self._values.popitem(last=False)
            self.bytes -= self._size_of(least)
