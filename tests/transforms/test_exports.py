import polars as pl
import pytest

from transforms.exports import exported

ASK = "怎么煮面?"


def message(role: str, content: str) -> list[dict]:
    return [{"role": role, "content": content}]


def pairs(*rows: tuple[str, str, float, float], prompt: str = ASK) -> pl.LazyFrame:
    """(chosen, rejected, confidence, margin) of one prompt."""
    return pl.LazyFrame(
        [
            {
                "pair_id": f"{chosen}{rejected}",
                "prompt": message("user", prompt),
                "chosen": message("assistant", chosen),
                "rejected": message("assistant", rejected),
                "confidence": confidence,
                "margin": margin,
            }
            for chosen, rejected, confidence, margin in rows
        ]
    )


def said(rows: pl.LazyFrame) -> list[str]:
    return [completion[0]["content"] for completion in rows.collect()["completion"].to_list()]


CHAIN = (("a", "b", 0.95, 1.0), ("b", "c", 0.95, 2.0), ("a", "c", 0.99, 3.0), ("d", "c", 0.6, 4.0))


def test_preferences_are_the_pairs_as_they_are():
    found = exported(pairs(*CHAIN), "trl", min_confidence=0.5).collect()

    assert found.columns == ["prompt", "chosen", "rejected"]
    assert found.height == 4


def test_a_demonstration_is_the_answer_that_wins_by_most_and_never_loses():
    assert said(exported(pairs(*CHAIN), "sft", min_confidence=0.9)) == ["a"]
    assert said(exported(pairs(*CHAIN), "sft", min_confidence=0.5)) == ["d"]


def test_an_answer_that_never_loses_is_a_demonstration_however_little_it_wins_by():
    assert said(exported(pairs(("a", "b", 0.99, 3.0), ("c", "a", 0.9, 1.0)), "sft", min_confidence=0.5)) == ["c"]


def test_an_answer_that_wins_here_and_loses_there_has_no_label():
    found = exported(pairs(*CHAIN), "kto", min_confidence=0.9)

    assert list(zip(said(found), found.collect()["label"], strict=True)) == [("a", True), ("c", False)]


@pytest.mark.parametrize("form", ["trl", "sft", "kto"])
def test_the_order_of_rows_changes_nothing(form):
    rows = pl.concat([pairs(*CHAIN), pairs(*CHAIN, prompt="怎么做饭?")])

    forwards = exported(rows, form, min_confidence=0.5).collect()
    backwards = exported(rows.reverse(), form, min_confidence=0.5).collect()

    if form == "trl":
        forwards, backwards = (frame.sort("chosen", "rejected", "prompt") for frame in (forwards, backwards))
    assert forwards.equals(backwards)
