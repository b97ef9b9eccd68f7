"""Names in scripts with capitals: persons by titles and shape, bodies by their words, places by neighbours.

Each run of capitalised words is stripped of what only opens a sentence, joined with the run behind
"of" or "and" where a body's name goes on, cut behind a title, and then judged: by a word of its own
(Ministry, Ltd, River), by the word in front (a title, "in"), by a given name, and last by its shape.
"""

import re
from collections.abc import Sequence

from sayso.read.candidates import GUESSED, LISTED, MARKED, SHAPED, UNSURE, Candidate
from sayso.read.names_places import Gazetteer, gazetteer_of
from sayso.read.names_runs import Run, Word, collect_lower_words, find_openings, find_runs
from sayso.read.names_words import Words, collect_words, judge_words
from sayso.read.reading import Reading

_BEFORE = re.compile(r"([^\W\d_]+(?:[-'’][^\W\d_]+)*)(,?)[ \u00a0\"“„«]*$")
_DATELINE = re.compile(
    r"(?:^|(?<=\n))([^\W\d_a-zа-яё][^\W\da-zа-яё_'’-]*(?:[ -][^\W\d_a-zа-яё][^\W\da-zа-яё_'’-]*){0,3})"
    r"(?=(?:,[^\n.]{0,30}?)?\s*(?:\(([^()\n]{2,40})\)\s*)?(?:[-–—]|\.\s)\s?)"
)
_BEHIND = re.compile(r"[ \u00a0]([^\W\d_]+)")
_COUNTED = re.compile(r"[ \u00a0]?[\d$€£]|[ \u00a0](?:of|de|du)\b")
_OWNER = re.compile(
    r"[ \u00a0]([^\W\d_a-zа-яё][a-zа-яё]+(?:-[^\W\d_][a-zа-яё]+)?|[A-ZА-ЯЁ]{2,6})"
    r"(?![\w-]|[ \u00a0][^\W\d_a-zа-яё])"
)
_INITIAL = re.compile(r"^\w\.")
LONGEST_PERSON = 6  # words
LONGEST_ACRONYM = 7  # letters
LONGEST_GAP = 14  # characters between two runs of one name
LONGEST_BODY = 12  # words
_WINDOW = 40  # characters in front of a run in which its neighbour is looked for


def find_capitalised(reading: Reading, text: str) -> list[Candidate]:
    """The names of a passage that its capitals show; none in scripts without capitals."""
    if not reading.language.settings.spaced or not reading.language.naming.connectors:
        return []
    span = reading.passage.span
    words, gazetteer = collect_words(reading.language), gazetteer_of(reading.language)
    lower = collect_lower_words(reading)
    runs = find_runs(reading, span.start, span.end, find_openings(reading))
    opened = [piece for run in runs if (piece := _drop_opening(run, words, lower, gazetteer)) is not None]
    joined = _join_bodies(opened, text, words, gazetteer)
    candidates = _find_datelines(text, span.start, span.end)
    for run in joined:
        candidates += _judge(run, text, words, gazetteer)
    return [_doubt(candidate, text, lower) for candidate in candidates]


def _doubt(candidate: Candidate, text: str, lower: frozenset[str]) -> Candidate:
    """The candidate; unsure when it is one word that stands in lower case elsewhere, or that counts something."""
    name = text[candidate.start : candidate.end]
    if candidate.strength > GUESSED or " " in name:
        return candidate
    common = name.lower() in lower or _COUNTED.match(text, candidate.end) is not None
    return candidate._replace(strength=UNSURE) if common else candidate


def _find_datelines(text: str, start: int, end: int) -> list[Candidate]:
    """The place in capitals that opens a report, and the agency in brackets behind it."""
    candidates = []
    for match in _DATELINE.finditer(text, start, end):
        candidates.append(Candidate(match.start(1), match.end(1), "Place", MARKED))
        if match.group(2) and match.group(2)[0].isupper():
            candidates.append(Candidate(match.start(2), match.end(2), "Organization", MARKED))
    return candidates


def _drop_opening(run: Run, words: Words, lower: frozenset[str], gazetteer: Gazetteer) -> Run | None:
    """The run without words that are capitalised only because they open a sentence; None when nothing is left."""
    pieces = list(run.words)
    while pieces and _only_opens(pieces, run, words, lower, gazetteer):
        pieces = pieces[1:]
    if not pieces:
        return None
    return Run(words=tuple(pieces), opens=run.opens and len(pieces) == len(run.words), owns=run.owns)


def _only_opens(pieces: list[Word], run: Run, words: Words, lower: frozenset[str], gazetteer: Gazetteer) -> bool:
    word = pieces[0].word
    plain = word.lower()
    if any(gazetteer.find(" ".join(piece.word for piece in pieces[:size])) for size in (1, 2, 3)):
        return False
    opens = run.opens and len(pieces) == len(run.words)
    if plain in (words.opening if opens else words.articles) and not _INITIAL.match(word):
        return word[1:].islower() or len(word) == 1 or len(pieces) > 1
    if not opens:
        return False
    return plain in lower and plain not in words.titles and word not in words.given


def _join_bodies(runs: Sequence[Run], text: str, words: Words, gazetteer: Gazetteer) -> list[Run]:
    """The runs, with those made one that are the name of one body: "Ministry" + of + "Transport"."""
    joined: list[Run] = []
    for run in runs:
        previous = joined[-1] if joined else None
        if previous is not None and _goes_on(previous, run, text, words, gazetteer):
            joined[-1] = Run(words=previous.words + run.words, opens=previous.opens, owns=run.owns)
        else:
            joined.append(run)
    return joined


def _goes_on(left: Run, right: Run, text: str, words: Words, gazetteer: Gazetteer) -> bool:
    """Whether the name of a body that begins in the left run goes on in the right one."""
    gap = text[left.end : right.start]
    if len(gap) > LONGEST_GAP or len(left.words) > LONGEST_BODY or "\n" in gap:
        return False
    connector = gap.strip(" \u00a0").lower()
    if left.owns:
        country = gazetteer.find(text[left.start : left.end])
        owned = connector in words.possessives and country is not None and country.kind == "country"
        return owned and _has_body(right.words, words)
    if connector not in words.connectors or _opens_with_title(right, words):
        return False
    if connector not in words.joiners:
        return _has_body(left.words, words)
    return connector == "&" or (not gazetteer.find(right.words[0].word) and _adds_part(left, right, text, words))


def _adds_part(left: Run, right: Run, text: str, words: Words) -> bool:
    """Whether "and" stands inside one name: Ministry of Inland Ports and Forests, the Salt and Harbour Authority."""
    if _has_body(left.words, words):
        one_more = not _has_body(right.words, words) and len(right.words) == 1
        return one_more and len(left.words) > 1 and _has_small(left, text)
    article = text[max(0, left.start - 4) : left.start].strip().lower() in words.articles
    return article and len(left.words) == 1 and len(right.words) > 1 and _has_body(right.words[-1:], words)


def _has_small(run: Run, text: str) -> bool:
    """Whether the run holds a small word: "of" in "Ministry of Inland Ports"."""
    return any(word.islower() for word in text[run.start : run.end].split())


def _opens_with_title(run: Run, words: Words) -> bool:
    return run.words[0].word.lower() in words.titles


def _has_body(pieces: Sequence[Word], words: Words) -> bool:
    return any(
        piece.word in words.body or piece.word in words.organization or piece.word in words.company for piece in pieces
    )


def _judge(run: Run, text: str, words: Words, gazetteer: Gazetteer) -> list[Candidate]:
    """What a run names; a title inside it cuts it in two."""
    pieces = run.words
    if gazetteer.find(text[run.start : run.end]) is not None:
        return []
    titled = pieces[0].word.lower() in words.titles
    if words.inflected and (titled or _follows_title(run, text, words) or _has_title(text, run.start, words)):
        cut = _find_title(pieces, words)
        if cut == len(pieces) - 1 and judge_words(pieces[cut:], words) is not None:
            return _judge_single(Run(pieces[cut:], run.opens, run.owns), text, "", words, gazetteer)
        if cut < len(pieces) > 1:
            return judge_governed(pieces[cut:], words, gazetteer) or _judge_titled(pieces[cut:], words, gazetteer)
    schema = judge_words(
        pieces if not titled else pieces[-1:], words
    )  # Chief of a ministry, not the ministry of a chief
    cut = _find_title(pieces, words)
    if schema == "Place" and 1 < cut < len(pieces):
        schema = None  # Port Minister Ada Lind is no port
    if schema is not None and len(pieces) > 1:
        holds = any(gazetteer.find(piece.word) for piece in pieces)  # a listed name inside it is a part of it
        return [Candidate(run.start, run.end, schema, LISTED if holds else MARKED)]
    if cut:
        head = judge_words(pieces[: cut - 1], words) if cut > 2 else None
        found = [Candidate(run.start, pieces[cut - 2].end, head, MARKED)] if head else []
        return found + _judge_titled(pieces[cut:], words, gazetteer)
    while pieces and _is_apart(pieces, words, gazetteer):
        pieces = pieces[1:]
    return _judge_shape(Run(pieces, run.opens, run.owns), text, words, gazetteer) if pieces else []


def _follows_title(run: Run, text: str, words: Words) -> bool:
    before = _BEFORE.search(text, max(0, run.start - _WINDOW), run.start)
    return before is not None and not before.group(2) and before.group(1).lower() in words.title_forms


def judge_governed(pieces: Sequence[Word], words: Words, gazetteer: Gazetteer) -> list[Candidate]:
    """What a title has behind it in the genitive, and the person's name behind that; empty where it has nothing.

    "Профессор | Университета Норрбю | Ханна Вестергор", "министр | Корвии | Павел Дорош".
    """
    first = pieces[0].word
    given = next((place for place, piece in enumerate(pieces) if piece.word in words.given_forms), 0)
    body = judge_words(pieces[:1], words)
    if body is not None and not first.isupper():
        placed = pieces[-1].word.endswith(words.place_genitives) or gazetteer.find(pieces[-1].word) is not None
        cut = given or (len(pieces) - 2 if len(pieces) > 2 and not placed else len(pieces))
    elif first.endswith(words.place_genitives) and first not in words.given_forms and len(pieces) > 2:
        cut = given or 1
    else:
        return []
    holds = any(gazetteer.find(piece.word) for piece in pieces[:cut])
    held = Candidate(pieces[0].start, pieces[cut - 1].end, body or "Place", LISTED if holds else MARKED)
    return [held, *_judge_person(_cut_patronymic(pieces[cut:], words), MARKED)]


def _judge_titled(pieces: Sequence[Word], words: Words, gazetteer: Gazetteer) -> list[Candidate]:
    """The person behind a title, without the body or country that the title belongs to, and that body."""
    rest = pieces
    while len(rest) > 2 and (rest[0].word in words.body or rest[0].word.isupper()) and not _INITIAL.match(rest[0].word):
        rest = rest[1:]
    bodies = len(pieces) - len(rest)
    while rest and _is_apart(rest, words, gazetteer):
        rest = rest[1:]
    held = pieces[: len(pieces) - len(rest)]
    found = [Candidate(held[0].start, held[-1].end, "PublicBody", LISTED)] if bodies else []
    return found + _judge_person(_cut_patronymic(rest, words), MARKED)


def _is_apart(pieces: Sequence[Word], words: Words, gazetteer: Gazetteer) -> bool:
    """Whether the first word is a people, or a place that only stands in front of a name as a genitive does."""
    if pieces[0].word in gazetteer.peoples:
        return True
    place = gazetteer.find(pieces[0].word) if words.inflected and len(pieces) > 2 else None
    return place is not None and place.kind != "organization"


def _find_title(pieces: Sequence[Word], words: Words) -> int:
    """How many words from the left a title ends at; 0 without one."""
    lowered = [piece.word.lower() for piece in pieces]
    for end in range(len(pieces), 0, -1):
        if lowered[end - 1] in words.titles or (end > 1 and f"{lowered[end - 2]} {lowered[end - 1]}" in words.titles):
            family = pieces[0].word in words.given or pieces[-1].word in words.family_titles
            if end == len(pieces) > 1 and family:
                continue
            return end
    return 0


def _cut_patronymic(pieces: Sequence[Word], words: Words) -> Sequence[Word]:
    """A person's name without what stands in front of given name and patronymic."""
    for place in range(2, len(pieces)):
        if pieces[place].word.endswith(words.patronymics):
            return pieces[place - 1 :]
    return pieces


def _judge_person(pieces: Sequence[Word], strength: int) -> list[Candidate]:
    if not pieces or len(pieces) > LONGEST_PERSON:
        return []
    return [Candidate(pieces[0].start, pieces[-1].end, "Person", strength)]


def _judge_shape(run: Run, text: str, words: Words, gazetteer: Gazetteer) -> list[Candidate]:
    """What the neighbours and the shape of a run say."""
    pieces = run.words
    before = _BEFORE.search(text, max(0, run.start - _WINDOW), run.start)
    lead = before.group(1).lower() if before and not before.group(2) else ""
    if lead in words.titles or (pieces[0].word in words.given and len(pieces) > 1):
        return _judge_person(pieces, MARKED)
    noun = words.nouns.get(lead)
    if noun is not None and not run.opens:
        return [Candidate(run.start, run.end, noun, MARKED)]
    if len(pieces) == 1:
        return _judge_single(run, text, lead, words, gazetteer)
    schema, strength = _judge_several(run, text, lead, words)
    return [Candidate(run.start, run.end, schema, strength)]


def _judge_several(run: Run, text: str, lead: str, words: Words) -> tuple[str, int]:
    """What several words name that no word beside them explains."""
    pieces = run.words
    shouted = text[run.start : run.end].isupper() and not _INITIAL.match(pieces[0].word)
    if shouted or len(pieces) > LONGEST_PERSON - 1 or (_has_small(run, text) and len(pieces) > 4):
        return "Organization", GUESSED
    marked = any("-" in piece.word or _INITIAL.match(piece.word) for piece in pieces)
    if lead in words.prepositions and not marked and len(pieces) == 2:
        return "Place", GUESSED
    if lead in words.articles and not marked:
        return "Organization", GUESSED
    return "Person", SHAPED if marked or len(pieces) == 3 else GUESSED


def _judge_single(run: Run, text: str, lead: str, words: Words, gazetteer: Gazetteer) -> list[Candidate]:
    """What one capitalised word names; at the head of a sentence nothing is sure."""
    name = run.words[0].word
    if name.lower() in words.titles or len(name) == 1 or _INITIAL.fullmatch(name):
        return []
    schema = judge_words(run.words, words)
    if schema is not None:
        return [_judge_word(run, schema, text, words, gazetteer)]
    if lead in words.ties and _has_title(text, run.start, words):
        return []
    if name.isupper() and 2 <= len(name.replace(".", "")) <= LONGEST_ACRONYM:
        return [Candidate(run.start, run.end, "Organization", SHAPED)]
    schema, strength = ("Person", UNSURE) if run.opens else _judge_neighbours(run, text, lead, words)
    return [Candidate(run.start, run.end, schema, strength)]


def _judge_word(run: Run, schema: str, text: str, words: Words, gazetteer: Gazetteer) -> Candidate:
    """What a word for a kind of body names: the body, where its name goes on in lower case."""
    tail = words.tail.match(text, run.end)
    if tail is not None and tail.group().rpartition(" ")[2].lower() not in words.speaking:
        owner = _find_owner(text, tail.end(), words)
        if owner is None:
            return Candidate(run.start, tail.end(), schema, MARKED)
        listed = gazetteer.find(owner.group(1)) is not None
        return Candidate(run.start, owner.end(), schema, LISTED if listed else MARKED)
    return Candidate(run.start, run.end, schema, UNSURE)


def _find_owner(text: str, end: int, words: Words) -> re.Match[str] | None:
    """The country or town in the genitive behind a body's name: Министерство обороны | Лисбара."""
    owner = _OWNER.match(text, end) if words.inflected else None
    if owner is None or owner.group(1) in words.given_forms or owner.group(1).lower() in words.titles:
        return None
    return owner


def _has_title(text: str, place: int, words: Words) -> bool:
    """Whether a title stands a few words in front: "la ministre des Ports" names no Ports."""
    before = re.findall(r"[^\W\d_]+", text[max(0, place - _WINDOW) : place])[-4:]
    return any(word.lower() in words.titles for word in before)


def _judge_neighbours(run: Run, text: str, lead: str, words: Words) -> tuple[str, int]:
    """What the words beside one capitalised word inside a sentence say."""
    if lead in words.prepositions:
        return "Place", SHAPED
    behind = _BEHIND.match(text, run.end)
    if behind is not None and behind.group(1) in words.place_nouns:
        return "Place", SHAPED
    if lead in words.speaking or (behind is not None and behind.group(1).lower() in words.speaking):
        return "Person", SHAPED
    return ("Organization" if lead in words.articles else "Person"), GUESSED
