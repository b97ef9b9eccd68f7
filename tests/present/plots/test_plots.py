"""Plots are valid SVG whatever the words are, the same each time, and say what they do not show."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest
from lxml import etree

from sayso.case import Case, Filters, create_case
from sayso.errors import SaysoError
from sayso.present.plots.braid import draw_braid
from sayso.present.plots.cases import plot_braid, plot_matrix, plot_network, plot_timeline
from sayso.present.plots.matrix import draw_matrix
from sayso.present.plots.network import draw_network, spread
from sayso.present.plots.scale import make_scale
from sayso.present.plots.svg import Drawing, make_file, measure, render_png, shorten, show_inline, write_drawing
from sayso.present.plots.timeline import Day, Happening, Timeline, draw_timeline
from sayso.store.figures import Arrival, Pair, Party
from sayso.store.network import Node, Tie

HOSTILE = "<script>alert(1)</script> & \"quoted\" 'x' \u202egnp.exe \x00\x1b[31m \ud800 \ufffe 漢 မြန်မာ"
LOCAL = "{http://www.w3.org/2000/svg}"


def parse(drawing: Drawing) -> etree._Element:
    return etree.fromstring(make_file(drawing).encode())


def words_of(drawing: Drawing) -> list[str]:
    return ["".join(text.itertext()) for text in parse(drawing).iter(f"{LOCAL}text")]


def happening(number: int, **changes: object) -> Happening:
    fields: dict[str, object] = {
        "id": f"v-{number}", "event_type": "CONSULT", "first": date(2027, 5, number), "last": date(2027, 5, number),
        "label": "Arvenia → Beiling", "words": "met", "factuality": "asserted",
    }  # fmt: skip
    return Happening(**(fields | changes))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    folder = tmp_path_factory.mktemp("plots")
    texts = {
        "first.txt": "Title: The quay\nPublisher: Meridian Wire\nDate: 2027-05-04\n\nPort Minister Ada Lind denied on "
        "Tuesday that Oskar Renn had seen the report. Arvenia and Halmere signed an agreement on 3 May 2027.",
        "second.txt": "Oskar Renn said that Ada Lind had known of the cracks. Arvenia cut off aid to Halmere.",
    }
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")
    case = create_case(folder / "case")
    case.add([folder / "first.txt", folder / "second.txt"])
    return case


def test_the_plots_of_a_case_are_svg_and_the_same_each_time(case: Case) -> None:
    for plot in (plot_timeline, plot_network, plot_braid, plot_matrix):
        drawing = plot(case)
        assert parse(drawing).tag == f"{LOCAL}svg"
        assert make_file(drawing) == make_file(plot(case))


def test_a_timeline_counts_what_it_does_not_draw() -> None:
    timeline = Timeline(days=(), happenings=(), undated_statements=3, undated_events=2, left_out=1)
    note = words_of(draw_timeline(timeline))[-1]
    assert "3 statements in documents without a date" in note
    assert "2 events for which the text gives no date" in note
    assert "1 more events" in note


def test_a_timeline_shows_dated_events(case: Case) -> None:
    drawing = plot_timeline(case)
    words = words_of(drawing)
    titles = [title.text or "" for title in parse(drawing).iter(f"{LOCAL}title")]
    assert any(title.startswith("2027-05-03: ") and "Arvenia and Halmere" in title for title in titles)
    assert "2027-05-03" in words
    assert any("statements in documents without a date" in line for line in words)


def test_filters_limit_a_timeline_and_a_network(case: Case) -> None:
    assert "1 statements" in plot_timeline(case, Filters(act="deny")).description
    assert "1 pairs" in plot_network(case, Filters(act="deny")).description


def test_a_network_leads_from_who_speaks_to_who_is_spoken_of(case: Case) -> None:
    titles = [title.text or "" for title in parse(plot_network(case)).iter(f"{LOCAL}title")]
    assert "Ada Lind about Oskar Renn: 1 statements, 1 denials" in titles


def test_hostile_words_are_words_in_every_plot() -> None:
    node, other = (Node(id=id, name=HOSTILE, schema="Person", country=None, sector=None) for id in ("e-1", "e-2"))
    party = Party("e-1", HOSTILE)
    arrival = Arrival(
        number=1, id="d", day="2027-05-01", publisher=HOSTILE, title=HOSTILE, shown=HOSTILE, statements=1, denials=1
    )
    drawings = (
        draw_timeline(Timeline(days=(), happenings=(happening(1, label=HOSTILE, words=HOSTILE),)), title=HOSTILE),
        draw_network([node, other], [Tie(speaker="e-1", about="e-2", count=1, denials=0, documents=1)], title=HOSTILE),
        draw_matrix([Pair(party, Party("e-2", HOSTILE), 3)], title=HOSTILE),
        draw_braid([arrival], [], title=HOSTILE, link=lambda kind, id: f'/documents/{id}"><script>'),
    )
    for drawing in drawings:
        root = parse(drawing)
        assert root.xpath("//*[local-name() = 'script']") == []
        assert "\u202e" not in make_file(drawing)
        assert any("<script>" in (title.text or "") for title in root.iter(f"{LOCAL}title"))
        etree.fromstring(show_inline(drawing).encode())


def test_a_drawing_without_anything_is_still_a_drawing() -> None:
    for drawing in (
        draw_timeline(Timeline(days=(), happenings=())), draw_network([], []), draw_matrix([]), draw_braid([], []),
    ):  # fmt: skip
        assert parse(drawing).tag == f"{LOCAL}svg"


def test_links_are_there_only_where_they_are_asked_for() -> None:
    timeline = Timeline(days=(Day(date(2027, 5, 1), 3, 1),), happenings=(happening(2),))
    assert "<a " not in make_file(draw_timeline(timeline))
    linked = show_inline(draw_timeline(timeline, link=lambda kind, id: f"/{kind}/{id}"))
    assert 'href="/event/v-2"' in linked
    assert 'role="group"' in linked


def test_each_factuality_has_its_own_sign() -> None:
    items = tuple(
        happening(number, factuality=factuality)
        for number, factuality in enumerate(("asserted", "planned", "hypothetical", "denied"), 1)
    )
    lanes = make_file(draw_timeline(Timeline(days=(), happenings=items))).partition('class="legend"')[0]
    for factuality in ("asserted", "planned", "hypothetical", "denied"):
        assert lanes.count(f'class="mark {factuality}"') == 1
    assert lanes.count('class="strike"') == 1


def test_days_keep_their_order_and_a_long_gap_is_cut_and_marked() -> None:
    days = [date(2027, 5, day) for day in range(1, 11)]
    scale = make_scale([date(1999, 1, 1), *days], 0, 900)
    places = [scale.place(day) for day in (date(1999, 1, 1), *days)]
    assert places == sorted(places)
    assert len(scale.breaks) == 1
    assert places[1] < 200
    assert not make_scale(days, 0, 900).breaks


def test_words_are_cut_to_their_room() -> None:
    assert shorten("short", 100) == "short"
    for words in ("a very long name of a ministry", "北岭港务集团有限责任公司办公室", "မြန်မာနိုင်ငံတော်"):
        cut = shorten(words, 60)
        assert cut.endswith("…")
        assert measure(cut) <= 60


def test_names_of_a_network_do_not_lie_on_each_other() -> None:
    sizes = [(120.0, 40.0)] * 30
    angles = np.arange(30) * 2.4
    found = spread(np.stack([np.cos(angles), np.sin(angles)], axis=1) * 0.2, sizes)
    for first in range(30):
        for second in range(first):
            across, down = np.abs(found[first] - found[second])
            assert across > 110 or down > 35


def test_a_file_is_svg_or_png_by_its_ending(case: Case, tmp_path: Path) -> None:
    drawing = plot_matrix(case)
    write_drawing(drawing, tmp_path / "m.svg")
    assert (tmp_path / "m.svg").read_bytes().startswith(b"<?xml")
    write_drawing(drawing, tmp_path / "m.png")
    assert (tmp_path / "m.png").read_bytes() == render_png(drawing)
    assert (tmp_path / "m.png").read_bytes().startswith(b"\x89PNG")
    with pytest.raises(SaysoError, match=r"End the file's name in \.svg or \.png"):
        write_drawing(drawing, tmp_path / "m.gif")
    assert not (tmp_path / "m.gif").exists()
    with pytest.raises(SaysoError, match="cannot be written"):
        write_drawing(drawing, tmp_path / "no" / "m.svg")
