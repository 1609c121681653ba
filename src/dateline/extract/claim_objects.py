"""Verbs whose content is no clause: an object, a predicate, an infinitive, a phrase with a preposition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.extract.claim_spans import Draft, Scene, agent_of, child, draft_of, ids, is_passive, to_infinitive
from dateline.extract.claim_stance import is_agent, negated, neither_nor, not_able, unable
from dateline.kinds.cues import Cue

if TYPE_CHECKING:
    from spacy.tokens import Token

_OUTCOMES = frozenset({"fear", "believe", "presume", "think"})
_ORDERS = frozenset({"xcomp", "ccomp", "advcl"})
_PERSONAL = frozenset({"him", "her", "me", "us", "you", "himself", "herself", "themselves", "itself", "them"})


def by_infinitive(scene: Scene, token: Token, entry: Cue) -> Draft | None:
    """ "vows to …"."""
    inner = child(token, "xcomp")
    if inner is None or inner.i < token.i or is_passive(token):
        return None
    if not to_infinitive(inner) and not any(c.lower_ == "to" for c in inner.children):
        return None
    if entry.without is not None and inner.lemma_.lower() in scene.cues.words[entry.without]:
        return None
    return draft_of(entry, token, ids(inner))


def by_order(scene: Scene, token: Token, entry: Cue) -> Draft | None:
    """ "urges X to …"."""
    inner = next(
        (c for c in token.children if c.dep_ in ("xcomp", "ccomp", "advcl") and c.i > token.i and _order_to(c)), None
    )
    told = child(token, "nsubjpass") if is_passive(token) else child(token, "dobj", "dative")
    if inner is None:
        return None
    own = child(inner, "nsubj", "nsubjpass")
    if inner.dep_ == "advcl" and (told is None or not is_agent(scene, told)):
        return None  # "ordered the deployment … to respond to …"
    if told is None and own is None:
        return None
    return draft_of(entry, token, ids(inner) | (ids(told) if told is not None and own is None else set()))


def _order_to(token: Token) -> bool:
    return to_infinitive(token) or any(c.lower_ == "to" and c.dep_ == "aux" for c in token.children)


def by_object(scene: Scene, token: Token, entry: Cue) -> Draft | None:
    """ "condemns X", "denies …-ing", "X was condemned by Y", "X could not be verified"."""
    thing = child(token, "dobj")
    if is_passive(token):
        thing = child(token, "nsubjpass") or _kept_from(token)
        if thing is None or (agent_of(token) is None and not _nobody_can(token, entry) and not _by_many(token, entry)):
            return None
    elif token.tag_ == "VBN" and token.dep_ == "acl" and _said_noun(scene, token.head) and agent_of(token) is not None:
        thing = token.head  # "a claim dismissed by Kigali"
    elif (token.tag_ == "VBN" and token.dep_ in ("acl", "amod")) or (
        token.tag_ == "VBG" and token.dep_ == "pcomp" and not_able(token) is None
    ):
        return None  # "in criticising those who …" tells of words, and reports none
    elif thing is None:
        # "promised voters lower bills": the parser takes the two objects for a clause
        given = child(token, "ccomp") if entry.stance == "promises" else None
        if given is not None and given.i > token.i and given.pos_ in ("ADJ", "NOUN") and child(given, "aux") is None:
            return draft_of(entry, token, ids(given))
        thing = next((c for c in token.children if c.dep_ == "xcomp" and c.i > token.i and _gerund(c)), None)
        thing = thing or _raised(token)
    above = {token.head.lemma_, token.doc[max(token.i - 2, 0)].lemma_}
    if token.lower_ == "citing" and above & scene.cues.tellers and not scene.cues.attitudes:
        return None  # the ground of the claim that it hangs on
    if thing == token.head and thing is not None:
        return draft_of(entry, token, ids(thing) - ids(token))
    if thing is None or (thing.lower_ in _PERSONAL and entry.stance not in ("praises", "condemns", "accuses")):
        return None
    bare = thing.ent_type_ == "PERSON" or thing.tag_ == "PRP"
    if bare and entry.stance in ("states", "confirms") and not negated(token):
        return None
    if entry.objects == "propositions" and neither_nor(token) is None:
        nouns = scene.cues.words["proposition"]
        said = token.head if thing.lower_ == "which" and token.dep_ == "relcl" else thing
        vague = thing.lower_ == "it" and not negated(token) and entry.lemma != "deny"
        if vague or not (said.tag_ == "VBG" or said.lemma_.lower() in nouns or thing.lower_ in nouns):
            return None
    if entry.objects == "requests" and thing.lemma_.lower() not in scene.cues.words["request"]:
        return None
    if entry.stance == "threatens" and (
        is_agent(scene, thing) or (thing.tag_ == "NN" and thing.lemma_ not in scene.cues.words["menace"])
    ):
        return None  # "threatens the peace" is no speech; "threatened new sanctions" is
    if entry.objects == "doings" and (thing.lemma_.lower() in scene.cues.words["favour"] or child(token, "dative")):
        return None  # "denied entry", "denies women the vote"
    content = ids(thing)
    for c in token.children:
        if c.dep_ == "prep" and c.lower_ in entry.prepositions and c.i > thing.i:
            content |= ids(c)
    return draft_of(entry, token, content)


def _said_noun(scene: Scene, noun: Token) -> bool:
    return noun.lemma_.lower() in scene.cues.words["proposition"]


def _kept_from(token: Token) -> Token | None:
    """ "The account has yet to be corroborated": it stands before the word that keeps it from being done."""
    keeping = not_able(token)
    return child(keeping, "nsubj") if keeping is not None and token.dep_ == "xcomp" else None


def _raised(token: Token) -> Token | None:
    """What "is impossible to verify" is said of: the subject, or the noun before in a headline."""
    adjective = token.head
    if token.dep_ != "xcomp" or adjective.pos_ != "ADJ" or not_able(token) is None:
        return None
    if adjective.dep_ == "acomp":
        subject = child(adjective.head, "nsubj")
        return subject if subject is not None and subject.lower_ != "it" else None
    noun = adjective.head
    while noun.dep_ in ("pobj", "prep") and noun.head != noun:
        noun = noun.head
    return noun if adjective.dep_ == "amod" and adjective.i > adjective.head.i and noun.pos_ == "NOUN" else None


def _gerund(verb: Token) -> bool:
    """Whether a verb is a noun of doing: "denied hiding it", "denied having hidden it"."""
    return verb.tag_ == "VBG" or any(
        c.dep_ in ("aux", "auxpass") and c.lower_ in ("having", "being") for c in verb.children
    )


def _by_many(token: Token, entry: Cue) -> bool:
    """ "Has been widely condemned": a finite passive of a verb that judges, by nobody named."""
    return "agentless" in entry.frames and child(token, "auxpass") is not None


def _nobody_can(token: Token, entry: Cue) -> bool:
    """ "The reports could not be verified": by whom need not be said."""
    if entry.objects == "requests" and negated(token):
        return True  # "messages were not returned"
    return entry.negated == "cannot_verify" or (entry.stance == "confirms" and negated(token) and unable(token))


def by_predicate(scene: Scene, token: Token, entry: Cue) -> Draft | None:
    """ "calls X a …", "what he calls …"."""
    parts = [c for c in token.children if c.dep_ in ("dobj", "oprd", "nsubjpass")]
    small = next((c for c in token.children if c.dep_ == "ccomp" and c.pos_ not in ("VERB", "AUX")), None)
    what = next(
        (c for c in token.children if c.lower_ in ("what", "which") and c.dep_ in ("dobj", "nsubj", "oprd")), None
    )
    predicate = next((c for c in reversed(parts) if c.dep_ == "oprd"), small)
    if predicate is None and what is None and len(parts) > 1 and parts[-1].i in scene.quote_at:
        predicate = parts[-1]
    if predicate is None and what is None and parts and _quoted_predicate(scene, parts[-1]):
        return draft_of(entry, token, ids(parts[-1]))
    if predicate is None and what is not None and len(parts) > 1:
        predicate = parts[-1]
    apposed = predicate is not None and len(parts) == 1 and token.dep_ == "relcl" and not is_passive(token)
    if apposed and predicate is not None and child(token, "nsubj") is not None:
        noun = {t.i for t in token.head.subtree if t.i < token.left_edge.i and not t.is_punct}
        return draft_of(entry, token, ids(predicate) | noun)  # "a step that Bonn called “brave”"
    if predicate is None or (small is None and len(parts) < 2 and what is None):
        return None
    passive = is_passive(token)
    if passive and agent_of(token) is None:
        return None
    quoted = any(i in scene.quote_at for i in ids(predicate))
    if predicate.pos_ == "PROPN" and not quoted:
        return None
    content = ids(predicate).union(*(ids(c) for c in parts))
    return draft_of(entry, token, content)


def _quoted_predicate(scene: Scene, thing: Token) -> bool:
    """Whether a quotation right behind a noun ends the object: parsers join "the reports “fake news”" into one noun."""
    last = thing.right_edge
    at = scene.quote_at.get(last.i)
    if at is None or last.i < thing.i or last.doc[last.i].dep_ == "appos":
        return False
    first = min(i for i, q in scene.quote_at.items() if q == at)
    before = thing.doc[first - 1] if first > thing.left_edge.i else None
    return before is not None and before.pos_ in ("NOUN", "PROPN", "PRON")


def by_as(scene: Scene, token: Token, entry: Cue) -> Draft | None:
    """ "hails X as …", "X was hailed by Y as …"."""
    thing = child(token, "nsubjpass" if is_passive(token) else "dobj")
    gap = thing is None and token.dep_ == "relcl" and token.head.pos_ == "NOUN" and child(token, "nsubj") is not None
    if gap and any(t.lower_ == "as" and t.dep_ == "prep" and t.i > token.i for t in token.children):
        return _of_antecedent(token, entry)
    if thing is None or (is_passive(token) and agent_of(token) is None and not _by_many(token, entry)):
        return None
    like = next(
        (t for t in (*token.children, *thing.children) if t.lower_ == "as" and t.i > token.i and t.dep_ == "prep"), None
    )
    if like is None:
        return None
    if entry.objects == "propositions":
        quoted = any(i in scene.quote_at for i in ids(like))
        if not quoted and thing.lemma_.lower() not in scene.cues.words["proposition"]:
            return None
    return draft_of(entry, token, ids(thing) | ids(like))


def _of_antecedent(token: Token, entry: Cue) -> Draft:
    """ "A position that Bonn denounced as a farce": the noun before the clause is what is spoken of."""
    like = next(t for t in token.children if t.lower_ == "as" and t.dep_ == "prep" and t.i > token.i)
    noun = {t.i for t in token.head.subtree if t.i < token.left_edge.i and not t.is_punct}
    return draft_of(entry, token, noun | ids(like))


def by_none(scene: Scene, token: Token, entry: Cue) -> Draft | None:
    """ "would not comment (on X)", "did not respond to a request"."""
    about = next((c for c in token.children if c.dep_ in ("prep", "dobj") and c.i > token.i), None)
    if entry.objects == "requests":
        noun = child(about, "pobj") if about is not None else None
        if noun is None or noun.lemma_ not in scene.cues.words["request"]:
            return None
    elif about is not None and entry.prepositions and about.lower_ not in entry.prepositions:
        about = None
    draft = draft_of(entry, token, ids(about) if about is not None else set())
    draft.source = draft.source or child(token, "nsubjpass")
    if about is None:
        draft.cue.discard(token.i)
        draft.content = {token.i}
        draft.cue = draft.cue or {token.i}
    return draft


def by_passive(_: Scene, token: Token, entry: Cue) -> Draft | None:
    """ "X is expected to …", "it was reported that …", "X seems to …"."""
    raising = entry.frames == ("passive",) and child(token, "nsubj") is not None
    if raising and child(token, "xcomp") is not None:
        draft = draft_of(entry, token, ids(child(token, "nsubj") or token) | ids(child(token, "xcomp") or token))
        draft.source = None
        return draft
    if token.tag_ != "VBN" or child(token, "auxpass") is None:
        return None
    subject, clause, inner = child(token, "nsubjpass"), child(token, "ccomp"), child(token, "xcomp")
    if subject is None:
        return None
    inner = inner or child(token, "oprd", "acomp")
    outcome = inner is not None and inner.tag_ in ("VBN", "JJ") and entry.lemma in _OUTCOMES
    if inner is not None and inner.i > token.i and (_order_to(inner) or outcome):
        return draft_of(entry, token, ids(subject) | ids(inner))
    if clause is not None and clause.i > token.i and subject.lower_ == "it":
        return draft_of(entry, token, ids(clause))
    return None


def by_accusation(token: Token, entry: Cue) -> Draft | None:
    """ "accused X of …", "X has been accused by Y of …"."""
    passive = is_passive(token)
    target = child(token, "nsubjpass") if passive else child(token, "dobj", "dative")
    near = [*token.children, *(target.children if target is not None and not passive else ())]
    agent = agent_of(token)
    near += list(agent.children) if agent is not None else []
    charge = next((c for c in near if c.dep_ == "prep" and c.lower_ in entry.prepositions and c.i > token.i), None)
    if charge is None or (target is None and token.dep_ not in ("conj", "acl")):
        return None
    if token.dep_ == "acl" and agent is None and not passive and token.tag_ == "VBN":
        return None
    draft = draft_of(entry, token, ids(charge) | (ids(target) if target is not None else set()))
    if agent is not None:
        draft.content -= ids(agent) - ids(charge)
        draft.source = agent
    return draft


def by_preposition(token: Token, entry: Cue) -> Draft | None:
    """ "call for …", "warn of …", "call on X to …", "thank X for …"."""
    thing = child(token, "dobj")
    near = [*token.children, *(thing.children if thing is not None and entry.object_lemma else ())]
    phrase = next(
        (c for c in near if c.dep_ in ("prep", "prt") and c.lower_ in entry.prepositions and c.i > token.i),
        None,
    )
    wish = next((c for c in token.children if c.dep_ in _ORDERS and _for_to(c) and c.i > token.i), None)
    if phrase is None and wish is not None and "for" in entry.prepositions and entry.stance == "demands":
        return draft_of(entry, token, ids(wish) - {wish.left_edge.i}, wish.left_edge)
    participle = token.tag_ == "VBN" and child(token, "aux", "nsubj") is None and token.dep_ != "conj"
    if phrase is None or is_passive(token) or participle:
        return None
    if "order" in entry.frames and phrase.lower_ != "against":
        return _call_on(token, entry, phrase)
    if "object" in entry.frames:
        return None
    if entry.object_lemma and (thing is None or thing.lemma_ != entry.object_lemma):
        return None
    if entry.object_lemma:
        return draft_of(entry, token, ids(phrase) - {phrase.i}, thing, phrase)
    if "none" in entry.frames or ("quote" in entry.frames and phrase.lower_ == "as"):
        return None
    content = ids(phrase)
    if thing is not None:
        return draft_of(entry, token, content | ids(thing)) if entry.target else None
    if len(content) < 2:
        return None
    more = phrase if phrase.i == token.i + 1 else None
    return draft_of(entry, token, content - {phrase.i}, more)


def _for_to(clause: Token) -> bool:
    return clause.left_edge.lower_ == "for" and _order_to(clause) and child(clause, "nsubj") is not None


def _call_on(token: Token, entry: Cue, phrase: Token) -> Draft | None:
    noun = child(phrase, "pobj")
    if noun is None:
        return None
    near = [*token.children, *noun.children]
    inner = next(
        (c for c in near if c.dep_ in ("xcomp", "advcl", "acl", "relcl", "ccomp") and c.i > noun.i and _order_to(c)),
        None,
    )
    if inner is None:
        return None
    return draft_of(entry, token, ids(noun) | ids(inner), phrase if phrase.i == token.i + 1 else None)


def by_refusal(token: Token, entry: Cue) -> Draft | None:
    """ "declined to comment"."""
    inner = child(token, "xcomp")
    if inner is None or inner.lemma_ not in entry.inner:
        return None
    return draft_of(entry, token, ids(inner))


def by_gesture(_: Scene, token: Token, entry: Cue) -> Draft | None:
    """ "Asked about the money, he shrugged": who answers by a gesture declines to."""
    asking = next((c for c in token.children if c.dep_ == "advcl" and c.i < token.i and c.tag_ == "VBN"), None)
    if asking is None or asking.lemma_ not in ("ask", "press", "question", "challenge", "quiz"):
        return None
    told = child(token, "ccomp", "xcomp") is not None
    return None if told or child(token, "nsubj") is None else draft_of(entry, token, ids(asking) - {asking.i})


def nobodys(draft: Draft) -> Draft | None:
    """ "It emerged that …": "it" stands for the clause, and nobody is named."""
    if draft.source is None or draft.source.lower_ != "it":
        return None
    draft.source = None
    return draft
