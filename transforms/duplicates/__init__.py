"""Texts that say the same: near duplicates, answers that are nearly equal, and texts that hold an evaluation item."""
