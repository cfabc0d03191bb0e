"""What is rolled back serves again, and the command says what it replaced."""

import pytest
from typer.testing import CliRunner

from flows.cli.app import app
from flows.lake import models, releases
from flows.lake.lake import Lake
from flows.lake.models import AboutModel
from flows.lake.releases import About
from schemas.errors import UsageError
from tests.flows.lake.builders import KEY, NIGHT, card, released
from tests.sites import one_site


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A lake with two releases and two models, the second of which serve."""
    monkeypatch.setenv("PAIRMILL_USER_KEY", KEY)
    place = one_site(tmp_path)
    store = Lake.open(str(place.lake), KEY).store
    about = About(run_id="run", sites={"zhihu": NIGHT}, parents={}, code="c")
    for number, rows in enumerate(("a", "b")):
        releases.publish(store, {"train": released(rows)}, card, about)
        folder = tmp_path / f"model{number}"
        folder.mkdir()
        (folder / "weights").write_text(rows)
        model = models.publish(store, folder, AboutModel(run_id="run", release="0.1.0", code="c"))
        models.crown(store, model.version, "run", "better")
    return place


def roll_back(place, *arguments):
    return CliRunner().invoke(app, ["rollback", *arguments, "--config", str(place.config)])


def test_a_release_serves_again(place):
    done = roll_back(place, "release", "--to", "0.1.0", "--because", "bad labels")

    assert done.exit_code == 0, done.output
    assert "release 0.1.0 serves (before: 0.1.1)" in done.output
    assert (place.lake / "releases" / "LATEST").read_text() == "0.1.0"


def test_a_model_is_the_champion_again(place):
    done = roll_back(place, "model", "--to", "0.1.0")

    assert "model 0.1.0 serves (before: 0.2.0)" in done.output
    assert models.champion(Lake.open(str(place.lake), KEY).store).version == "0.1.0"


def test_a_model_that_learned_from_a_revoked_release_comes_with_a_warning(place):
    releases.revoke(Lake.open(str(place.lake), KEY).store, "0.1.0", "a user was forgotten")

    done = roll_back(place, "model", "--to", "0.1.0")

    assert "WARNING: it learned from release 0.1.0, which was revoked (a user was forgotten)" in done.output


@pytest.mark.parametrize("what", ["release", "model"])
def test_a_version_that_does_not_exist_is_a_usage_error(place, what):
    done = roll_back(place, what, "--to", "9.9.9")

    assert isinstance(done.exception, UsageError)
    assert f"there is no {what} 9.9.9" in str(done.exception)
