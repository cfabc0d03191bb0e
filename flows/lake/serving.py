"""Which version of something serves: a history of create-only entries, the highest number of which counts."""

from datetime import UTC, datetime

from pydantic import AwareDatetime, BaseModel, ConfigDict

from flows.lake.store import Store


class Serving(BaseModel):
    """Which version serves from `since` on, who said so, and why; `newest` is the newest version that there was."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    number: int
    version: str
    since: AwareDatetime
    run_id: str
    reason: str
    newest: str | None = None


def history(store: Store, folder: str) -> list[Serving]:
    """All entries, the first one first."""
    paths = sorted(found.path for found in store.list(folder))
    return [Serving.model_validate_json(store.get(path) or b"") for path in paths]


def serve(store: Store, folder: str, version: str, run_id: str, reason: str, newest: str | None = None) -> Serving:
    """Let a version serve from now on."""
    while True:
        past = history(store, folder)
        entry = Serving(
            number=past[-1].number + 1 if past else 1,
            version=version,
            since=datetime.now(UTC),
            run_id=run_id,
            reason=reason,
            newest=newest,
        )
        if store.create(f"{folder}/{entry.number:06d}.json", entry.model_dump_json(indent=2).encode()):
            return entry
