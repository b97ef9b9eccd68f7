"""What a document tells twice of the same two is one relation, with what each telling adds."""

import msgspec

from sayso.records import Relation


def add_relation(relations: list[Relation], known: list[int], relation: Relation) -> Relation:
    """Puts a relation to the others, or its term to the one that says the same; gives back what stands there then."""
    for number in known:
        merged = _merge(relations[number], relation)
        if merged is not None:
            relations[number] = merged
            return merged
    known.append(len(relations))
    relations.append(relation)
    return relation


def _merge(old: Relation, new: Relation) -> Relation | None:
    """The two as one, where they say the same and no end of their terms differs."""
    same = old.factuality == new.factuality or (old.factuality, new.factuality) == ("asserted", "planned")
    if not same or _differ(old, new):
        return None
    since, until = (old, new)[old.since is None], (old, new)[old.until is None]
    return msgspec.structs.replace(
        old,
        role=old.role or new.role,
        since=since.since,
        since_precision=since.since_precision,
        until=until.until,
        until_precision=until.until_precision,
        ended=old.ended or new.ended,
        score=max(old.score, new.score),
    )


def _differ(old: Relation, new: Relation) -> bool:
    for left, right in ((old.since, new.since), (old.until, new.until)):
        if (
            left
            and right
            and not (str(left.normal).startswith(str(right.normal)) or str(right.normal).startswith(str(left.normal)))
        ):
            return True
    return False
