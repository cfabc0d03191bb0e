"""The rules of docs/architecture.md, checked over the code itself."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows import tasks
from flows.cli.app import app
from flows.lake.keys import PACKAGES
from flows.lake.records import StageRecord
from flows.plan import RELEASE, StageName
from flows.stages import SITE_STAGES

ROOT = Path(__file__).parent.parent
OURS = ("schemas", "transforms", "worlds", "trainers", "flows")
STAGES = [*SITE_STAGES, *RELEASE]
MAY_IMPORT = {
    "schemas": {"schemas"},
    "transforms": {"schemas", "transforms"},
    "worlds": {"schemas", "worlds"},
    "trainers": {"schemas", "trainers"},
    "flows": set(OURS),
}
"""Package -> packages of ours that its modules may import."""
PURE = ("schemas", "transforms", "worlds")
IMPURE_LIBRARIES = {
    *("prefect", "torch", "transformers", "trl", "peft", "datasets", "accelerate"),
    *("duckdb", "obstore", "logging", "requests", "httpx", "urllib", "socket", "subprocess", "time"),
}
"""What no pure function may touch: orchestration, training, files, network, loggers, clocks."""
CLOCKS = ("datetime.now", "date.today", "datetime.today", "datetime.utcnow", "time.time")
FILES = ("open", "pl.scan_parquet", "pl.read_parquet", "pl.scan_ndjson", "pl.read_ndjson", "pl.scan_csv", "pl.read_csv")
EAGER = ("collect", "map_elements", "map_batches", "iter_rows", "to_pandas", "iter_slices")
WALKS_COUPLES = "transforms/ingest/clusters.py"
"""The one transform that is a walk: who joins whom, over the few prompts that have a similar one."""
ESTIMATORS = {
    "transforms/evidence/latent/__init__.py": "the two factors: all responses of a site at once",
    "transforms/calibrate/estimate.py": "halves of the users: all couples of a site at once",
    "transforms/leaderboard.py": "models: all contexts of a site at once",
    "transforms/exposure/estimate.py": "position curves: all couples of positions at once",
    "transforms/balance/raking.py": "weights: all cells of a release at once",
    "transforms/privacy/redaction.py": "python-stdnum and phonenumbers: the few texts that can hold personal data",
    "transforms/duplicates/signatures.py": "rensa: MinHash signatures of a batch of texts",
    "transforms/duplicates/candidates.py": "bands of signatures, sorted one after the other",
    "transforms/duplicates/stars.py": "groups of near duplicates: who is the centre of whom",
    "transforms/duplicates/grams.py": "sets of n-grams, of a bounded piece of the texts at a time",
    "transforms/duplicates/likeness.py": "similarities, of a bounded piece of the couples at a time",
}
"""Transform -> what it hands to an array or a library as one step of a lazy plan: an iteration is no expression."""
PARQUET = ("scan_parquet", "read_parquet", "ParquetFile", "read_table", "write_parquet", "sink_parquet")
PARQUET_READERS = {
    "flows/lake/slices.py": "tables",
    "flows/lake/releases.py": "releases",
    "flows/raw/parquet.py": "raw files",
    "flows/raw/tables.py": "tables that people hand in",
    "flows/stages/ingest/spill.py": "local scratch between two passes",
    "flows/cli/demo.py": "the simulator's truth",
    "flows/cli/scoreboard.py": "the simulator's truth",
}
"""Module of flows -> whose Parquet it opens: of tables and releases, only the lake's two."""


class Module:
    """One file of ours and what it imports and calls."""

    def __init__(self, name: str, source: str) -> None:
        self.name = name
        self.package = name.split("/")[0]
        self.tree = ast.parse(source)

    def imports(self) -> Iterator[str]:
        """Top-level packages, wherever in the file they are imported."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from (alias.name.split(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield self.package if node.level else str(node.module).split(".")[0]

    def calls(self) -> Iterator[str]:
        """What is called, as it is written."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call):
                yield ast.unparse(node.func)


def modules(*packages: str) -> list[Module]:
    """All files of some packages."""
    paths = [path for package in packages for path in sorted((ROOT / package).rglob("*.py"))]
    assert paths, f"{packages} hold no files"
    return [Module(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")) for path in paths]


def module_at(name: str) -> Module:
    """The file of ours at a path."""
    return Module(name, (ROOT / name).read_text(encoding="utf-8"))


def wrong_imports(module: Module) -> set[str]:
    """What a module imports and may not."""
    imported = set(module.imports())
    wrong = (imported & set(OURS)) - MAY_IMPORT[module.package]
    wrong |= imported & {"tests", "benchmarks"}
    if module.package in PURE:
        wrong |= imported & IMPURE_LIBRARIES
    if module.package == "trainers":
        wrong |= imported & {"prefect"}
    return wrong


def impure_calls(module: Module) -> set[str]:
    """What a transform calls and may not: clocks, files, and whatever makes a lazy frame a loop."""
    made = set(module.calls())
    found = {call for call in made if call in FILES or call.endswith(CLOCKS)}
    allowed = {"map_batches"} if module.name in ESTIMATORS else set(EAGER) if module.name == WALKS_COUPLES else set()
    return found | {call for call in made if call.rpartition(".")[2] in set(EAGER) - allowed}


def opens_parquet(module: Module) -> bool:
    """Whether a module reads or writes Parquet."""
    return any(call.rpartition(".")[2] in PARQUET for call in module.calls())


@pytest.mark.parametrize("module", modules(*OURS), ids=lambda module: module.name)
def test_imports_point_left(module):
    assert wrong_imports(module) == set()


@pytest.mark.parametrize("module", modules("transforms"), ids=lambda module: module.name)
def test_a_transform_opens_no_file_asks_no_clock_and_runs_no_loop(module):
    assert impure_calls(module) == set()


def test_only_the_lake_opens_parquet_of_tables():
    assert {module.name for module in modules("flows") if opens_parquet(module)} <= set(PARQUET_READERS)


@pytest.mark.parametrize(
    ("name", "line", "wrong"),
    [
        ("transforms/clean.py", "import prefect", "prefect"),
        ("transforms/clean.py", "from prefect import task", "prefect"),
        ("transforms/evidence/votes.py", "import torch.nn as nn", "torch"),
        ("transforms/clean.py", "def work():\n    from flows.lake.lake import Lake", "flows"),
        ("transforms/clean.py", "import logging", "logging"),
        ("schemas/pairs.py", "from transforms.text import digest", "transforms"),
        ("worlds/qa.py", "from transforms.text import digest", "transforms"),
        ("trainers/train.py", "from transforms.text import digest", "transforms"),
        ("trainers/train.py", "from prefect import flow", "prefect"),
        ("flows/stage.py", "from tests.support import mill", "tests"),
    ],
)
def test_a_wrong_import_is_found(name, line, wrong):
    assert wrong_imports(Module(name, f'"""A module."""\n{line}\n')) == {wrong}


@pytest.mark.parametrize(
    "line", ["frame.collect()", "datetime.now(UTC)", "open('x')", "pl.read_csv(x)", "frame.iter_rows(named=True)"]
)
def test_an_impure_call_is_found(line):
    assert len(impure_calls(Module("transforms/clean.py", line))) == 1


def test_parquet_opened_beside_the_lake_is_found():
    assert opens_parquet(Module("flows/why.py", "pl.scan_parquet(path)"))


def test_a_stage_has_one_name_everywhere():
    assert list(StageName) == STAGES
    assert [getattr(tasks, name).name for name in STAGES] == STAGES
    assert all(stage.name == name for name, stage in SITE_STAGES.items())
    for name in STAGES:
        package = "trainers" if name in ("train", "evaluate", "promote") else "transforms"
        assert (ROOT / package / f"{name}.py").exists() or (ROOT / package / name).is_dir(), name
        assert (ROOT / "flows" / "stages" / f"{name}.py").exists() or (ROOT / "flows" / "stages" / name).is_dir()


def test_the_stages_of_the_documentation_are_those_of_the_code():
    table = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    first_cells = re.findall(r"^\| ([a-z, ]+) \|", table, flags=re.MULTILINE)
    told = [name for cell in first_cells for name in cell.split(", ") if name != "stage"]
    assert told == STAGES


def test_the_ledger_records_a_stage_under_its_name():
    assert StageRecord.model_fields["stage"].annotation is str
    calls = [node for node in ast.walk(module_at("flows/run.py").tree) if isinstance(node, ast.Call)]
    made = [call for call in calls if ast.unparse(call.func) == "StageRecord"]
    assert [ast.unparse(word.value) for call in made for word in call.keywords if word.arg == "stage"] == ["stage.name"]


def test_the_commands_are_those_of_the_documentation():
    promised = {"check", "nightly", "stage", "backfill", "status", "why", "sql", "export", "simulate", "demo"}
    assert promised <= {command.name for command in app.registered_commands}


def test_the_packages_that_are_installed_are_those_that_keys_hash():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    installed = project["tool"]["setuptools"]["packages"]["find"]["include"]
    assert {name.rstrip("*") for name in installed} == set(PACKAGES) == set(OURS)


SHIPPED = (*OURS, "tests", "benchmarks", "conf", "docs")
OUTSIDE = re.compile(
    r"""(?:(?<![\w.:/<])|(?<=["'(=\s]))/(?:home|work|root|Users|mnt|data|tmp|srv)/[\w./-]+|~/[\w./-]+"""
)
"""A folder of some machine: absolute, or in a home."""


def shipped_files() -> list[Path]:
    """Text files that are part of the project, but for this one, which names such folders to search for them."""
    found = [
        path for folder in SHIPPED for path in (ROOT / folder).rglob("*") if path.suffix in (".py", ".md", ".yaml")
    ]
    found += [*ROOT.glob("*.md"), ROOT / "Makefile", ROOT / "pyproject.toml"]
    return [path for path in found if path != Path(__file__)]


@pytest.mark.parametrize("path", shipped_files(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_file_names_a_folder_outside_the_project(path):
    assert OUTSIDE.findall(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("line", ['Path("/work/elsewhere/x.md")', "see /home/me/notes", "cd ~/pairmill"])
def test_a_folder_outside_the_project_is_found(line):
    assert OUTSIDE.search(line)
