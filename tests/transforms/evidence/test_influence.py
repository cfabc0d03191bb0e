import polars as pl

from transforms.evidence.influence import FREE_ACTS, influence


def weights(acts: list[tuple[str, str]], share: float) -> dict[str, float]:
    """Summed weight of each user's acts, given as (context, user)."""
    frame = influence(pl.LazyFrame(acts, schema=["context", "user"], orient="row"), share=share)
    return dict(frame.group_by("user").agg(pl.col("weight").sum()).collect().iter_rows())


def test_nobody_is_more_than_the_share_of_a_context():
    crowd = [("c", f"u{n}") for n in range(80)]

    assert weights([*crowd, *[("c", "busy")] * 20], share=0.1)["busy"] == 10


def test_a_few_acts_count_in_full_however_quiet_the_context():
    assert weights([("c", "alone")] * FREE_ACTS, share=0.1) == {"alone": FREE_ACTS}


def test_what_one_does_elsewhere_does_not_matter():
    acts = [(f"c{n}", "everywhere") for n in range(100)]

    assert weights(acts, share=0.1) == {"everywhere": 100}
