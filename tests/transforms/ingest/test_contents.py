import re

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.config import IngestConfig
from schemas.raw import CONTENTS, RawChatEvents
from tests.transforms.ingest.raw_records import KEYS, NOON, Record, checked
from transforms.ingest.contents import briefs, canonical, edits
from transforms.ingest.events import canonical as canonical_events

PHONE, MAIL = "13812345678", "zhang.san@example.com"
FILES = {name: schema for files in CONTENTS.values() for name, schema in files.items()}
NOTE = {"note_id": "n1", "title": "周末去哪儿", "text": "去爬山", "prompt": "写一篇周末出游的笔记"}
QUESTION = {"question_id": "q1", "title": "天为什么是蓝的？"}
ANSWER = {"answer_id": "a1", "question_id": "q1", "text": "因为瑞利散射"}
MESSAGE = {"conversation_id": "c1", "message_id": "m1", "role": "user", "content": "你好，天为什么是蓝的？"}


def texts(name: str, *records: Record, **options) -> pl.DataFrame:
    """Canonical texts of the records of one content file."""
    return canonical(checked(FILES[name], records), name, keys=KEYS, config=IngestConfig(**options)).collect()


def text(name: str, record: Record, **options) -> dict:
    return texts(name, record, **options).row(0, named=True)


def test_a_message_keeps_its_place_in_the_tree():
    record = MESSAGE | {"parent_id": "m0", "role": "assistant", "model": "m", "created_at": NOON.isoformat()}

    found = text("messages", record)

    assert (found["content_id"], found["thread"], found["parent"], found["role"]) == ("m1", "c1", "m0", "assistant")
    assert (found["model"], found["ts"], found["author"], found["brief"]) == ("m", NOON, None, None)


def test_the_author_of_a_message_is_a_pseudonym():
    assert re.fullmatch("[0-9a-f]{32}", text("messages", MESSAGE | {"user_id": "u1"})["author"])


def test_a_note_is_its_title_a_blank_line_and_its_text():
    found = text("notes", NOTE | {"image_count": 3, "tags": ["旅行"]})

    assert found["text"] == "周末去哪儿\n\n去爬山"
    assert (found["role"], found["thread"], found["images"], found["tags"]) == ("assistant", "n1", 3, ["旅行"])
    assert found["brief"] == NOTE["prompt"]


@pytest.mark.parametrize("title", [None, ""])
def test_a_note_without_a_title_is_its_text(title):
    assert text("notes", NOTE | {"title": title})["text"] == "去爬山"


@pytest.mark.parametrize("prompt", [None, "", " \n"])
def test_a_note_without_a_prompt_has_no_brief(prompt):
    found = texts("notes", NOTE | {"prompt": prompt})

    assert found["brief_hash"].to_list() == [None]
    assert briefs(found.lazy()).collect().is_empty()


def test_tags_stand_in_for_the_prompt_where_the_site_says_so():
    found = text("notes", NOTE | {"tags": ["旅行", "爬山"]}, context="tags")

    assert found["brief"] == "写一篇关于旅行、爬山的笔记"


@pytest.mark.parametrize(
    ("template", "expected"),
    [("{tags}", "旅行"), ("{tags}怎么样", "旅行怎么样"), ("说{tags}，只说{tags}！", "说旅行，只说旅行！")],
)
def test_the_template_may_have_the_tags_anywhere(template, expected):
    assert text("notes", NOTE | {"tags": ["旅行"]}, context="tags", prompt_template=template)["brief"] == expected


@pytest.mark.parametrize("tags", [None, [], [None]])
def test_a_note_without_tags_has_no_brief_where_tags_are_the_prompt(tags):
    assert text("notes", NOTE | {"tags": tags}, context="tags")["brief"] is None


@pytest.mark.parametrize(
    ("detail", "expected"),
    [(None, "天为什么是蓝的？"), ("", "天为什么是蓝的？"), ("晚上呢", "天为什么是蓝的？\n\n晚上呢")],
)
def test_a_question_is_its_title_then_its_detail(detail, expected):
    found = text("questions", QUESTION | {"detail": detail})

    assert (found["text"], found["role"], found["thread"]) == (expected, "user", "q1")


def test_a_question_and_an_answer_of_one_id_are_two_contents():
    question = text("questions", QUESTION | {"question_id": "1"})
    answer = text("answers", ANSWER | {"answer_id": "1", "question_id": "1"})

    assert answer["content_id"] == "1" != question["content_id"]
    assert answer["thread"] == question["thread"] == "1"


def test_language_and_length_are_of_the_text():
    found = text("answers", ANSWER)

    assert (found["language"], found["length"]) == ("zh", 6)


@pytest.mark.parametrize(
    ("name", "record"),
    [
        ("messages", MESSAGE | {"content": f"打{PHONE}或{MAIL}"}),
        ("messages", MESSAGE | {"role": "assistant", "content": f"打{PHONE}或{MAIL}"}),
        ("notes", NOTE | {"title": PHONE, "text": MAIL, "prompt": f"推广{PHONE}，{MAIL}"}),
        ("notes", NOTE | {"tags": [PHONE, MAIL]}),
        ("questions", QUESTION | {"title": f"{PHONE}是谁", "detail": MAIL}),
        ("questions", QUESTION | {"topics": [PHONE, MAIL]}),
        ("answers", ANSWER | {"text": f"打{PHONE}或{MAIL}"}),
    ],
)
def test_no_column_holds_a_raw_number_or_address(name, record):
    found = texts(name, record, context="tags" if "tags" in record else "prompt")

    held = found.to_dicts()
    assert PHONE not in str(held)
    assert MAIL not in str(held)


def test_hash_length_and_language_are_of_the_redacted_text():
    one, other = (text("answers", ANSWER | {"text": f"call {number}"}) for number in (PHONE, f"+86 {PHONE}"))

    assert (one["text"], one["text_hash"], one["normal_hash"]) == (
        other["text"],
        other["text_hash"],
        other["normal_hash"],
    )
    assert one["length"] == len(one["text"])


def test_courtesy_is_dropped_from_what_users_say_and_from_nothing_else():
    courteous, plain = "你好，天为什么是蓝的？", "天为什么是蓝的"

    for role, is_equal in (("user", True), ("assistant", False), ("system", False)):
        one, other = (
            text("messages", MESSAGE | {"role": role, "content": c})["normal_hash"] for c in (courteous, plain)
        )
        assert (one == other) == is_equal


EDIT = {"event_id": "e1", "ts": NOON.isoformat(), "user_id": "u1", "type": "edit", "conversation_id": "c1"}
EDIT |= {"message_id": "a1", "edited_text": f"打{PHONE}"}


def edited(*records: Record) -> pl.LazyFrame:
    return checked(RawChatEvents, [EDIT | record for record in records])


def test_an_edit_is_a_text_of_its_author_made_from_the_answer():
    records = edited({}, {"event_id": "e2", "type": "copy", "edited_text": None})

    (found,) = edits(records, keys=KEYS).collect().rows(named=True)

    acts = canonical_events(records, "chat", keys=KEYS, timezone="UTC").collect()
    assert found["content_id"] == acts["target"][0]
    assert found["author"] == acts["user"][0]
    assert (found["role"], found["thread"], found["edited_from"], found["ts"]) == ("assistant", "c1", "a1", NOON)
    assert found["parent"] is None
    assert PHONE not in str(found)


def test_edits_and_messages_have_the_same_columns():
    assert edits(edited({}), keys=KEYS).collect_schema() == texts("messages", MESSAGE).schema


def test_a_brief_is_the_wording_of_the_first_note_that_has_it():
    early, late = "2026-11-19T08:00:00Z", "2026-11-19T09:00:00Z"
    notes = [
        NOTE | {"note_id": "n1", "prompt": "写一篇 周末出游的笔记", "published_at": late},
        NOTE | {"note_id": "n2", "prompt": "请写一篇周末出游的笔记。", "published_at": early},
        NOTE | {"note_id": "n3", "prompt": "写一篇减肥的笔记", "published_at": None, "tags": ["t"], "image_count": 2},
    ]

    found = briefs(texts("notes", *notes).lazy()).collect().sort("text")

    assert found["text"].to_list() == ["写一篇减肥的笔记", "请写一篇周末出游的笔记。"]
    assert set(found["role"]) == {"user"}
    assert found["images"].to_list() == [0, 0]
    assert found["length"].to_list() == [8, 12]
    assert found["content_id"].is_in([f"brief:{hashed}" for hashed in found["brief_hash"]]).all()


WORDS = st.sampled_from(["天蓝", "天 蓝", "请天蓝", "C#", "c#", "3.5", "35"])


@settings(max_examples=30, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=8), st.randoms())
def test_briefs_are_the_distinct_prompts_in_whatever_order_notes_come(prompts, random):
    notes = texts("notes", *(NOTE | {"note_id": f"n{i}", "prompt": prompt} for i, prompt in enumerate(prompts)))
    order = list(range(len(prompts)))
    random.shuffle(order)

    found, shuffled = (briefs(frame.lazy()).collect().sort("content_id") for frame in (notes, notes[order]))

    assert found["brief_hash"].to_list() == sorted(set(notes["brief_hash"]))
    assert shuffled.equals(found)
