"""Events and relations as FollowTheMoney entities.

Every event is an Event. Beside it stands what it made, where it is told as fact and both sides are named: a Payment
(aid with one sum), a Contract (an agreement over one sum), a Sanction. A visit stays an Event: a Trip requires where it
began, which texts do not say. A relation gets the schema that requires no more than the text says (Occupancy of a
Position, Employment, Membership, Representation, Ownership, Family); all others, and those not told as fact, are an
UnknownLink with their kind as the role.
"""

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from sayso.happened import EventOut, RelationOut
from sayso.present.export.ftm_values import (
    Made,
    Told,
    find_language,
    find_page,
    make,
    make_key,
    show_dates,
    show_day,
    show_money,
    tell,
)

ORGANIZATIONS = ("Organization", "PublicBody", "Company")
_PERSONS = ("Person",)
_ACTORS = (*_PERSONS, *ORGANIZATIONS, "LegalEntity")
_MEASURES = (None, "discontinue")  # modes of SANCTION that are no expulsion, conviction or recall of an envoy
LABEL = 80


class Shape(Struct, frozen=True, kw_only=True):
    """A schema for relations, and what it requires; the names of its properties, "" for one that it lacks."""

    schema: str
    types: tuple[str, ...]
    subjects: tuple[str, ...]
    objects: tuple[str, ...]
    worded: bool = False  # the text must name the role
    subject: str
    object: str
    role: str = "role"

    def fits(self, ends: tuple[str, str], *, worded: bool) -> bool:
        """Whether both ends are of schemata that this one takes."""
        return ends[0] in self.subjects and ends[1] in self.objects and (worded or not self.worded)


_SHAPES = (
    Shape(
        schema="Occupancy", types=("role",), worded=True, subjects=_PERSONS, objects=("PublicBody", "LegalEntity"),
        subject="holder", object="", role="",
    ),
    Shape(
        schema="Employment", types=("role", "affiliation"), worded=True, subjects=_PERSONS, objects=ORGANIZATIONS,
        subject="employee", object="employer",
    ),
    Shape(
        schema="Representation", types=("affiliation",), worded=True, subjects=_PERSONS, objects=_PERSONS,
        subject="agent", object="client",
    ),
    Shape(
        schema="Membership", types=("membership",), subjects=_ACTORS, objects=ORGANIZATIONS,
        subject="member", object="organization",
    ),
    Shape(
        schema="Ownership", types=("ownership",), subjects=_ACTORS, objects=("Company",),
        subject="owner", object="asset",
    ),
    Shape(
        schema="Family", types=("family",), subjects=_PERSONS, objects=_PERSONS,
        subject="person", object="relative", role="relationship",
    ),
)  # fmt: skip


class Parties(Struct, frozen=True, kw_only=True):
    """What events and relations of one document refer to."""

    document: str  # the FollowTheMoney entity
    published: str | None
    url: str | None
    publisher: str | None
    schemata: Mapping[str, str]  # of the entities that are exported
    names: Mapping[str, str]
    countries: Mapping[str, str | None]
    sources: Mapping[str, str]  # for statements the words that name who speaks

    def choose(self, ids: list[str]) -> list[str]:
        """Those that are exported and can act."""
        return [id for id in ids if self.schemata.get(id, "Address") != "Address"]

    def locate(self, start: int, end: int) -> str | None:
        """The page with this place in its text."""
        return find_page(self.url, f"char={start},{end}")

    def show_source(self, stated_in: str | None) -> str | None:
        """According to whom it is so; None where the document tells it in its own voice."""
        if stated_in is None:
            return None
        return f"according to: {self.sources.get(stated_in) or '(unnamed)'}"


def make_event(parties: Parties, event: EventOut) -> Iterator[Made]:
    """The event, what it made, and the link from the statement that tells it."""
    words = tell(event.spans, event.lang) or Told(event.trigger.quote)
    id = _name(parties, "event", event.id)
    place = event.place if parties.schemata.get(event.place or "") else None
    yield make(
        id,
        "Event",
        name=[f"{event.event_type}: {words.value}"[:LABEL]],
        description=[words],
        summary=[parties.show_source(event.stated_in)],
        involved=parties.choose(event.participants),
        organizer=parties.choose(event.actors),
        location=[parties.names.get(place) if place else None],
        country=[parties.countries.get(place) if place else None],
        proof=[parties.document],
        publisher=[parties.publisher],
        sourceUrl=[parties.locate(event.spans[0].start, event.spans[-1].end)],
        detectedLanguage=[find_language(event.lang)],
        recordId=[event.id],
        keywords=_list_keywords(event),
        **show_dates(event.date),
    )
    if event.stated_in in parties.sources:
        note = f"note-{parties.document.removeprefix('document-')}-{event.stated_in}"
        yield _link(parties, f"told-{event.id}", (note, id, "tells of"), recordId=[event.id])
    if event.factuality == "asserted":
        yield from _make_outcome(parties, event, words)


def _list_keywords(event: EventOut) -> list[str]:
    mode = [f"mode:{event.mode}"] if event.mode else []
    sums = [f"amount:{held.quote}" for held in event.amounts]
    contexts = [f"context:{context}" for context in event.contexts]
    return ["event", f"PLOVER:{event.event_type}", *mode, *contexts, f"factuality:{event.factuality}", *sums]


def _make_outcome(parties: Parties, event: EventOut, words: Told) -> Iterator[Made]:
    """The payment, contract or sanctions of an event that is told as fact."""
    actors, recipients = parties.choose(event.actors), parties.choose(event.recipients)
    shown: dict[str, list[Told | str | None]] = {"proof": [parties.document], "recordId": [event.id]}
    sums = show_money(event.amounts)
    if event.event_type == "AID" and sums and actors and recipients:
        yield make(
            _name(parties, "payment", event.id),
            "Payment",
            payer=actors,
            beneficiary=recipients,
            purpose=[words],
            **sums,
            **show_dates(event.date),
            **shown,
        )
    elif event.event_type == "AID" and actors and recipients:
        for actor in actors:
            for recipient in (id for id in recipients if id != actor):
                link = (actor, recipient, "supplies or aids")
                yield _link(parties, f"aid-{event.id}-{actor}-{recipient}", link, summary=[words], **shown)
    elif event.event_type == "AGREE" and sums:
        yield from _make_contract(parties, event, words, sums)
    elif event.event_type == "SANCTION" and event.mode in _MEASURES and actors:
        for recipient in recipients:
            yield make(
                _name(parties, "sanction", f"{event.id}-{recipient}"),
                "Sanction",
                entity=[recipient],
                authority=[parties.names.get(actor) for actor in actors],
                country=[parties.countries.get(actor) for actor in actors],
                provisions=[words],
                sourceUrl=[parties.locate(event.spans[0].start, event.spans[-1].end)],
                **shown,
                **show_dates(event.date),
            )


def _make_contract(parties: Parties, event: EventOut, words: Told, sums: dict[str, list[str]]) -> Iterator[Made]:
    contract = _name(parties, "contract", event.id)
    days = show_dates(event.date).get("date", [])
    yield make(
        contract, "Contract", title=[words], contractDate=days, proof=[parties.document], keywords=[event.id], **sums
    )
    for party in parties.choose(event.participants):
        yield _link(parties, f"party-{event.id}-{party}", (party, contract, "party to the contract"))


def make_relation(parties: Parties, relation: RelationOut) -> Iterator[Made]:
    """The relation, with the position that it is about, where it is one; nothing where an end has no name."""
    ends = [relation.subject, relation.object]
    if any(end not in parties.schemata for end in ends) or relation.subject == relation.object:
        return
    schema, properties = _choose_schema(parties, relation)
    if schema == "Occupancy":
        position = _make_position(parties, relation)
        properties["post"] = [position.id]
        yield position
    start, end = show_dates(relation.since), show_dates(relation.until)
    yield make(
        _name(parties, "relation", relation.id),
        schema,
        startDate=[*start.get("date", []), *start.get("startDate", [])],
        endDate=[*end.get("date", []), *end.get("endDate", [])],
        status=[relation.factuality if relation.factuality != "asserted" else "ended" if relation.ended else None],
        description=[tell(relation.spans, relation.lang)],
        summary=[parties.show_source(relation.stated_in)],
        proof=[parties.document],
        publisher=[parties.publisher],
        sourceUrl=[parties.locate(relation.spans[0].start, relation.spans[-1].end)],
        recordId=[relation.id],
        **properties,
    )


def _choose_schema(parties: Parties, relation: RelationOut) -> tuple[str, dict[str, list[Told | str]]]:
    """The first schema that fits, with both ends and the words for the role."""
    ends = (parties.schemata[relation.subject], parties.schemata[relation.object])
    subject: list[Told | str] = [relation.subject]
    object: list[Told | str] = [relation.object]
    if relation.factuality != "asserted":
        role: list[Told | str] = [f"{relation.type} ({relation.factuality})"]
        return "UnknownLink", {"subject": subject, "object": object, "role": role}
    for shape in _SHAPES:
        if relation.type in shape.types and shape.fits(ends, worded=relation.role is not None):
            words: list[Told | str] = [_tell_role(relation)]
            held = {shape.subject: subject, shape.object: object, shape.role: words}
            return shape.schema, {key: values for key, values in held.items() if key}
    return "UnknownLink", {"subject": subject, "object": object, "role": [_tell_role(relation)]}


def _make_position(parties: Parties, relation: RelationOut) -> Made:
    """The place held: the same id for the same words at the same body, in whichever document."""
    organization = relation.object if parties.schemata[relation.object] in ORGANIZATIONS else None
    return make(
        f"position-{make_key(relation.object, relation.role or '')}",
        "Position",
        name=[_tell_role(relation)],
        organization=[organization],
        country=[parties.countries.get(relation.object)],
    )


def _tell_role(relation: RelationOut) -> Told:
    """The words for the role, at their place in the clause; the kind of relation where there are none."""
    if relation.role is None:
        return Told(relation.type)
    lang = find_language(relation.lang)
    for words in relation.spans:
        at = words.quote.find(relation.role)
        if at >= 0 and words.quote.count(relation.role) == 1:
            return Told(relation.role, lang, words.start + at, words.start + at + len(relation.role))
    return Told(relation.role, lang)


def _link(parties: Parties, key: str, link: tuple[str, str, str], **properties: Iterable[Told | str | None]) -> Made:
    subject, object, role = link
    shown: dict[str, Iterable[Told | str | None]] = {"proof": [parties.document], **properties}
    day = show_day(parties.published)
    return make(
        f"link-{make_key(parties.document, key)}",
        "UnknownLink",
        subject=[subject],
        object=[object],
        role=[role],
        date=[day],
        **shown,
    )


def _name(parties: Parties, kind: str, id: str) -> str:
    return f"{kind}-{parties.document.removeprefix('document-')}-{id}"
