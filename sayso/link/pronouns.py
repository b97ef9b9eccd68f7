"""Pronouns and noun phrases joined with what they stand for: "she said", "the minister", 该公司, "we".

Mentions are taken in order. A person's pronoun goes to the one who fits in gender and was last
spoken of, those who speak before those who are spoken of; a noun phrase goes to the last one
whose title or name has that noun. Where nothing fits, the mention stays alone.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence

from msgspec import Struct

from sayso.link.clusters import Clusters
from sayso.link.context import (
    Context,
    find_gender,
    find_gender_shown,
    find_gender_told,
    find_titles,
    lexicon_at,
    make_context,
)
from sayso.link.folding import find_family, fold_name
from sayso.link.lexicon import Gender, Lexicon, find_ending, fold_word, load_lexicon
from sayso.link.reasons import Name, Reason, explain, is_issuer, is_pronoun_for, is_publisher, is_title_of
from sayso.read.reading import Reading
from sayso.records import Mention, Statement
from sayso.text.han import simplify

REMEMBERED = 40  # earlier mentions that a pronoun may stand for
FARTHEST = 2_500  # characters
_LONGEST_OPENING = {True: 50, False: 20}  # characters, in scripts with and without spaces
_MARK = re.compile(r"[,;:.!?,;:。!?、“”\"「」«»—]")
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_FIRST = frozenset(["first", "own"])
_BODIES = frozenset(["Company", "Organization", "PublicBody", "Group"])


Place = tuple[int, int]


class _Known(Struct, frozen=True):
    """An earlier mention with what is known of it."""

    mention: Mention
    name: Name
    titles: frozenset[str]
    gender: Gender
    opens: bool  # it opens its sentence
    sentence: Place  # where that begins and ends


class _Scene(Struct, frozen=True):
    """What is known when a mention is reached; the lists and tables grow as mentions are taken."""

    context: Context
    clusters: Clusters
    recent: list[_Known]
    genders: dict[str, Gender]  # the gender of a cluster, by the mention that stands for it
    phrases: dict[tuple[str, ...], Mention]  # the first mention by these words

    def find_gender(self, known: _Known) -> Gender:
        """What is known of the gender of the one an earlier mention stands for."""
        return self.genders.get(self.clusters.find(known.mention.id), "") or known.gender


def join_pronouns(
    readings: Sequence[Reading], mentions: Sequence[Mention], statements: Sequence[Statement], clusters: Clusters
) -> None:
    """Joins the pronouns and noun phrases of a document with the mentions they stand for, where one fits."""
    scene = _Scene(make_context(readings, statements), clusters, [], {}, {})
    for mention in mentions:
        reading, lexicon = lexicon_at(readings, mention.span.start)
        words = _fold_words(reading, mention)
        found: tuple[str, Reason] | None = None
        if mention.form == "pronoun":
            found = _find_antecedent(mention, words, lexicon, scene)
        elif mention.form == "nominal":
            found = _find_noun(mention, words, reading, scene) or _find_phrase(mention, words, reading, scene)
        if found is not None:
            _join(mention, found, scene)
        _remember(mention, words, reading, scene)


def _join(mention: Mention, found: tuple[str, Reason], scene: _Scene) -> None:
    clusters, genders = scene.clusters, scene.genders
    gender = genders.get(clusters.find(mention.id), "") or genders.get(clusters.find(found[0]), "")
    clusters.join(found[0], mention.id, explain(found[1]))
    genders[clusters.find(mention.id)] = gender


def _fold_words(reading: Reading, mention: Mention) -> tuple[str, ...]:
    text = reading.text[mention.span.start : mention.span.end]
    if not reading.language.settings.spaced:
        return (simplify(text),)
    if mention.form == "pronoun":
        return tuple(word.lower() for word in _WORD.findall(text))
    return tuple(fold_word(word, reading.language) for word in _WORD.findall(text))


def _remember(mention: Mention, words: tuple[str, ...], reading: Reading, scene: _Scene) -> None:
    """Adds a mention to those that later ones may stand for."""
    lexicon = load_lexicon(reading.language)
    titles: frozenset[str] = frozenset()
    gender: Gender = ""
    name: Name = words
    if mention.form == "name":
        name = fold_name(reading.text[mention.span.start : mention.span.end], reading.language)
        if mention.schema == "Person":
            titles = find_titles(reading, mention)
            gender = find_gender(reading, mention, titles)
    elif mention.form == "nominal":
        titles = frozenset(word for word in words if word in lexicon.titles)
        gender = next((lexicon.genders[word] for word in words if word in lexicon.genders), "")
    if mention.form != "pronoun":
        statement = scene.context.speakers.get(mention.id)
        gender = gender or find_gender_told(reading, statement) or find_gender_shown(reading, statement)
    else:
        kinds = lexicon.pronouns.get(words[0] if words else "", ())
        gender = kinds[0] if len(kinds) == 1 and kinds[0] in ("female", "male") else ""
    if gender:
        scene.genders[scene.clusters.find(mention.id)] = scene.genders.get(scene.clusters.find(mention.id)) or gender
    if mention.form == "pronoun" and not _FIRST.isdisjoint(lexicon.pronouns.get(words[0] if words else "", ())):
        return  # no other pronoun stands for whoever calls himself "I"
    sentence = _find_sentence(reading, mention)
    opens = _opens_sentence(reading, _find_phrase_start(mention, scene), mention.span.end, sentence[0])
    scene.recent.append(_Known(mention, name, titles, gender, opens, sentence))
    if len(scene.recent) > 2 * REMEMBERED:
        del scene.recent[:REMEMBERED]


def _find_sentence(reading: Reading, mention: Mention) -> Place:
    number = bisect_right(reading.sentences, mention.span.start, key=lambda sentence: sentence[0]) - 1
    span = reading.passage.span
    return reading.sentences[number] if number >= 0 else (span.start, span.end)


def _find_phrase_start(mention: Mention, scene: _Scene) -> int:
    """Where the words begin that the mention heads: "Velland's minister, Ivar Stenn" of Ivar Stenn, if he speaks."""
    statement = scene.context.speakers.get(mention.id)
    held = [span.start for span in statement.source if span.end >= mention.span.end] if statement else []
    return min([mention.span.start, *held])


def _opens_sentence(reading: Reading, begins: int, ends: int, start: int) -> bool:
    """Whether nothing but a few words stand before somebody in the sentence, who is not the owner of what follows."""
    before = reading.text[start:begins]
    if reading.text.startswith(reading.language.settings.words.possessive_endings or ("\0",), ends):
        return False
    return len(before) <= _LONGEST_OPENING[reading.language.settings.spaced] and not _MARK.search(before)


def _find_antecedent(
    mention: Mention, words: tuple[str, ...], lexicon: Lexicon, scene: _Scene
) -> tuple[str, Reason] | None:
    """The mention that a pronoun stands for, or None."""
    kinds = lexicon.pronouns.get(words[0] if words else "", ())
    if "first" in kinds:
        return _find_publisher(mention, scene)
    if "own" in kinds:
        inside = scene.context.find_contents(mention.span.start)
        return (inside[-1], is_pronoun_for) if inside else None
    own = scene.context.speakers.get(mention.id)
    here = _find_sentence(lexicon_at(scene.context.readings, mention.span.start)[0], mention)
    barred = {(span.start, span.end) for span in own.content} if own else set()
    quoted = {scene.clusters.find(id) for id in scene.context.find_quoted(mention.span.start)}
    best: tuple[float, str] | None = None
    for distance, known in enumerate(reversed(scene.recent[-REMEMBERED:])):
        if mention.span.start - known.mention.span.start > FARTHEST:
            break
        if any(start <= known.mention.span.start < end for start, end in barred):
            continue
        if quoted and scene.clusters.find(known.mention.id) in quoted:
            continue  # nobody calls himself "he"
        gender = scene.find_gender(known)
        if _fits(known.mention, gender, kinds):
            score = _score(known, distance, mention, scene.context) + _score_place(known, here, scene.context)
            score += 0.5 if gender and gender in kinds else 0
            if best is None or score > best[0]:
                best = (score, known.mention.id)
    return (best[1], is_pronoun_for) if best else None


def _fits(mention: Mention, gender: Gender, kinds: tuple[Gender, ...]) -> bool:
    """Whether a pronoun of these kinds can stand for the mention."""
    if mention.schema == "Person":
        return ("female" in kinds or "male" in kinds) and (not gender or gender in kinds)
    if mention.schema == "Group":
        return "plural" in kinds
    return mention.schema in _BODIES and ("neuter" in kinds or ("plural" in kinds and len(kinds) == 1))


def _score(known: _Known, distance: int, mention: Mention, context: Context) -> float:
    """How likely a pronoun stands for an earlier mention: near, speaking, opening its sentence."""
    score = -distance * 0.6 - (mention.span.start - known.mention.span.start) / 300
    if known.mention.id in context.speakers:
        score += 2.5
    if known.mention.form == "name":
        score += 1.5
    if known.opens:
        score += 1.8
    inside = context.find_contents(known.mention.span.start)
    if inside and known.mention.id not in context.speakers and inside != context.find_contents(mention.span.start):
        score -= 2
    return score


def _score_place(known: _Known, here: Place, context: Context) -> float:
    """How much more likely one is who opens the pronoun's own sentence, or the one before it in the same paragraph.

    "The former ambassador disagreed, he believes that ...": he is the ambassador, whoever spoke before.
    """
    if not known.opens or context.find_contents(known.mention.span.start):
        return 0
    if known.sentence == here:
        return 4.5
    reading, _ = lexicon_at(context.readings, here[0])
    between = reading.text[known.sentence[1] : here[0]]
    return 2 if known.sentence[1] <= here[0] and not between.strip(" ") else 0


def _find_publisher(mention: Mention, scene: _Scene) -> tuple[str, Reason] | None:
    """Who "we" are: inside someone's words the speaker, else the body that publishes the text, if the text names it."""
    context = scene.context
    reading, _ = lexicon_at(context.readings, mention.span.start)
    inside = context.find_contents(mention.span.start)
    if inside:
        return inside[-1], is_pronoun_for
    publisher = fold_name(reading.document.publisher or "", reading.language)
    for known in scene.recent:
        if publisher and known.mention.schema in _BODIES and known.name == publisher:
            return known.mention.id, is_publisher
    return None


def _find_noun(mention: Mention, words: tuple[str, ...], reading: Reading, scene: _Scene) -> tuple[str, Reason] | None:
    """The mention that a noun phrase stands for: by its title, by a word of its name, or as the last of its kind."""
    lexicon = load_lexicon(reading.language)
    noun = _find_definite_noun(words, reading, lexicon)
    if noun is None:
        return None
    recent = scene.recent[-REMEMBERED:]
    if noun in lexicon.issued and mention.schema == "Document":
        spoken_of = len(words) == 1 or not lexicon.spaced or words[0] in reading.language.naming.definites
        return _find_issuer(recent, scene.context) if spoken_of else None  # "tracking data" is nobody's
    for known in reversed(recent):
        other = known.mention
        if other.span.start < mention.span.end and mention.span.start < other.span.end:
            continue
        if mention.schema == "Person" and other.schema == "Person" and _shares_title(noun, known):
            return other.id, is_title_of
        if mention.schema in _BODIES and other.schema in _BODIES and _names_noun(noun, known, spaced=lexicon.spaced):
            return other.id, is_title_of
    if noun in lexicon.generic:
        for known in reversed(recent):
            if known.mention.schema == mention.schema and known.mention.form == "name":
                return known.mention.id, is_title_of
    return None


def _find_definite_noun(words: tuple[str, ...], reading: Reading, lexicon: Lexicon) -> str | None:
    """The noun of a short phrase for one already spoken of, or None."""
    naming = reading.language.naming
    if not lexicon.spaced:
        phrase = words[0]
        if phrase in lexicon.titles:
            return phrase
        if any(phrase.startswith(word) for word in naming.indefinites) or len(phrase) > 10:
            return None
        for lead in sorted(naming.definites, key=len, reverse=True):
            if phrase.startswith(lead) and len(phrase) > len(lead):
                phrase = phrase[len(lead) :]
                break
        ending = find_ending(phrase, lexicon)
        return phrase if ending is not None and len(phrase) - len(ending[0]) <= 2 else None
    if not words or len(words) > 4 or words[0] in naming.indefinites:
        return None
    if naming.definites and words[0] not in naming.definites and len(words) > 2:
        return None
    return next((word for word in reversed(words) if word in lexicon.nouns), None)


def _shares_title(noun: str, known: _Known) -> bool:
    """Whether a noun is one of a person's titles, the end of one (部长 of 副部长) or what one is short for (Gen.)."""
    if noun in known.titles:
        return True
    return len(noun) > 1 and any(
        len(title) > 1 and (title.endswith(noun) or noun.endswith(title) or (len(title) > 2 and noun.startswith(title)))
        for title in known.titles
    )


def _names_noun(noun: str, known: _Known, *, spaced: bool) -> bool:
    if spaced:
        return noun in known.name
    return any(part.endswith(noun) and part != noun for part in known.name)


def _find_issuer(recent: Sequence[_Known], context: Context) -> tuple[str, Reason] | None:
    """Who issued "the statement": the one who spoke last before it."""
    for known in reversed(recent):
        if known.mention.id in context.speakers and known.mention.schema != "Document":
            return known.mention.id, is_issuer
    return None


def _find_phrase(
    mention: Mention, words: tuple[str, ...], reading: Reading, scene: _Scene
) -> tuple[str, Reason] | None:
    """The earlier mention by the same words ("the harbour master" twice)."""
    naming = reading.language.naming
    key = words[1:] if len(words) > 1 and words[0] in naming.definites else words
    if not key or words[0] in naming.indefinites:
        return None
    known = scene.phrases.setdefault((find_family(mention.schema), *key), mention)
    return (known.id, is_title_of) if known is not mention else None
