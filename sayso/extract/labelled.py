"""Statements under a speaker's name: turns of a conversation and signed quotations."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from sayso.extract.drafts import Draft
from sayso.read.reading import Reading

TURN = "turn"
SCORE = 0.9


def add_labelled(reading: Reading, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with those for turns and signed quotations, which take the place of what else was made of them."""
    labels = _Places((min(each.name[0], each.mark[0]), max(each.name[1], each.mark[1])) for each in reading.labelled)
    signed = _Places(place for each in reading.labelled if each.kind != TURN for place in each.said)

    def is_replaced(draft: Draft) -> bool:
        if any(labels.touch(place) for place in (*draft.cue, *draft.source)):
            return True
        return all(map(signed.hold, draft.content)) and not any(map(signed.touch, draft.cue))

    made = [
        Draft(
            source=(each.name,),
            cue=(each.mark,),
            content=each.said,
            act="say",
            polarity="positive",
            rule=each.kind,
            score=SCORE,
        )
        for each in reading.labelled
    ]
    return [*(draft for draft in drafts if not is_replaced(draft)), *made]


class _Places:
    """Places of a text that do not overlap."""

    def __init__(self, places: Iterable[tuple[int, int]]) -> None:
        self.places: list[tuple[int, int]] = sorted(places)

    def _find_last(self, before: int) -> tuple[int, int]:
        number = bisect_left(self.places, (before,)) - 1
        return self.places[number] if number >= 0 else (0, 0)

    def touch(self, place: tuple[int, int]) -> bool:
        return self._find_last(place[1])[1] > place[0]

    def hold(self, place: tuple[int, int]) -> bool:
        start, end = self._find_last(place[1])
        return start <= place[0] and place[1] <= end
