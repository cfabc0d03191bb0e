"""Which stages a plan looks at."""

import pytest

from flows.plan import ORDER, RELEASE, TRAINING, Plan, StageName
from schemas.errors import UsageError
from schemas.load import load
from tests.sites import Place, feed, qa


@pytest.mark.parametrize("stage", ORDER)
def test_a_plan_looks_at_every_stage_by_default(stage):
    assert Plan().has(stage)


def test_without_training_only_the_training_stages_are_left_out():
    assert [stage for stage in ORDER if not Plan(train=False).has(stage)] == list(TRAINING)


def test_a_plan_looks_at_the_stages_between_its_ends_and_at_the_ends():
    plan = Plan(start_at="evidence", stop_after="curate")
    assert [stage for stage in ORDER if plan.has(stage)] == ["evidence", "calibrate", "pairs", "curate"]


def test_what_follows_curate_sees_all_sites():
    assert ORDER[ORDER.index(StageName.curate) + 1 :] == list(RELEASE)


def test_the_chosen_sites_are_those_named_in_the_order_of_the_configuration(tmp_path):
    place = Place(tmp_path)
    config = load(place.configure(qa("one"), feed("two"), qa("three")))
    assert [site.name for site in Plan().chosen(config)] == ["one", "two", "three"]
    assert [site.name for site in Plan(sites=("three", "one")).chosen(config)] == ["one", "three"]


def test_a_site_that_the_configuration_does_not_have_is_a_usage_error(tmp_path):
    config = load(Place(tmp_path).configure(qa("one"), feed("two")))
    with pytest.raises(UsageError, match="--site four: the configuration has one, two"):
        Plan(sites=("one", "four")).chosen(config)
