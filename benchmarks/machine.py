"""What a measurement ran on: without it a number says nothing."""

import os
import platform
from importlib.metadata import version
from pathlib import Path

LIBRARIES = ("polars", "polars-hash", "dataframely", "obstore")


def machine() -> dict[str, object]:
    """Processor, cores, memory, and the load of the last minute: where it exceeds the cores, others worked here too."""
    return {
        "processor": _first("/proc/cpuinfo", "model name") or platform.processor(),
        "cores": len(os.sched_getaffinity(0)),
        "memory_gb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9, 1),
        "system": platform.platform(),
        "load": round(os.getloadavg()[0], 2),
    }


def versions() -> dict[str, str]:
    """Python and the libraries that the time depends on."""
    return {"python": platform.python_version()} | {name: version(name) for name in LIBRARIES}


def _first(path: str, key: str) -> str | None:
    """The first value of `key: value` lines."""
    lines = Path(path).read_text().splitlines() if Path(path).exists() else []
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(key)), None)
