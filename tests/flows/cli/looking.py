"""Commands that only look, as a person types them."""

from typer.testing import CliRunner

from flows.cli.app import app
from tests.sites import Place
from tests.support import snapshot


def printed(place: Place, *arguments: str) -> str:
    """What a command prints on its standard output."""
    done = CliRunner().invoke(app, [*arguments, "--config", str(place.config)], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


def looked(place: Place, *arguments: str) -> str:
    """The same, after a check that it changed nothing in the lake."""
    before = snapshot(place.lake)
    said = printed(place, *arguments)
    assert snapshot(place.lake) == before
    return said
