"""The web application of one case: its addresses, how a page is made, and the server that answers.

Every request opens the case anew, so that what another process adds is there at once and no thread shares a
connection with another.
"""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from urllib.parse import parse_qs, quote, urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from msgspec import Struct
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from sayso import __version__
from sayso.case import Case, open_case
from sayso.errors import ConflictError, NotFoundError, SaysoError
from sayso.present import wording
from sayso.present.web import api, originals, pages, plots, weighing
from sayso.present.web.guard import Guard
from sayso.present.web.review import QUESTION
from sayso.records import Decision

HERE = Path(__file__).parent
LONGEST_FORM = 64_000  # bytes; a decision with a long note
LONGEST_NAME = 80  # characters of a reviewer's name


class Site(Struct, frozen=True):
    """One case with the means to show it."""

    folder: Path
    environment: Environment

    def render(self, template: str, values: Mapping[str, object], status: int = 200) -> HTMLResponse:
        """The page."""
        name = self.folder.absolute().name
        words = self.environment.get_template(template).render({"case_name": name, "version": __version__, **values})
        return HTMLResponse(words, status_code=status)


Show = Callable[[Case, Request], pages.View]


def make_app(folder: Path, token: str) -> Guard:
    """The application for the case in this folder, which answers whoever brings the token."""
    site = Site(folder, make_environment())
    shown: dict[str, Show] = {
        "/": pages.show_overview,
        "/documents": pages.show_documents,
        "/documents/{id}": pages.show_reader,
        "/statements": pages.show_statements,
        "/events": pages.show_events,
        "/events/{id}": pages.show_event,
        "/disputes": pages.show_disputes,
        "/disputes/{id}": pages.show_dispute,
        "/claims": pages.show_claims,
        "/claims/{id}": pages.show_claim,
        "/origins": pages.show_origins,
        "/origins/{id}": pages.show_origin,
        "/network": pages.show_network,
        "/map": pages.show_map,
        "/people": pages.show_people,
        "/people/{id}": pages.show_person,
        "/search": pages.show_search,
        "/review": pages.show_review,
        "/decisions": pages.show_decisions,
    }
    routes = [
        *(Route(path, partial(_answer, site, show)) for path, show in shown.items()),
        Route("/statements/{id}", partial(_lead_to_statement, site)),
        Route("/documents/{id}/original", partial(originals.send_original, folder)),
        Route("/documents/{id}/page", partial(originals.send_page, folder)),
        Route("/documents/{id}/text", partial(originals.send_text, folder)),
        Route("/plots/{name}.{shape}", partial(plots.send_drawing, folder)),
        Route("/api/{name}", partial(api.send_rows, folder)),
        Route("/review/decide", partial(_take, site, _decide), methods=["POST"]),
        Route("/review/undo", partial(_take, site, _undo), methods=["POST"]),
        Route("/review/name", partial(_take, site, _name), methods=["POST"]),
        Mount("/static", StaticFiles(directory=HERE / "static")),
    ]
    handlers = {SaysoError: partial(_explain, site), HTTPException: partial(_explain, site)}
    return Guard(Starlette(routes=routes, exception_handlers=handlers), token)


def make_environment() -> Environment:
    """Templates in which every value is escaped and every character that steers is made visible."""
    environment = Environment(
        loader=PackageLoader("sayso.present.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_show_value,
    )
    environment.filters |= {
        "day": wording.show_day,
        "link": wording.find_link,
        "title_of": wording.show_title,
        "quote": lambda words: quote(words, safe=""),
        "initials": wording.make_initials,
        "can_show": originals.can_show,
    }
    environment.globals |= {"encode": urlencode, "colour_of": wording.choose_colour, "visible": wording.make_visible}
    environment.globals |= {"name_telling": weighing.name_telling, "show_telling": weighing.show_telling}
    return environment


def _show_value(value: object) -> object:
    if value is None:
        return ""
    return wording.make_visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _answer(site: Site, show: Show, request: Request) -> Response:
    with open_case(site.folder) as case:
        template, values = show(case, request)
        return site.render(template, values)


def _explain(site: Site, _request: Request, error: Exception) -> Response:
    if isinstance(error, HTTPException):
        status, words = error.status_code, "There is no such page." if error.status_code == 404 else error.detail
    else:
        status, words = 404 if isinstance(error, NotFoundError) else 400, str(error)
    return site.render("error.html", {"words": words}, status)


def _lead_to_statement(site: Site, request: Request) -> Response:
    with open_case(site.folder) as case:
        return RedirectResponse(pages.find_statement_address(case, request.path_params["id"]), status_code=303)


# what changes something

Form = Mapping[str, str]
Take = Callable[[Site, Request, Form], Response]


async def _take(site: Site, take: Take, request: Request) -> Response:
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > LONGEST_FORM:
            raise SaysoError(f"a form may hold {LONGEST_FORM} bytes", hint="Shorten the note")
    fields = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True)
    return await run_in_threadpool(take, site, request, {name: values[-1] for name, values in fields.items()})


def _decide(site: Site, request: Request, form: Form) -> Response:
    """The decision is in the log, and the next statement is shown; or the page says who was faster."""
    reviewer = pages.read_reviewer(request)
    judgement = form.get("judgement", "")
    if judgement not in ("positive", "negative"):
        raise SaysoError(f"{judgement!r} is no judgement", hint="Use positive or negative")
    decision = Decision(
        id="",
        about=(form.get("id", ""),),
        question=QUESTION,
        judgement="positive" if judgement == "positive" else "negative",
        reviewer=reviewer,
        made_at="",
        note=form.get("note", "").strip(),
    )
    with open_case(site.folder) as case:
        try:
            case.decide(decision, seen=form.get("seen", ""))
        except ConflictError as error:
            template, values = pages.show_review(case, request, str(error))
            return site.render(template, values, 409)
    return RedirectResponse(_make_address(request, form.get("following", "")), status_code=303)


def _undo(site: Site, request: Request, form: Form) -> Response:
    with open_case(site.folder) as case:
        undone = case.undo(form.get("id", ""), pages.read_reviewer(request))
    return RedirectResponse(_make_address(request, undone.about[0]), status_code=303)


def _name(_site: Site, request: Request, form: Form) -> Response:
    response = RedirectResponse(_make_address(request, request.query_params.get("at", "")), status_code=303)
    name = " ".join(form.get("reviewer", "").split())[:LONGEST_NAME]
    response.set_cookie(pages.REVIEWER, quote(name), httponly=True, samesite="strict", max_age=365 * 86_400)
    return response


def _make_address(request: Request, at: str) -> str:
    """The queue as it was asked for, at another statement."""
    pairs = [pair for pair in request.query_params.multi_items() if pair[0] != "at"]
    query = urlencode([*pairs, ("at", at)] if at else pairs)
    return f"/review?{query}" if query else "/review"
