"""How place names are written and compared; needs the standard library alone, so that the build can use it too."""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import Final

# Letters that Unicode does not take apart, as English-language news writes them.
_PLAIN: Final = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe",
                               "ı": "i", "ħ": "h", "ə": "a"})  # fmt: skip
_SILENT: Final = re.compile("['’‘`´ʹʺʻʼʽʾʿ.·]")
_BREAK: Final = re.compile(r"[\W_]+")
_FULL: Final = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}
# What a region is called besides its name; "Kursk region", "Idlib Governorate", "Rapides Parish".
REGION_WORDS: Final = frozenset(
    ("administrative", "autonomous", "canton", "city", "county", "department", "district", "division", "emirate",
     "borough", "governorate", "krai", "municipality", "oblast", "okrug", "parish", "prefecture", "province", "raion",
     "region", "republic", "state", "territory", "township", "twp", "voivodeship", "wilayah", "wilaya")
)  # fmt: skip


@functools.lru_cache(maxsize=20_000)
def fold(name: str) -> str:
    """The form in which names are compared: no case, accents, apostrophes or hyphens; "St." and "Mt." in full."""
    text = unicodedata.normalize("NFKD", name.casefold().translate(_PLAIN))
    text = "".join(c for c in text if not unicodedata.combining(c))
    words = _BREAK.sub(" ", _SILENT.sub("", text)).split()
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    if len(words) > 1:
        words = [_FULL.get(w, w) for w in words[:-1]] + words[-1:]
    return " ".join(words)


def region_base(folded: str) -> str | None:
    """The bare name in a folded region name ("kursk region" → "kursk"), None where no region word stands."""
    words = folded.split()
    if "of" in words[1:-1] and words[0] in REGION_WORDS:
        return " ".join(words[words.index("of") + 1 :])
    end = len(words)
    while end > 1 and words[end - 1] in REGION_WORDS:
        end -= 1
    return " ".join(words[:end]) if end < len(words) else None
