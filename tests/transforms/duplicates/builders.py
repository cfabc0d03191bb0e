"""Texts of random Chinese characters or English words, and edits of them."""

import random

import polars as pl

HAN = (
    "的一是不了人我在有他这为之大来以个中上们到说国和地也子时道出而要于就下得可你年生自会那后能对着事其里"
    "所去行过家十用发天如然作方成者多日都三小军二无同么经法当起与好看学进种将还分此心前面又定见只主没公从"
)
ENGLISH = (
    "river window carbon paper lantern morning copper bridge signal garden travel winter "
    "orange pocket silver market engine forest candle mirror planet rocket shadow ticket "
    "velvet wallet yellow anchor basket circle"
)


def chinese(dice: random.Random, characters: int) -> str:
    """A text without punctuation."""
    return "".join(dice.choices(HAN, k=characters))


def english(dice: random.Random, words: int) -> str:
    """A text of words."""
    return " ".join(dice.choices(ENGLISH.split(), k=words))


def edited(dice: random.Random, text: str, edits: int) -> str:
    """A text of which some characters are others."""
    letters = list(text)
    for place in dice.sample(range(len(letters)), edits):
        letters[place] = dice.choice(HAN)
    return "".join(letters)


def frame(texts: dict[str, str], **columns: list) -> pl.LazyFrame:
    """A row per text."""
    return pl.LazyFrame({"key": list(texts), "text": list(texts.values()), **columns})


def jaccard(one: str, other: str, size: int = 5) -> float:
    """The similarity of two texts without punctuation, by its definition."""
    first, second = ({text[i : i + size] for i in range(max(len(text) - size + 1, 1))} for text in (one, other))
    return len(first & second) / len(first | second)
