"""What the engines hand over: a statement before it has an id, a form and a place in the nesting."""

from bisect import bisect_right
from collections.abc import Iterable

from msgspec import Struct

from sayso.records import Act, Polarity

Places = tuple[tuple[int, int], ...]  # offsets in Document.text, in order, ends exclusive


class Draft(Struct, frozen=True, kw_only=True):
    """One attribution as an engine sees it."""

    source: Places
    cue: Places
    content: Places
    act: Act
    polarity: Polarity
    rule: str  # the name of the rule that found it
    score: float = 0.5


class Cover:
    """Stretches of text, joined, that answer whether others touch them or lie in them."""

    def __init__(self, places: Iterable[tuple[int, int]]) -> None:
        self.starts: list[int] = []
        self.ends: list[int] = []
        for start, end in sorted(places):
            if self.ends and start <= self.ends[-1]:
                self.ends[-1] = max(self.ends[-1], end)
            else:
                self.starts.append(start)
                self.ends.append(end)

    def holds(self, place: tuple[int, int]) -> bool:
        number = bisect_right(self.starts, place[0]) - 1
        return number >= 0 and place[1] <= self.ends[number]

    def touches(self, places: Places) -> bool:
        return any(self._touches(start, end) for start, end in places)

    def _touches(self, start: int, end: int) -> bool:
        number = bisect_right(self.starts, end - 1) - 1
        return number >= 0 and self.ends[number] > start
