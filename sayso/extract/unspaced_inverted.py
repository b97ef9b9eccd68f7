"""Statements in another order: nobody named (据悉), passives (被指控), and what is called something (称…为)."""

from sayso.extract.unspaced_grammar import Grammar
from sayso.extract.unspaced_items import MARKS, Found, Item
from sayso.extract.unspaced_sources import Zone, read_zone, trim
from sayso.extract.unspaced_subjects import make_item, name_source
from sayso.extract.unspaced_view import Region, Sentence

_LONG_AGENT = 20
_LONG_NAME = 24  # of what is called something


def build_impersonal(region: Region, grammar: Grammar, sentence: Sentence, found: Found, low: int) -> Item | None:
    """据悉, 据说; 被控, 被告知: nobody is named who says it."""
    content, _ = trim(region.words, found.end, sentence.end, MARKS)
    if content >= sentence.end:
        return None
    item = make_item("impersonal", found, sentence, content)
    zone = read_zone(region.words, grammar, low, found.start, noun_may=False)
    if zone.negator is not None or (not zone.empty and grammar.document.fullmatch(found.form)):
        return None
    if "passive" in found.cue.takes:
        item.rule = "passive"
        if zone.refused:
            return None
        item.before = (
            [] if zone.empty or region.words[zone.start : zone.end] in grammar.pronouns else [(zone.start, zone.end)]
        )
        return item
    item.relayed = found.start <= sentence.clauses[found.number].start + 2
    return item


def build_passive(region: Region, grammar: Grammar, sentence: Sentence, found: Found, low: int) -> Item | None:
    """被指控, 被三个组织指控: the subject belongs to what is said, the agent is the source."""
    words = region.words
    if "passive" not in found.cue.takes:
        return None
    marks = [match for match in grammar.passive.finditer(words, low, found.start) if match.group("passive")]
    if not marks:
        return None
    agent = _find_agent(words, grammar, marks[-1].end(), found.start)
    content, _ = trim(words, found.end, sentence.end, MARKS)
    if agent is None or content >= sentence.clauses[found.number].end:
        return None
    item = make_item("passive", found, sentence, content)
    item.places = [(marks[-1].start(), marks[-1].end()), (found.start, found.end)]
    item.source = [] if agent.empty else [(agent.start, agent.end)]
    subject = read_zone(words, grammar, low, marks[-1].start(), noun_may=False)
    if subject.refused or subject.negator is not None:
        return None
    if not subject.empty and words[subject.start : subject.end] not in grammar.pronouns:
        item.before = [(subject.start, subject.end)]
    return item


def _find_agent(words: str, grammar: Grammar, start: int, end: int) -> Zone | None:
    """The one by whom, empty when nobody is named; None when the words are no noun phrase."""
    if end - start > _LONG_AGENT or grammar.lists.linker in words[start:end]:
        return None
    zone = read_zone(words, grammar, start, end, noun_may=False)
    stops = grammar.subjects.subject_end.finditer(words, zone.start, zone.end)
    return None if any(stop.group("stop") for stop in stops) else zone


def build_naming(region: Region, grammar: Grammar, sentence: Sentence, found: Found, low: int) -> Item | None:
    """称A为B, 将A称为B: what is called and what it is called are the content."""
    words, clause = region.words, sentence.clauses[found.number]
    pair = grammar.naming.get(found.form)
    item = make_item("naming", found, sentence, found.end)
    source_end = found.start
    if pair and (match := pair.pattern.match(words, found.bare_end, clause.end)):
        item.cue, item.polarity = pair.cue, pair.cue.polarity
        item.places = [(found.start, found.bare_end)] + ([match.span("second")] if match.group("second") else [])
        item.before = [match.span("named" if match.group("second") else "pronoun")]
        item.content = match.end()
    elif found.cue.act == "call":
        markers = [match for match in grammar.object_marker.finditer(words, low, found.start) if match.group("marker")]
        if not markers or not 0 < found.start - markers[-1].end() <= _LONG_NAME or found.end >= clause.end:
            return None
        source_end = markers[-1].start()
        item.before = [(markers[-1].end(), found.start)]
    else:
        return None
    zone = read_zone(words, grammar, low, source_end, noun_may=False)
    if zone.refused or zone.negator is not None:
        return None
    item.contrast, item.joined = zone.contrast, zone.joined
    item.before.append(trim(words, item.content, clause.end, MARKS))
    item.closed = True
    item.content = clause.end
    return name_source(region, grammar, sentence, item, zone, [])
