import polars as pl
import pytest

from schemas.config import EvaluateConfig
from tests.trainers.releases import make_pairs
from trainers.accuracy import preferred, rewarded, scores

CONFIG = EvaluateConfig(bootstrap=200)


def logprobs(chosen: list[float], rejected: list[float]) -> pl.DataFrame:
    return pl.DataFrame(
        {"chosen_logprob": chosen, "chosen_tokens": [2, 4], "rejected_logprob": rejected, "rejected_tokens": [1, 2]}
    )


def test_preference_compares_means_per_token():
    own = logprobs(chosen=[-4.0, -4.0], rejected=[-3.0, -1.0])

    assert preferred(own).to_list() == [True, False]


def test_reward_compares_log_ratios_to_the_reference():
    reference = logprobs(chosen=[-5.0, -1.0], rejected=[-5.0, -1.0])
    own = logprobs(chosen=[-4.0, -2.0], rejected=[-4.5, -1.5])

    assert rewarded(own, reference).to_list() == [True, False]


def test_a_model_that_has_not_changed_earns_no_reward():
    own = logprobs(chosen=[-4.0, -2.0], rejected=[-4.5, -1.5])

    assert rewarded(own, own).to_list() == [False, False]


@pytest.fixture(scope="module")
def judged() -> tuple[pl.DataFrame, pl.Series]:
    pairs = make_pairs(60, seed=5)
    return pairs, pl.Series("preference_accuracy", [number % 3 > 0 for number in range(60)])


def test_slices_of_one_kind_add_up_to_the_whole(judged: tuple[pl.DataFrame, pl.Series]):
    pairs, right = judged

    found = scores(pairs, [right], CONFIG)

    overall = found.filter(slice="overall")
    assert (overall["value"].item(), overall["n"].item()) == (pytest.approx(40 / 60), 60)
    for kind in ("site", "kind", "tier", "negative", "chosen"):
        part = found.filter(pl.col("slice").str.starts_with(f"{kind}="))
        assert part["n"].sum() == 60
        assert (part["n"] * part["value"]).sum() == pytest.approx(40)


def test_a_slice_holds_its_own_pairs(judged: tuple[pl.DataFrame, pl.Series]):
    pairs, right = judged

    found = scores(pairs, [right], CONFIG).filter(slice="site=xhs")

    assert found["value"].item() == pytest.approx(right.filter(pairs["site"] == "xhs").mean())


def test_longer_and_shorter_chosen_answers_are_told_apart():
    pair = make_pairs(1, seed=6)
    texts = {"long": [{"role": "assistant", "content": "abc"}], "short": [{"role": "assistant", "content": "ab"}]}
    pairs = pl.concat(
        pair.with_columns(pl.Series("chosen", [texts[chosen]]), pl.Series("rejected", [texts[rejected]]))
        for chosen, rejected in (("long", "short"), ("short", "long"), ("long", "long"))
    )

    found = scores(pairs, [pl.Series("preference_accuracy", [True, False, True])], CONFIG)

    values = dict(found.select("slice", "value").iter_rows())
    assert (values["chosen=longer"], values["chosen=shorter"], values["chosen=equal"]) == (1.0, 0.0, 1.0)


def test_order_of_rows_does_not_matter(judged: tuple[pl.DataFrame, pl.Series]):
    pairs, right = judged

    assert scores(pairs, [right], CONFIG).equals(scores(pairs.reverse(), [right.reverse()], CONFIG))


def test_intervals_hold_their_values(judged: tuple[pl.DataFrame, pl.Series]):
    found = scores(judged[0], [judged[1]], CONFIG)

    assert found.select(pl.col("value").is_between("lower", "upper").all()).item()
