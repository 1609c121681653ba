"""Which language a report is in; English alone is read."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

import pycountry

from dateline.errors import SourceError
from dateline.read.knowledge import Knowledge

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_WORD = re.compile(r"[^\W\d_]+")
# Enough for a sure answer, and the same cost for every report.
_SAMPLE = 4000
# Of 3,000 English news reports none had fewer than 27 common English words in 100; the share in other languages
# written in Latin letters stays below 10.
_ENGLISH_SHARE = 0.18
# Names of people and places lead the identifier astray in a text of one or two sentences.
_FEW_WORDS = 25
_SURE = 0.8


def check_language(text: str, source: str, known: Knowledge) -> str:
    """ "en" for English; raises SourceError that names the language of any other text."""
    code = detect_language(text[:_SAMPLE], known)
    if code == "en":
        return code
    raise SourceError(
        source, f"is in {language_name(code)}", "give an English report; other languages are not read yet"
    )


def detect_language(text: str, known: Knowledge) -> str:
    """The ISO 639 code of the language of `text`; a short text is taken for English unless another is sure."""
    words = _WORD.findall(text)
    latin = sum(1 for w in words for c in w if c < "\u0250")
    letters = sum(len(w) for w in words)
    share = sum(1 for w in words if w.casefold() in known.function_words) / max(len(words), 1)
    mostly_latin = latin >= 0.7 * letters
    if mostly_latin and share >= _ENGLISH_SHARE:
        return "en"
    code, probability = _identifier().classify(text)
    if mostly_latin and (code == "en" or (len(words) < _FEW_WORDS and (probability < _SURE or share >= 0.1))):
        return "en"
    if code in ("en", "zxx"):
        return "und"
    return str(code)


def language_name(code: str) -> str:
    """The English name of an ISO 639 code, such as "Russian" for "ru"."""
    if code == "und":
        return "a language that cannot be told"
    entry = pycountry.languages.get(alpha_2=code) or pycountry.languages.get(alpha_3=code)
    return re.sub(r"\s*\([^)]*\)", "", entry.name) if entry else f"another language ({code})"


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
