"""The main job without a case: documents in, attributed statements out.

`extract` reads one text, `extract_sources` any number of files, addresses and archives.
"""

import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import PurePath

import msgspec
from msgspec import Struct

from sayso.capture.media import LINE_MEDIA_TYPE
from sayso.capture.sources import find_originals
from sayso.contract import DocumentOut, ErrorOut, make_output
from sayso.contract_weighed import CorpusOut, list_disputes, list_stated, make_corpus
from sayso.ids import make_document_id
from sayso.pipeline import combine, read_document
from sayso.records import (
    Amount,
    AnyFinding,
    Document,
    Entity,
    Event,
    Failure,
    Fingerprint,
    Gist,
    Mention,
    Original,
    Passage,
    Relation,
    Span,
    Statement,
)
from sayso.views import Findings, show_extraction
from sayso.workers import Read, ReadOptions, read_originals

_DEFAULT = ReadOptions()


class Extraction(Struct, frozen=True, kw_only=True, tag=True):
    """One document and everything found in it."""

    document: Document
    findings: tuple[AnyFinding, ...]

    @property
    def statements(self) -> Findings[Statement]:
        """The attributions, in order of their cues."""
        return Findings((finding for finding in self.findings if isinstance(finding, Statement)), self)

    @property
    def mentions(self) -> Findings[Mention]:
        """The names, titles and pronouns, in order of place."""
        return Findings((finding for finding in self.findings if isinstance(finding, Mention)), self)

    @property
    def entities(self) -> Findings[Entity]:
        """Who or what the mentions stand for."""
        return Findings((finding for finding in self.findings if isinstance(finding, Entity)), self)

    @property
    def amounts(self) -> Findings[Amount]:
        """Sums and quantities."""
        return Findings((finding for finding in self.findings if isinstance(finding, Amount)), self)

    @property
    def events(self) -> Findings[Event]:
        """Who did what to whom."""
        return Findings((finding for finding in self.findings if isinstance(finding, Event)), self)

    @property
    def relations(self) -> Findings[Relation]:
        """Places held in a body or country, and ties between bodies."""
        return Findings((finding for finding in self.findings if isinstance(finding, Relation)), self)

    def _repr_html_(self) -> str:
        return show_extraction(self)

    def quote(self, *spans: Span) -> str:
        """The words of the spans; pieces are joined by ` … `."""
        return " … ".join(self.document.text[span.start : span.end] for span in spans)

    def to_output(self, *, with_text: bool = False) -> DocumentOut:
        """The output object of `sayso extract`."""
        disputes = list_disputes(combine(self.findings), list_stated(self.findings)).get(self.document.id, [])
        return make_output(self.document, self.findings, disputes=disputes, with_text=with_text)


def extract(
    text: str,
    *,
    lang: str | None = None,
    title: str | None = None,
    publisher: str | None = None,
    published: str | None = None,
    weighted: bool = True,
) -> Extraction:
    """Everything found in one text.

    Args:
        lang: as declared, if it is; passages get the language that is found.
        published: ISO 8601; relative dates ("on Tuesday") are resolved with it and stay open without.
        weighted: False reads by rules alone, without trained weights.
    """
    id = make_document_id(text.encode("utf-8", "surrogatepass"))
    document = Document(id=id, text=text, lang=lang, title=title, publisher=publisher, published=published)
    return Extraction(document=document, findings=tuple(read_document(document, weighted=weighted)))


def extract_sources(
    sources: Iterable[str],
    *,
    options: ReadOptions = _DEFAULT,
    with_text: bool = False,
    progress: Callable[[str], None] = lambda address: None,
) -> Iterator[DocumentOut | ErrorOut | CorpusOut]:
    """One output object a document, in order; what cannot be read gives an ErrorOut; then, for several, a CorpusOut.

    Entity ids are shared over the run, so the objects come when all documents are read; until
    then they wait in a temporary file, not in memory.

    Args:
        progress: called with the address of each document as it is read.
    """
    names = _Names()
    kept: list[AnyFinding] = []
    documents: set[str] = set()
    with tempfile.TemporaryFile() as spool:
        originals = find_originals(sources, fetch=options.fetch, allow_private=options.allow_private)
        for read in read_originals(originals, jobs=options.jobs, make_id=names.make_id, weighted=options.weighted):
            entry = _keep_distinct(read, documents)
            progress(entry.address if isinstance(entry, Failure) else entry.document.address or "")
            if isinstance(entry, Extraction):
                kept += [finding for finding in entry.findings if isinstance(finding, _KEPT)]
            spool.write(_ENCODER.encode(entry) + b"\n")
        concluded = combine(kept)
        shared = {m: entity.id for entity in concluded if isinstance(entity, Entity) for m in entity.mentions}
        stated_in = list_stated(kept)
        inside = list_disputes(concluded, stated_in)
        spool.seek(0)
        for line in spool:
            entry = _DECODER.decode(line)
            if isinstance(entry, Failure):
                yield ErrorOut(id=entry.address, error=entry.reason)
            else:
                yield make_output(
                    entry.document,
                    entry.findings,
                    shared_ids=shared,
                    disputes=inside.get(entry.document.id, ()),
                    with_text=with_text,
                )
    if len(documents) > 1:
        yield make_corpus(concluded, stated_in)


_KEPT = Entity | Mention | Passage | Statement | Event | Gist | Fingerprint  # what `combine` needs of a document
_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(Extraction | Failure)


class _Names:
    """Ids for the documents of a run: a file's name without its ending; the whole address where that is taken."""

    def __init__(self) -> None:
        self.taken: set[str] = set()

    def make_id(self, original: Original) -> str | None:
        """None for a line of JSON Lines, which brings its own id."""
        if original.media_type == LINE_MEDIA_TYPE:
            return None
        container, mark, member = original.address.partition("#")
        short = original.address if original.url else PurePath(container).stem + mark + member
        id = original.address if not short or short in self.taken else short
        self.taken.add(id)
        return id


def _keep_distinct(read: Read | Failure, documents: set[str]) -> Extraction | Failure:
    """The document with its findings; a failure when its id has been used in this run."""
    if isinstance(read, Failure):
        return read
    if read.document is None:
        return read.failure or Failure(address=read.original.address, reason="cannot be read.")
    if read.document.id in documents:
        reason = f"the id {read.document.id!r} stands twice in this run. Give each document its own id."
        return Failure(address=read.original.address, reason=reason)
    documents.add(read.document.id)
    return Extraction(document=read.document, findings=read.findings)
