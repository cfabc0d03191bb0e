"""The one exception tree: what a person did wrong, what the data did wrong, what the machine did wrong."""


class PairmillError(Exception):
    """Root of all errors that pairmill raises on purpose; its text is one sentence for a person. Exit code 1."""

    exit_code = 1


class UsageError(PairmillError):
    """A command was called with something that does not exist or does not fit. Exit code 2."""

    exit_code = 2


class ConfigError(UsageError):
    """The configuration, or the user key, is missing or wrong; names the key. Exit code 2."""


class InputError(PairmillError):
    """A site's raw files cannot be used: missing, empty, or too much of them malformed. Never retried."""


class ContractError(PairmillError):
    """Rows break the schema of the table that they were meant for; names table, column and rule. Never retried."""


class DriftError(PairmillError):
    """A release would be of another kind than the last one; names what drifted. Never retried."""


class LakeError(PairmillError):
    """The lake was made with another key or by a later version, or a slice is gone or damaged."""


class ExpiredError(LakeError):
    """A table that is needed is past its retention; names what makes it again."""


class BusyError(LakeError):
    """Another run holds this site and night; names the run and its process."""


class TrainingError(PairmillError):
    """A model cannot be trained from this release, with the reason."""
