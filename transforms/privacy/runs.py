"""Digits in groups: a number as it is written, apart by single spaces or dashes."""

import re
from collections.abc import Iterator
from typing import NamedTuple

RUN = re.compile(r"(?<!\d)(?<!\d\.)\d+(?:[ -]{1,2}\d+)*(?!\.?\d)")
GROUP = re.compile(r"\d+")
MOST_GROUPS = 24
"""Longest number that is looked into; a longer one is a table or a vector."""


class Digits(NamedTuple):
    """Some neighbouring groups of digits of one run: where they stand, their digits, the groups' lengths."""

    start: int
    end: int
    digits: str
    shape: tuple[int, ...]
    whole: bool
    """Whether they are all groups of their run."""


def numbers(plain: str, lengths: frozenset[int]) -> Iterator[Digits]:
    """All stretches of whole groups that have so many digits, from the left, at one place the longest first."""
    for run in RUN.finditer(plain):
        if run.end() - run.start() < min(lengths):
            continue
        groups = [match.span() for match in GROUP.finditer(plain, run.start(), run.end())]
        if len(groups) <= MOST_GROUPS:
            yield from _windows(plain, groups, lengths)


def _windows(plain: str, groups: list[tuple[int, int]], lengths: frozenset[int]) -> Iterator[Digits]:
    for first in range(len(groups)):
        for last in range(len(groups), first, -1):
            shape = tuple(end - start for start, end in groups[first:last])
            if sum(shape) in lengths:
                digits = "".join(plain[start:end] for start, end in groups[first:last])
                whole = last - first == len(groups)
                yield Digits(groups[first][0], groups[last - 1][1], digits, shape, whole)
