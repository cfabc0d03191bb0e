"""demo: the main job on a simulated week of three sites."""

import os
import secrets
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated

import polars as pl
import typer
import yaml

from flows.cli.console import out
from flows.desk import KEY
from worlds.knobs import KNOBS
from worlds.naive import naive
from worlds.simulate import week
from worlds.write import configuration, write

START = date(2026, 11, 13)
DAYS = 7
TINY = {
    "model": "./models/base",
    "batch_size": 8,
    "sft_learning_rate": 4e-3,
    "dpo_learning_rate": 2e-3,
}
"""Steps and rates for a model of half a million parameters; a real one wants rates a hundred times lower."""


def demo(
    folder: Annotated[Path, typer.Option("--out", help="where everything of the demo lies")] = Path("demo"),
    seed: Annotated[int, typer.Option("--seed")] = 0,
    no_train: Annotated[bool, typer.Option("--no-train", help="stop after the release")] = False,
) -> None:
    """Simulate a week of a chat, a feed and a qa site, mill it, train a tiny model on it and say how right it was."""
    from flows.cli.runs import backfill
    from flows.cli.scoreboard import scoreboard

    folder.mkdir(parents=True, exist_ok=True)
    _own_key(folder)
    config = _worlds(folder, seed, train=not no_train)
    backfill(config, START, START + timedelta(days=DAYS - 1), no_train=no_train)
    scoreboard(config, folder, out)


def _own_key(folder: Path) -> None:
    """The demo makes its own user key, beside its lake, for its owner's eyes only; one that is set is left alone."""
    if os.environ.get(KEY):
        return
    path = folder / "user.key"
    if not path.exists():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_hex(32))
    os.environ[KEY] = path.read_text()


def _worlds(folder: Path, seed: int, *, train: bool) -> Path:
    """Raw logs, the base model and the configuration, made once: running again finds them."""
    config = folder / "pairmill.yaml"
    if not config.exists():
        with out.status("simulating a week of three sites"):
            worlds = week(seed, START)
            for world in worlds:
                write(world, folder)
            rules = [naive(world).with_columns(site=pl.lit(world.kind)) for world in worlds]
            pl.concat(rules).write_parquet(folder / "truth" / "naive.parquet")
        settings = yaml.safe_load(configuration(Path("."), list(KNOBS)))
        if train:
            with out.status("building a tiny model"):
                _base_model(folder, worlds)
            settings["train"] = TINY
        text = yaml.safe_dump(settings, sort_keys=False, allow_unicode=True)
        unfinished = config.with_suffix(".part")
        unfinished.write_text(text, encoding="utf-8")
        unfinished.replace(config)
    return config


def _base_model(folder: Path, worlds: tuple) -> None:
    from flows.stages.train import needs_torch

    needs_torch()
    from trainers.tiny import build

    texts = [text for world in worlds for text in _texts(world.contents)]
    build(texts, folder / "models" / "base", seed=0)


def _texts(contents: dict) -> list[str]:
    columns = ("content", "text", "prompt", "title")
    return [
        text
        for records in contents.values()
        for column in columns
        if column in records.columns
        for text in records[column].drop_nulls().to_list()
    ]
