"""Which statements of one document may contradict each other, asked of an index before any reason is.

No pair of which a reason holds is left out: two meet that stand close to each other, that both tell of deaths or
times of the day, of which one tells of the other's speaker, or that share as much as the least that a reason asks
for. So a document of thousands of statements is not compared each with each. `across` does the same for two.
"""

from collections import Counter
from collections.abc import Iterator

from sayso.weigh.boards import Board, list_unlike_scenes
from sayso.weigh.contradiction import NEAR, Meeting
from sayso.weigh.told import Saying

WORDS = 3  # stems in common by which a denial may be of something
FIGURED_WORDS = 2  # ... and by which two figures may be of one thing


def pair_opponents_inside(board: Board) -> Iterator[tuple[Saying, Saying]]:
    """The statements of a document that may contradict each other, in order, the first in its text first."""
    size = len(board.sayings)
    found = {(one, other) for one in range(size) for other in range(one + 1, min(size, one + 1 + NEAR))}
    found |= {*_list_bound(board), *_list_figured(board), *_list_of_one_voice(board), *_list_told_of(board)}
    found.update(list_unlike_scenes(board, board))
    held = board.sayings
    return ((held[one], held[other]) for one, other in sorted({(min(p), max(p)) for p in found}) if one != other)


def _list_bound(board: Board) -> Iterator[tuple[int, int]]:
    """Each that denies, negates or reads, with those that share enough for it to be of them."""
    reading = [saying.has("reading") for saying in board.sayings]
    for place, saying in enumerate(board.sayings):
        if not (saying.denies or saying.has("negated") or reading[place]):
            continue
        yield from ((place, other) for name in saying.about for other in board.names.get(name, ()))
        words = Counter(o for stem in saying.stems for o in board.words[stem])
        figured = {other for figure in set(saying.gist.figures) for other in board.figures[figure]}
        for other in words.keys() | figured:
            told = (other in figured) + bool(words[other] and (reading[place] or reading[other]))
            if words[other] >= WORDS or (words[other] and told) or Meeting(saying, board.sayings[other]).dates:
                yield place, other


def _list_figured(board: Board) -> Iterator[tuple[int, int]]:
    """Those that give figures of one thing; each that replies with one, with every other that gives one."""
    figured = [place for place, saying in enumerate(board.sayings) if saying.gist.figures]
    yield from ((one, other) for one in figured if board.sayings[one].has("reply") for other in figured)
    units = {place: {unit for _, unit in board.sayings[place].gist.figures} for place in figured}
    for one in figured:
        words = Counter(o for stem in board.sayings[one].stems for o in board.words[stem] if o in units)
        yield from (
            (one, other)
            for other, count in words.items()
            if count >= FIGURED_WORDS and not units[one].isdisjoint(units[other])
        )


def _list_of_one_voice(board: Board) -> Iterator[tuple[int, int]]:
    """What a speaker is told to have said, and what the same speaker denies."""
    held: dict[str, list[int]] = {}
    for place, saying in enumerate(board.sayings):
        if saying.speaker and (saying.statement.inside or saying.denies):
            held.setdefault(saying.speaker, []).append(place)
    yield from ((one, other) for places in held.values() for one in places for other in places)


def _list_told_of(board: Board) -> Iterator[tuple[int, int]]:
    """Each that denies or gives a figure, with those that tell of its speaker, or of whom its name holds."""
    speakers: dict[str, list[int]] = {}
    for place, saying in enumerate(board.sayings):
        if saying.denies or saying.gist.figures:
            yield from ((place, other) for other in board.names.get(saying.speaker or "", ()))
            for name in saying.speaker_names:
                speakers.setdefault(name, []).append(place)
    spoken = "\n".join(speakers)
    for name, places in board.told_of.items():
        if name in spoken:
            held = (one for own, ones in speakers.items() if name in own for one in ones)
            yield from ((one, other) for one in held for other in places)
