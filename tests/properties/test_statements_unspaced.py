"""Whatever the text, the statements found in languages without spaces point into it and hold together."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.extract import unspaced
from sayso.extract.drafts import Draft
from sayso.read.reading import Reading, read_passage
from sayso.records import Document, Passage, Span

PIECES = [
    "他", "港务局", "发言人何远", "表示", "说", "称", "指", "告诉记者", "否认", "要求", "据", "报道", "据悉", "根据", "的统计",
    "在会上", "对此", "就赔偿", "被指控", "将", "为", "并", "则", "没有", "无法证实", "遗憾", "予以否认", "声明", "发表", "时", "后",
    "“", "”", "「", "」", '"', "《", "》", "(", ")", "\uff08", "\uff09", ",", "\uff0c", "。", ":", "\uff1a", ";", "?", "!", ".", "——", "\n", "\n\n",
    "5月6日", "周四", "停火", "的", "了", "過", "聲明", "😀", "\ud800", "e\u0301", "\u3000", "3.2", "23:40", "\x00", "\u2028", "said", "𠮷",
    "ဝန်ကြီးက", "ဟု", "ပြောသည်", "ကြောင်း", "ရန်", "ငြင်းဆိုခဲ့သည်", "ကို", "အရ", "။", "၊",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=40).flatmap(
    lambda pieces: st.sampled_from(["", "", " "]).map(lambda gap: gap.join(pieces))
)
LANGS = st.sampled_from(["zh", "my"])


def read(text: str, lang: str, start: int, end: int) -> Reading:
    passage = Passage(id="p", made_by="test", span=Span("d", start, end), lang=lang)
    reading = read_passage(Document(id="d", text=text), passage)
    assert reading is not None
    return reading


def check(draft: Draft, start: int, end: int) -> None:
    for role in (draft.source, draft.cue, draft.content):
        assert all(start <= first < last <= end for first, last in role)
        assert all(left[1] <= right[0] for left, right in pairwise(role))
    taken = draft.cue + draft.source
    assert not [(own, other) for own in draft.content for other in taken if own[0] < other[1] and other[0] < own[1]]
    assert draft.cue or (draft.source and draft.rule == "quotation alone")
    assert draft.content
    assert 0 < draft.score <= 1


@settings(max_examples=400, deadline=None)
@given(TEXTS, LANGS, st.integers(0, 10), st.integers(0, 10))
def test_drafts_lie_in_their_passage_and_hold_nothing_of_their_own_cue(
    text: str, lang: str, before: int, behind: int
) -> None:
    start = min(before, len(text))
    end = max(start, len(text) - behind)
    drafts = unspaced.find_drafts(read(text, lang, start, end))
    assert drafts == sorted(drafts, key=lambda draft: (draft.cue, draft.content))
    for draft in drafts:
        check(draft, start, end)


@settings(max_examples=100, deadline=None)
@given(TEXTS, LANGS)
def test_the_same_text_gives_the_same_drafts(text: str, lang: str) -> None:
    reading = read(text, lang, 0, len(text))
    assert unspaced.find_drafts(reading) == unspaced.find_drafts(reading)
