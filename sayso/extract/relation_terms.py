"""From when to when a place is held: the dates and lengths of time beside the words that say it.

A bare date belongs to a verb of beginning or ending; "since", "until" and "from ... to" say themselves what they
bound. A length of time gives an end only where the beginning is named.
"""

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct

from sayso.extract.relation_line import Line
from sayso.extract.relation_words import COMMA, DATE, LENGTH, STOP, TIE
from sayso.languages.relating import Phase
from sayso.records import Amount, DateValue, Precision, Relation, Value

_BESIDE = re.compile(r"[,id]{0,2}D|[,id]{0,2}t?i?U")
_WEEKS = ("week", "weekend")
_TERM_REACH = 3  # pieces between a length of time and the word that says that it is a term
_DAY = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-\d{2})?$")


class Bound(Struct, frozen=True):
    """One end of a term, with the precision of its words."""

    value: Value
    precision: Precision


class Term(Struct, frozen=True):
    """From when to when; None where the text does not say."""

    since: Bound | None = None
    until: Bound | None = None

    def meet(self, neighbour: Relation, *, before: bool) -> "Term":
        """The term with the end that it shares with that of whoever held the place next, or before."""
        if before:
            return Term(self.since, self.until or _hand_over(neighbour.since, neighbour.since_precision))
        return Term(self.since or _hand_over(neighbour.until, neighbour.until_precision), self.until)


def _hand_over(value: Value | None, precision: Precision | None) -> Bound | None:
    """Where one term ends as the next begins: no more precise than to the month, for nobody says to the day."""
    if value is None or value.normal is None:
        return None
    day = _DAY.match(value.normal)
    if day is None:
        return Bound(value, precision or "day")
    return Bound(Value(span=value.span, normal=value.normal[:7]), "month" if day[2] else "year")


def find_term_beside(line: Line, last: int, phase: Phase = "holds") -> Term:
    """The term that stands right behind a phrase: "mayor of Oslo since 2019", "(2019-2023)"."""
    match = _BESIDE.match(line.letters, last)
    if match is None:
        return Term()
    places = [match.end() - 1]
    more = re.compile(r"[,i&]{0,2}D").match(line.letters, match.end())
    if more:
        places.append(more.end() - 1)
    return _read(line, places, phase)


def find_term_of_verb(line: Line, place: int, phase: Phase) -> Term:
    """The term in the clause of a verb: behind it up to the next verb of this kind, in front of it back to the last."""
    letters = line.letters
    first = place
    while first > 0 and letters[first - 1] not in (STOP, TIE, "b"):
        first -= 1
    last = place + 1
    while last < len(letters) and letters[last] not in (STOP, TIE, "b"):
        last += 1
    before: Sequence[int] = range(first, place)
    if first and letters[first - 1] == TIE and COMMA not in letters[first:place] and "&" not in letters[first:place]:
        before = range(place, place)
    before = [number for number in before if _reaches(letters, number, place)]
    return _read(line, [*range(place + 1, last), *reversed(before)], phase)


def _reaches(letters: str, date: int, verb: int) -> bool:
    """Whether a date in front of a verb belongs to it: no comma in between, or one right behind the date."""
    return COMMA not in letters[date + 2 : verb]


def _read(line: Line, places: Iterable[int], phase: Phase) -> Term:
    since: Bound | None = None
    until: Bound | None = None
    length: Amount | None = None
    for place in places:
        letter = line.letters[place]
        if letter == LENGTH and length is None and _is_term(line, place):
            length = line.lengths[place]
        if letter != DATE:
            continue
        begins, ends = _read_date(line.dates[place], "starts" if _begins(line, place) else phase)
        since, until = since or begins, until or ends
    if until is None and since is not None and length is not None:
        until = _add(since, length)
    return Term(since, until)


def _is_term(line: Line, place: int) -> bool:
    terms = line.reading.language.relating.terms
    return any(piece.word in terms for piece in line.pieces[max(0, place - _TERM_REACH) : place + _TERM_REACH])


def _begins(line: Line, place: int) -> bool:
    """Whether a word for "from" stands in front of a date."""
    return place > 0 and line.pieces[place - 1].word in line.reading.language.relating.beginning


def _read_date(date: DateValue, phase: Phase) -> tuple[Bound | None, Bound | None]:
    normal = date.value.normal
    if normal is None:
        return None, None
    first, _, last = normal.partition("/")
    if date.relation == "since":
        return _bound(date, first), None
    if date.relation in ("until", "by", "before"):
        return None, _bound(date, last)
    if last and date.precision not in _WEEKS:
        return (None, None) if _is_short(first, last) else (_bound(date, first), _bound(date, last))
    if phase == "starts":
        return _bound(date, normal), None
    return (None, _bound(date, normal)) if phase == "ends" else (None, None)


def _is_short(first: str, last: str) -> bool:
    """Whether two days lie so near that they are those of a visit and of no term: in one month."""
    return len(first) == len(last) == len("2027-05-03") and first[:7] == last[:7]


def _bound(date: DateValue, normal: str) -> Bound | None:
    if normal in ("", ".."):
        return None
    return Bound(Value(span=date.value.span, normal=normal), _precision(normal, date.precision))


def _precision(normal: str, precision: Precision) -> Precision:
    """A range's two ends are as precise as they are written."""
    if precision != "range":
        return precision
    sizes: dict[int, Precision] = {4: "year", 7: "month", 10: "day"}
    return sizes.get(len(normal), precision)


def _add(since: Bound, length: Amount) -> Bound | None:
    """The end of a term of so long: to the month where the beginning is known to the month or day, else the year."""
    match = _DAY.match(since.value.normal or "")
    if match is None or length.number is None or length.number != int(length.number):
        return None
    year, month = int(match[1]), int(match[2] or 0)
    if length.unit == "year":
        year += int(length.number)
    elif length.unit == "month" and month:
        year, month = year + (month - 1 + int(length.number)) // 12, (month - 1 + int(length.number)) % 12 + 1
    else:
        return None
    normal = f"{year:04d}-{month:02d}" if month else f"{year:04d}"
    return Bound(Value(span=length.value.span, normal=normal), "month" if month else "year")
