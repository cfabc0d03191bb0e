import polars as pl
import pytest
from polars.testing import assert_frame_equal

from schemas.config import CurateConfig
from schemas.evidence import Dropped
from schemas.generators import EASY
from schemas.pairs import Curated, Generated
from schemas.rules import Rule
from tests.transforms.synthetic.sources import compared, sources
from transforms.identity import pair_id
from transforms.synthetic import Synthesis, synthesize
from transforms.synthetic.generators import GENERATORS

NAMES = [*GENERATORS, "business_rules"]
RULES = (Rule(name="short", kind="format", max_chars=400), Rule(name="polite", kind="tone", must="。|[.]"))
ODD = [
    "",
    "。",
    "😀😀😀",
    "hello",
    "没有标点的一段话就这样写下去没有停也没有数字",
    "```python\nx = 1\n```",
    "\ue000 3 km \ue001",
    "\n\n",
    "a b c",
]


def made(
    rows: pl.LazyFrame, people: int | None = None, share: float = 1.0, named: tuple[str, ...] = (), **config
) -> Synthesis:
    settings = {"generators": dict.fromkeys(NAMES, share), "rules": RULES} | config
    count = rows.collect().height if people is None else people
    by_people = compared(*named, others=count - len(named))
    tables = synthesize(rows, by_people, site="zhihu", config=CurateConfig(**settings))
    pairs, rejected, generated = pl.collect_all(list(tables))
    return Synthesis(Curated.validate(pairs), Dropped.validate(rejected), Generated.validate(generated))


@pytest.fixture(scope="module")
def week() -> Synthesis:
    return made(sources(copies=3))


def test_every_candidate_is_a_pair_or_rejected_with_the_reason(week):
    counts = week.generated.select(pl.col("candidates", "passed").sum()).row(0)

    assert counts[0] == week.pairs.height + week.rejected.height
    assert week.rejected["reason"].str.contains("^(not_worse:|duplicate)").all()


def test_a_negative_that_people_have_compared_with_its_source_is_left_to_them(week):
    sides = (pl.col(part) for part in ("prompt", "rejected", "chosen"))
    first = week.pairs.sort("pair_id").head(2).with_columns(turned=pair_id(pl.lit("zhihu"), *sides))

    again = made(sources(copies=3), named=(first["pair_id"][0], first["turned"][1]))

    assert set(week.pairs["pair_id"]) - set(again.pairs["pair_id"]) == set(first["pair_id"])
    assert again.rejected.height == week.rejected.height + 2


def test_every_generator_works_on_both_languages(week):
    made_of = set(week.pairs.select("rule", "language").unique().iter_rows())

    assert made_of >= {(name, language) for name in NAMES for language in ("zh", "en")}


def test_the_confidence_is_the_share_of_the_generators_negatives_that_were_worse(week):
    rates = {(row["generator"], row["rule"]): row for row in week.generated.iter_rows(named=True)}

    for row in rates.values():
        assert row["rate"] == pytest.approx((row["passed"] + 1) / (row["candidates"] + 2), abs=1e-4)
    for pair in week.pairs.iter_rows(named=True):
        _, generator, *rule = pair["rejected_id"].split("~")
        assert pair["confidence"] == pytest.approx(rates[generator, rule[0] if rule else None]["rate"])
        assert (pair["tier"], pair["rule"], pair["n_users"]) == ("synthetic", generator, None)
        assert [(one["signal"], one["log_odds"]) for one in pair["evidence"]] == [(generator, pair["margin"])]


def test_what_shows_at_first_sight_is_easy_and_a_changed_word_is_hard(week):
    negatives = week.pairs.select("rule", "negative")

    assert set(negatives.filter(pl.col("rule").is_in(EASY))["negative"]) == {"easy"}
    hard = negatives.filter(pl.col("rule").is_in(["keyword_swap", "number_change", "logic_inversion"]))
    assert (hard["negative"] == "hard").mean() > 0.9


def test_a_generator_makes_no_more_than_its_share():
    tables = made(sources(copies=3), people=50, share=0.09)

    totals = tables.generated.group_by("generator").agg(pl.col("candidates").sum())
    assert totals["candidates"].max() == 4


def test_the_order_of_the_rows_does_not_matter_and_the_seed_does():
    rows = sources(copies=3)
    shuffled = rows.collect().sample(fraction=1, shuffle=True, seed=7).lazy()

    first, again, other = (made(each, 24, 0.2, seed=seed).pairs.sort("pair_id") for each, seed in
                           ((rows, 0), (shuffled, 0), (rows, 1)))  # fmt: skip

    assert_frame_equal(first, again)
    assert set(first["pair_id"]) != set(other["pair_id"])


def test_nothing_is_kept_of_a_generator_that_fails_more_often_than_not():
    echo = [(f"Say again: {text}", text, "en") for text in ("green apples grow slowly", "winter comes after autumn")]

    tables = made(sources(echo), generators={"repeater": 1.0})

    assert tables.pairs.is_empty()
    assert tables.rejected["reason"].unique().to_list() == ["not_worse:repeater"]


def test_odd_texts_give_no_negatives_of_the_hard_generators():
    odd = sources([(text or "q", text, language) for text in ODD for language in ("zh", "en", "other")])

    tables = made(odd, generators=dict.fromkeys(["keyword_swap", "number_change", "logic_inversion", "shuffle"], 1.0))

    assert tables.pairs.is_empty()
    assert tables.rejected.is_empty()


def test_answers_that_are_not_sure_enough_are_no_sources():
    assert made(sources(confidence=0.7)).pairs.is_empty()


@pytest.mark.parametrize("config", [{}, {"generators": {}}])
def test_no_sources_or_no_generators_give_empty_tables(config):
    tables = made(sources().filter(pl.lit(bool(config))), **config)

    assert tables.pairs.is_empty()
    assert tables.rejected.is_empty()
