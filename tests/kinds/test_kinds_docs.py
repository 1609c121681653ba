"""docs/kinds.md tells of every knowledge file and field, and its worked example does what it says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import msgspec
import pytest

from dateline.kinds import entries as e
from dateline.kinds import lexicon, modality, quantities, senses, time, turns
from dateline.kinds.cues import Cue, Said, Word
from dateline.kinds.files import load
from dateline.kinds.law import ClauseRule, KindRule, NameRule, StepRule, TermRule
from dateline.kinds.parliaments import CrownEntry, ParliamentEntry
from dateline.kinds.petrarch_codes import CameoLetters
from dateline.kinds.place_words import WordList
from dateline.kinds.topics import AgreementTopic
from dateline.read.knowledge import Furniture, HeaderWords, Outlet

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "kinds.md").read_text(encoding="utf-8")
SECTIONS = {
    m[1]: m[2] for m in re.finditer(r"^### `(\w+)\.yaml`\n(.*?)(?=^##|\Z)", PAGE, flags=re.MULTILINE | re.DOTALL)
}
SHAPES: dict[str, tuple[type[msgspec.Struct], ...]] = {
    "states": (e.StateEntry,),
    "dissolved_states": (e.DissolvedState,),
    "regions": (e.RegionEntry,),
    "former_names": (e.FormerName,),
    "organisations": (e.OrganisationEntry, e.Membership),
    "bodies": (e.BodyEntry,),
    "groups": (e.GroupEntry,),
    "persons": (e.PersonEntry, e.OfficeEntry),
    "roles": (e.RoleEntry,),
    "collectives": (e.CollectiveEntry,),
    "lookalikes": (e.LookalikeEntry,),
    "armed_names": (WordList,),
    "sectors": (e.SectorEntry,),
    "cameo": (CameoLetters,),
    "cues": (Cue,),
    "cue_nouns": (Word,),
    "said": (Said,),
    "events": (senses.Sense,),
    "deverbal": (lexicon.Deverbal,),
    "step_turns": (turns.Turn,),
    "classes": (lexicon.WordClass,),
    "modality": (modality.ModalityClass,),
    "agreements": (lexicon.AgreementNoun,),
    "agreement_words": (lexicon.AgreementWords,),
    "known_agreements": (lexicon.KnownAgreement,),
    "obligations": (lexicon.ObligationWords,),
    "agreement_topics": (AgreementTopic,),
    "parliaments": (ParliamentEntry,),
    "crowns": (CrownEntry,),
    "organisation_words": (lexicon.OrganisationWords,),
    "law": (StepRule,),
    "law_kinds": (KindRule,),
    "law_clauses": (ClauseRule,),
    "law_names": (NameRule,),
    "law_terms": (TermRule,),
    "place_words": (WordList,),
    "time": (time.TimeWord,),
    "quantities": (quantities.QuantityWord,),
    "outlets": (Outlet,),
    "headers": (HeaderWords,),
    "furniture": (Furniture,),
}


def test_every_file_has_a_section_and_every_section_a_file() -> None:
    files = {p.stem for p in (ROOT / "src" / "dateline" / "kinds").glob("*.yaml")}
    assert files ^ set(SECTIONS) == set(), "tell of each knowledge file in docs/kinds.md under a heading of its own"


@pytest.mark.parametrize("name", SHAPES)
def test_every_field_is_told(name: str) -> None:
    told = set(re.findall(r"`\{?([\w-]+)", SECTIONS[name])) | set(re.findall(r"[\w-]+", " ".join(_braces(name))))
    fields = {f.encode_name for shape in SHAPES[name] for f in msgspec.structs.fields(shape)}
    # `source` is told once for all actor lists.
    assert fields - told - {"source"} == set()


def _braces(name: str) -> list[str]:
    return re.findall(r"`\{(.*?)\}`", SECTIONS[name])


def test_the_worked_example_does_what_the_page_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    example = PAGE.split("### Worked example")[1].split("\n## ")[0]
    for text in re.findall(r"```yaml\n(.*?)```", example, flags=re.DOTALL):
        path = tmp_path / text.split("\n")[0].removeprefix("# ")
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    exec(re.findall(r"```python\n(.*?)```", example, flags=re.DOTALL)[0], names)
    assert names["found"] == [("Iceland", "ISL"), ("Lava Front", "group:lava-front")]
    assert names["minister"].name == "Ada Example" and names["later"] is None
    assert names["pacts"] == ["geyser-accord"]
    for said in ('[("Iceland", "ISL"), ("Lava Front", "group:lava-front")]', '"Ada Example"', '["geyser-accord"]'):
        assert said in example


def test_the_table_of_the_page_is_one_that_loads(tmp_path: Path) -> None:
    (table,) = re.findall(r"```\n(id,name.*?)```", PAGE, flags=re.DOTALL)
    (tmp_path / "persons.csv").write_text(table, encoding="utf-8")
    ada = next(p for p in load("persons", e.PersonEntry, tmp_path) if p.id == "person:ada-example")
    assert [(o.title, o.of) for o in ada.offices] == [("Foreign Minister", None), ("Secretary-General", "IGO:nato")]
