"""What lies in a sentence: names, dates, lengths of time, noun phrases, statements; each looked up by place."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from msgspec import Struct

from sayso.extract.events import Evidence
from sayso.records import Amount, DateValue, Mention, Statement

_TIMES = ("year", "month")
Fixed = Mention | DateValue | Amount


class Layers(Struct, frozen=True, kw_only=True):
    """What lies in a document, each layer in order of place, with the places it begins at."""

    names: list[Mention]
    nominals: list[Mention]
    values: list[DateValue | Amount]
    contents: list[tuple[int, int, Statement]]  # stretches of what is said
    furthest: list[int]  # how far the stretches up to each of them reach
    starts: tuple[list[int], list[int], list[int], list[int]]

    def list_fixed(self, start: int, end: int) -> list[Fixed]:
        """The names, dates and lengths of time of a sentence, in order; of overlapping ones the first and longest."""
        names = self.names[bisect_left(self.starts[0], start) : bisect_left(self.starts[0], end)]
        values = self.values[bisect_left(self.starts[2], start) : bisect_left(self.starts[2], end)]
        fixed: list[Fixed] = []
        last = start
        for _, stop, what in sorted(
            [
                *((m.span.start, m.span.end, m) for m in names),
                *((v.value.span.start, v.value.span.end, v) for v in values),
            ],
            key=lambda each: (each[0], -each[1]),
        ):
            begin = what.span.start if isinstance(what, Mention) else what.value.span.start
            if last <= begin and stop <= end:
                fixed.append(what)
                last = stop
        return fixed

    def list_nominals(self, start: int, end: int) -> list[Mention]:
        """The noun phrases for persons in a sentence."""
        return self.nominals[bisect_left(self.starts[1], start) : bisect_left(self.starts[1], end)]

    def list_statements(self, start: int, end: int) -> list[Statement]:
        """The statements whose content shares a character with a sentence."""
        found: list[Statement] = []
        number = bisect_right(self.starts[3], end) - 1
        while number >= 0 and self.furthest[number] > start:
            first, last, statement = self.contents[number]
            if first < end and last > start:
                found.append(statement)
            number -= 1
        return found


def make_layers(evidence: Evidence) -> Layers:
    """The layers of a document; pronouns and noun phrases count where they stand for somebody who is named."""
    by_id = {mention.id: mention for mention in evidence.mentions}
    named = {
        mention
        for entity in evidence.entities
        if any(by_id[m].form == "name" for m in entity.mentions if m in by_id)
        for mention in entity.mentions
    }
    names = [m for m in evidence.mentions if m.id in named and (m.form != "nominal" or m.schema != "Person")]
    names.sort(key=lambda m: (m.span.start, -m.span.end))
    nominals = sorted(
        (m for m in evidence.mentions if m.form == "nominal" and m.schema == "Person"), key=lambda m: m.span.start
    )
    values: list[DateValue | Amount] = [*evidence.dates, *(a for a in evidence.amounts if a.unit in _TIMES)]
    values.sort(key=lambda value: value.value.span.start)
    contents = sorted(
        ((span.start, span.end, s) for s in evidence.statements for span in s.content), key=lambda each: each[:2]
    )
    return Layers(
        names=names,
        nominals=nominals,
        values=values,
        contents=contents,
        furthest=_reach(contents),
        starts=(
            [m.span.start for m in names],
            [m.span.start for m in nominals],
            [v.value.span.start for v in values],
            [start for start, _, _ in contents],
        ),
    )


def _reach(contents: Sequence[tuple[int, int, Statement]]) -> list[int]:
    reach: list[int] = []
    for _, end, _ in contents:
        reach.append(max(end, reach[-1] if reach else end))
    return reach
