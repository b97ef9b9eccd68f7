"""What the engine for languages without spaces knows of one reporting expression."""

from msgspec import Struct

from sayso.languages import Cue
from sayso.records import Polarity

Place = tuple[int, int]
MARKS = ",:;。"  # between cue and content, or around content


class Item(Struct):
    """One reporting expression in its sentence; offsets count in the region's words."""

    rule: str
    cue: Cue
    places: list[Place]  # of the cue
    source: list[Place]
    head: int  # where the clause of the statement begins
    content: int  # where what is said goes on behind the cue
    clause: int  # the number of the clause that holds the cue
    before: list[Place]  # what is said, as far as it stands in front of the cue
    polarity: Polarity = "positive"
    own: bool = True  # names its source itself
    contrast: bool = False  # 则, 却
    joined: bool = False  # 并, 还
    relayed: bool = False  # an outlet or a document passes on all that follows
    set_off: str = ""  # the mark between cue and content
    aspect: bool = False  # 了, 过
    silent: bool = False  # reports nothing by itself, but ends what is said before it: "..., 政府予以否认"
    closed: bool = False  # nothing of what is said stands behind the cue


class Found(Struct):
    """A cue word in its clause, before it is known whether it reports."""

    cue: Cue
    form: str
    start: int
    end: int
    number: int  # of its clause
    ending: str = ""  # 说 in 警告说
    aspect: bool = False  # 了 or 过 follows
    bare_end: int = 0  # where the word ends without ending and aspect


def order_places(places: list[Place]) -> list[Place]:
    """The places in order, none empty, those that touch joined."""
    ordered: list[Place] = []
    for start, end in sorted(place for place in places if place[0] < place[1]):
        if ordered and start <= ordered[-1][1]:
            ordered[-1] = (ordered[-1][0], max(end, ordered[-1][1]))
        else:
            ordered.append((start, end))
    return ordered
