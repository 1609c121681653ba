"""Dates that an event takes from its neighbours: the clause around it, its occasion, or the sentence told before.

Each rule looks at one way in which a text hands a time on, and gives None where it does not apply. What a text leaves
open stays open: "after", "before", "because" and "said" hand nothing on.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from dateline.kinds.when import width
from dateline.model.reading import DateMention, When
from dateline.resolve.counted import conjunction, counted, date_before, ever_since, passed_since, perfect
from dateline.resolve.opening import of_opening
from dateline.resolve.reported import DONE_BY_SAYING
from dateline.resolve.told import (
    WORDS,
    back,
    is_step,
    kind_of,
    of_incident,
    of_scene,
    said_next,
    told_after,
    told_before,
    verb_above,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

    from dateline.resolve.dating import Dating

_VERBS = ("VERB", "AUX")
_NOUNS = ("NOUN", "PROPN")
_SUBJECTS = ("nsubj", "nsubjpass")
# How far back, in sentences, "the letter" may have been dated.
_BACK = 3


def borrowed(token: Token, dating: Dating) -> When | None:
    """The date that the first of the rules hands on to `token`, if its tense allows that."""
    for rule in RULES:
        found = rule(token, dating)
        if found is not None and found.edtf and dating.fits(token.i, found.edtf):
            return When(found.edtf, "inferred", found.evidence)
    return None


def at_once(token: Token, dating: Dating) -> When | None:
    """ "… and took effect at once": the day of the event told just before."""
    sentence = token.sent
    words = sentence.text.lower()
    start = sentence.start_char
    for phrase in sorted(dating.around.at_once):
        found = words.find(phrase)
        span = dating.doc.char_span(start + found, start + found + len(phrase)) if found >= 0 else None
        if span is None or verb_above(span.root) != token.i:
            continue
        before = [h for h in dating.heads if h < span.start and h != token.i and dating.doc[h].i >= back(token, 1)]
        meant = [h for h in before if _named_in(phrase, h, dating)]
        return dating.at(max(meant or before)) if before else None
    return None


def _named_in(phrase: str, head: int, dating: Dating) -> bool:
    """Whether "with the exchange", "on signature" names the step at `head`."""
    told = dating.around.told.get(head)
    return told is not None and told.step is not None and told.step[:4] in phrase


def of_occasion(token: Token, dating: Dating) -> When | None:
    """ "Signed during his trip in June", "Monday's strike killed five": the time of the occasion, or of the deed."""
    for preposition in (c for c in token.children if c.dep_ == "prep" and c.lower_ in dating.words.occasion):
        for noun in (n for n in preposition.children if n.dep_ == "pobj"):
            held = dating.stated(noun.i)
            if held is None and kind_of(token, dating) in WORDS:
                held = _of_paper(noun, dating)
            elif held is None:
                # "Were wounded in the violence that erupted on Tuesday"
                held = next((d for c in noun.children if c.dep_ == "relcl" and (d := dating.stated(c.i))), None)
            if held is not None and held.edtf and dating.since_when(held) is None:
                return When(held.edtf, "inferred", held.span)
    if token.pos_ in _VERBS and kind_of(token, dating) not in WORDS:
        for subject in (c for c in token.children if c.dep_ in _SUBJECTS and c.pos_ == "NOUN"):
            # An agreement's own day is that of its conclusion, not of what befalls it.
            dated = subject.i in dating.heads or subject.i in dating.by_head
            if dated and subject.i not in dating.around.agreements:
                return dating.at(subject.i)
    return None


def _of_paper(noun: Token, dating: Dating) -> DateMention | None:
    """ "In a memo posted on Monday, he urged …"; "in the letter", whose date was told with it before."""
    own = next((d for c in noun.children if c.dep_ == "acl" and (d := dating.stated(c.i)) is not None), None)
    if own is not None or not any(c.lower_ in ("the", "this", "that") for c in noun.children):
        return own
    before = (t for t in noun.doc[back(noun, _BACK) : noun.sent.start] if t.lemma_ == noun.lemma_ and t.pos_ == "NOUN")
    dates = (dating.stated(i) for t in before for i in (t.i, *(c.i for c in t.subtree if c.dep_ == "acl")))
    return next((d for d in dates if d is not None and d.edtf), None)


def of_when_clause(token: Token, dating: Dating) -> When | None:
    """ "When asked last month, he …", "Visiting Kabul on Monday, he …", "fled when the army entered it on Friday"."""
    for clause in (c for c in token.children if c.dep_ == "advcl"):
        mark = conjunction(clause)
        before = clause.i < token.i
        if (mark is None and not before) or (mark is not None and mark.lower_ not in dating.words.simultaneous):
            continue
        if _no_clause(clause):
            continue
        if mark is None and clause.tag_ == "VBN" and is_step(clause, dating) and is_step(token, dating):
            # "Signed in 1996, the treaty was ratified in haste": each step has its own time.
            continue
        told = dating.stated(clause.i)
        if told is not None and told.edtf:
            return When(told.edtf, "inferred", told.span)
    return None


def _no_clause(participle: Token) -> bool:
    """ "When the accord concluded last year came into force": a noun's participle, whatever the parser says."""
    bare = participle.tag_ == "VBN" and not any(c.dep_ in ("aux", "auxpass") for c in participle.children)
    return bare and participle.dep_ == "advcl" and any(c.dep_ in _SUBJECTS for c in participle.children)


def of_clause_around(token: Token, dating: Dating) -> When | None:
    """The time of the verb or noun that a clause or an event noun belongs to, where syntax makes the two one."""
    return _of_verb(token, dating) if token.pos_ in _VERBS else _of_noun(token, dating)


def _of_verb(verb: Token, dating: Dating) -> When | None:
    parent = verb.head
    if parent.i == verb.i:
        return None
    if (date := _when_apposed(verb, dating)) is not None:
        return date
    if verb.dep_ == "conj" and parent.pos_ in _VERBS:
        return _of_first(verb, parent, dating)
    if verb.dep_ == "xcomp" and parent.pos_ in _VERBS:
        return _of_governor(verb, parent, dating)
    if verb.dep_ == "advcl":
        mark = conjunction(verb)
        one_time = mark is None or mark.lower_ == "where" or mark.lower_ in dating.words.simultaneous
        return dating.at(parent.i) if one_time else None
    if verb.dep_ in ("relcl", "acl"):
        return _of_antecedent(verb, parent, dating)
    own = any(c.dep_ in _SUBJECTS for c in verb.children)
    if verb.dep_ == "pcomp" and parent.lower_ in dating.words.means and parent.head.pos_ in _VERBS and not own:
        return dating.at(parent.head.i)
    return None


def _of_governor(verb: Token, governor: Token, dating: Dating) -> When | None:
    """ "Voted on Monday to ratify", "is thought to have fired"; not "agreed to send", "approved sending"."""
    told = dating.around.told.get(verb.i)
    if governor.lemma_ in dating.around.time_words.implicative:
        return dating.at(governor.i)
    if perfect(verb):
        said = dating.stated(governor.i)
        # "Last week Chad is thought to have …": in front of all it is the time of the deed, behind "said" of the word.
        subject = next((c for c in governor.children if c.dep_ in _SUBJECTS), governor)
        if said is None or said.span.end > subject.left_edge.idx:
            return None
        return When(said.edtf, "inferred", said.span)
    done = told is not None and told.tense == "past" and governor.i not in dating.around.cues
    return dating.at(governor.i) if done and verb.tag_ == "VB" else None


def _when_apposed(verb: Token, dating: Dating) -> When | None:
    """ "Reached last month in Rome, when Chad agreed to …": a comma before "when" makes it that very date."""
    own = [c for v in (verb, *filter(_no_clause, verb.lefts)) for c in v.children]
    when = next((c for c in own if c.lower_ == "when" and c.i < verb.i), None)
    if when is None or when.i == verb.sent.start or when.nbor(-1).text != ",":
        return None
    before = [d for i, d in dating.date_at.items() if verb.sent.start <= i < when.i and d.edtf]
    date = max(before, key=lambda d: d.span, default=None)
    return When(_nearer_end(date, dating), "inferred", date.span) if date is not None else None


def _nearer_end(date: DateMention, dating: Dating) -> str | None:
    """The time right before "when": the later one in "from 1983 to 1992, when", 2014 in "since 2014, when"."""
    start, slash, end = (date.edtf or "").partition("/")
    if not slash or start == "..":
        return date.edtf
    if end == "..":
        return start
    words = dating.doc.char_span(date.span.start, date.span.end, alignment_mode="expand")
    return end if any(t.lower_ in dating.words.ends for t in words[1:]) else date.edtf


def _of_first(verb: Token, first: Token, dating: Dating) -> When | None:
    """ "Raided the office on Friday and detained its head"; with a subject of its own only what stands in front."""
    if dating.says_later(verb) or (perfect(verb) and not perfect(first)):
        return None
    subject = next((c for c in first.children if c.dep_ in _SUBJECTS), None)
    if any(c.dep_ in (*_SUBJECTS, "expl") for c in verb.children):
        told = dating.stated(first.i)
        fronted = told is not None and subject is not None and told.span.end <= subject.left_edge.idx
        if told is not None and told.span.end <= first.idx and is_step(verb, dating):
            # "The bloc on Wednesday approved the terms, and the minister signed the protocol": one day's story.
            fronted = True
        if told is not None and kind_of(verb, dating) == kind_of(first, dating) == "ASSAULT":
            # "One man was shot on Wednesday and four officers were injured"
            fronted = True
        if told is None or not fronted or verb.tag_ != first.tag_:
            return None
        return When(told.edtf, "inferred", told.span)
    return dating.at(first.i)


def _of_antecedent(clause: Token, antecedent: Token, dating: Dating) -> When | None:
    """ "On Monday, when …", "in Rome, where they met", "an attack that killed six", "a strike killing six"."""
    at = (o for p in clause.children if p.dep_ == "prep" and p.lower_ in dating.words.occasion for o in p.children)
    if any(o.lower_ == "which" for o in at) and (held := dating.stated(antecedent.i)) is not None and held.edtf:
        # "Tuesday's ceremony, at which the ministers signed it"
        return When(held.edtf, "inferred", held.span)
    marks = {c.lower_ for c in clause.children if c.dep_ in ("advmod", "mark")}
    if marks & (dating.words.simultaneous | {"where"}):
        date = dating.date_at.get(antecedent.i)
        if date is not None and date.edtf:
            return When(_nearer_end(date, dating), "inferred", date.span)
        verb = dating.doc[verb_above(antecedent)]
        return dating.at(verb.i) if verb.pos_ in _VERBS and verb.i != clause.i else None
    if antecedent.lemma_ == "day" and (apposed := date_before(antecedent.left_edge.i, dating)) is not None:
        # "On Monday, the day on which they exchanged them"
        return apposed
    told = dating.around.told.get(clause.i)
    infinitive = any(c.tag_ == "TO" for c in clause.children)
    if infinitive and told is not None and told.tense == "past":
        # "Used the question to criticise": the parser hangs the infinitive on the object.
        return dating.at(verb_above(antecedent))
    if clause.dep_ == "acl" and is_step(clause, dating) and (above := _above(antecedent, dating)) is not None:
        # "Adopted a protocol amending the treaty on Monday", "agreed on Monday to share it, in a treaty signed by both"
        return dating.at(above.i)
    if clause.dep_ == "acl" and clause.tag_ == "VBG" and antecedent.dep_ == "dobj" and kind_of(clause, dating) in WORDS:
        # "Issued a statement on Monday condemning …"
        return dating.at(antecedent.head.i)
    does = clause.tag_ == "VBG" or any(c.dep_ == "nsubj" and c.lower_ in ("that", "which") for c in clause.children)
    known = antecedent.i in dating.heads or antecedent.i in dating.by_head
    return dating.at(antecedent.i) if does and known else None


def _above(paper: Token, dating: Dating) -> Token | None:
    """The step that a paper is the object of, or "in", "by" or "under" which it was taken."""
    verb = paper.head
    if paper.dep_ == "pobj" and verb.lower_ in ("in", "by", "with", "through"):
        verb = verb.head
    elif paper.dep_ != "dobj":
        return None
    while verb.dep_ == "xcomp" and verb.i not in dating.heads:
        verb = verb.head
    return verb if is_step(verb, dating) and dating.stated(verb.i) is not None else None


def _of_noun(noun: Token, dating: Dating) -> When | None:
    """ "Talks were held on Monday", "an attack on Monday killed six"; not "condemned the attack on Monday"."""
    parent = noun.head
    done = (c for c in noun.children if c.dep_ == "acl" and c.tag_ == "VBN" and c.lemma_ in dating.words.happen)
    if (clause := next(done, None)) is not None:
        # "The massacre carried out on Monday"
        return dating.at(clause.i)
    if noun.dep_ == "conj":
        own = any(c.dep_ == "poss" or c.lower_ in dating.words.other_times for c in noun.children)
        return _of_noun(parent, dating) if parent.pos_ in _NOUNS and not own else None
    if noun.dep_ in _SUBJECTS and parent.pos_ in _VERBS:
        relative = parent.dep_ == "ccomp" or parent.i in dating.around.cues or parent.lemma_ in dating.words.sequel
        return None if relative and dating.stated(parent.i) is None else dating.at(parent.i)
    if noun.dep_ == "dobj" and parent.lemma_ in dating.words.happen:
        return dating.at(parent.i)
    if noun.dep_ == "dobj" and parent.lemma_ in dating.words.issued:
        told = dating.around.told.get(noun.i)
        # "Unveiled an indictment in October", "announced its withdrawal on Monday"
        if kind_of(noun, dating) in (*WORDS, "SANCTION") or (told is not None and told.step in DONE_BY_SAYING):
            return dating.at(parent.i)
    if noun.dep_ == "attr" and any(c.dep_ == "expl" for c in parent.children):
        return dating.at(parent.i)
    if noun.dep_ != "pobj":
        return None
    above = parent.head
    if parent.lower_ == "of" and above.lemma_ in dating.words.counted:
        return _of_noun(above, dating)
    return dating.at(above.i) if parent.lower_ in dating.words.occasion and above.pos_ in _VERBS else None


def of_partner(token: Token, dating: Dating) -> When | None:
    """ "Shelled the port and seized two ships on Monday": a date behind the last of two verbs is that of both."""
    for last in (c for c in token.children if c.dep_ == "conj" and c.pos_ == "VERB" and c.tag_ == token.tag_):
        own = any(c.dep_ in (*_SUBJECTS, "aux", "auxpass", "advmod") for c in last.children)
        told = dating.stated(last.i)
        if not own and told is not None and told.edtf and told.span.start > last.idx:
            return When(told.edtf, "inferred", told.span)
    return None


def only_day(token: Token, dating: Dating) -> When | None:
    """ "Gave its consent at the end of a session that ran into Monday night": the one day that the sentence names."""
    if not is_step(token, dating) or token.pos_ not in _VERBS or token.dep_ in ("relcl", "advcl"):
        # "Came to an end on Thursday with a note by which Kenya denounced it": a relative that tells what was done.
        by = (
            o for p in token.children if p.dep_ == "prep" and p.lower_ in ("by", "with", "through") for o in p.children
        )
        if token.dep_ != "relcl" or not any(o.lower_ == "which" for o in by):
            return None
    sentence = token.sent
    if sum(is_step(dating.doc[h], dating) for h in dating.heads if sentence.start <= h < sentence.end) > 1:
        return None
    days = {}
    for head, dates in dating.by_head.items():
        free = sentence.start <= head < sentence.end and head not in dating.heads and head not in dating.around.cues
        if free:
            days.update({d.edtf: d for d in dates if width(d.edtf) == 1 and not dating.is_end(d)})
    if len(days) != 1:
        return None
    day = next(iter(days.values()))
    return When(day.edtf, "inferred", day.span)


Rule = Callable[["Token", "Dating"], When | None]
RULES: tuple[Rule, ...] = (
    counted,
    passed_since,
    ever_since,
    at_once,
    of_when_clause,
    of_occasion,
    of_clause_around,
    of_partner,
    told_before,
    of_incident,
    told_after,
    only_day,
    of_scene,
    said_next,
    of_opening,
)
