"""simulate: raw logs of a site whose truth is known."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError

from flows.cli.console import out
from schemas.errors import UsageError
from worlds.knobs import KNOBS, Knobs
from worlds.simulate import simulate as run
from worlds.write import EVALUATION, configuration, write

Kind = StrEnum("Kind", ["chat", "feed", "qa"])


def simulate(
    to: Annotated[Path, typer.Argument(metavar="OUT", help="a folder")],
    kind: Annotated[Kind, typer.Option("--kind", help="the kind of site")],
    seed: Annotated[int, typer.Option("--seed")] = 0,
    knob: Annotated[
        list[str] | None, typer.Option("--set", metavar="KNOB=VALUE", help="another value of a knob; may be repeated")
    ] = None,
    knobs: Annotated[bool, typer.Option("--knobs", help="print the knobs of this kind and their values")] = False,
) -> None:
    """Write a simulated site: raw logs, the truth beside them, and a configuration that reads them."""
    chosen = _knobs(kind.value, seed, knob or [])
    if knobs:
        for name, value in chosen:
            out.print(f"{name} = {value}", highlight=False)
        return
    if (to / "raw" / kind.value).exists():
        raise UsageError(f"{to / 'raw' / kind.value} exists; give another folder, or remove it first")
    with out.status(f"simulating a {kind.value} site"):
        world = run(kind.value, chosen)
        write(world, to)
    config = to / "pairmill.yaml"
    written = sorted(path.name for path in (to / "raw").iterdir())
    soiled = [name for name in written if (to / "raw" / name / EVALUATION).exists()]
    config.write_text(configuration(Path("."), written, soiled=soiled), encoding="utf-8")
    out.print(f"{world.events.height:,} events of {chosen.days} days from {chosen.start}: {to / 'raw' / kind.value}")
    out.print(f"truth: {to / 'truth'}\nconfiguration: {config}")


def _knobs(kind: str, seed: int, settings: list[str]) -> Knobs:
    values: dict[str, object] = {"seed": seed}
    for setting in settings:
        name, equals, value = setting.partition("=")
        if not equals:
            raise UsageError(f"--set {setting}: write it as KNOB=VALUE")
        values[name] = value
    try:
        return KNOBS[kind](**values)
    except ValidationError as error:
        fault = error.errors()[0]
        name = ".".join(str(part) for part in fault["loc"])
        what = "no such knob (see --knobs)" if fault["type"] == "extra_forbidden" else fault["msg"]
        raise UsageError(f"--set {name}: {what}") from error
