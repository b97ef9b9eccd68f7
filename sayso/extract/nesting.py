"""Which statement stands inside the content of which."""

from collections.abc import Mapping

from sayso.extract.drafts import Draft, Places


def find_outer(drafts: Mapping[str, Draft]) -> dict[str, str | None]:
    """For each draft the id of the smallest other draft whose content holds its cue and content, or None."""
    outer: dict[str, str | None] = {}
    for id, draft in drafts.items():
        held = draft.cue + draft.content
        holders = [
            (sum(end - start for start, end in other.content), other_id)
            for other_id, other in drafts.items()
            if other_id != id and all(_holds(other.content, place) for place in held) and other.content != draft.content
        ]
        outer[id] = min(holders)[1] if holders else None
    return outer


def _holds(places: Places, place: tuple[int, int]) -> bool:
    return any(start <= place[0] and place[1] <= end for start, end in places)
