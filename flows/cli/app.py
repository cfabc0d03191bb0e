"""The commands, each in the module of its kind."""

import typer

from flows.cli import demo, diff, forget, look, rollback, runs, simulate, status, why

app = typer.Typer(
    name="pairmill",
    help="Behaviour logs of AI-content sites -> calibrated preference pairs -> aligned models, every night.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

app.command("check")(look.check)
app.command("nightly")(runs.nightly)
app.command("stage")(runs.stage)
app.command("backfill")(runs.backfill)
app.command("status")(status.status)
app.command("why")(why.why)
app.command("sql")(look.sql)
app.command("export")(look.export)
app.command("diff")(diff.diff)
app.command("forget")(forget.forget)
app.command("rollback")(rollback.rollback)
app.command("simulate")(simulate.simulate)
app.command("demo")(demo.demo)
