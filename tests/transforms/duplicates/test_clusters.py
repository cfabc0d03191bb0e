import random
import time

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.transforms.duplicates.builders import chinese, edited, english, frame, jaccard
from transforms.duplicates.clusters import clusters

SIMILAR = 0.7
DICE = random.Random(5)
CHINESE, ENGLISH = chinese(DICE, 200), english(DICE, 60)


def grouped(texts: dict[str, str], *, similar: float = SIMILAR, **columns: list) -> dict[str, str]:
    """Key -> cluster."""
    return dict(clusters(frame(texts, **columns), similar=similar).collect().rows())


def together(*texts: str, **columns: list) -> bool:
    """Whether all texts are in one cluster."""
    return len(set(grouped({f"k{i}": text for i, text in enumerate(texts)}, **columns).values())) == 1


@pytest.mark.parametrize(
    "other",
    [
        CHINESE + "呢",
        "转发：" + CHINESE,
        CHINESE[:100] + "，\n" + CHINESE[100:] + "。😀👍",
        CHINESE[:90] + CHINESE[100:],
        edited(random.Random(1), CHINESE, 4),
    ],
)
def test_an_edited_copy_is_in_the_cluster_of_its_original(other):
    assert together(CHINESE, other)


def test_texts_that_differ_in_case_width_space_and_marks_alone_are_in_one_cluster():
    assert together("Ask ｍｅ, about 2 apples!", "ask me: about ２\napples")


def test_texts_that_share_a_frame_are_no_near_duplicates():
    texts = {f"k{i}": CHINESE[:60] + chinese(DICE, 80) + CHINESE[60:120] for i in range(40)}

    assert grouped(texts) == {key: key for key in texts}


def test_all_that_is_planted_is_found_and_nothing_else():
    dice = random.Random(2)
    originals = [chinese(dice, dice.randint(60, 400)) for _ in range(60)] + [
        english(dice, dice.randint(30, 90)) for _ in range(60)
    ]
    texts = {f"{i:03}": text for i, text in enumerate(originals)}
    copies = {
        f"{i:03}.{n}": edited(dice, text, len(text) // 100 + 1) for i, text in enumerate(originals) for n in range(2)
    }
    alike = {
        key: text
        for key, text in copies.items()
        if jaccard(text.replace(" ", ""), texts[key[:3]].replace(" ", "")) >= SIMILAR
    }

    found = grouped(texts | alike)

    assert len(alike) > 200
    assert found == {key: key[:3] for key in texts | alike}


def test_every_text_is_similar_to_one_of_its_cluster_though_texts_are_a_chain():
    source = chinese(random.Random(3), 1200)
    texts = {f"{start:04}": source[start : start + 200] for start in range(0, 1000, 10)}

    found = grouped(texts)

    for cluster in set(found.values()):
        members = [texts[key] for key, of in found.items() if of == cluster]
        assert any(all(jaccard(centre, text) >= SIMILAR for text in members) for centre in members)
    assert 5 < len(set(found.values())) < 100


def test_the_cluster_is_named_by_its_smallest_key():
    found = grouped({"c": CHINESE, "a": CHINESE + "呢", "b": CHINESE, "d": ENGLISH})

    assert found == {"a": "a", "b": "a", "c": "a", "d": "d"}


@pytest.mark.parametrize("guards", [["1", "2"], [1, 2]])
def test_texts_of_different_guards_are_never_of_one_cluster(guards):
    assert not together(CHINESE, CHINESE, guard=guards)
    assert together(CHINESE, CHINESE, guard=guards[:1] * 2)


def test_short_texts_are_alike_only_if_equal():
    found = grouped({"a": "天空蓝", "b": "天空 蓝！", "c": "天空蓝蓝", "d": "", "e": "，", "f": "好"})

    assert found == {"a": "a", "b": "a", "c": "c", "d": "d", "e": "e", "f": "f"}


def test_thousands_of_equal_and_of_nearly_equal_texts_are_one_cluster_each_in_no_time():
    dice = random.Random(4)
    texts = {f"a{i:04}": ENGLISH for i in range(5000)} | {f"b{i:04}": edited(dice, CHINESE, 1) for i in range(2000)}
    began = time.process_time()

    found = grouped(texts)

    assert set(found.values()) == {"a0000", "b0000"}
    assert time.process_time() - began < 15


@settings(max_examples=15, deadline=None)
@given(
    st.lists(
        st.sampled_from([CHINESE, CHINESE[20:], CHINESE[:150], CHINESE[40:], ENGLISH, ENGLISH[30:], "好", "好的"]),
        max_size=12,
    ),
    st.randoms(),
    st.floats(0.3, 1),
)
def test_clusters_are_the_same_in_whatever_order_rows_come_and_every_key_has_one(texts, random, similar):
    keyed = {f"k{i}": text for i, text in enumerate(texts)}
    shuffled = list(keyed.items())
    random.shuffle(shuffled)

    found = clusters(frame(keyed), similar=similar).collect() if texts else clusters(EMPTY, similar=similar).collect()

    assert sorted(found["key"]) == sorted(keyed)
    assert dict(found.rows()) == grouped(dict(shuffled), similar=similar) if texts else found.is_empty()


EMPTY = pl.LazyFrame(schema={"key": pl.String, "text": pl.String})


def test_clusters_of_the_firsts_of_clusters_are_themselves():
    dice = random.Random(6)
    texts = {
        f"{i}.{n}": edited(dice, text, 2) for i, text in enumerate((CHINESE, chinese(dice, 150))) for n in range(5)
    }
    firsts = set(grouped(texts).values())

    assert grouped({key: texts[key] for key in firsts}) == {key: key for key in firsts}
