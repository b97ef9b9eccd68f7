"""FollowTheMoney entities of one document: documents, publishers, persons and bodies, mentions, statements.

FollowTheMoney has no schema for a statement: each becomes a Note (the content, who says it, what it is about), joined
to its document by a Documentation, which has its date and its place. A link leads from who speaks to each that is
spoken of, and from a statement to those that its content holds. ftm_happened.py has the events and relations.

Entities that the text never names ("the spokeswoman") are left out, because their schemata require a name.
"""

from collections.abc import Iterator, Mapping

from msgspec import UNSET, Struct

from sayso.contract import DocumentOut, EntityOut, StatementOut
from sayso.present.export.ftm_happened import Parties, make_event, make_relation
from sayso.present.export.ftm_values import (
    Made,
    Told,
    find_country,
    find_language,
    find_page,
    make,
    make_key,
    show_day,
    tell,
)
from sayso.records import Entity

SCHEMATA = {
    "Person": "Person",
    "PublicBody": "PublicBody",
    "Organization": "Organization",
    "Company": "Company",
    "Group": "Organization",
    "Country": "LegalEntity",
    "Place": "Address",
}
DOCUMENT_SCHEMATA = {
    "application/pdf": "Pages",
    "text/html": "HyperText",
    "message/rfc822": "Email",
    "text/plain": "PlainText",
}
LABEL = 80  # characters of a statement's content in its name


class Setting(Struct, frozen=True, kw_only=True):
    """What a case knows of a document beside its output object."""

    author: str | None = None
    captured_at: str | None = None  # ISO 8601, UTC
    sha1: str | None = None  # of the original, the only hash that FollowTheMoney takes
    sha256: str | None = None
    joined: Mapping[str, Entity] = {}  # the entities over documents that are named here


def make_ftm(output: DocumentOut, setting: Setting | None = None) -> Iterator[Made]:
    """The entities of one document: itself and its publisher, what it mentions, what is said, what happens."""
    setting = setting or Setting()
    document = f"document-{output.id}"
    yield from _make_document(output, document, setting)
    schemata: dict[str, str] = {}
    for entity in output.entities:
        joined = setting.joined.get(entity.id)
        schema = SCHEMATA.get(joined.schema if joined else entity.type)
        if schema and (entity.names or joined):
            schemata[entity.id] = schema
            yield from _make_entity(output, document, entity, schema, joined)
    parties = Parties(
        document=document, published=output.date, url=output.url, publisher=output.publisher, schemata=schemata,
        names={entity.id: name for entity in output.entities for name in _list_names(entity)[:1]},
        countries={entity.id: _find_country(entity, setting.joined.get(entity.id)) for entity in output.entities},
        sources={s.id: " … ".join(words.quote for words in s.source) for s in output.statements if s.content},
    )  # fmt: skip
    for statement in output.statements:
        yield from _make_note(output, parties, statement)
    for event in output.events:
        yield from make_event(parties, event)
    for relation in output.relations:
        yield from make_relation(parties, relation)


def _make_document(output: DocumentOut, document: str, setting: Setting) -> Iterator[Made]:
    original = output.original if output.original is not UNSET else None
    media_type = original.media_type if original else None
    address = original.address if original else None
    yield make(
        document,
        DOCUMENT_SCHEMATA.get(media_type or "text/plain", "Document"),
        title=[output.title],
        fileName=[address.rsplit("/", 1)[-1] if address else output.id],
        author=[setting.author],
        publisher=[output.publisher],
        publishedAt=[show_day(output.date)],
        retrievedAt=[(setting.captured_at or "").removesuffix("Z")],
        sourceUrl=[find_page(output.url)],
        language=[find_language(lang) for lang in output.lang.split("+")],
        mimeType=[media_type],
        bodyText=[output.text if output.text is not UNSET else None],
        contentHash=[setting.sha1],
        keywords=[f"sha256:{setting.sha256}" if setting.sha256 else None],
    )
    if output.publisher:
        publisher = f"publisher-{make_key(output.publisher)}"
        yield make(publisher, "Organization", name=[output.publisher])
        yield make(
            f"published-{output.id}",
            "Documentation",
            document=[document],
            entity=[publisher],
            role=["publisher"],
            date=[show_day(output.date)],
        )


def _make_entity(
    output: DocumentOut, document: str, entity: EntityOut, schema: str, joined: Entity | None
) -> Iterator[Made]:
    langs = {name: find_language(lang) for lang, names in entity.names.items() for name in names}
    named = [mention for mention in entity.mentions if mention.form == "name"]
    names = [Told(m.quote, langs.get(m.quote), m.start, m.end) for m in named]
    full = {"full": names} if schema == "Address" else {}
    yield make(entity.id, schema, name=names, country=[_find_country(entity, joined)], **full)
    for mention, told in zip(named, names, strict=True):
        yield make(
            f"mention-{output.id}-{mention.start}-{mention.end}",
            "Mention",
            document=[document],
            name=[told],
            resolved=[entity.id if schema != "Address" else None],
            detectedSchema=[schema],
        )


def _make_note(output: DocumentOut, parties: Parties, statement: StatementOut) -> Iterator[Made]:
    content = tell(statement.content, statement.lang)
    if content is None:
        return
    source = parties.sources[statement.id]
    note = f"note-{output.id}-{statement.id}"
    label = f"{source or '(unnamed)'}: {content.value}"[:LABEL]
    about = [id for id in statement.about if id in parties.schemata]
    speaker = statement.source_entity if statement.source_entity in parties.schemata else None
    place = f"char={content.start},{content.end}"
    yield make(
        note,
        "Note",
        name=[label],
        description=[content],
        entity=dict.fromkeys([speaker, *about]),
        proof=[parties.document],
        publisher=[output.publisher],
        sourceUrl=[find_page(output.url, place)],
        detectedLanguage=[find_language(statement.lang)],
        keywords=["statement", *_show_kind(statement)],
    )
    yield make(
        f"documentation-{output.id}-{statement.id}",
        "Documentation",
        document=[parties.document],
        entity=[note],
        role=["source of statement"],
        date=[show_day(output.date)],
        recordId=[f"{output.id}#{place}"],
    )
    yield from _make_links(output, parties, statement, label, (speaker, about))


def _make_links(
    output: DocumentOut, parties: Parties, statement: StatementOut, label: str, ends: tuple[str | None, list[str]]
) -> Iterator[Made]:
    for subject, object, role in _list_links(output, parties, statement, *ends):
        yield make(
            f"link-{make_key(output.id, statement.id, object)}",
            "UnknownLink",
            subject=[subject],
            object=[object],
            role=[role],
            date=[show_day(output.date)],
            summary=[label],
            proof=[f"document-{output.id}"],
            recordId=[statement.id],
        )


def _list_links(
    output: DocumentOut, parties: Parties, statement: StatementOut, speaker: str | None, about: list[str]
) -> Iterator[tuple[str, str, str]]:
    """Who speaks of whom, and which statement reports this one."""
    kind = f"{statement.act} ({statement.polarity})"
    if speaker:
        yield from ((speaker, id, f"speaks of: {kind}") for id in about if id != speaker)
    if statement.inside in parties.sources:
        yield f"note-{output.id}-{statement.inside}", f"note-{output.id}-{statement.id}", f"reports: {kind}"


def _show_kind(statement: StatementOut) -> list[str]:
    return [
        f"act:{statement.act}",
        f"polarity:{statement.polarity}",
        f"form:{statement.form}",
        f"lang:{statement.lang}",
    ]


def _list_names(entity: EntityOut) -> list[str]:
    return [name for names in entity.names.values() for name in names]


def _find_country(entity: EntityOut, joined: Entity | None) -> str | None:
    return find_country(joined.country if joined else entity.country)
