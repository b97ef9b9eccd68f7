"""What the overview shows: the numbers of a case, the braid of its documents, who speaks about whom."""

from collections.abc import Sequence
from urllib.parse import urlencode

from markupsafe import Markup
from msgspec import Struct

from sayso.case import Case, ClaimFilters, DisputeFilters
from sayso.present.plots.braid import draw_braid
from sayso.present.plots.svg import Drawing, show_inline
from sayso.store.figures import Figures, Pair, Party, count_figures, find_arrivals, find_pairs
from sayso.store.rows_weighed import DisputeRow
from sayso.store.weighed_origins import count_origins, load_largest_origins, load_origins

MOST_LANES = 24  # origins that are drawn
LONGEST_LANE = 60  # documents of one origin that are drawn
MATRIX_SIZE = 10
MOST_DISPUTES = 5
SHADES = 5


class Cell(Struct, frozen=True, kw_only=True):
    """How often one speaks about another."""

    speaker: Party
    about: Party
    count: int
    shade: int  # 0 to SHADES


class Matrix(Struct, frozen=True, kw_only=True):
    """Who speaks about whom."""

    abouts: tuple[Party, ...]
    rows: tuple[tuple[Party, tuple[Cell, ...]], ...]


class Overview(Struct, frozen=True, kw_only=True):
    """A case at a glance."""

    figures: Figures
    copied: int  # documents that are not the first of their origin
    origins: int
    disputes: int
    claims: int  # that are told more than once or denied
    single: int  # of these, those that rest on one origin
    disputed: tuple[DisputeRow, ...]  # the largest disputes
    braid: Markup | None
    hidden: int  # origins that are not drawn
    matrix: Matrix


def make_overview(case: Case) -> Overview:
    """The case at a glance."""
    origins, copied = count_origins(case.store)
    return Overview(
        figures=count_figures(case.store),
        copied=copied,
        origins=origins,
        disputes=case.count_disputes(),
        single=case.count_claims(ClaimFilters(origins=1, several=True)),
        claims=case.count_claims(ClaimFilters(several=True)),
        disputed=tuple(case.disputes(DisputeFilters(limit=MOST_DISPUTES))),
        braid=show_inline(draw_origins(case)) if origins else None,
        hidden=max(origins - MOST_LANES, 0),
        matrix=make_matrix(find_pairs(case.store, MATRIX_SIZE)),
    )


def draw_origins(case: Case, asked: Sequence[str] = ()) -> Drawing:
    """The braid of the origins asked for, or of those that most documents go back to; of a long lane the beginning."""
    shown = load_origins(case.store, asked) if asked else load_largest_origins(case.store, MOST_LANES)
    ids = [id for origin in shown for id in origin.documents[:LONGEST_LANE]]
    return draw_braid(find_arrivals(case.store, len(ids), ids), shown, "Documents over time", lead_to)


def lead_to(kind: str, id: str) -> str | None:
    """The page of what a drawing shows."""
    if kind == "pair":
        speaker, about = id.split(" ")
        return f"/statements?{urlencode({'speaker_id': speaker, 'about_id': about})}"
    if kind == "day":
        return f"/statements?since={id}&until={id}"
    return {"document": f"/documents/{id}", "event": f"/events/{id}", "entity": f"/people/{id}"}.get(kind)


def make_matrix(pairs: Sequence[Pair]) -> Matrix:
    """A row for each speaker, a column for each who is spoken of, those with most first."""
    counts = {(pair.speaker.id, pair.about.id): pair.count for pair in pairs}
    speakers = _rank([(pair.speaker, pair.count) for pair in pairs])
    abouts = _rank([(pair.about, pair.count) for pair in pairs])
    most = max(counts.values(), default=1)
    rows = []
    for speaker in speakers:
        cells = []
        for about in abouts:
            count = counts.get((speaker.id, about.id), 0)
            cells.append(Cell(speaker=speaker, about=about, count=count, shade=-(-SHADES * count // most)))
        rows.append((speaker, tuple(cells)))
    return Matrix(abouts=abouts, rows=tuple(rows))


def _rank(counted: Sequence[tuple[Party, int]]) -> tuple[Party, ...]:
    totals: dict[str, int] = {}
    parties = {party.id: party for party, _ in counted}
    for party, count in counted:
        totals[party.id] = totals.get(party.id, 0) + count
    return tuple(parties[id] for id in sorted(totals, key=lambda id: (-totals[id], id)))
