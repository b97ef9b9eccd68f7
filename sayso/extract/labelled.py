"""Statements under a speaker's name: turns of a conversation and signed quotations."""

from collections.abc import Sequence

from sayso.extract.drafts import Cover, Draft
from sayso.read.reading import Reading

TURN = "turn"
SCORE = 0.9


def add_labelled(reading: Reading, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with those for turns and signed quotations, which take the place of what else was made of them."""
    labels = Cover((min(each.name[0], each.mark[0]), max(each.name[1], each.mark[1])) for each in reading.labelled)
    signed = Cover(place for each in reading.labelled if each.kind != TURN for place in each.said)

    def is_replaced(draft: Draft) -> bool:
        if labels.touches((*draft.cue, *draft.source)):
            return True
        return all(map(signed.holds, draft.content)) and not signed.touches(draft.cue)

    made = [
        Draft(
            source=(each.name,),
            cue=(each.mark,),
            content=each.said,
            act="say",
            polarity="positive",
            rule=each.kind,
            score=SCORE,
        )
        for each in reading.labelled
    ]
    return [*(draft for draft in drafts if not is_replaced(draft)), *made]
