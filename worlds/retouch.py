"""A text posted again with small edits, which say the same."""

from random import Random
from typing import NamedTuple

EDITED = (0.01, 0.03)
"""Share of the characters that are edited, from and to."""
LONG = 200
"""Characters from which a text may be edited in two manners and still be nearly the same."""
KEPT = set("0123456789不没无非别未勿莫否")
"""Characters that no edit touches: another number or a negation says something else."""
KEPT_WORDS = {"not", "no", "never", "nor", "none", "cannot"}
FILLERS = "了呢吧啊呀嘛哦也就还"
PUNCTUATION = {
    "zh": {"，": ",", "。": "！", "？": "?", "：": ":", "；": "，"},
    "en": {",": ";", ".": "!", "?": "??", ":": " -", ";": ","},
}
PREFIXES = {
    "zh": ("转发：", "【转载】", "转：", "搬运一下：", "再问一次：", "重发：", "[转] ", "来自网络："),
    "en": ("Repost: ", "FWD: ", "[shared] ", "Bump: ", "Reposting this: ", "via the web: ", "(copied) ", "Again: "),
}
SWAPS = {"的": "地", "在": "再", "做": "作", "那": "哪", "像": "象", "帐": "账", "它": "他", "以": "已"}
"""Characters of one sound that people mistake for each other."""


class Retouched(NamedTuple):
    """The new text and the manner in which it differs."""

    text: str
    manner: str


def retouch(text: str, language: str, rng: Random) -> Retouched:
    """The text with a prefix, another punctuation, or 1 to 3% of its characters edited; a long one two of these."""
    manners = ["prefix", "punctuation", "characters"]
    chosen = sorted(rng.sample(manners, rng.choice((1, 2)) if len(text) >= LONG else 1))
    new = text
    if "characters" in chosen:
        new = mistype(new, round(rng.uniform(*EDITED) * len(text)), language, rng)
    if "punctuation" in chosen:
        new = _repunctuated(new, language)
    if "prefix" in chosen or new == text:
        chosen = sorted({*chosen, "prefix"})
        new = rng.choice(PREFIXES[language]) + new
    return Retouched(new, " and ".join(chosen))


def mistype(text: str, edits: int, language: str, rng: Random) -> str:
    """So many edits of one character each: a letter mistaken, doubled or left out, a particle more."""
    places = [place for place in range(1, len(text) - 1) if _may_change(text, place, language)]
    letters = list(text)
    for place in rng.sample(places, min(edits, len(places))):
        letters[place] = _edited(letters[place], language, rng)
    return "".join(letters)


def _may_change(text: str, place: int, language: str) -> bool:
    """Within a word that neither counts nor negates."""
    if not text[place].isalpha() or any(letter in KEPT for letter in text[place - 1 : place + 2]):
        return False
    if language == "zh":
        return text[place] >= "\u4e00"
    start = len(text[:place]) - len(text[:place].split(" ")[-1])
    return text[start:].split(" ")[0].strip(".,;:!?").lower() not in KEPT_WORDS


def _edited(letter: str, language: str, rng: Random) -> str:
    if letter in SWAPS:
        return SWAPS[letter]
    if language == "zh":
        return letter + rng.choice(FILLERS)
    return rng.choice((letter * 2, "", rng.choice("aeinorst")))


def _repunctuated(text: str, language: str) -> str:
    """Every second mark is another."""
    seen, letters = 0, []
    for letter in text:
        other = PUNCTUATION[language].get(letter)
        seen += other is not None
        letters.append(other if other and seen % 2 else letter)
    return "".join(letters)
