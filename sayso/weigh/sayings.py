"""Statements with what is known of them over all documents: who speaks, whom they name, what they come to."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property

from msgspec import Struct

from sayso.records import AnyFinding, Entity, Fingerprint, Gist, Mention, Origin, Statement
from sayso.weigh.fingerprints import fold_words


class Saying(Struct, frozen=True, kw_only=True, dict=True):
    """One statement, ready to be compared with any other."""

    statement: Statement
    gist: Gist
    order: int  # of the statements of its document
    speaker: str | None  # entity; None where the words name nobody we know
    speaker_names: frozenset[str]  # folded; with those of all whom the source names
    about: frozenset[str]  # entities in the content
    about_names: frozenset[str]  # folded
    origin: str
    published: str | None

    @property
    def id(self) -> str:
        """The id of the statement."""
        return self.statement.id

    @property
    def document(self) -> str:
        """The id of the document."""
        return self.gist.document

    @property
    def denies(self) -> bool:
        """Whether the source denies what it says."""
        return self.statement.act == "deny" or self.statement.polarity == "negative"

    @cached_property
    def words(self) -> frozenset[str]:
        """The stems of the content."""
        return frozenset(self.gist.words)

    def has(self, trait: str) -> bool:
        """Whether the content or its cue shows the trait."""
        return trait in self.gist.traits


def make_sayings(findings: Iterable[AnyFinding], concluded: Iterable[Entity | Origin]) -> list[Saying]:
    """The statements of all documents, by document and place.

    Args:
        findings: entities, mentions, statements, gists and fingerprints of the documents.
        concluded: entities over documents, and origins.
    """
    found, over = list(findings), list(concluded)
    statements = {f.id: f for f in found if isinstance(f, Statement)}
    names = _name_mentions([f for f in found if isinstance(f, Entity)], [f for f in over if isinstance(f, Entity)])
    held = _find_names([f for f in found if isinstance(f, Mention)], statements.values(), names)
    origins = {document: f.id for f in over if isinstance(f, Origin) for document in f.documents}
    dates = {f.document: f.published for f in found if isinstance(f, Fingerprint)}
    gists = sorted((f for f in found if isinstance(f, Gist)), key=lambda gist: (gist.document, gist.place, gist.id))
    orders: defaultdict[str, int] = defaultdict(int)
    sayings: list[Saying] = []
    for gist in (gist for gist in gists if gist.statement in statements):
        statement = statements[gist.statement]
        orders[gist.document] += 1
        speaker = names.get(statement.speaker or "")
        about = [names[mention] for mention in statement.about if mention in names]
        own = held[statement.id] | (speaker[1] if speaker else frozenset())
        before = sayings[-1] if sayings and sayings[-1].document == gist.document else None
        if before is not None and "possessive" in gist.traits:
            own |= before.speaker_names  # "its lawyer" speaks for the one before
        sayings.append(
            Saying(
                statement=statement,
                gist=gist,
                order=orders[gist.document],
                speaker=speaker[0] if speaker else None,
                speaker_names=own,
                about=frozenset(id for id, _ in about),
                about_names=frozenset(name for _, folded in about for name in folded),
                origin=origins.get(gist.document, gist.document),
                published=dates.get(gist.document),
            )
        )
    return sayings


def _find_names(
    mentions: Iterable[Mention], statements: Iterable[Statement], names: Mapping[str, tuple[str, frozenset[str]]]
) -> dict[str, frozenset[str]]:
    """For each statement the names of all whom its source mentions."""
    places: defaultdict[str, list[tuple[int, Mention]]] = defaultdict(list)
    for mention in sorted(mentions, key=lambda mention: mention.span.start):
        places[mention.span.document].append((mention.span.start, mention))
    held: dict[str, frozenset[str]] = {}
    for statement in statements:
        found: set[str] = set()
        for span in statement.source:
            inside = places[span.document]
            first = bisect_left(inside, span.start, key=lambda place: place[0])
            last = bisect_left(inside, span.end, key=lambda place: place[0])
            for _, mention in inside[first:last]:
                found |= names[mention.id][1] if mention.id in names and mention.span.end <= span.end else set()
        held[statement.id] = frozenset(found)
    return held


def _name_mentions(entities: Iterable[Entity], shared: Iterable[Entity]) -> dict[str, tuple[str, frozenset[str]]]:
    """For each mention its entity, that over documents where there is one, and the entity's names."""
    names: dict[str, tuple[str, frozenset[str]]] = {}
    for entity in (*entities, *shared):
        folded = frozenset(fold_words(name) for name in entity.names)
        names.update(dict.fromkeys(entity.mentions, (entity.id, folded)))
    return names
