"""Where values stand in a text."""

from collections.abc import Iterable, Iterator

Span = tuple[int, int]
"""Start and end of a value, in characters."""


def apart(spans: Iterable[Span]) -> Iterator[Span]:
    """The spans without those that reach into one before; they come from the left."""
    reached = 0
    for start, end in spans:
        if start >= reached:
            yield start, end
            reached = end
