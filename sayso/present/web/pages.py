"""What each address shows: a template and the values in it. Reading, counting and drawing are done elsewhere."""

from collections.abc import Mapping
from itertools import islice
from typing import get_args

import msgspec
from starlette.requests import Request

from sayso.case import Case, Filters
from sayso.errors import NotFoundError
from sayso.present.plots.svg import show_inline
from sayso.present.web import events, lists, plots, weighing
from sayso.present.web.changes import list_made
from sayso.present.web.deciding import read_reviewer
from sayso.present.web.linking import make_who
from sayso.present.web.overview import draw_origins, make_matrix, make_overview
from sayso.present.web.people import make_person
from sayso.present.web.reader import find_judgements, make_cards, make_reading
from sayso.present.web.review import make_queue, read_order
from sayso.records import Act, Form, Polarity
from sayso.store.asking import load_entity
from sayso.store.decisions import find_lost_decisions, find_valid_decisions
from sayso.store.event_lists import AskedEvents, choose_events, count_by_month, list_events
from sayso.store.figures import find_pairs
from sayso.store.parties import count_schemata, list_parties
from sayso.store.tallies import count_by_document, count_statements, list_statements

View = tuple[str, Mapping[str, object]]
LARGE_MATRIX = 24
DRAWN = 60  # events that one drawing shows by themselves; more are counted by month
FEW = 20  # rows of a page whose rows are long


def show_overview(case: Case, _request: Request) -> View:
    """The case at a glance."""
    everything = AskedEvents()
    columns, chosen = choose_events(case.store, everything)
    few = int(chosen.sum()) <= DRAWN
    rows = list_events(case.store, everything, limit=DRAWN) if few else []
    return "overview.html", {
        "overview": make_overview(case),
        "failures": list(islice(case.failures(), 20)),
        "event_count": int(chosen.sum()),
        "timeline": show_inline(plots.draw_events(case, rows)) if len(rows) > 1 else None,
        "strip": events.draw_strip(list(count_by_month(columns, chosen)), int(chosen.sum())),
    }


def show_documents(case: Case, request: Request) -> View:
    """The documents that pass the filters, and what could not be read."""
    filters, skip = lists.read_filters(request.query_params), lists.read_place(request.query_params)
    found = list(case.documents(msgspec.structs.replace(filters, skip=skip, limit=lists.PAGE + 1)))
    query = lists.show_filters(filters)
    page = lists.make_page("/documents", query, skip, len(found) > lists.PAGE)
    counts = count_by_document(case.store, [document.id for document in found[: lists.PAGE]])
    return "documents.html", {
        "documents": found[: lists.PAGE],
        "counts": counts,
        "failures": [] if skip else list(case.failures()),
        "filters": filters,
        "page": page,
    }


def show_reader(case: Case, request: Request) -> View:
    """One document."""
    id = str(request.path_params["id"])
    row = next(case.documents(Filters(document=id)))
    reading = make_reading(case, row.id)
    sides = bool(reading.versions) and request.query_params.get("view") != "published"
    return "reader.html", {"reading": reading, "sides": sides}


def show_statements(case: Case, request: Request) -> View:
    """The statements that pass the filters, with what else could be asked."""
    filters, skip = lists.read_filters(request.query_params), lists.read_place(request.query_params)
    rows = list_statements(case.store, msgspec.structs.replace(filters, skip=skip, limit=lists.PAGE + 1))
    page = lists.make_page("/statements", lists.show_filters(filters), skip, len(rows) > lists.PAGE)
    return "statements.html", {
        "cards": make_cards(rows[: lists.PAGE], find_judgements(case)),
        "filters": filters,
        "facets": lists.count_facets(case, filters),
        "total": None if filters.words else count_statements(case.store, filters),
        "names": _name_all(case, filters.speaker_id, filters.about_id),
        "page": page,
    }


def _name_all(case: Case, *ids: str | None) -> dict[str, str]:
    """What the entities that are asked for are called."""
    return {id: (load_entity(case.store, id).names or (id,))[0] for id in ids if id}


def show_events(case: Case, request: Request) -> View:
    """The events that pass the filters by their own day, with what else could be asked."""
    asked, skip = events.read_asked(request.query_params), lists.read_place(request.query_params)
    rows = list_events(case.store, asked, skip=skip, limit=lists.PAGE + 1)
    columns, chosen = choose_events(case.store, asked)
    return "events.html", {
        "rows": rows[: lists.PAGE],
        "asked": asked,
        "facets": events.count_event_facets(case, asked),
        "total": None if asked.told.words else int(chosen.sum()),
        "timeline": show_inline(plots.draw_events(case, rows)) if 1 < len(rows) <= lists.PAGE and not skip else None,
        "strip": events.draw_strip(list(count_by_month(columns, chosen)), int(chosen.sum())),
        "names": _name_all(case, asked.party, asked.place),
        "page": lists.make_page("/events", events.show_asked(asked), skip, len(rows) > lists.PAGE),
    }


def show_event(case: Case, request: Request) -> View:
    """One event."""
    return "event.html", {"view": events.make_event(case, str(request.path_params["id"]))}


def show_disputes(case: Case, request: Request) -> View:
    """Where statements contradict each other."""
    asked, skip = weighing.read_disputes(request.query_params), lists.read_place(request.query_params)
    found = list(case.disputes(msgspec.structs.replace(asked, skip=skip, limit=FEW + 1)))
    query = weighing.show_asked(request.query_params, "kind", "inside")
    return "disputes.html", {
        "disputes": found[:FEW],
        "asked": asked,
        "filters": lists.read_filters(request.query_params),
        "total": case.count_disputes(asked),
        "page": lists.make_page("/disputes", query, skip, len(found) > FEW, FEW),
    }


def show_dispute(case: Case, request: Request) -> View:
    """One dispute, its sides beside each other."""
    shown = case.dispute(str(request.path_params["id"]))
    left, right = shown.asked.clash
    return "dispute.html", {
        "shown": shown,
        "sides": weighing.list_sides(shown),
        "difference": weighing.find_difference(left.words, right.words),
    }


def show_claims(case: Case, request: Request) -> View:
    """What is claimed, by how many independent origins."""
    asked, skip = weighing.read_claims(request.query_params), lists.read_place(request.query_params)
    found = list(case.support(msgspec.structs.replace(asked, skip=skip, limit=FEW + 1)))
    query = weighing.show_asked(request.query_params, "origins", "least_origins", "denied", "several", "order")
    return "claims.html", {
        "claims": found[:FEW],
        "asked": asked,
        "orders": weighing.ORDERS,
        "filters": lists.read_filters(request.query_params),
        "total": case.count_claims(asked),
        "page": lists.make_page("/claims", query, skip, len(found) > FEW, FEW),
    }


def show_claim(case: Case, request: Request) -> View:
    """One claim with all that is said for and against it."""
    return "claim.html", {"shown": case.claim(str(request.path_params["id"]))}


def show_origins(case: Case, request: Request) -> View:
    """Which documents go back to one report."""
    everything, skip = request.query_params.get("all") == "yes", lists.read_place(request.query_params)
    found = list(case.origins(several=not everything, skip=skip, limit=lists.PAGE + 1))
    page = lists.make_page("/origins", "all=yes" if everything else "", skip, len(found) > lists.PAGE)
    return "origins.html", {"origins": found[: lists.PAGE], "everything": everything, "page": page}


def show_origin(case: Case, request: Request) -> View:
    """One origin with its documents and why they go back to it."""
    origin = case.origin(str(request.path_params["id"]))
    braid = draw_origins(case, [origin.id]) if len(origin.documents) > 1 else None
    return "origin.html", {"origin": origin, "braid": show_inline(braid) if braid else None}


def show_map(case: Case, request: Request) -> View:
    """Where the events that pass the filters happen."""
    asked = events.read_asked(request.query_params)
    query = events.show_asked(asked)
    return "map.html", {"map": events.make_map(case, asked), "asked": asked, "query": query}


def show_network(case: Case, request: Request) -> View:
    """Who speaks about whom: a matrix, and the network where it is asked for."""
    filters = lists.read_filters(request.query_params)
    pairs = find_pairs(case.store, LARGE_MATRIX, filters)
    network = plots.draw(case, "network", request.query_params) if request.query_params.get("draw") else None
    return "network.html", {
        "matrix": make_matrix(pairs),
        "network": show_inline(network) if network else None,
        "filters": filters,
        "query": lists.show_filters(filters),
        "facets": lists.count_facets(case, filters),
    }


def show_people(case: Case, request: Request) -> View:
    """Who and what is named, those who make most statements first."""
    words, skip = request.query_params.get("words", "").strip(), lists.read_place(request.query_params)
    kind = request.query_params.get("kind", "").strip()
    rows = list_parties(case.store, words or None, kind or None, skip=skip, limit=lists.PAGE + 1)
    query = lists.encode({"words": words, "kind": kind})
    page = lists.make_page("/people", query, skip, len(rows) > lists.PAGE)
    return "people.html", {
        "people": rows[: lists.PAGE],
        "words": words,
        "kind": kind,
        "kinds": count_schemata(case.store),
        "page": page,
    }


def show_person(case: Case, request: Request) -> View:
    """One person or body."""
    return "person.html", {"person": make_person(case, str(request.path_params["id"]))}


def show_who(case: Case, request: Request) -> View:
    """One person or body with its parts, to be split or made one with another."""
    words = request.query_params.get("words", "").strip()
    return "who.html", {"who": make_who(case, str(request.path_params["id"]), words)}


def show_links(case: Case, request: Request) -> View:
    """Who may be one, with what speaks for and against it."""
    skip = lists.read_place(request.query_params)
    found = list(islice(case.proposed_links(), skip, skip + FEW + 1))
    page = lists.make_page("/review/links", "", skip, len(found) > FEW, FEW)
    return "links.html", {"links": found[:FEW], "page": page}


def show_search(case: Case, request: Request) -> View:
    """The sentences in which the words stand."""
    words, skip = request.query_params.get("q", "").strip(), lists.read_place(request.query_params)
    phrases = lists.split_phrases(words)
    filters = lists.read_filters(request.query_params)
    hits = list(case.search(phrases, msgspec.structs.replace(filters, skip=skip, limit=lists.PAGE + 1)))
    page = lists.make_page("/search", lists.encode({"q": words}), skip, len(hits) > lists.PAGE)
    return "search.html", {"words": words, "hits": hits[: lists.PAGE], "page": page}


def show_review(case: Case, request: Request, conflict: str = "") -> View:
    """One statement to be judged."""
    query = request.query_params
    filters = lists.read_filters(query)
    reviewer = read_reviewer(request)
    order = read_order(query, filters)
    only = lists.show_filters(filters)
    return "review.html", {
        "queue": make_queue(case, filters, order, query.get("at"), reviewer),
        "only": only,
        "query": "&".join(part for part in (only, f"order={order}" if "order" in query else "") if part),
        "filters": filters,
        "reviewer": reviewer,
        "conflict": conflict,
        "choices": [(name, get_args(kind)) for name, kind in (("act", Act), ("polarity", Polarity), ("form", Form))],
    }


def show_decisions(case: Case, request: Request) -> View:
    """Every decision, the last one first, and the head of the log that binds them; or those that lost their place."""
    only_lost = request.query_params.get("lost") == "yes"
    valid = {decision.id for decision in find_valid_decisions(case.store)}
    lost = set(find_lost_decisions(case.store))
    decisions = [decision for decision in case.decisions() if not only_lost or decision.id in lost]
    skip = lists.read_place(request.query_params)
    query = "lost=yes" if only_lost else ""
    page = lists.make_page("/decisions", query, skip, len(decisions) > skip + lists.PAGE)
    return "decisions.html", {
        "made": list_made(case, decisions[::-1][skip : skip + lists.PAGE], valid, lost),
        "lost": len(lost),
        "only_lost": only_lost,
        "head": case.head(),
        "page": page,
    }


def find_statement_address(case: Case, id: str) -> str:
    """Where the reader shows this statement."""
    shown = case.show(id)
    if shown.document is None:
        raise NotFoundError(f"no statement has the id {id!r}", where=str(case.folder))
    return f"/documents/{shown.document.id}#{shown.record.id}"
