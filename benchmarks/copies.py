"""Copies made from texts as newsrooms make them: cut, edited, put in another order, with a new lead and a credit."""

import random
import re
from collections.abc import Iterator
from itertools import accumulate

_SYLLABLES = [first + last for first in "bcdfghklmnprstvw" for last in "aeiou"]
_SENTENCE = re.compile(r"(?<=[.!?”\"])\s+")
_LEADS = (
    "What follows reached this newsroom overnight and is given here for the record.",
    "Readers in the valley had asked for days what stood behind it.",
    "The news travelled quickly through the market streets this morning.",
)
_LOCAL = (
    "In our own district the matter was discussed at the weekly council evening.",
    "The town library has put the earlier documents on display near the stairs.",
    "A bus driver at the north terminal said she had read about it on her phone.",
    "Nobody at the grain exchange could remember anything of the kind.",
    "The parish newsletter will carry a longer account on Sunday.",
)


def make_copy(text: str, keep: float, chance: random.Random) -> str:
    """The text with this share of its sentences kept, and everything else that a desk does to it.

    The kept sentences are mostly those at the head, one in thirty words is another, local sentences make
    up to a fifth, paragraphs may change places, and a lead and a credit line are put in front.
    """
    sentences = [sentence for sentence in _SENTENCE.split(text) if sentence.strip()]
    count = max(2, round(len(sentences) * keep))
    if chance.random() < 0.5:
        kept = sentences[:count]
    else:
        kept = [sentences[place] for place in sorted(chance.sample(range(len(sentences)), min(count, len(sentences))))]
    kept = [_edit(sentence, chance) for sentence in kept]
    for local in chance.sample(_LOCAL, min(len(_LOCAL), max(1, len(kept) // 8))):
        kept.insert(chance.randrange(len(kept) + 1), local)
    paragraphs = [" ".join(kept[start : start + 3]) for start in range(0, len(kept), 3)]
    if chance.random() < 0.3:
        chance.shuffle(paragraphs)
    credit = "OSTERVIK (Lantern Press) - " if chance.random() < 0.5 else ""
    return "\n\n".join([chance.choice(_LEADS), credit + paragraphs[0], *paragraphs[1:]])


def make_texts(count: int, chance: random.Random) -> Iterator[str]:
    """Texts of about 400 invented words, as unevenly frequent as words are, with phrases that many texts have.

    One in ten is a copy of an earlier one.
    """
    words = ["".join(chance.choice(_SYLLABLES) for _ in range(chance.randint(1, 4))) for _ in range(40_000)]
    weights = list(accumulate(1 / (place + 1) for place in range(len(words))))
    phrases = [" ".join(chance.choices(words, cum_weights=weights, k=6)) for _ in range(3_000)]
    texts: list[str] = []
    for _ in range(count):
        if texts and chance.random() < 0.1:
            yield make_copy(chance.choice(texts), 0.7, chance)
            continue
        picked = chance.choices(words, cum_weights=weights, k=400)
        sentences = [picked[start : start + 16] for start in range(0, len(picked), 16)]
        told = [" ".join([*part, *([chance.choice(phrases)] if chance.random() < 0.3 else [])]) for part in sentences]
        text = " ".join(f"{sentence.capitalize()}." for sentence in told)
        if len(texts) < 2_000:
            texts.append(text)
        yield text


def _edit(sentence: str, chance: random.Random) -> str:
    return " ".join("indeed" if chance.random() < 1 / 30 else word for word in sentence.split())
