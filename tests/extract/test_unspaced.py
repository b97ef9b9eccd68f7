"""The engine for languages without spaces: what golden examples of one passage cannot say."""

import pytest
from opencc import OpenCC

from sayso.extract import unspaced
from sayso.extract.drafts import Draft, Places
from sayso.read.reading import read_passage
from sayso.records import Document, Passage, Span

STORY = (
    "港务局局长苏岚周四表示,码头没有停工,并称账目公开。据《北岭晚报》报道,两艘船失踪。"
    "“没有人回话”,她对记者说。远帆公司被指控行贿,公司发表声明,否认这一说法。"
)
BURMESE = "ဆိပ်ကမ်းကို ပြန်ဖွင့်မည်ဟု ဝန်ကြီးက ပြောသည်။"


def find(text: str, start: int = 0, end: int | None = None, lang: str = "zh") -> list[Draft]:
    span = Span("d", start, len(text) if end is None else end)
    passage = Passage(id="p", made_by="test", span=span, lang=lang)
    reading = read_passage(Document(id="d", text=text), passage, weighted=False)
    assert reading is not None
    return unspaced.find_drafts(reading)


def places(draft: Draft) -> tuple[Places, Places, Places]:
    return draft.source, draft.cue, draft.content


def move(places: Places, by: int) -> Places:
    return tuple((start + by, end + by) for start, end in places)


def test_traditional_text_has_the_statements_of_simplified_text_at_the_same_places() -> None:
    traditional = OpenCC("s2t").convert(STORY)
    assert len(traditional) == len(STORY)
    assert traditional != STORY
    assert [places(draft) for draft in find(traditional)] == [places(draft) for draft in find(STORY)]
    assert len(find(STORY)) == 6


def test_full_width_marks_do_as_half_width_marks_do() -> None:
    wide = STORY.translate({ord(","): "\uff0c", ord(":"): "\uff1a"})
    assert [places(draft) for draft in find(wide)] == [places(draft) for draft in find(STORY)]


@pytest.mark.parametrize(("text", "lang"), [(STORY, "zh"), (BURMESE, "my")])
def test_offsets_count_in_the_document_and_stay_in_the_passage(text: str, lang: str) -> None:
    before, behind = "😀 said: “\n", "\n港务局表示,别处。ဟု ဝန်ကြီးက ပြောသည်။"
    alone = find(text, lang=lang)
    assert alone
    moved = find(before + text + behind, len(before), len(before) + len(text), lang)
    assert [places(draft) for draft in moved] == [
        tuple(move(role, len(before)) for role in places(draft)) for draft in alone
    ]


def test_a_quotation_goes_on_only_right_behind_its_speaker() -> None:
    text = "“账目是干净的”,卓婉说。“谁不信谁来查。”会议结束了。“门在那边。”"
    (draft,) = find(text)
    assert [text[start:end] for start, end in draft.content] == ["“账目是干净的”", "“谁不信谁来查。”"]


def test_a_quotation_belongs_to_the_speaker_behind_it() -> None:
    text = "“账目是干净的”,卓婉说。“谁不信谁来查。”何远说。"
    first, second = find(text)
    assert [text[start:end] for start, end in first.content] == ["“账目是干净的”"]
    assert [text[start:end] for start, end in second.content] == ["“谁不信谁来查。”"]


def test_inside_a_quotation_the_first_person_makes_no_statement_of_its_own() -> None:
    text = "他说:“我认为船长会来的,我们相信他,但是医生告诉我们,路已经断了。”"
    assert [text[draft.cue[0][0] : draft.cue[0][1]] for draft in find(text)] == ["说", "告诉"]


@pytest.mark.parametrize(
    "text",
    [
        "说" * 3000,
        "我说," * 1000,
        "据" * 3000,
        "“" * 3000,
        "“”" * 1500,
        "被指控" * 1000,
        "对此表示," * 600,
        "(" * 3000,
        "\n" * 3000,
    ],
)
def test_degenerate_text_gives_no_more_than_a_few_statements_a_sentence(text: str) -> None:
    assert len(find(text)) <= 16 * (len(text) // 100 + 1)


@pytest.mark.parametrize("text", ["ဟု" * 2000, "က " * 2000, "ပြော" * 1000, "ဟု က ပြောသည် " * 300, "အရ " * 1000])
def test_degenerate_burmese_text_gives_hardly_any(text: str) -> None:
    assert len(find(text, lang="my")) <= len(text) // 50
