"""The web application of one case: its addresses, how a page is made, and the server that answers.

Every request opens the case anew, so that what another process adds is there at once and no thread shares a
connection with another.
"""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from urllib.parse import quote, urlencode

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
from sayso.errors import NotFoundError, SaysoError
from sayso.present import wording
from sayso.present.web import api, deciding, forms, openapi, originals, pages, plots, weighing
from sayso.present.web.guard import Guard

HERE = Path(__file__).parent


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
_FORMS: dict[str, "Take"] = {
    "decide": forms.decide,
    "judge": forms.judge,
    "split": forms.part,
    "undo": forms.undo,
    "name": forms.name,
}


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
        "/people/{id}/review": pages.show_who,
        "/search": pages.show_search,
        "/review": pages.show_review,
        "/review/links": pages.show_links,
        "/decisions": pages.show_decisions,
    }
    routes = [
        *(Route(path, partial(_answer, site, show)) for path, show in shown.items()),
        Route("/statements/{id}", partial(_lead_to_statement, site)),
        Route("/documents/{id}/original", partial(originals.send_original, folder)),
        Route("/documents/{id}/page", partial(originals.send_page, folder)),
        Route("/documents/{id}/text", partial(originals.send_text, folder)),
        Route("/plots/{name}.{shape}", partial(plots.send_drawing, folder)),
        *_make_api(site),
        *(Route(f"/review/{name}", partial(_take, site, take), methods=["POST"]) for name, take in _FORMS.items()),
        Mount("/static", StaticFiles(directory=HERE / "static")),
    ]
    handlers = {SaysoError: partial(_explain, site), HTTPException: partial(_explain, site)}
    return Guard(Starlette(routes=routes, exception_handlers=handlers), token)


def _make_api(site: Site) -> list[Route]:
    """What programs ask, and the pages' own scripts."""
    return [
        Route("/api/openapi.json", lambda _request: deciding.answer(openapi.make_description())),
        Route("/api/decisions", partial(_take_json, site, deciding.take_decision), methods=["POST"]),
        Route("/api/decisions/{id}/undo", partial(_take_json, site, deciding.take_undo), methods=["POST"]),
        *(Route(path, partial(_send_json, site, show)) for path, show in openapi.SHOWN.items()),
        Route("/api/{name}", partial(api.send_rows, site.folder)),
    ]


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
        return site.render(
            template, {"reviewer": deciding.read_reviewer(request), "here": find_here(request), **values}
        )


def find_here(request: Request) -> str:
    """The address of this page within the case, to come back to."""
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")


def _explain(site: Site, request: Request, error: Exception) -> Response:
    if request.url.path.startswith("/api/"):
        return deciding.refuse(error)
    if isinstance(error, HTTPException):
        status, words = error.status_code, "There is no such page." if error.status_code == 404 else error.detail
    else:
        status, words = 404 if isinstance(error, NotFoundError) else 400, str(error)
    return site.render("error.html", {"words": words}, status)


def _lead_to_statement(site: Site, request: Request) -> Response:
    with open_case(site.folder) as case:
        return RedirectResponse(pages.find_statement_address(case, request.path_params["id"]), status_code=303)


# what changes something

Take = Callable[[Case, Request, forms.Form], Response | pages.View]


async def _take(site: Site, take: Take, request: Request) -> Response:
    """What a form does; a page instead of a way on says that somebody was faster."""
    form = deciding.read_form(await deciding.read_body(request))
    return await run_in_threadpool(_take_form, site, take, request, form)


def _take_form(site: Site, take: Take, request: Request, form: forms.Form) -> Response:
    with open_case(site.folder) as case:
        taken = take(case, request, form)
        if isinstance(taken, Response):
            return taken
        return site.render(taken[0], {"here": "/review", **taken[1]}, status=409)


async def _take_json(site: Site, take: Callable[[Path, Request, bytes], Response], request: Request) -> Response:
    body = await deciding.read_body(request)
    return await run_in_threadpool(take, site.folder, request, body)


def _send_json(site: Site, show: Callable[[Case, Request], object], request: Request) -> Response:
    with open_case(site.folder) as case:
        return deciding.answer(show(case, request))
