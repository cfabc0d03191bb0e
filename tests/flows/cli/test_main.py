"""What is wrong with a call is told at once, in one sentence on standard error, and by the exit code."""

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from flows.cli.main import main
from flows.lake.lake import Lake
from tests.sites import NIGHT, Place, one_site, qa
from tests.support import ROOT, snapshot

SECONDS = 2.0
"""CPU seconds after which it is no longer at once."""


@pytest.fixture
def command(monkeypatch, capsys):
    """`command(*arguments)`: exit code, standard output and standard error of the command in this process."""

    def run(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["pairmill", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return ended.value.code or 0, said.out, said.err

    return run


def nightly(place: Place, *more: object) -> tuple:
    return ("nightly", "--config", place.config, "--date", NIGHT, *more)


def is_one_sentence(error: str) -> bool:
    return error.startswith("pairmill: ") and error.count("\n") == 1 and "Traceback" not in error


WRONG = {
    "unknown key": ({"windowdays": 3}, "windowdays: unknown key"),
    "wrong value": ({"min_confidence": 1.5}, "min_confidence: input should be less than or equal to 1"),
    "wrong type": ({"window_days": "long"}, "window_days: input should be a valid integer"),
    "no site": ({"sites": []}, "sites: "),
    "wrong time zone": ({"timezone": "Mars/Olympus"}, "timezone: 'Mars/Olympus' is no IANA time zone"),
    "unknown kind": ({"sites": [qa() | {"kind": "video"}]}, "sites[0].kind: "),
    "no contents": ({"sites": [qa() | {"contents": {}}]}, "sites[0]: contents of a qa site are questions and answers"),
    "twice the same site": ({"sites": [qa(), qa()]}, "site 'zhihu' is named twice"),
    "unknown key of a site": ({"sites": [qa(minusers=1)]}, "sites[0].minusers: unknown key"),
    "unknown key of training": ({"train": {"model": "x", "epochs": 3}}, "train.epochs: unknown key"),
}
"""What is wrong -> (settings, what is said)."""


@pytest.mark.parametrize(("settings", "said"), WRONG.values(), ids=WRONG)
def test_a_wrong_configuration_names_the_key_and_exits_with_2(command, tmp_path, settings, said):
    place = Place(tmp_path)
    place.configure(qa(), **settings)

    code, _, error = command(*nightly(place))

    assert code == 2
    assert is_one_sentence(error)
    assert f"{place.config}: {said}" in error
    assert not place.lake.exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("sites: [", "is no YAML"),
        ("- 1", "must be a mapping"),
        ("lake: ./lake", "sites: is missing"),
        (None, "cannot be"),
    ],
)
def test_a_file_that_is_no_configuration_exits_with_2(command, tmp_path, text, said):
    place = Place(tmp_path)
    if text is not None:
        place.config.write_text(text)

    code, _, error = command(*nightly(place))

    assert code == 2
    assert is_one_sentence(error)
    assert said in error


@pytest.mark.parametrize(
    "arguments",
    [
        ("nightly", "--config", "{config}", "--date", "19.11.2026"),
        ("nightly", "--config", "{config}"),
        ("stage", "polish", "--config", "{config}", "--date", NIGHT),
        ("backfill", "--config", "{config}", "--from", NIGHT, "--to", "2026-11-18"),
        ("backfill", "--config", "{config}", "--from", NIGHT, "--to", NIGHT, "--only", "some"),
        ("nightly", "--config", "{config}", "--date", NIGHT, "--site", "nowhere"),
        ("nightly", "--config", "{config}", "--date", NIGHT, "--dry-run", "--site", "nowhere"),
        ("backfill", "--config", "{config}", "--from", NIGHT, "--to", NIGHT, "--site", "nowhere"),
        ("stage", "pairs", "--config", "{config}", "--date", NIGHT, "--site", "nowhere"),
        ("status", "--config", "{config}", "--from", "soon"),
        ("why", "0123456789abcdef0123456789abcdef", "--config", "{config}"),
        ("export", "--config", "{config}", "--format", "parquet", "--out", "{folder}/out"),
        ("export", "--config", "{config}", "--format", "trl", "--out", "{folder}/out", "--release", "9.9.9"),
        ("sql", "DROP TABLE votes", "--config", "{config}"),
        ("simulate", "{folder}/world", "--kind", "video"),
        ("simulate", "{folder}/world", "--kind", "qa", "--set", "questionz=3"),
        ("rewind",),
    ],
    ids=lambda arguments: " ".join(map(str, arguments)),
)
def test_a_call_that_does_not_fit_exits_with_2_and_changes_nothing(command, place, tmp_path, arguments):
    before = snapshot(tmp_path)

    code, _, error = command(*(str(part).format(config=place.config, folder=tmp_path) for part in arguments))

    assert code == 2
    assert error.strip()
    assert "Traceback" not in error
    assert snapshot(tmp_path) == before


def test_debug_shows_the_traceback(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "argv", ["pairmill", "status", "--config", str(tmp_path / "none.yaml"), "--debug"])
    with pytest.raises(Exception, match="cannot be read"):
        main()


def without_prefect(*arguments: object, **environment: str | None) -> tuple[int, str, float]:
    """Exit code, standard error and CPU seconds of the command; the process fails if Prefect was imported."""
    code = """
        import os, resource, sys
        for name, value in {environment}.items():
            os.environ.pop(name, None) if value is None else os.environ.update({{name: value}})
        from flows.cli.main import main
        sys.argv = {arguments}
        try:
            main()
        finally:
            used = resource.getrusage(resource.RUSAGE_SELF)
            print(used.ru_utime + used.ru_stime, "prefect" in sys.modules)
        """
    text = textwrap.dedent(code).format(environment=environment, arguments=["pairmill", *map(str, arguments)])
    done = subprocess.run(
        [sys.executable, "-c", text], capture_output=True, text=True, cwd=ROOT, timeout=60, check=False
    )
    seconds, imported = done.stdout.split()[-2:]
    assert imported == "False", "Prefect was imported"
    return done.returncode, done.stderr, float(seconds)


def another_key(place: Place) -> tuple:
    Lake.open(str(place.lake), "the key that made the lake")
    return nightly(place)


def wrong_file(place: Place) -> tuple:
    place.configure(qa(), colour="red")
    return nightly(place)


EARLY = {
    "wrong configuration": (wrong_file, {}, "colour: unknown key"),
    "no user key": (nightly, {"PAIRMILL_USER_KEY": None}, "PAIRMILL_USER_KEY is not set"),
    "another user key": (another_key, {}, "this lake was made with another PAIRMILL_USER_KEY"),
    "unknown site": (
        lambda place: nightly(place, "--site", "nowhere"),
        {},
        "--site nowhere: the configuration has zhihu",
    ),
    "wrong order": (
        lambda place: ("backfill", "--config", place.config, "--from", "2026-11-20", "--to", "2026-11-19"),
        {},
        "--to 2026-11-19 is before --from 2026-11-20",
    ),
}
"""What is wrong -> (arguments, environment, what is said)."""


@pytest.mark.parametrize(("arguments", "environment", "said"), EARLY.values(), ids=EARLY)
def test_what_is_wrong_with_the_call_is_told_before_prefect_is_imported(tmp_path, arguments, environment, said):
    place = one_site(tmp_path)

    code, error, seconds = without_prefect(*arguments(place), **environment)

    assert code == 2
    assert is_one_sentence(error)
    assert said in error
    assert seconds < SECONDS


def test_commands_that_only_look_need_no_prefect(place):
    code, _, _ = without_prefect("status", "--config", place.config, "--json")
    assert code == 0


def test_help_names_every_command(command):
    code, said, _ = command("--help")
    assert code == 0
    for name in ("check", "nightly", "stage", "backfill", "status", "why", "sql", "export", "simulate", "demo"):
        assert f"  {name} " in said


def test_the_installed_command_is_this_main():
    assert 'pairmill = "flows.cli.main:main"' in (Path(ROOT) / "pyproject.toml").read_text()
