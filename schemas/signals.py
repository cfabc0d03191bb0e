"""The vocabulary of acts: which raw act sets or clears which signal, how much a signal can say, and for which side."""

from typing import Literal, NamedTuple

Kind = Literal["chat", "feed", "qa"]
Tier = Literal["explicit", "strong", "contextual", "weak", "synthetic"]

TIERS: tuple[Tier, ...] = ("explicit", "strong", "contextual", "weak", "synthetic")

RAW_TYPES: dict[Kind, tuple[str, ...]] = {
    "chat": (
        "view", "thumbs_up", "thumbs_down", "thumbs_clear", "copy", "share", "regenerate", "edit", "stop", "report",
    ),
    "feed": (
        "impression", "view", "like", "unlike", "collect", "uncollect", "comment", "share", "follow", "hide", "report",
    ),
    "qa": (
        "impression", "view", "upvote", "cancel_upvote", "downvote", "cancel_downvote",
        "collect", "uncollect", "comment", "share", "thank", "report",
    ),
}  # fmt: skip
"""`type` of a raw event, per kind of site."""

FOLLOW_UP = "follow_up"
"""The act that ingest derives from a user message whose parent is an answer."""

ACTIONS: tuple[str, ...] = tuple(sorted({name for types in RAW_TYPES.values() for name in types} | {FOLLOW_UP}))


class Signal(NamedTuple):
    """What an act on a response is evidence of.

    `sign` is +1 where the act speaks for the response, -1 where it speaks against it, 0 where votes must decide.
    `opposite` is the other state of the same slot: the later of the two counts.
    """

    tier: Tier
    sign: Literal[-1, 0, 1]
    opposite: str | None = None


SIGNALS: dict[str, Signal] = {
    "thumbs_up": Signal("explicit", 1, "thumbs_down"),
    "thumbs_down": Signal("explicit", -1, "thumbs_up"),
    "upvote": Signal("explicit", 1, "downvote"),
    "downvote": Signal("explicit", -1, "upvote"),
    "like": Signal("explicit", 1),
    "hide": Signal("explicit", -1),
    "report": Signal("explicit", -1),
    "share": Signal("strong", 1),
    "copy": Signal("strong", 1),
    "collect": Signal("strong", 1),
    "thank": Signal("strong", 1),
    "edit": Signal("strong", -1),
    "comment": Signal("contextual", 1),
    "follow": Signal("contextual", 1),
    "regenerate": Signal("contextual", -1),
    "stop": Signal("contextual", -1),
    "praise": Signal("contextual", 1),
    "complaint": Signal("contextual", -1),
    "opened": Signal("weak", 0),
    "last": Signal("weak", 0),
    "dwell": Signal("weak", 1),
    "depth": Signal("weak", 1),
    "satisfied": Signal("weak", 1),
    "length": Signal("weak", 0),
}
"""Every signal of the evidence table. `praise` and `complaint` are what follow-ups turn out to be, `last` is having
been the last thing opened of a list, `length` what people's votes say of longer texts."""

SETS: dict[str, str] = {
    name: name
    for name in (
        "thumbs_up", "thumbs_down", "upvote", "downvote", "like", "hide", "report",
        "share", "copy", "collect", "thank", "edit", "comment", "follow",
    )
}  # fmt: skip
"""Raw act -> the vote that it sets."""

CLEARS: dict[str, tuple[str, ...]] = {
    "thumbs_clear": ("thumbs_up", "thumbs_down"),
    "cancel_upvote": ("upvote",),
    "cancel_downvote": ("downvote",),
    "unlike": ("like",),
    "uncollect": ("collect",),
}
"""Raw act -> the votes that it takes back."""

TOTALS: dict[str, str] = {
    "upvotes": "upvote",
    "downvotes": "downvote",
    "likes": "like",
    "collects": "collect",
    "comments": "comment",
    "shares": "share",
    "hides": "hide",
    "reports": "report",
}
"""Column of `totals` -> the signal that it counts."""
