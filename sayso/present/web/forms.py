"""What the forms of the review do: each decides something and leads on, or says why it was not kept."""

from collections.abc import Mapping
from urllib.parse import quote, urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from sayso.case import Case
from sayso.errors import ConflictError
from sayso.present.web import pages
from sayso.present.web.deciding import LONGEST_NAME, REVIEWER, make_decision, read_draft, read_reviewer
from sayso.present.web.linking import split

Form = Mapping[str, list[str]]


def decide(case: Case, request: Request, form: Form) -> Response | pages.View:
    """The decision is in the log, and what waits next is shown; or the page, which says who was faster."""
    draft = read_draft(form)
    try:
        case.decide(make_decision(draft, read_reviewer(request)), seen=draft.seen or "")
    except ConflictError as error:
        return pages.show_review(case, request, str(error))
    return RedirectResponse(make_address(request, _get(form, "following")), status_code=303)


def judge(case: Case, request: Request, form: Form) -> Response | pages.View:
    """A decision on two records or more, from whatever page asks for it; and back to that page."""
    draft = read_draft(form)
    reviewer = " ".join(_get(form, "reviewer").split())[:LONGEST_NAME] or read_reviewer(request)
    case.decide(make_decision(draft, reviewer), seen=draft.seen)
    return _keep_name(RedirectResponse(find_back(form), status_code=303), reviewer)


def part(case: Case, request: Request, form: Form) -> Response | pages.View:
    """What one document has of an entity is somebody else than what the other documents have; and back."""
    reviewer = " ".join(_get(form, "reviewer").split())[:LONGEST_NAME] or read_reviewer(request)
    split(case, _get(form, "entity"), _get(form, "mention"), reviewer, _get(form, "note"))
    return _keep_name(RedirectResponse(find_back(form), status_code=303), reviewer)


def undo(case: Case, request: Request, form: Form) -> Response | pages.View:
    """A decision is undone, and what it was about is shown."""
    undone = case.undo(_get(form, "id"), read_reviewer(request))
    if "back" in form:
        return RedirectResponse(find_back(form), status_code=303)
    return RedirectResponse(make_address(request, undone.about[0]), status_code=303)


def name(_case: Case, request: Request, form: Form) -> Response | pages.View:
    """Who reviews in this browser from now on."""
    to = find_back(form) if "back" in form else make_address(request, request.query_params.get("at", ""))
    return _keep_name(RedirectResponse(to, status_code=303), " ".join(_get(form, "reviewer").split())[:LONGEST_NAME])


def _keep_name(response: Response, words: str) -> Response:
    """The answer, with the name of who reviews for this browser to keep."""
    response.set_cookie(REVIEWER, quote(words), httponly=True, samesite="strict", max_age=365 * 86_400)
    return response


def find_back(form: Form) -> str:
    """The page of this case that a form names; the review where it names none."""
    back = _get(form, "back")
    inside = back.startswith("/") and not back.startswith(("//", "/\\"))
    return back if inside and back.isprintable() else "/review"


def make_address(request: Request, at: str) -> str:
    """The queue as it was asked for, at another statement."""
    pairs = [pair for pair in request.query_params.multi_items() if pair[0] != "at"]
    query = urlencode([*pairs, ("at", at)] if at else pairs)
    return f"/review?{query}" if query else "/review"


def _get(form: Form, field: str) -> str:
    return form.get(field, [""])[-1].strip()
