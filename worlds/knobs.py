"""What can be set in a simulated world. Whatever is not named here is a constant beside the formula that uses it."""

from datetime import date
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from schemas.signals import Kind

Share = Annotated[float, Field(ge=0, le=1)]
Strength = Annotated[float, Field(ge=0)]
Number = Annotated[int, Field(ge=0)]
Count = Annotated[int, Field(ge=1)]


class Knobs(BaseModel):
    """What every world has: its people, how they read and judge, who misbehaves, and how its files are delivered."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    seed: Number = 0
    """The same knobs and seed give the same bytes."""
    start: date = date(2026, 11, 13)
    """First day, in UTC."""
    days: Count = 7
    users: Count = 2_000
    """Honest people; those who misbehave come on top."""
    chinese: Share = 0.6
    """Share of prompts, and so of answers, in Chinese; the others are in English."""
    personal_share: Share = 0.02
    """Share of texts with a telephone number or an e-mail address."""

    quality: Strength = 1.0
    """Standard deviation of theta, the log-odds that someone who has read a response gives it a positive verdict."""
    taste: Strength = 0.3
    """Variance, over people, of what a response's flavour adds to theta for one of them."""
    style: Strength = 0.4
    """Standard deviation of an engagement style that moves dwell, opens, copies and collects, but no verdict."""
    length_bias: Strength = 0.8
    """Exponent of length in dwell: 0 means that long texts are read no longer, 1 in proportion."""
    misclick_share: Share = 0.05
    """Share of views that end at once."""
    idle_share: Share = 0.03
    """Share of views left open in a tab, which makes their dwell meaningless."""

    scrapers: Number = 2
    """Machines with hundreds of views a day, all of one dwell."""
    likers: Number = 3
    """People who give a positive verdict to nearly everything that they read, every day."""
    rings: Number = 1
    """Groups that push a few bad responses together."""
    ring_members: Count = 12
    ring_targets: Count = 4
    """Responses that a ring pushes, or all of the worse half where those are fewer."""
    promoted_share: Annotated[float, Field(gt=0, le=1)] = 1.0
    """Share of its ring's targets that each member promotes, drawn for each member."""
    covert: bool = False
    """Whether ring members are otherwise like honest people and spread their votes over all days.

    Else they do nothing else and vote within one hour.
    """

    late_share: Share = 0.02
    """Share of events written 1 to 7 days late, within the days of the world."""
    redelivered_share: Share = 0.01
    """Share of events written once more, in the same or the next day's file."""
    malformed_share: Annotated[float, Field(ge=0, lt=1)] = 0.002
    """Share of lines that are no valid event; they come on top of the events."""
    late_content_share: Share = 0.02
    """Share of responses (chat: conversations) whose text arrives a day after it was published."""
    dirty_share: Share = 0.0
    """Share of responses that are soiled (`worlds.dirt`), as far as there are contexts; copies come on top."""


class ServedKnobs(Knobs):
    """Sites that serve ranked lists and show how many have voted."""

    position_bias: Strength = 0.6
    """Exponent of the decay of examination: position k is looked at with probability k ** -position_bias."""
    herding: Strength = 0.1
    """What a unit of ln(1 + votes so far) adds to the log-odds of a positive verdict."""
    fresh_share: Share = 0.2
    """Share of responses published during the simulated days; the others were there before."""


class AnswerRange(BaseModel):
    """How many answers a question or prompt has, drawn evenly between the two."""

    min_answers: Count
    max_answers: Count

    @model_validator(mode="after")
    def _range_is_ordered(self) -> Self:
        if self.min_answers > self.max_answers:
            raise ValueError("min_answers must not exceed max_answers")
        return self


class QaKnobs(ServedKnobs, AnswerRange):
    """Questions with long answers."""

    questions: Count = 400
    min_answers: Count = 2
    max_answers: Count = 8
    views: Count = 70_000
    """Expected views by honest people."""
    vote_share: Share = 0.07
    """Share of reads with an upvote or a downvote."""
    quality: Strength = 1.3


class FeedKnobs(ServedKnobs):
    """Short posts, several per brief."""

    topics: Count = 60
    notes: Count = 800
    views: Count = 60_000
    """Expected views by honest people."""
    like_share: Share = 0.09
    """Share of reads with a like."""
    quality: Strength = 0.65
    style: Strength = 0.5


class ChatKnobs(Knobs, AnswerRange):
    """Conversations with an assistant."""

    conversations: Count = 6_000
    """Conversations of honest people."""
    prompts: Count = 150
    min_answers: Count = 4
    max_answers: Count = 6
    thumb_share: Share = 0.19
    """Share of answers with a thumb up or down."""
    regenerate_share: Share = 0.2
    """Share of first answers that are regenerated; later attempts fewer."""
    follow_share: Share = 0.4
    """Share of last answers that get a follow-up message, in each of at most three turns."""
    reworded_share: Share = 0.4
    """Share of conversations that open with a near-equal wording of the prompt, such as one with 请问 or please."""


KNOBS: dict[Kind, type[Knobs]] = {"chat": ChatKnobs, "feed": FeedKnobs, "qa": QaKnobs}
