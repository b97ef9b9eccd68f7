"""Mentions by where they stand: which lie inside a stretch, without looking at all of them."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from sayso.records import Mention


class MentionMap:
    """The mentions of one document in order of place, growing as speakers are found.

    Names, nominal mentions and pronouns are three layers; no two mentions of one layer overlap.
    """

    def __init__(self, mentions: Iterable[Mention]) -> None:
        self._layers: dict[str, list[Mention]] = {"name": [], "nominal": [], "pronoun": []}
        for mention in sorted(mentions, key=_by_place):
            self._layers[mention.form].append(mention)
        self._starts = {form: [mention.span.start for mention in layer] for form, layer in self._layers.items()}

    def list_inside(self, start: int, end: int, form: str = "name") -> list[Mention]:
        """The mentions of a layer that lie wholly in `start` to `end`, in order."""
        starts, layer = self._starts[form], self._layers[form]
        first, last = bisect_left(starts, start), bisect_left(starts, end)
        return [mention for mention in layer[first:last] if mention.span.end <= end]

    def find_last_before(self, place: int, form: str = "name") -> Mention | None:
        """The mention of a layer that begins last before the place."""
        number = bisect_left(self._starts[form], place)
        return self._layers[form][number - 1] if number else None

    def add(self, mention: Mention) -> Mention:
        """The mention after it was added, or the one of its layer that already stands there."""
        starts, layer = self._starts[mention.form], self._layers[mention.form]
        place = bisect_right(starts, mention.span.start)
        for neighbour in layer[max(0, place - 1) : place + 1]:
            if neighbour.span.start < mention.span.end and mention.span.start < neighbour.span.end:
                return neighbour
        layer.insert(place, mention)
        starts.insert(place, mention.span.start)
        return mention

    def list_all(self) -> list[Mention]:
        """All mentions in order of place, outer before inner."""
        return sorted((mention for layer in self._layers.values() for mention in layer), key=_by_place)


def _by_place(mention: Mention) -> tuple[int, int, str]:
    return (mention.span.start, -mention.span.end, mention.form)
