"""Who is preferred to whom: candidates that were decided, pairs with their text, and the released table."""

import dataframely as dy
import polars as pl

from schemas.contents import KEY
from schemas.evidence import tier_column


def _evidence() -> dy.List:
    return dy.List(
        dy.Struct(
            {
                "signal": dy.String(),
                "chosen": dy.Float32(nullable=True),
                "rejected": dy.Float32(nullable=True),
                "log_odds": dy.Float32(),
            }
        )
    )


class Pairs(dy.Schema):
    """One decided couple of one context, still without text.

    `confidence` = P(theta_chosen > theta_rejected), `preference` = E[sigmoid(delta)], `margin` = E[delta] with delta =
    theta_chosen - theta_rejected in log-odds. `evidence` gives, per signal, what each side got and its contribution to
    the margin. `n_users` is null from totals.
    """

    context_id = dy.String(min_length=1)
    chosen_id = dy.String(min_length=1)
    rejected_id = dy.String(min_length=1)
    chosen_model = dy.String(nullable=True)
    rejected_model = dy.String(nullable=True)
    rule = dy.String(min_length=1)
    tier = tier_column()
    confidence = dy.Float32(min=0.5, max=1)
    preference = dy.Float32(min=0.5, max=1)
    margin = dy.Float32(min=0)
    n_users = dy.Int32(nullable=True, min=1)
    evidence = _evidence()

    @dy.rule()
    def chosen_differs_from_rejected(cls) -> pl.Expr:
        return cls.chosen_id.col != cls.rejected_id.col


class Ties(dy.Schema):
    """One couple of one context that is almost surely a tie: nobody is to learn that one is better than the other.

    `first_id` < `second_id`. `probability` = P(|delta| < `tie_margin`), delta as in `Pairs`. `n_users` is null from
    totals.
    """

    context_id = dy.String(min_length=1)
    first_id = dy.String(min_length=1)
    second_id = dy.String(min_length=1)
    probability = dy.Float32(min=0, max=1)
    n_users = dy.Int32(nullable=True, min=1)

    @dy.rule()
    def is_in_canonical_order(cls) -> pl.Expr:
        return cls.first_id.col < cls.second_id.col


class Decided(dy.Schema):
    """One context that a night decided anew, also where no pair came of it; its older pairs no longer stand."""

    context = dy.String(primary_key=True, min_length=1)
    candidates = dy.Int64(min=0)
    pairs = dy.Int64(min=0)


def _messages(**options) -> dy.List:
    return dy.List(dy.Struct({"role": dy.String(), "content": dy.String()}), min_length=1, **options)


class Curated(Pairs):
    """A pair with its text, in TRL's conversational explicit-prompt form, that passed every check of its own.

    `pair_id` is the first 16 bytes, in hex, of SHA-256 over the canonical JSON of [site, prompt, chosen, rejected].
    `root` is the cluster of the root prompt, which decides the split. `hardness` is how alike the answers are.
    `scenario` is what the prompt is about; the qualities are mean scores of the answers (`transforms.quality`), null
    of those that were made up. A synthetic pair has the generator as its rule and only evidence, no users, and an id of
    its own for what is rejected.
    """

    pair_id = dy.String(primary_key=True, regex=KEY)
    root = dy.String(min_length=1)
    prompt = _messages()
    chosen = _messages(max_length=1)
    rejected = _messages(max_length=1)
    hardness = dy.Float32(min=0, max=1)
    negative = dy.String(check={"is_known": lambda name: name.is_in(["hard", "easy"])})
    language = dy.String()
    scenario = dy.String(min_length=1)
    chosen_quality = dy.Float32(min=0, max=1, nullable=True)
    rejected_quality = dy.Float32(min=0, max=1, nullable=True)


class Generated(dy.Schema):
    """What one generator of synthetic negatives, or one business rule of its, made of a night's chosen answers.

    Of `sources`, chosen answers that it looked at (of a rule: whose prompt it is about), it could work on `applied` (of
    a rule: that keep it); of `candidates`, negatives made, no more than its share, `passed` were found to be really
    worse. `rate` = (passed + 1) / (candidates + 2), Laplace's estimate, is
    the confidence of its pairs. The rows of `personal_data`, which needs no answers, are of a release (site `_all`):
    `rule` is the site whose share it made, and its sources are the requests that it wrote.
    """

    generator = dy.String(min_length=1)
    rule = dy.String(nullable=True)
    sources = dy.Int64(min=0)
    applied = dy.Int64(min=0)
    candidates = dy.Int64(min=0)
    passed = dy.Int64(min=0)
    rate = dy.Float64(min=0, max=1)

    @dy.rule()
    def one_row_per_generator_and_rule(cls) -> pl.Expr:
        return pl.struct("generator", "rule").is_unique()


class Released(dy.Schema):
    """A row of train, validation or test: the pair table of docs/formats.md, in its order, and what follows it there.

    `dt` is the night that decided the pair last. `q_value` is the running mean of 1 - confidence over the release's
    pairs sorted by confidence (null for synthetic ones). `weight` balances and has mean 1 over train. The others:
    `Curated`.
    """

    pair_id = Curated.pair_id
    site = dy.String(min_length=1)
    kind = dy.String(check={"is_known": lambda kind: kind.is_in(["chat", "feed", "qa"])})
    dt = dy.Date()
    prompt = Curated.prompt
    chosen = Curated.chosen
    rejected = Curated.rejected
    context_id = Curated.context_id
    chosen_id = Curated.chosen_id
    rejected_id = Curated.rejected_id
    chosen_model = Curated.chosen_model
    rejected_model = Curated.rejected_model
    rule = Curated.rule
    tier = Curated.tier
    confidence = Curated.confidence
    preference = Curated.preference
    margin = Curated.margin
    q_value = dy.Float32(nullable=True, min=0, max=0.5)
    n_users = Curated.n_users
    hardness = Curated.hardness
    negative = Curated.negative
    evidence = Curated.evidence
    language = Curated.language
    weight = dy.Float32(min_exclusive=0)
    curriculum = dy.Int8(min=0)
    root = Curated.root
    scenario = Curated.scenario
    chosen_quality = Curated.chosen_quality
    rejected_quality = Curated.rejected_quality

    @dy.rule()
    def chosen_differs_from_rejected(cls) -> pl.Expr:
        return cls.chosen_id.col != cls.rejected_id.col

    @dy.rule()
    def q_value_unless_synthetic(cls) -> pl.Expr:
        return cls.q_value.col.is_null() == (cls.tier.col == "synthetic")


class Scores(dy.Schema):
    """One measured number about one model on one split, with a 95% interval where there is one."""

    model = dy.String()
    release = dy.String()
    split = dy.String()
    metric = dy.String()
    slice = dy.String()
    value = dy.Float64()
    lower = dy.Float64(nullable=True)
    upper = dy.Float64(nullable=True)
    n = dy.Int64(min=0)
