"""Whatever the text: nothing raises, mentions lie in their passage and not on each other, entities share out all mentions."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.languages import list_languages
from sayso.link.entities import link_document
from sayso.read.names import find_mentions
from sayso.read.reading import read_passage
from sayso.records import Document, Passage, Span, Statement

PIECES = (
    "Minister ", "Ana Rivas", "the company ", "The Ministry of ", "and ", "of ", "Peru", "’s ", "Ltd", " said ", ". ", ", ", "\n",
    "\n\n", "(", ")", "“", "”", "«", "»", "A.", "O’", "-", "She ", "U.S. ", "副部长", "何远", "的", "·", "恩和", "公司", "与", "渔业部",
    "缅甸", "在", "说", ",", "。", "《", "日报》", "министр ", "Орехов", "ым ", "компания «", "ဦး", "သန်းမောင်", "သည် ", "ဝန်ကြီးဌာန",
    "del ", "l’", "É", "ß", "İ", "\u00a0", "\u200b", "\ufeff", "\U0001f600", "\ud800",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=40).map("".join)


@given(TEXTS, st.sampled_from(list_languages()), st.lists(st.integers(0, 60), min_size=6, max_size=6), st.booleans())
@settings(max_examples=300, deadline=None)
def test_mentions_and_entities(text: str, lang: str, places: list[int], elided: bool) -> None:
    document = Document(id="d", text=text, publisher="Ana Rivas Ltd")
    reading = read_passage(document, Passage(id="p", made_by="t", span=Span("d", 0, len(text)), lang=lang))
    assert reading is not None
    cuts = sorted(min(place, len(text)) for place in places)
    spans = [Span("d", left, right) for left, right in zip(cuts[::2], cuts[1::2], strict=True)]
    statement = Statement(
        id="s", made_by="t", source=() if elided else (spans[0],), cue=(spans[1],), content=(spans[2],), form="indirect"
    )
    mentions, statements, entities = link_document([reading], find_mentions([reading]), [statement])
    for mention in mentions:
        assert 0 <= mention.span.start < mention.span.end <= len(text)
    for form in ("name", "nominal", "pronoun"):
        layer = [mention.span for mention in mentions if mention.form == form]
        assert all(left.end <= right.start for left, right in pairwise(layer))
    assert [mention.span.start for mention in mentions] == sorted(mention.span.start for mention in mentions)
    held = [mention for entity in entities for mention in entity.mentions]
    assert sorted(held) == sorted(mention.id for mention in mentions)
    known = {mention.id for mention in mentions}
    assert all((one.speaker is None or one.speaker in known) and known.issuperset(one.about) for one in statements)
    again = link_document([reading], find_mentions([reading]), [statement])
    assert again == (mentions, statements, entities)
