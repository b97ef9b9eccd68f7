"""FollowTheMoney entities, as JSON objects a line: documents, persons and bodies, mentions, statements.

FollowTheMoney has no schema for a statement: each becomes a Note (the content, who says it, what
it is about), joined to its document by a Documentation. Places in the text stand in `sourceUrl` as
`#char=start,end`. Entities that the text never names ("the spokeswoman") are left out, because
their schemata require a name.
"""

from collections.abc import Iterable, Iterator

from babel.core import get_global
from msgspec import Struct

from sayso import languages
from sayso.contract import DocumentOut, EntityOut, StatementOut

SCHEMATA = {
    "Person": "Person",
    "PublicBody": "PublicBody",
    "Organization": "Organization",
    "Company": "Company",
    "Group": "Organization",
    "Country": "LegalEntity",
}
DOCUMENT_SCHEMATA = {
    "application/pdf": "Pages",
    "text/html": "HyperText",
    "message/rfc822": "Email",
    "text/plain": "PlainText",
}
LABEL = 80  # characters of a statement's content in its name


class FtmEntity(Struct, frozen=True, kw_only=True, omit_defaults=False):
    """One FollowTheMoney entity."""

    id: str
    schema: str
    properties: dict[str, list[str]]


def make_ftm(output: DocumentOut) -> Iterator[FtmEntity]:
    """The FollowTheMoney entities of one document: first the document, then what it mentions, then what is said."""
    media_type = output.original.media_type if output.original else None
    document = f"document-{output.id}"
    yield _make(
        document,
        DOCUMENT_SCHEMATA.get(media_type or "text/plain", "Document"),
        title=[output.title],
        fileName=[
            output.original.address.rsplit("/", 1)[-1] if output.original and output.original.address else output.id
        ],
        publisher=[output.publisher],
        publishedAt=[output.date],
        sourceUrl=[output.url],
        language=[_three_letters(lang) for lang in output.lang.split("+")],
        mimeType=[media_type],
    )
    named = {entity.id for entity in output.entities if entity.names and entity.type in SCHEMATA}
    for entity in output.entities:
        if entity.id in named:
            yield from _make_entity(output, document, entity)
    for statement in output.statements:
        yield from _make_note(output, document, statement, named)


def _make_entity(output: DocumentOut, document: str, entity: EntityOut) -> Iterator[FtmEntity]:
    names = [name for held in entity.names.values() for name in held]
    country = _two_letters(entity.country)
    yield _make(entity.id, SCHEMATA[entity.type], name=names, country=[country])
    for mention in entity.mentions:
        if mention.form == "name":
            yield _make(
                f"mention-{output.id}-{mention.start}-{mention.end}",
                "Mention",
                document=[document],
                name=[mention.quote],
                resolved=[entity.id],
                detectedSchema=[SCHEMATA[entity.type]],
            )


def _make_note(output: DocumentOut, document: str, statement: StatementOut, named: set[str]) -> Iterator[FtmEntity]:
    content = " … ".join(words.quote for words in statement.content)
    source = " … ".join(words.quote for words in statement.source)
    note = f"note-{output.id}-{statement.id}"
    entities = dict.fromkeys([statement.source_entity or "", *statement.about])
    place = f"{output.url or ''}#char={statement.content[0].start},{statement.content[-1].end}"
    yield _make(
        note,
        "Note",
        name=[f"{source or '(unnamed)'}: {content}"[:LABEL]],
        description=[content],
        entity=[id for id in entities if id in named],
        proof=[document],
        publisher=[output.publisher],
        sourceUrl=[place if output.url else None],
        detectedLanguage=[_three_letters(statement.lang)],
        keywords=["statement", *_show_kind(statement)],
    )
    yield _make(
        f"documentation-{output.id}-{statement.id}",
        "Documentation",
        document=[document],
        entity=[note],
        role=["source of statement"],
        date=[output.date],
    )


def _show_kind(statement: StatementOut) -> list[str]:
    return [
        f"act:{statement.act}",
        f"polarity:{statement.polarity}",
        f"form:{statement.form}",
        f"lang:{statement.lang}",
    ]


def _make(id: str, schema: str, **properties: Iterable[str | None]) -> FtmEntity:
    """An entity without the properties that have no value."""
    held = {key: [value for value in values if value] for key, values in properties.items()}
    return FtmEntity(id=id, schema=schema, properties={key: values for key, values in held.items() if values})


def _two_letters(country: str | None) -> str | None:
    """ISO 3166 alpha-2 in lower case, as FollowTheMoney writes countries; None for IGO, NGO and MNC."""
    codes = get_global("territory_aliases").get(country or "", [])
    return codes[0].lower() if len(codes) == 1 else None


def _three_letters(lang: str) -> str | None:
    """ISO 639-2, as FollowTheMoney writes languages; None for a language that we have no folder for."""
    language = languages.load(lang)
    return language.settings.alpha3 if language else None
