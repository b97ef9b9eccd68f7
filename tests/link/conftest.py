"""A document read and linked, with statements marked by hand: [source] and {content} around the cue."""

import re
from collections.abc import Callable

import pytest

from sayso.link.entities import link_document
from sayso.read.names import find_mentions
from sayso.read.reading import read_passage
from sayso.records import Document, Entity, Mention, Passage, Span, Statement

_MARKED = re.compile(r"(?:\[(?P<source>[^\]]*)\])?<(?P<cue>[^>]*)>(?P<gap>[^{\[<]*)\{(?P<content>[^}]*)\}")


class Linked:
    """What linking made of a text, by words."""

    def __init__(self, marked: str, lang: str, publisher: str | None) -> None:
        self.text = ""
        statements: list[Statement] = []
        position = 0
        for match in _MARKED.finditer(marked):
            self.text += marked[position : match.start()]
            source = self._take(match.group("source") or "")
            self.text += " " if match.group("source") and lang not in ("zh", "my") else ""
            cue = self._take(match.group("cue"))
            self.text += match.group("gap")
            content = self._take(match.group("content"))
            position = match.end()
            statements.append(
                Statement(
                    id=f"s{len(statements)}",
                    made_by="hand",
                    source=(source,) if match.group("source") else (),
                    cue=(cue,) if match.group("cue") else (),
                    content=(content,),
                    form="indirect",
                )
            )
        self.text += marked[position:]
        document = Document(id="d", text=self.text, publisher=publisher)
        passage = Passage(id="p", made_by="test", span=Span("d", 0, len(self.text)), lang=lang)
        reading = read_passage(document, passage, weighted=False)
        assert reading is not None
        self.mentions: list[Mention]
        self.statements: list[Statement]
        self.entities: list[Entity]
        self.mentions, self.statements, self.entities = link_document([reading], find_mentions([reading]), statements)

    def _take(self, words: str) -> Span:
        start = len(self.text)
        self.text += words
        return Span("d", start, len(self.text))

    def words(self, mention: str) -> str:
        found = next(one for one in self.mentions if one.id == mention)
        return self.text[found.span.start : found.span.end]

    @property
    def speakers(self) -> list[str | None]:
        """The words of each statement's speaker."""
        return [self.words(one.speaker) if one.speaker else None for one in self.statements]

    @property
    def speaking(self) -> list[str | None]:
        """The first name of the entity that each statement's speaker is."""
        by_mention = {mention: entity.names[0] for entity in self.entities for mention in entity.mentions}
        return [by_mention[one.speaker] if one.speaker else None for one in self.statements]

    @property
    def groups(self) -> list[list[str]]:
        """The mentions of each entity, in words."""
        return [[self.words(mention) for mention in entity.mentions] for entity in self.entities]


@pytest.fixture
def link() -> Callable[..., Linked]:
    def make(marked: str, lang: str = "en", publisher: str | None = None) -> Linked:
        return Linked(marked, lang, publisher)

    return make
