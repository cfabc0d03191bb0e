import threading
from collections.abc import Iterator

import pytest

from flows.stages.ingest.ahead import ahead


def test_items_come_in_their_order():
    assert list(ahead(iter(range(100)))) == list(range(100))


def test_nothing_gives_nothing():
    assert list(ahead(iter(()))) == []


def test_the_next_item_is_made_while_one_is_used():
    second_is_made = threading.Event()

    def items() -> Iterator[int]:
        yield 1
        second_is_made.set()
        yield 2

    coming = ahead(items())

    assert next(coming) == 1
    assert second_is_made.wait(timeout=10)
    coming.close()


def test_no_more_than_one_item_waits():
    made = []

    def items() -> Iterator[int]:
        for number in range(10):
            made.append(number)
            yield number

    coming = ahead(items())
    next(coming)
    next(coming)
    coming.close()

    assert len(made) <= 3


def test_an_error_is_raised_after_the_items_before_it():
    def items() -> Iterator[int]:
        yield 1
        raise ValueError("no second item")

    coming = ahead(items())

    assert next(coming) == 1
    with pytest.raises(ValueError, match="no second item"):
        next(coming)
