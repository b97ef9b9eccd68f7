"""What documents tell, ready to be compared: statements and events, with who is who over documents.

A telling depends on its own document and on who its entities are over documents, on nothing else: what was
prepared once stays good until one of the two changes.
"""

from functools import cached_property, lru_cache
from sys import intern
from zlib import crc32

from msgspec import Struct
from msgspec.structs import replace

from sayso.records import Factuality, Gist, Precision, Statement
from sayso.weigh.boards import Board
from sayso.weigh.gists import list_stems
from sayso.weigh.naming import Party

MOST_TOPICS = 3  # of a statement, by two of which it meets others of its speaker, by three others in another language
_ASSERTING = frozenset(["say", "claim", "report", "announce", "accuse", "believe", "call"])


@lru_cache(maxsize=65_536)
def _hash_topic(topic: str) -> int:
    return crc32(topic.encode("utf-8", "surrogatepass")) or 1


class Saying(Struct, frozen=True, kw_only=True, dict=True):
    """One statement, ready to be compared with any other."""

    statement: Statement
    gist: Gist
    order: int  # of the statements of its document
    speaker: str | None  # entity; None where the words name nobody we know
    speaker_names: frozenset[str]  # folded; with those of all whom the source names
    about: frozenset[str]  # entities in the content
    about_names: frozenset[str]  # folded
    shared: bool = False  # other documents know the speaker too
    parties: frozenset[str] = frozenset()  # entities named where the event is told that it reads
    named: tuple[Party, ...] = ()  # whom and what the content calls by name

    @property
    def id(self) -> str:
        """The id of the statement."""
        return self.statement.id

    @property
    def document(self) -> str:
        """The id of the document."""
        return self.gist.document

    @property
    def place(self) -> int:
        """Where it begins in the text."""
        return self.gist.place

    @property
    def lang(self) -> str:
        """The language of its passage."""
        return self.gist.lang

    @cached_property
    def denies(self) -> bool:
        """Whether the source denies what it says."""
        return self.statement.act == "deny" or self.statement.polarity == "negative"

    @cached_property
    def asserts(self) -> bool:
        """Whether it says that something is so, in its source's words or as its source's doing."""
        return not self.denies and self.statement.act in _ASSERTING and self.statement.polarity == "positive"

    @cached_property
    def people(self) -> float | None:
        """The largest number of people, or the only bare number, that it gives."""
        people = [float(number) for number, unit in self.gist.figures if unit in ("person", "body", "household")]
        bare = [float(number.replace(",", "")) for number, unit in self.gist.figures if not unit]
        return max(people) if people else bare[0] if len(bare) == 1 else None

    @cached_property
    def words(self) -> frozenset[str]:
        """The stems of the content."""
        return frozenset(self.gist.words)

    @cached_property
    def stems(self) -> frozenset[str]:
        """The same, with the language before each."""
        return frozenset(intern(f"{self.lang} {word}") for word in self.gist.words)

    @cached_property
    def concepts(self) -> frozenset[str]:
        """What its words mean."""
        return frozenset(self.gist.concepts)

    @cached_property
    def topics(self) -> frozenset[str]:
        """What it is about, alike in all languages: concepts, figures, months."""
        figures = (f"f {number}" for number, _ in self.gist.figures if number not in ("1", "2", "3"))
        months = (f"d {date[:7]}" for date in self.gist.dates if len(date) >= len("2027-05"))
        return frozenset([*self.gist.concepts, *figures, *months])

    @cached_property
    def few_topics(self) -> tuple[int, ...]:
        """A few of these as numbers, in order: two statements on the same things have some in common."""
        return tuple(sorted(map(_hash_topic, self.topics))[:MOST_TOPICS])

    @cached_property
    def kept_topics(self) -> frozenset[int]:
        """The same, for asking what two share."""
        return frozenset(self.few_topics)

    @cached_property
    def values(self) -> frozenset[str]:
        """What two statements have in common that say the same in other words: see `sameness.IN_AFFAIR`."""
        dates, figures = self.gist.dates, self.gist.figures
        return frozenset(
            [
                *(f"f {day} {number} {unit}" for day in dates for number, unit in figures if unit),
                *([f"t {self.people:g}"] if self.people is not None and self.has("death") else []),
                *(f"s {self.speaker} {number}" for number, _ in figures if self.speaker),
                *(f"s {self.speaker} {day}" for day in dates if self.speaker),
            ]
        )

    @cached_property
    def names(self) -> frozenset[str]:
        """The stems of the names that it and its source name."""
        return frozenset(s for name in (*self.about_names, *self.speaker_names) for s in list_stems(name, self.lang))

    @cached_property
    def turned(self) -> frozenset[str]:
        """The stems of what it negates."""
        return frozenset(self.gist.turned)

    def has(self, trait: str) -> bool:
        """Whether the content or its cue shows the trait."""
        return trait in self.gist.traits

    @cached_property
    def voice(self) -> str:
        """Who vouches for it: the entity, or the words that name who speaks."""
        return ("" if self.shared else "|".join(sorted(self.speaker_names))) or self.speaker or self.id


class Happening(Struct, frozen=True, kw_only=True, dict=True):
    """One event, ready to be compared with any other, in whatever language it is told."""

    id: str
    document: str
    lang: str
    place: int  # where its words begin in the text
    event_type: str
    takers: frozenset[str]  # entities that take part
    actors: frozenset[str]
    recipients: frozenset[str]
    where: str | None  # entity
    date: str | None
    precision: Precision | None
    figures: tuple[tuple[str, str], ...]  # number and unit
    factuality: Factuality
    stated_in: str | None
    covers: bool  # the statement that it stands in tells this event and nothing else
    voice: str  # who vouches for it: the speaker, or the publisher in whose voice it is told
    cast: tuple[Party, ...] = ()  # those who take part, as they are called
    scene: Party | None = None  # where, as it is called

    @property
    def denies(self) -> bool:
        """Whether it is said not to have happened."""
        return self.factuality == "denied"


Telling = Saying | Happening


def silence(told: "Told") -> "Told":
    """The same without who vouches for what: all that makes a difference to whom the document meets."""
    return replace(
        told,
        sayings=tuple(replace(saying, shared=False) for saying in told.sayings),
        happenings=tuple(replace(happening, voice="") for happening in told.happenings),
    )


class Told(Struct, frozen=True, kw_only=True, dict=True):
    """What one document tells, in the order of its text."""

    document: str
    publisher: str | None
    published: str | None
    corrects: bool = False  # it calls itself a correction
    sayings: tuple[Saying, ...]
    happenings: tuple[Happening, ...]

    @property
    def tellings(self) -> tuple[Telling, ...]:
        """Statements, then events."""
        return (*self.sayings, *self.happenings)

    @cached_property
    def board(self) -> Board:
        """Its statements by what they share with others."""
        return Board(self.sayings)
