"""identify on random conversations: neither the order of rows, nor files, nor nights decide what a text is."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.flows.stages.ingest.site import Record, SiteOnDisk, at, message, night, view

SKY = "请详细解释一下为什么晴朗的白天天空看起来是蓝色的而到了傍晚日落的时候却变成了红色"
NEAR_SKY = SKY + "呢"
QUICK = (Phase.explicit, Phase.generate)
"""Without shrinking: each example takes a whole night."""
WORDS = ["天蓝吗", "请问天蓝吗？", SKY, NEAR_SKY, "海蓝吗"]


@st.composite
def conversations(draw) -> list[Record]:
    """Trees of messages with regenerations, edits of questions, late parents and equal texts."""
    messages: list[Record] = []
    for conversation in range(draw(st.integers(1, 3))):
        n = draw(st.integers(1, 6))
        for i in range(n):
            parent = draw(st.none() | st.integers(0, n - 1))
            name, above = f"c{conversation}m{i}", None if parent is None else f"c{conversation}m{parent}"
            role = draw(st.sampled_from(["user", "assistant"]))
            text = draw(st.sampled_from(WORDS if role == "user" else ["甲", "甲。", "乙"]))
            time = at(draw(st.integers(0, 23)))
            messages.append(message(name, role, text, above, conversation_id=f"c{conversation}", created_at=time))
    return messages


def ingested(parts: Sequence[Sequence[Record]], nights: Sequence[int]) -> tuple[pl.DataFrame, ...]:
    """Contents, events and assignments of a chat whose files come on nights of their own, without file and line."""
    with TemporaryDirectory() as folder:
        site = SiteOnDisk(Path(folder), "chat", settings={"allow_empty": True})
        for day in sorted(set(nights)):
            site.put(night(day), messages=[], events=[])
            for number, (part, its_night) in enumerate(zip(parts, nights, strict=True)):
                if its_night == day:
                    acts = [
                        view(
                            f"e{row['message_id']}",
                            conversation_id=row["conversation_id"],
                            message_id=row["message_id"],
                        )
                        | {"user_id": row["content"][:1], "dwell_ms": 1}
                        for row in part
                    ]
                    site.put(night(day), part=number + 1, messages=part, events=acts)
            site.ingest(night(day))
        tables = [("contents", "response"), ("events", "event_id"), ("assignments", ["space", "key"])]
        return tuple(site.table(name).drop("file", "line", "night", strict=False).sort(order) for name, order in tables)


@settings(max_examples=6, deadline=None, phases=QUICK)
@given(conversations(), st.randoms())
def test_a_night_is_the_same_however_its_rows_are_ordered_and_cut_into_files(messages, random):
    shuffled = messages[:]
    random.shuffle(shuffled)
    cut = random.randint(0, len(messages))

    one, other = ingested([messages], [0]), ingested([shuffled[:cut], shuffled[cut:]], [0, 0])

    for table, other_table in zip(one, other, strict=True):
        assert table.equals(other_table)


@settings(max_examples=4, deadline=None, phases=QUICK)
@given(conversations(), st.randoms())
def test_a_conversation_cut_over_two_nights_has_the_prompts_of_one_night(messages, random):
    cut = random.randint(0, len(messages))

    whole, _, _ = ingested([messages], [0])
    parted, _, _ = ingested([messages[:cut], messages[cut:]], [0, 1])

    placed = parted.sort("prompt_key", nulls_last=True).unique("response", keep="first")
    columns = ["response", "prompt_key", "parent", "text_hash"]
    assert placed.select(columns).sort("response").equals(whole.select(columns))
