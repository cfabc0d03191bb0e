from pathlib import Path

import polars as pl
import pytest
import yaml

from schemas.config import CurateConfig
from schemas.rules import Rule, Violation, check_names
from tests.transforms.synthetic.sources import ANSWERS, compared, sources
from transforms.synthetic import synthesize
from transforms.synthetic.business_rules import broken_text, keeps_rule

SHIPPED = Path(__file__).parents[3] / "conf" / "rules.yaml"
TOPICS = (
    *("法国", "牛肉", "月亮", "植物", "首都", "为什么", "怎样", "煮", "呼吸", "圆缺", "哪里", "？", "[?]"),
    *("(?i)everest", "France", "sleep", "egg", "tall", "capital", "exercise", "boil", "How", "What", "Does", "no such"),
)
PHRASES = (
    *("。", "是", "，", "它", "因此", "的", "可以", "氧气", "牛肉", "巴黎", "月亮", "[.]", ",", "(?i)is", "the"),
    *(r"\d", "[a-z]", "it", "T", "water", "8,848", "Paris", "egg", "sleep", "no such"),
)
HUNDRED = [
    *(Rule(name=f"at-most-{n}", kind="format", max_chars=n) for n in range(60, 260, 8)),
    *(
        Rule(name=f"no-{n}", kind="forbidden", must_not=f"(?i)brand{n}", violate=Violation(append=f" Brand{n}!"))
        for n in range(25)
    ),
    *(
        Rule(name=f"about-{n}", kind="fact", applies=topic, must_not="假的", violate=Violation(prepend="假的。"))
        for n, topic in enumerate(TOPICS)
    ),
    *(Rule(name=f"says-{n}", kind="tone", must=phrase) for n, phrase in enumerate(PHRASES)),
]


def broken(rules: list[Rule], copies: int = 1) -> tuple[pl.DataFrame, pl.DataFrame]:
    rows = sources(copies=copies)
    config = CurateConfig(generators={"business_rules": 1.0}, rules=tuple(rules))
    # As many as there are of all, so that no rule runs out of its share.
    people = compared(others=len(rules) * len(ANSWERS))
    tables = synthesize(rows, people, site="s", config=config)
    return tuple(pl.collect_all([tables.pairs, tables.generated]))


def test_a_hundred_rules_are_covered_and_what_is_broken_fails_its_rule():
    assert len(check_names(tuple(HUNDRED))) == 100

    pairs, generated = broken(HUNDRED)

    assert generated.height == 100
    assert (generated["applied"] <= generated["sources"]).all()
    assert (generated["passed"] == generated["candidates"]).all()
    assert generated.filter(pl.col("candidates") > 0).height >= 90
    rules = {rule.name: rule for rule in HUNDRED}
    for name, group in pairs.group_by(pl.col("rejected_id").str.split("~").list.last()):
        texts = group.select(
            pl.col(side).list.first().struct.field("content").alias(side) for side in ("chosen", "rejected")
        )
        assert texts.select(keeps_rule(rules[name[0]], pl.col("chosen"))).to_series().all()
        assert not texts.select(keeps_rule(rules[name[0]], pl.col("rejected"))).to_series().any()


def test_coverage_counts_prompts_that_a_rule_is_about_and_answers_that_keep_it():
    rule = Rule(name="eggs", kind="fact", applies="egg|Everest", must="egg")

    _, generated = broken([rule])

    assert generated.select("sources", "applied", "candidates", "passed").row(0) == (2, 1, 1, 1)


def test_rules_share_their_cap_evenly():
    rows = sources(copies=2)
    rules = (Rule(name="many", kind="format", max_chars=900), Rule(name="few", kind="fact", applies="egg", must="egg"))
    config = CurateConfig(generators={"business_rules": 0.5}, rules=rules)

    generated = synthesize(rows, compared(others=8), site="s", config=config).generated.collect()

    assert dict(generated.select("rule", "candidates").iter_rows()) == {"many": 2, "few": 2}


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (Rule(name="r", kind="format", max_chars=7), "one two\none two"),
        (Rule(name="r", kind="format", must="one"), "two"),
        (
            Rule(name="r", kind="format", must_not="3", violate=Violation(replace="t(w)o", by="${1}3", append="!")),
            "one w3!",
        ),
    ],
)
def test_a_rule_is_broken_by_its_violator_or_else_by_its_own_terms(rule, text):
    assert pl.select(broken_text(rule, pl.lit("one two"))).item() == text


def test_the_shipped_rules_are_ten_and_of_all_kinds():
    rules = check_names(tuple(Rule(**rule) for rule in yaml.safe_load(SHIPPED.read_text(encoding="utf-8"))))

    assert len(rules) == 10
    assert {rule.kind for rule in rules} == {"format", "tone", "forbidden", "fact"}
