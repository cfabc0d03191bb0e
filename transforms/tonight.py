"""What the stages read that go through a night's events."""

from typing import NamedTuple

import dataframely as dy

from schemas.contents import Contents
from schemas.events import Events
from schemas.reading import Curves, Readers


class Tonight(NamedTuple):
    """A night's events, all contents up to it, and how long people read within the window."""

    events: dy.LazyFrame[Events]
    contents: dy.LazyFrame[Contents]
    curves: dy.LazyFrame[Curves]
    readers: dy.LazyFrame[Readers]
