"""What a follow-up message says about the answer before it, by an open lexicon in Chinese and English."""

from transforms.follow_ups.classes import asks_again, classify
from transforms.follow_ups.likeness import similarity

__all__ = ["asks_again", "classify", "similarity"]
