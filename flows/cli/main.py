"""The entry point: one sentence on standard error where something is wrong, and its exit code."""

import os
import sys

QUIET = {
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
    "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
    "DO_NOT_TRACK": "1",
}
"""Set before Prefect is imported; what is set already stays."""


def main() -> None:
    """Run the command; `--debug` anywhere shows tracebacks and Prefect's log."""
    debug = "--debug" in sys.argv
    arguments = [argument for argument in sys.argv[1:] if argument != "--debug"]
    for name, value in QUIET.items():
        if not (debug and name.startswith("PREFECT_LOGGING")):
            os.environ.setdefault(name, value)
    sys.exit(_run(arguments or ["--help"], debug=debug))


def _run(arguments: list[str], *, debug: bool) -> int:
    import typer

    from flows.cli.app import app
    from schemas.errors import PairmillError, UsageError

    wrong_call = typer.BadParameter.__base__
    try:
        return app(arguments, standalone_mode=False) or 0
    except PairmillError as error:
        if debug:
            raise
        return _fail(str(error), error.exit_code)
    except wrong_call as error:
        return _fail(
            f"{error.format_message().replace('Value error, ', '')} (see 'pairmill --help')", UsageError.exit_code
        )
    except typer.Abort:
        return _fail("interrupted", 130)
    except Exception as error:
        if debug:
            raise
        return _fail(f"{type(error).__name__}: {error} (run it again with --debug to see where)", 1)


def _fail(sentence: str, code: int) -> int:
    print(f"pairmill: {sentence}", file=sys.stderr)
    return code
