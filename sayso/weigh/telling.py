"""What each document tells: its statements and events as they are compared, from its findings and who is who.

What is told depends on the document and on who its entities are over documents, on nothing else: what was prepared
once stays good until one of the two changes.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from sayso.records import (
    AnyFinding,
    Entity,
    Event,
    Factuality,
    Fingerprint,
    Gist,
    Mention,
    Passage,
    Span,
    Statement,
)
from sayso.weigh.fingerprints import fold_words
from sayso.weigh.naming import Party, make_party
from sayso.weigh.told import Happening, Saying, Told

COVERING = 0.6  # of a statement's words, those of the event's clause, from which on the statement tells that event


class Known(Struct, frozen=True, kw_only=True):
    """Who stands behind a mention."""

    id: str  # as known over documents, where it is
    names: frozenset[str]  # folded; of one without a name, what the text calls it
    schema: str
    named: bool  # the document has a name for it

    def call(self, lang: str) -> Party:
        """The same by its longest name."""
        return make_party(self.id, self.names, self.schema, lang, named=self.named)


def tell_documents(findings: Iterable[AnyFinding], shared: Iterable[Entity] = ()) -> list[Told]:
    """What each document tells, by document.

    Args:
        findings: passages, entities, mentions, statements, events, gists and fingerprints of the documents.
        shared: entities over documents.
    """
    identity = {mention: entity.id for entity in shared for mention in entity.mentions}
    held: defaultdict[str, list[AnyFinding]] = defaultdict(list)
    entities: list[Entity] = []
    homes: dict[str, str] = {}
    for finding in findings:
        if isinstance(finding, Entity):
            entities.append(finding)
        elif (home := _find_home(finding)) is not None:
            held[home].append(finding)
            if isinstance(finding, Mention):
                homes[finding.id] = home
    for entity in entities:
        for home in sorted({homes[mention] for mention in entity.mentions if mention in homes}):
            held[home].append(entity)
    return [tell_document(document, held[document], identity) for document in sorted(held)]


def _find_home(finding: AnyFinding) -> str | None:
    """The document of a finding that is needed here."""
    if isinstance(finding, Gist | Fingerprint):
        return finding.document
    if isinstance(finding, Mention | Passage):
        return finding.span.document
    if isinstance(finding, Event):
        return finding.trigger.document
    if isinstance(finding, Statement):
        return finding.content[0].document if finding.content else None
    return None


def tell_document(
    document: str, findings: Sequence[AnyFinding], identity: Mapping[str, str], alone: Container[str] = ()
) -> Told:
    """What one document tells.

    Args:
        findings: those of this document.
        identity: for a mention the id under which its entity is known over documents, where it is.
        alone: such ids under which an entity is known for the day when another document has it too.
    """
    names = _name_mentions(document, findings, identity)
    sayings = _make_sayings(findings, names, identity.keys() - {m for m, id in identity.items() if id in alone})
    prints = [finding for finding in findings if isinstance(finding, Fingerprint)]
    publisher = next((f.publisher for f in prints if f.publisher), None)
    return Told(
        document=document,
        publisher=publisher,
        published=next((f.published for f in prints if f.published), None),
        corrects=any("correction" in f.marks for f in prints),
        sayings=tuple(sayings),
        happenings=tuple(_make_happenings(findings, names, sayings, publisher or document)),
    )


def _name_mentions(document: str, findings: Sequence[AnyFinding], identity: Mapping[str, str]) -> dict[str, Known]:
    """For each mention its entity, as known over documents where it is, and the names that this document gives it."""
    called = {f.id for f in findings if isinstance(f, Mention) and f.form == "name"}
    names: dict[str, Known] = {}
    for entity in (f for f in findings if isinstance(f, Entity)):
        folded = frozenset(fold_words(name) for name in entity.names)
        known = next((identity[m] for m in entity.mentions if m in identity), f"{entity.id}@{document}")
        named = any(mention in called for mention in entity.mentions)
        own = Known(id=known, names=folded, schema=entity.schema, named=named)
        names.update(dict.fromkeys(entity.mentions, own))
    return names


def _make_sayings(findings: Sequence[AnyFinding], names: Mapping[str, Known], shared: Container[str]) -> list[Saying]:
    statements = {f.id: f for f in findings if isinstance(f, Statement)}
    placed = sorted((f for f in findings if isinstance(f, Mention)), key=lambda mention: mention.span.start)
    held = _find_names(placed, statements.values(), names)
    gists = sorted((f for f in findings if isinstance(f, Gist)), key=lambda gist: (gist.place, gist.id))
    sayings: list[Saying] = []
    behind: defaultdict[str, set[str]] = defaultdict(set)  # for a speaker the names of those for whom they speak
    for gist in (gist for gist in gists if gist.statement in statements):
        statement = statements[gist.statement]
        speaker = names.get(statement.speaker or "")
        about = [names[mention] for mention in statement.about if mention in names]
        own = held[statement.id] | (speaker.names if speaker else frozenset())
        if sayings and speaker and "possessive" in gist.traits:
            behind[speaker.id] |= sayings[-1].speaker_names  # "its lawyer" speaks for the one before
        own |= behind[speaker.id] if speaker else set()
        sayings.append(
            Saying(
                statement=statement,
                gist=gist,
                order=len(sayings) + 1,
                speaker=speaker.id if speaker else None,
                speaker_names=own,
                about=frozenset(known.id for known in about),
                about_names=frozenset(name for known in about for name in known.names),
                shared=statement.speaker in shared,
                parties=_find_parties(gist, placed, names) if gist.reads else frozenset(),
                named=tuple(sorted({known.call(gist.lang) for known in about if known.named})),
            )
        )
    return sayings


def _find_names(
    placed: Sequence[Mention], statements: Iterable[Statement], names: Mapping[str, Known]
) -> dict[str, frozenset[str]]:
    """For each statement the names of all whom its source mentions."""
    return {
        statement.id: frozenset(
            name
            for span in statement.source
            for mention in _list_inside(placed, span)
            if mention.id in names
            for name in names[mention.id].names
        )
        for statement in statements
    }


def _list_inside(placed: Sequence[Mention], span: Span) -> Iterator[Mention]:
    """The mentions that stand in a span, of mentions in the order of the text."""
    first = bisect_left(placed, span.start, key=lambda mention: mention.span.start)
    last = bisect_left(placed, span.end, key=lambda mention: mention.span.start)
    yield from (mention for mention in placed[first:last] if mention.span.end <= span.end)


def _find_parties(gist: Gist, placed: Sequence[Mention], names: Mapping[str, Known]) -> frozenset[str]:
    """The entities that are named where the event is told which a statement reads."""
    told = gist.reads.told if gist.reads else ()
    return frozenset(
        names[mention.id].id
        for span in told
        for mention in _list_inside(placed, span)
        if mention.form == "name" and mention.id in names
    )


def _make_happenings(
    findings: Sequence[AnyFinding], names: Mapping[str, Known], sayings: Sequence[Saying], publisher: str
) -> list[Happening]:
    events = [finding for finding in findings if isinstance(finding, Event)]
    passages = [finding for finding in findings if isinstance(finding, Passage)]
    said = {saying.id: saying for saying in sayings}
    held = Counter(event.stated_in or "" for event in events)
    made = []
    for event in events:
        clause = event.clause or event.trigger
        lang = next((p.lang for p in passages if p.span.start <= clause.start < p.span.end), "und")
        saying = said.get(event.stated_in or "")
        takers = [names[m] for m in (*event.actors, *event.recipients, *event.participants) if m in names]
        made.append(
            Happening(
                id=event.id,
                document=event.trigger.document,
                lang=lang,
                place=clause.start,
                event_type=event.event_type,
                takers=frozenset(known.id for known in takers),
                actors=_find_ids(event.actors, names),
                recipients=_find_ids(event.recipients, names),
                where=names[event.place].id if event.place and event.place in names else None,
                date=_trim(event.date.normal) if event.date and event.date.normal else None,
                precision=event.precision,
                figures=tuple(_split(value.normal) for value in event.amounts if value.normal),
                factuality=_turn(event.factuality, saying),
                stated_in=event.stated_in,
                covers=saying is not None and held[event.stated_in or ""] == 1 and _covers(event, saying.statement),
                voice=saying.voice if saying else f"publisher {fold_words(publisher)}",
                cast=tuple(sorted({known.call(lang) for known in takers})),
                scene=names[event.place].call(lang) if event.place and event.place in names else None,
            )
        )
    return sorted(made, key=lambda happening: (happening.place, happening.id))


def _find_ids(mentions: Iterable[str], names: Mapping[str, Known]) -> frozenset[str]:
    return frozenset(names[mention].id for mention in mentions if mention in names)


def _turn(factuality: Factuality, saying: Saying | None) -> Factuality:
    """What the one who speaks makes of it: what they deny is denied."""
    return "denied" if saying is not None and saying.denies and factuality == "asserted" else factuality


def _covers(event: Event, statement: Statement) -> bool:
    clause = event.clause or event.trigger
    size = sum(span.end - span.start for span in statement.content)
    shared = sum(max(0, min(span.end, clause.end) - max(span.start, clause.start)) for span in statement.content)
    return size > 0 and shared >= COVERING * size


def _split(normal: str) -> tuple[str, str]:
    number, _, unit = normal.partition(" ")
    return number, unit


def _trim(normal: str) -> str:
    return normal.removeprefix("../").removesuffix("/..")
