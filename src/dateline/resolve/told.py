"""Dates that go on from sentence to sentence: "They met on Friday. They signed …", "The strike killed six people"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.kinds.when import bounds, width
from dateline.model.reading import When

if TYPE_CHECKING:
    from spacy.tokens import Token

    from dateline.resolve.dating import Dating

_VERBS = ("VERB", "AUX")
_SUBJECTS = ("nsubj", "nsubjpass")
# Words and attitudes have no share in the time of the story that they are about.
WORDS = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN", "SUPPORT"})
# How far back, in sentences, "the attack" may point, and how wide a date still is that of one occasion.
_BACK, _ONE_OCCASION = 3, 31
# How many sentences ahead the day of a vote or a ceremony may be told.
_AHEAD = 2
_ONE_WEEK = 7
_HARM = frozenset({"kill", "injure"})
_SCENES = frozenset({"ASSAULT", "PROTEST", "COERCE"})


def told_before(token: Token, dating: Dating) -> When | None:
    """ "They met on Friday. They signed …": the time of the sentence before, where this one goes on with its story."""
    if token.pos_ == "NOUN":
        return _named_before(token, dating)
    before = gone_on_from(token, dating)
    if before is None:
        return None
    when = dating.at(before.i)
    return dating.later(token, when) if dating.says_later(token) else when if _one_occasion(when) else None


def gone_on_from(token: Token, dating: Dating) -> Token | None:
    """The main verb of the sentence before, where a verb's sentence goes on with its story: one occasion, one place."""
    if token.dep_ != "ROOT" or not token.sent.start or any(c.dep_ == "aux" for c in token.children):
        return None
    if token.tag_ not in ("VBD", "VBN") or (token.i in dating.around.cues and token.i not in dating.around.told):
        return None
    last = dating.doc[token.sent.start - 1]
    before = last.sent.root
    new_paragraph = "\n" in last.text or "\n" in dating.around.document.text[before.idx : token.sent.start_char]
    if new_paragraph and token.lemma_ not in dating.words.sequel:
        return None
    said = before.i in dating.around.cues or kind_of(before, dating) in WORDS
    # A word follows upon a word, a deed upon a deed: "He warned Iran on Monday. He praised Oman."
    if said != (kind_of(token, dating) in WORDS) or not _goes_on(token, dating):
        return None
    subject = next((c for c in token.children if c.dep_ in _SUBJECTS), token)
    same = _named_last(subject)
    return token.doc[verb_above(same)] if same is not None else before


def told_after(token: Token, dating: Dating) -> When | None:
    """ "Deputies passed the bill. The vote was held on Wednesday": the occasion, told in the sentences that follow."""
    if not is_step(token, dating) or token.pos_ not in _VERBS:
        return None
    sentence, doc = token.sent, dating.doc
    for _ in range(_AHEAD):
        if sentence.end >= len(doc):
            return None
        sentence = doc[sentence.end].sent
        if any(h in dating.heads and is_step(doc[h], dating) for h in range(sentence.start, sentence.end)):
            return None
        for subject in (t for t in sentence if t.dep_ in _SUBJECTS and t.head.pos_ in _VERBS):
            definite = any(c.lower_ in ("the", "their", "its") for c in subject.children) or subject.tag_ == "NNS"
            held = dating.stated(subject.head.i)
            if subject.lemma_ in dating.words.ceremony and definite and held is not None:
                return When(held.edtf, "inferred", held.span)
    return None


def incident_before(token: Token, dating: Dating) -> Token | None:
    """The event of the sentence before "Five people were injured", which is told as what came of it."""
    told = dating.around.told.get(token.i)
    if told is None or told.mode not in _HARM or token.dep_ != "ROOT" or not token.sent.start:
        return None
    hurt = next((c for c in token.children if c.dep_ in _SUBJECTS), None)
    passive = hurt is not None and (hurt.dep_ == "nsubjpass" or token.lemma_ == "die")
    if hurt is None or not passive or hurt.pos_ == "PROPN" or any(c.lower_ == "the" for c in hurt.children):
        return None
    last = token.doc[token.sent.start - 1].sent
    before = [h for h in dating.heads if last.start <= h < last.end and token.doc[h].dep_ in ("ROOT", "ccomp", "nsubj")]
    return token.doc[max(before)] if before else None


def of_incident(token: Token, dating: Dating) -> When | None:
    """The date of what people were hurt in."""
    before = incident_before(token, dating)
    when = dating.at(before.i) if before is not None else None
    return when if when is not None and _one_occasion(when) else None


def of_scene(token: Token, dating: Dating) -> When | None:
    """ "Rain swept in on Wednesday. Protesters and police clashed": violence goes on in the one day just told."""
    told, day = dating.around.told.get(token.i), dating.around.document.report.day
    if told is None or told.type not in _SCENES or told.tense != "past" or told.nominal or day is None:
        return None
    if not token.sent.start or dating.says_later(token) or not _main(token, dating):
        return None
    before = token.doc[token.sent.start - 1].sent
    days = {d.edtf: h for h, dates in dating.by_head.items() if before.start <= h < before.end for d in dates if d.edtf}
    if len(days) != 1 or before.root.tag_ != "VBD":
        return None
    edtf, head = next(iter(days.items()))
    first, last = bounds(edtf)
    if first is None or last is None or (width(edtf) or 9) > 1 or not 0 <= (day - last).days < _ONE_WEEK:
        return None
    governor = verb_above(token.doc[head])
    if governor in dating.around.cues or governor != before.root.i:
        return None
    return next(When(d.edtf, "inferred", d.span) for d in dating.by_head[head] if d.edtf == edtf)


def _main(verb: Token, dating: Dating) -> bool:
    """Whether a verb in the simple past tells the main story, said by somebody or not."""
    if verb.tag_ not in ("VBD", "VBN") or any(c.dep_ == "aux" for c in verb.children):
        return False
    node = verb
    while node.dep_ == "conj" and node.head.pos_ in _VERBS:
        node = node.head
    if node.dep_ == "ROOT":
        return True
    return node.dep_ in ("ccomp", "parataxis") and node.head.i in dating.around.cues and node.head.dep_ == "ROOT"


def said_next(token: Token, dating: Dating) -> When | None:
    """ "France condemned the attack. “…,” its minister said on Monday": a lead has the day of the words that follow."""
    told = dating.around.told.get(token.i)
    if told is None or told.type not in WORDS or told.tense != "past" or not _main(token, dating):
        return None
    whose = _states_of(token, dating)
    sentence = token.sent
    for _ in range(_AHEAD):
        if sentence.end >= len(token.doc):
            return None
        sentence = token.doc[sentence.end].sent
        root = sentence.root
        held = dating.stated(root.i) if root.i in dating.around.cues else None
        if held is not None and held.edtf and whose & _states_of(root, dating):
            return When(held.edtf, "inferred", held.span) if (width(held.edtf) or 9) <= 1 else None
    return None


def _states_of(verb: Token, dating: Dating) -> set[str]:
    """Who speaks: the ids of a verb's subject, and the states whose bodies they are."""
    subject = next((c for c in verb.children if c.dep_ in _SUBJECTS), None)
    if subject is None:
        return set()
    ids = dating.around.links.by_head.get(subject.i, ())
    return {i for ident in ids for i in (ident, ident.partition(".")[0])}


def is_step(token: Token, dating: Dating) -> bool:
    """Whether a word tells of a step of an agreement."""
    told = dating.around.told.get(token.i)
    return told is not None and told.step is not None


def _goes_on(token: Token, dating: Dating) -> bool:
    subject = next((c for c in token.children if c.dep_ in _SUBJECTS), None)
    if subject is None or dating.says_later(token):
        return subject is not None
    if token.lemma_ in dating.words.sequel:
        return any(c.lower_ in ("the", "this") for c in subject.children)
    if kind_of(token, dating) == "ASSAULT" and subject.pos_ == "NOUN" and subject.i not in dating.around.links.by_head:
        # "Jets struck a camp on Friday. The strike killed six people."
        same = kind_of(token.doc[token.sent.start - 1].sent.root, dating) == "ASSAULT"
        return same and any(c.lower_ in ("the", "this") for c in subject.children)
    scene = kind_of(token.doc[token.sent.start - 1].sent.root, dating) in _SCENES
    if scene and subject.lemma_ in dating.words.doers and any(c.lower_ == "the" for c in subject.children):
        # "Two hundred marched to the court on Monday. The protesters carried signs and chanted."
        return True
    several = subject.tag_ == "NNS" or subject.i not in dating.around.links.by_head
    if several and _named_last(subject) is not None:
        # "Hundreds of demonstrators battled police on Thursday. The demonstrators threw rocks."
        return token.i in dating.heads
    # "They", "the two leaders"
    counted_off = any(c.dep_ == "nummod" for c in subject.children) and any(c.lower_ == "the" for c in subject.children)
    return (subject.lower_ in dating.words.going_on or counted_off) and token.i in dating.heads


def _named_last(noun: Token) -> Token | None:
    """The noun of the sentence before by which "the demonstrators" were called already."""
    if noun.pos_ != "NOUN" or not any(c.lower_ in ("the", "these", "those") for c in noun.children):
        return None
    last = noun.doc[noun.sent.start - 1].sent
    return next((t for t in last if t.lemma_ == noun.lemma_ and t.pos_ == "NOUN"), None)


def _named_before(noun: Token, dating: Dating) -> When | None:
    """ "The strike": the nearest event of that kind told before, where nothing else tells which one."""
    if noun.i not in dating.heads or {c.dep_ for c in noun.children} - {"det", "punct"}:
        return None
    if not any(c.lower_ in ("the", "this", "that") for c in noun.children):
        return None
    start, kind = back(noun, _BACK), kind_of(noun, dating)
    before = [h for h in dating.heads if start <= h < noun.i and kind_of(dating.doc[h], dating) == kind]
    return dating.at(max(before)) if before else None


def back(token: Token, sentences: int) -> int:
    """Where the sentence that many sentences before begins."""
    start = token.sent.start
    for _ in range(sentences):
        if start:
            start = token.doc[start - 1].sent.start
    return int(start)


def _one_occasion(when: When) -> bool:
    days = width(when.edtf)
    return days is not None and days <= _ONE_OCCASION


def kind_of(token: Token, dating: Dating) -> str | None:
    """What kind of event a word tells of, None where it tells of none."""
    told = dating.around.told.get(token.i)
    # A step moves an agreement whatever its type.
    return (told.step or told.type) if told is not None else None


def verb_above(node: Token) -> int:
    """The verb that a word hangs on, or the root where there is none."""
    while node.pos_ not in _VERBS and node.head.i != node.i:
        node = node.head
    return int(node.i)
