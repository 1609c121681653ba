"""Page furniture: every pattern takes its example, and none takes words of a story."""

import time

import pytest

from dateline.kinds.files import load
from dateline.read.knowledge import Furniture, load_knowledge

KNOWN = load_knowledge()
ENTRIES = load("furniture", Furniture)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda e: e.id)
def test_example_is_taken(entry: Furniture) -> None:
    if entry.effect == "drop":
        assert KNOWN.furniture(entry.example)
    else:
        assert KNOWN.stripped(entry.example) == "The talks begin on Monday"


@pytest.mark.parametrize(
    "line",
    [
        "More to come?",
        "Neighbour launches signal interference, the army says",
        "Copyright law was at the heart of the talks.",
        "Loading of fuel into the reactor has begun.",
        "Iran rejected the terms and conditions of the deal.",
        "Get the troops home, the crowd shouted.",
        "The views expressed by the two ministers differ widely.",
        "Video of the strike was released by Reuters.",
        "Share prices fell on Tuesday after the vote.",
        "Follow the money, the minister said on television.",
        "Watch this space, an envoy told reporters.",
        "Support for the treaty is strong in both houses.",
        "This report was drawn up by the inspectors.",
        "Reporting by the inspectors is due in March.",
        "Contributing to the tension, both sides moved guns forward.",
        "Sources at the ministry deny it.",
        "Ends of the border road were closed.",
        "“Read more history,” the president said.",
        "The ambassador also read out a letter from the king.",
        "Save the children first, the agency pleaded.",
        "She has written for AP.",
        "Join us, the rebels told the garrison.",
    ],
)
def test_story_is_kept(line: str) -> None:
    assert not KNOWN.furniture(line)
    assert KNOWN.stripped(line) == line


@pytest.mark.parametrize("line", ["Ad " * 60 + "x", "share, on " * 13 + "x", "Ann/AP " * 120 + "x", "@a " * 50 + "x!"])
def test_a_hostile_line_takes_no_time(line: str) -> None:
    start = time.perf_counter()
    KNOWN.furniture(line)
    assert time.perf_counter() - start < 1
