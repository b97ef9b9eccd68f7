"""Which statement stands inside the content of which."""

from collections.abc import Mapping

from sayso.extract.cited import CITED
from sayso.extract.drafts import Draft, Places


def find_outer(drafts: Mapping[str, Draft]) -> dict[str, str | None]:
    """For each draft the id of the smallest other draft whose content holds its cue and content, or None.

    Read from left to right with only those contents in hand that are not over yet, so that the
    time depends on how deep statements are nested and not on how many there are.
    """
    pieces = sorted((start, end, id) for id, draft in drafts.items() for start, end in draft.content)
    sizes = {id: sum(end - start for start, end in draft.content) for id, draft in drafts.items()}
    outer: dict[str, str | None] = dict.fromkeys(drafts)
    open_pieces: list[tuple[int, str]] = []  # where each ends, and whose it is
    following = 0
    for start, id in sorted((min(draft.cue + draft.content)[0], id) for id, draft in drafts.items()):
        while following < len(pieces) and pieces[following][0] <= start:
            open_pieces.append(pieces[following][1:])
            following += 1
        open_pieces = [piece for piece in open_pieces if piece[0] > start]
        held, content = drafts[id].cue + drafts[id].content, drafts[id].content
        holders = [
            (sizes[other], other)
            for other in {other for _, other in open_pieces}
            if other != id
            and drafts[other].content != content
            and drafts[id].rule != CITED
            and all(_holds(drafts[other].content, place) for place in held)
        ]
        outer[id] = min(holders)[1] if holders else None
    return outer | _find_citing(drafts)


def _find_citing(drafts: Mapping[str, Draft]) -> dict[str, str]:
    """For what those who are cited have said the statement that cites them: it has the same content."""
    own = {draft.content: id for id, draft in drafts.items() if draft.rule != CITED}
    return {id: own[draft.content] for id, draft in drafts.items() if draft.rule == CITED and draft.content in own}


def _holds(places: Places, place: tuple[int, int]) -> bool:
    return any(start <= place[0] and place[1] <= end for start, end in places)
