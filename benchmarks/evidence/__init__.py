"""The proof: how right pairs are and how well they know it, on simulated worlds of the three kinds.

`make bench-evidence`, or `python -m benchmarks.evidence` (`--help`), which writes benchmarks/results/evidence.md. From
a world to a number: `plan` (which worlds) -> `mill` (through the pipeline, and again without some step) -> `parts` (the
judged pairs of one world) -> `measures` (numbers) -> `report`, beside what is to be reached (`bars`).
"""
