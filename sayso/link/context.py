"""What stands around mentions: titles beside a person's name, gender, who speaks where.

Computed once a document, so that resolving a pronoun looks at a few earlier mentions only.
"""

import re
from collections.abc import Sequence

from msgspec import Struct

from sayso.link.lexicon import Gender, Lexicon, fold_word, load_lexicon
from sayso.read.names import find_reading
from sayso.read.reading import Reading
from sayso.records import Mention, Statement
from sayso.text.han import simplify

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_BEFORE = 60  # characters in front of a name in which its title stands
_BEHIND = 60
_HONORIFIC = 12
_APPOSITION = 8  # words of an apposition that ends its sentence
_BREAK = re.compile(r"[.!?;。!?;\n]")
_TITLE_UNSPACED = 30  # characters in front of a name in which its title stands where words are not spaced
_GLOSS = re.compile(r"\s?[(（][^()（）\n]{1,60}[)）]")


class Context(Struct, frozen=True):
    """The document as the resolver of pronouns sees it."""

    readings: Sequence[Reading]
    speakers: dict[str, Statement]  # mention id -> the first statement it is the speaker of
    contents: tuple[tuple[int, int, str], ...]  # start, end, speaker's mention id, in order
    quoted: frozenset[tuple[int, int, str]]  # those in the speaker's own words

    def find_contents(self, place: int) -> list[str]:
        """The speakers inside whose words a place stands, the innermost last."""
        return [row[2] for row in self._list_contents(place)]

    def find_quoted(self, place: int) -> list[str]:
        """Those of them whose words are quoted."""
        return [row[2] for row in self._list_contents(place) if row in self.quoted]

    def _list_contents(self, place: int) -> list[tuple[int, int, str]]:
        low, high = 0, len(self.contents)
        while low < high:
            middle = (low + high) // 2
            if self.contents[middle][0] <= place:
                low = middle + 1
            else:
                high = middle
        return [row for row in self.contents[max(0, low - 6) : low] if row[0] <= place < row[1]]


def make_context(readings: Sequence[Reading], statements: Sequence[Statement]) -> Context:
    """The context of a document's statements."""
    speakers: dict[str, Statement] = {}
    contents: list[tuple[int, int, str]] = []
    quoted: set[tuple[int, int, str]] = set()
    for statement in statements:
        if statement.speaker is None:
            continue
        speakers.setdefault(statement.speaker, statement)
        rows = [(span.start, span.end, statement.speaker) for span in statement.content]
        contents += rows
        if statement.form == "direct":
            quoted.update(rows)
    return Context(readings=readings, speakers=speakers, contents=tuple(sorted(contents)), quoted=frozenset(quoted))


def find_titles(reading: Reading, mention: Mention) -> frozenset[str]:
    """The titles and nouns that stand right beside a person's name, folded."""
    lexicon = load_lexicon(reading.language)
    text, start, end = reading.text, mention.span.start, mention.span.end
    if not lexicon.spaced:
        return _find_titles_unspaced(text, start, end, reading.language.settings.unspaced.linker, lexicon)
    before = _BREAK.split(text[max(0, start - _BEFORE) : start])[-1].rstrip(" ,")
    words = [fold_word(word, reading.language) for word in _WORD.findall(before)]
    # "Peru's fisheries minister, Ana Rivas": the whole phrase in front, as long as no name comes between
    found = {word for word in words[-6:] if word in lexicon.titles}
    beside = _WORD.findall(text[max(0, start - _HONORIFIC) : start])
    if beside and fold_word(beside[-1], reading.language) in lexicon.honorifics:
        found.add(fold_word(beside[-1], reading.language))
    behind = _BREAK.split(text[end : end + _BEHIND])[0]
    phrase, comma, _ = behind[2:].partition(",") if behind.startswith(", ") else ("", "", "")
    opening = phrase.lower().split()[:1]
    tells = bool(opening) and (opening[0] in lexicon.ties or opening[0] in lexicon.cues)  # ", según dijo su portavoz,"
    if not tells and (comma or not _is_clause(phrase, lexicon)):
        found |= {
            word for word in (fold_word(w, reading.language) for w in _WORD.findall(phrase)) if word in lexicon.titles
        }
    return frozenset(found)


def _find_titles_unspaced(text: str, start: int, end: int, linker: str, lexicon: Lexicon) -> frozenset[str]:
    """The titles right in front of a name, before a linker too (教授的陶德曼), and right behind it or its gloss."""
    before = simplify(text[max(0, start - _TITLE_UNSPACED) : start]).rstrip()
    for honorific in lexicon.honorifics:
        before = before.removesuffix(honorific).rstrip()
    before = before.removesuffix(linker or "\0")
    gloss = _GLOSS.match(text, end)
    place = gloss.end() if gloss else end
    behind = simplify(text[place : place + _TITLE_UNSPACED])
    titles = [title for title in lexicon.titles if len(title) > 1]
    return frozenset(title for title in titles if before.endswith(title) or behind.startswith(title))


def _is_clause(phrase: str, lexicon: Lexicon) -> bool:
    """Whether words behind a name and its comma are the sentence: "According to Costa, the minister had lied"."""
    words = phrase.lower().split()
    return len(words) > _APPOSITION or not lexicon.auxiliaries.isdisjoint(words)


def find_gender(reading: Reading, mention: Mention, titles: frozenset[str]) -> Gender:
    """What the name or its title tells of a person's gender; empty where they tell nothing."""
    lexicon = load_lexicon(reading.language)
    for title in titles:
        if lexicon.genders.get(title):
            return lexicon.genders[title]
    words = _WORD.findall(reading.text[mention.span.start : mention.span.end])
    given = fold_word(words[0], reading.language) if words else ""
    before = _WORD.findall(reading.text[max(0, mention.span.start - 8) : mention.span.start])
    if before:
        honorific = lexicon.genders.get(fold_word(before[-1], reading.language))
        if honorific:
            return honorific
    if given in lexicon.female_given:
        return "female"
    return "male" if given in lexicon.male_given else ""


def find_gender_told(reading: Reading, statement: Statement | None) -> Gender:
    """What the verb of a statement tells of its speaker's gender, in a language whose verbs tell it: заявила."""
    endings = reading.language.naming.verb_genders
    if statement is None or not statement.cue or not statement.source or not endings:
        return ""
    words = _WORD.findall(reading.text[statement.cue[0].start : statement.cue[-1].end].lower())
    return next((gender for ending, gender in endings if words and words[-1].endswith(ending)), "")


def find_gender_shown(reading: Reading, statement: Statement | None) -> Gender:
    """What the article that opens a source tells of the speaker's gender, in a language whose articles tell it."""
    articles = reading.language.naming.article_genders
    if statement is None or not statement.source or not articles:
        return ""
    first = _WORD.match(reading.text, statement.source[0].start, statement.source[0].end)
    word = first.group().lower() if first else ""
    return next((gender for article, gender in articles if article == word), "")


def lexicon_at(readings: Sequence[Reading], place: int) -> tuple[Reading, Lexicon]:
    """The reading at a place and the lexicon of its language."""
    reading = find_reading(readings, place)
    return reading, load_lexicon(reading.language)
