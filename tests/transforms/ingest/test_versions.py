from datetime import UTC, datetime, timedelta

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.transforms.ingest.raw_records import NOON
from transforms.ingest.assign import ASSIGNMENT
from transforms.ingest.versions import at_the_time, version_keys, versioned

START = datetime(2026, 11, 19, tzinfo=UTC)
TIME = pl.Datetime("us", "UTC")
CONTENT = {
    "content_id": pl.String,
    "text_hash": pl.String,
    "ts": TIME,
    "updated_at": TIME,
    "file": pl.String,
    "line": pl.Int64,
}
UNSEEN = pl.LazyFrame(schema=ASSIGNMENT)


def contents(*texts: tuple[str, str] | tuple[str, str, datetime]) -> pl.LazyFrame:
    """Texts as (content, text hash) or (content, text hash, updated at), line by line of one file."""
    rows = [
        {"content_id": text[0], "text_hash": text[1].ljust(32, "0"), "ts": START, "file": "f", "line": line}
        | ({"updated_at": text[2]} if len(text) == 3 else {})
        for line, text in enumerate(texts, start=1)
    ]
    return version_keys(pl.LazyFrame(rows, schema=CONTENT))


def ids(found: pl.LazyFrame) -> dict[str, str]:
    """Text hash (its letters) -> the id of the version."""
    return {text.strip("0"): response for text, response in found.select("text_hash", "response").collect().rows()}


def remembered(found: pl.LazyFrame) -> pl.LazyFrame:
    """The assignments of a night, as `assign.assignments` makes them of versions."""
    rows = found.collect()
    versions = rows.select(space=pl.lit("version"), key="version_key", value="response", since="since")
    firsts = rows.filter(pl.col("response") == pl.col("content_id")).select(
        space=pl.lit("version"), key="first_key", value="content_id", since=pl.lit(None, TIME)
    )
    return pl.concat([versions, firsts]).lazy()


def test_the_first_version_keeps_the_plain_id_and_is_current_from_the_beginning():
    found = versioned(contents(("a", "x"), ("b", "y")), UNSEEN, night_start=START).collect()

    assert sorted(found["response"]) == ["a", "b"]
    assert found["since"].null_count() == 2


def test_the_same_text_again_is_one_version():
    found = versioned(contents(("a", "x"), ("a", "x"), ("a", "x")), UNSEEN, night_start=START).collect()

    assert found.select("response", "line").rows() == [("a", 1)]


def test_another_text_is_a_version_named_by_its_hash_and_current_from_its_update():
    noon = START + timedelta(hours=12)

    found = versioned(contents(("a", "y", noon), ("a", "x")), UNSEEN, night_start=START).collect()

    assert sorted(found.select("response", "since", "line").rows()) == [("a", None, 2), ("a@y0000000", noon, 1)]


def test_a_version_without_a_time_is_current_from_the_night_that_first_saw_it():
    before = remembered(versioned(contents(("a", "x")), UNSEEN, night_start=START - timedelta(days=1)))

    found = versioned(contents(("a", "y")), before, night_start=START).collect()

    assert found.select("response", "since").rows() == [("a@y0000000", START)]


def test_three_versions_of_one_night_are_current_one_after_another():
    updates = [START + timedelta(hours=hour) for hour in (1, 2)]

    found = versioned(contents(("a", "x"), ("a", "y", updates[0]), ("a", "z", updates[1])), UNSEEN, night_start=START)

    assert dict(found.select("response", "since").collect().rows()) == {
        "a": None,
        "a@y0000000": updates[0],
        "a@z0000000": updates[1],
    }


def test_a_known_version_keeps_its_id_and_the_time_from_which_it_is_current():
    texts = contents(("a", "x"), ("a", "y", NOON))
    first = remembered(versioned(texts, UNSEEN, night_start=START))

    again = versioned(texts, first, night_start=NOON).collect()

    assert sorted(again.select("response", "since").rows()) == [("a", None), ("a@y0000000", NOON)]


def test_an_assignment_of_another_space_is_no_version():
    elsewhere = remembered(versioned(contents(("a", "x")), UNSEEN, night_start=START)).with_columns(
        space=pl.lit("answer")
    )

    assert ids(versioned(contents(("a", "y")), elsewhere, night_start=START)) == {"y": "a"}


DELIVERIES = st.lists(
    st.tuples(st.sampled_from("ab"), st.sampled_from("xyz"), st.integers(0, 5)), min_size=1, max_size=10, unique=True
)


@settings(max_examples=40, deadline=None)
@given(DELIVERIES, st.randoms())
def test_versions_are_the_same_in_whatever_order_rows_come(deliveries, random):
    rows = contents(*((content, text, START + timedelta(hours=hour)) for content, text, hour in deliveries)).collect()
    order = list(range(rows.height))
    random.shuffle(order)

    found, shuffled = (versioned(frame.lazy(), UNSEEN, night_start=START).collect() for frame in (rows, rows[order]))

    assert found.select("content_id", "text_hash").n_unique() == found.height == found["response"].n_unique()
    assert shuffled.sort("response").equals(found.sort("response"))
    assert {content for content, _, _ in deliveries} <= set(found["response"])


@settings(max_examples=40, deadline=None)
@given(DELIVERIES, st.integers(0, 9))
def test_a_second_night_changes_no_id_that_the_first_gave(deliveries, cut):
    timed = [(content, text, START + timedelta(hours=hour)) for content, text, hour in deliveries]
    first = versioned(contents(*timed[:cut]), UNSEEN, night_start=START)

    second = versioned(contents(*timed), remembered(first), night_start=START + timedelta(days=1))

    given_before = first.select("version_key", "response").collect().rows()
    assert set(given_before) <= set(second.select("version_key", "response").collect().rows())


def test_the_earliest_of_many_texts_keeps_the_plain_id_however_large_the_night():
    n = 60_000
    numbers = pl.int_range(n, eager=True)
    both = [
        pl.DataFrame({"content_id": "c" + numbers.cast(pl.String), "line": numbers.cast(pl.Int64) + 1}).with_columns(
            text_hash=pl.lit(text * 32),
            ts=pl.lit(START, TIME),
            updated_at=pl.lit(START + timedelta(hours=hour), TIME),
            file=pl.lit(text),
        )
        for text, hour in (("x", 1), ("y", 2))
    ]
    rows = pl.concat(both).sample(fraction=1, shuffle=True, seed=7).lazy()

    found = versioned(version_keys(rows), UNSEEN, night_start=START).collect()

    plain = found.filter(pl.col("response") == pl.col("content_id"))
    assert plain.height == n
    assert set(plain["file"]) == {"x"}


EDITED = [("a@1", 2), ("a@2", 4), ("b@1", 3)]


def moved(*acts: tuple[str, float]) -> list[str]:
    """The versions that acts on a plain id so many hours after the start belong to."""
    rows = {"event_id": range(len(acts)), "response": [act[0] for act in acts]}
    times = pl.Series([START + timedelta(hours=act[1]) for act in acts], dtype=TIME)
    since = pl.Series([START + timedelta(hours=hour) for _, hour in EDITED], dtype=TIME)
    names = [name for name, _ in EDITED]
    versions = pl.LazyFrame({"content_id": [name[0] for name in names], "response": names, "since": since})
    found = at_the_time(pl.LazyFrame(rows | {"ts": times}), versions).collect()
    return found.sort("event_id")["response"].to_list()


def test_an_act_belongs_to_the_version_that_was_current():
    assert moved(("a", 1), ("a", 3), ("a", 9), ("b", 1), ("b", 5), ("c", 5)) == ["a", "a@1", "a@2", "b", "b@1", "c"]


def test_an_act_in_the_moment_of_the_change_belongs_to_the_new_version():
    assert moved(("a", 2), ("a", 1.9999)) == ["a@1", "a"]


def test_the_order_of_acts_and_versions_does_not_matter():
    assert moved(("b", 5), ("a", 9), ("c", 5), ("a", 1)) == ["b@1", "a@2", "c", "a"]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 6)), min_size=1, max_size=12))
def test_every_act_is_moved_once_to_a_version_of_its_own_content(acts):
    found = moved(*acts)

    assert [response[0] for response in found] == [content for content, _ in acts]
