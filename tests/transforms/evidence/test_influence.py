import polars as pl
import pytest

from transforms.evidence.influence import FREE_ACTS, influence


def weights(acts: list[tuple[str, str]], share: float) -> dict[str, float]:
    """Summed weight of each user's acts, given as (context, user)."""
    frame = influence(pl.LazyFrame(acts, schema=["context", "user"], orient="row"), share=share)
    return dict(frame.group_by("user").agg(pl.col("weight").sum()).collect().iter_rows())


@pytest.mark.parametrize("busy", [[100], [100, 100], [300, 40, 26], [1000] * 9])
def test_nobody_is_more_than_the_share_of_a_context(busy):
    crowd = [("c", f"u{n}") for n in range(90)]
    fans = [("c", f"busy{n}") for n, acts in enumerate(busy) for _ in range(acts)]

    found = weights([*crowd, *fans], share=0.1)

    assert max(found.values()) == pytest.approx(0.1 * sum(found.values()), rel=5e-3)
    assert all(found[f"u{n}"] == 1 for n in range(90))


def test_a_few_acts_count_in_full_however_quiet_the_context():
    assert weights([("c", "alone")] * FREE_ACTS, share=0.1) == {"alone": FREE_ACTS}


def test_who_is_alone_counts_as_a_few_acts():
    assert weights([("c", "alone")] * 100, share=0.1)["alone"] == pytest.approx(FREE_ACTS, rel=2e-2)


def test_what_one_does_elsewhere_does_not_matter():
    acts = [(f"c{n}", "everywhere") for n in range(100)]

    assert weights(acts, share=0.1) == {"everywhere": 100}
