"""The closed vocabularies of the contract as types; what each word means is data, in `kinds/vocabulary.yaml`."""

from typing import Literal

ActorKind = Literal[
    "state", "government", "legislature", "military", "court", "media", "igo", "ngo", "company", "party",
    "armed_group", "people", "person", "unnamed",
]  # fmt: skip
EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "OTHER",
]  # fmt: skip
Step = Literal[
    "negotiate", "conclude", "initial", "sign", "submit", "approve", "ratify", "accept", "accede", "exchange",
    "deposit", "apply_provisionally", "enter_into_force", "amend", "extend", "reserve", "object", "suspend", "resume",
    "give_notice", "withdraw", "terminate", "register", "violate",
]  # fmt: skip
StepState = Literal["done", "announced", "planned", "conditional", "denied", "failed"]
Organ = Literal["lower_chamber", "upper_chamber", "legislature", "head_of_state", "government", "court"]
AgreementKind = Literal[
    "treaty", "executive_agreement", "memorandum", "ceasefire", "peace_agreement", "trade_agreement", "arms_control",
    "alliance", "resolution", "other",
]  # fmt: skip
Status = Literal[
    "proposed", "negotiated", "signed", "partly_approved", "ratified_by", "ratified", "in_force",
    "provisionally_applied", "suspended", "withdrawal_announced", "withdrawn_by", "terminated",
]  # fmt: skip
ObligationKind = Literal[
    "defense", "offense", "neutrality", "nonaggression", "consultation", "arms_limit", "inspection", "trade",
    "sanctions", "aid", "territory", "prisoners", "ceasefire", "other",
]  # fmt: skip
TermKind = Literal[
    "duration", "renewal", "nonrenewal", "notice", "survival", "extension", "depositary", "replaces", "amends",
    "supplements",
]  # fmt: skip
Stance = Literal[
    "states", "confirms", "accuses", "denies", "does_not_deny", "doubts", "predicts", "promises", "demands",
    "threatens", "fears", "hopes", "praises", "condemns", "declines_comment", "cannot_verify",
]  # fmt: skip
QuotationKind = Literal["direct", "indirect", "mixed"]
Tense = Literal["past", "ongoing", "future"]
Polarity = Literal["positive", "negative"]
# What the network that reads steps has to do with an event: read by it alone; or by a rule, where it sees no step.
NetworkView = Literal["alone", "sees none"]
Certainty = Literal["certain", "probable", "possible", "underspecified"]
DateBasis = Literal["stated", "inferred", "published", "unknown"]
DateKind = Literal["date", "duration", "set"]
DateAnchor = Literal["explicit", "relative", "vague"]
Change = Literal["=", "~", "<", ">", "up", "down"]
Precision = Literal["point", "city", "district", "region", "country"]

# The organs that are chambers of a parliament, or the whole of it.
CHAMBERS: frozenset[Organ] = frozenset({"lower_chamber", "upper_chamber", "legislature"})
# PLOVER sectors of those who take arms against a state.
ARMED_SECTORS = frozenset({"REB", "UAF", "SEP", "PAR"})
