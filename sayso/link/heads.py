"""Which mention heads a source: a name in it, a pronoun, or the source's own noun phrase.

"Hydrologist Mara Quill of the Lowland Institute" is headed by Mara Quill, "a spokesman for the
Lowland Institute" by the spokesman, "the institute's figures" speak for the institute.
"""

import re
from collections.abc import Sequence

from sayso.ids import make_id
from sayso.link.lexicon import Lexicon, find_ending, fold_word, load_lexicon
from sayso.link.places import MentionMap
from sayso.read.reading import Reading
from sayso.records import Mention, MentionForm, Span
from sayso.text.han import simplify

STEP = "link.speakers 0.1"
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_MARKS = " \t\n\u00a0,;:.。,、;:“”\"'‘’«»„「」『』《》()()[]—–-"
_QUOTES = '«“"„'
_PAIRS = {"»": "«", "”": "“", ")": "("}  # a mark that closes what the source opens belongs to it
MOST_NAMES = 12  # names of one source that are looked at
LONGEST_TAIL = (
    4  # characters between a name and the end of its source in scripts without spaces; words between two names
)


def find_head(reading: Reading, start: int, end: int, mentions: MentionMap) -> Mention | None:
    """The mention that heads the source `text[start:end]`, added where there was none; None for an empty source."""
    text = reading.text
    while start < end and text[start] in _MARKS:
        start += 1
    while end > start and text[end - 1] in _MARKS:
        opening = _PAIRS.get(text[end - 1])
        if opening is not None and opening in text[start : end - 1]:
            break
        end -= 1
    if start >= end:
        return None
    lexicon = load_lexicon(reading.language)
    words = text[start:end].lower() if lexicon.spaced else simplify(text[start:end])
    if words in lexicon.pronouns or words in lexicon.possessives:
        return mentions.add(make_mention(reading, start, end, _pronoun_schema(words, lexicon), "pronoun"))
    find = _find_spaced if lexicon.spaced else _find_unspaced
    return find(reading, start, end, mentions, lexicon)


def make_mention(reading: Reading, start: int, end: int, schema: str, form: MentionForm) -> Mention:
    """A mention that is no name."""
    span = Span(reading.document.id, start, end)
    return Mention(
        id=make_id("m", reading.document.id, [span], form),
        made_by=f"{STEP} {reading.language.code}",
        score=0.7,
        span=span,
        schema=schema,
        form=form,
    )


def _pronoun_schema(words: str, lexicon: Lexicon) -> str:
    genders = lexicon.pronouns.get(words, ())
    if "female" in genders or "male" in genders:
        return "Person"
    return "Group" if "plural" in genders else "Organization"


def _find_spaced(reading: Reading, start: int, end: int, mentions: MentionMap, lexicon: Lexicon) -> Mention | None:
    names = mentions.list_inside(start, end)[:MOST_NAMES]
    core = _cut_core(reading, start, end, names)
    head_end = _cut_phrase(reading, start, core, names)
    inside = [name for name in names if name.span.end <= core]
    last = inside[-1] if inside else None
    if len(inside) > 1 and _are_joined(reading, inside[-2], inside[-1]) and _ends_at(reading, inside[-1], core):
        return mentions.add(make_mention(reading, start, core, "Group", "nominal"))
    if last is not None and _ends_at(reading, last, core) and _stands_free(reading, start, last):
        return last
    for name in reversed(inside):
        if _ends_at(reading, name, head_end) and not _is_governed(reading, start, name):
            return name
    follower = next((name for name in names if name.span.start >= core), None)
    if follower is not None and (_is_apposition(reading, core, follower) or _closes(reading, follower, end)):
        return follower
    noun, schema = _classify_phrase(reading, start, head_end, lexicon)
    if noun in lexicon.issued and inside:
        return inside[-1]
    return mentions.add(make_mention(reading, start, core, schema, "nominal"))


def _cut_core(reading: Reading, start: int, end: int, names: Sequence[Mention]) -> int:
    """Where the source's first noun phrase ends: before a relative clause, an apposition or a bracket."""
    relatives = reading.language.settings.words.relatives
    for match in re.finditer(r"[,(—–]|(?<!\w)-(?!\w)|[^\W\d_]+", reading.text[start:end]):
        place = start + match.start()
        if place == start or any(name.span.start <= place < name.span.end for name in names):
            continue
        word = match.group()
        if not word[0].isalpha() or word.lower() in relatives:
            return start + len(reading.text[start:place].rstrip(_MARKS))
    return end


def _cut_phrase(reading: Reading, start: int, core: int, names: Sequence[Mention]) -> int:
    """Where the head noun's phrase ends: before a preposition that stands in no name."""
    ties = load_lexicon(reading.language).ties
    for match in _WORD.finditer(reading.text, start, core):
        inside = any(name.span.start <= match.start() < name.span.end for name in names)
        if match.start() > start and not inside and match.group().lower() in ties:
            return start + len(reading.text[start : match.start()].rstrip())
    return core


def _are_joined(reading: Reading, left: Mention, right: Mention) -> bool:
    """Whether two persons speak together: nothing but "and" and a title stands between their names."""
    if left.schema != "Person" or right.schema != "Person":
        return False
    between = reading.text[left.span.end : right.span.start].lower().split()
    return 0 < len(between) <= LONGEST_TAIL and between[0] in reading.language.naming.joiners


def _ends_at(reading: Reading, name: Mention, end: int) -> bool:
    return name.span.end <= end and not reading.text[name.span.end : end].strip(_MARKS)


def _stands_free(reading: Reading, start: int, name: Mention) -> bool:
    """Whether no preposition ties the name to a noun in front of it ("spokesman for ...")."""
    words = _WORD.findall(reading.text[start : name.span.start])
    if not words:
        return True
    lexicon = load_lexicon(reading.language)
    if _is_governed(reading, start, name):
        return False
    lowered = [word.lower() for word in words]
    if lowered[-1] in lexicon.ties:
        return False
    tied = len(words) > 1 and lowered[-1] in lexicon.articles and lowered[-2] in lexicon.ties
    return not tied and (name.schema == "Person" or lexicon.ties.isdisjoint(lowered))


def _is_governed(reading: Reading, start: int, name: Mention) -> bool:
    """Whether the name of a body or place is what a noun in front has in the genitive, in a language with cases.

    "Представитель Министерства транспорта", "Армия Велландии"; not "газета «Кедр»".
    """
    if name.schema == "Person" or not reading.language.naming.case_endings:
        return False
    if reading.text[name.span.start - 1 : name.span.start] in tuple(_QUOTES):
        return False
    words = _WORD.findall(reading.text[start : name.span.start])
    nouns = load_lexicon(reading.language).nouns
    folded = [fold_word(word, reading.language) for word in words]
    if name.schema in ("Place", "Country"):
        return any(word in nouns for word in folded)
    return any(nouns.get(word) in ("Person", "Group") for word in folded) or any(word[0].isupper() for word in words)


def _closes(reading: Reading, name: Mention, end: int) -> bool:
    """Whether a person's name ends the source: "its chair, the veteran liberal Dana Orr"."""
    return name.schema == "Person" and _ends_at(reading, name, end)


def _is_apposition(reading: Reading, core: int, name: Mention) -> bool:
    """Whether the name stands right behind the comma that ends the first phrase."""
    between = reading.text[core : name.span.start].strip(_MARKS).split()
    return len(between) <= 1


def _classify_phrase(reading: Reading, start: int, end: int, lexicon: Lexicon) -> tuple[str, str]:
    """The head noun of a phrase and what it stands for; a person where the words do not tell."""
    words = [fold_word(word, reading.language) for word in _WORD.findall(reading.text[start:end])]
    for word in words if reading.language.naming.case_endings else reversed(words):
        schema = lexicon.nouns.get(word)
        if schema is not None:
            return word, schema
    plural = bool(words) and words[-1].endswith("s") and len(words[-1]) > 3
    return (words[-1] if words else ""), "Group" if plural else "Person"


def _find_unspaced(reading: Reading, start: int, end: int, mentions: MentionMap, lexicon: Lexicon) -> Mention | None:
    names = mentions.list_inside(start, end)[-MOST_NAMES:]
    folded = simplify(reading.text[start:end])
    last = names[-1] if names else None
    if last is not None:
        tail = folded[last.span.end - start :].strip(_MARKS)
        if not tail or (len(tail) <= LONGEST_TAIL and find_ending(tail, lexicon) is None):
            return last
        if last.schema == "Person" and (tail in lexicon.titles or tail in lexicon.addresses):
            return last
        ending = find_ending(tail, lexicon)
        if ending is not None and ending[0] in lexicon.issued:
            return last
    ending = find_ending(folded.strip(_MARKS), lexicon)
    schema = ending[1] if ending else "Person"
    return mentions.add(make_mention(reading, start, end, schema, "nominal"))
