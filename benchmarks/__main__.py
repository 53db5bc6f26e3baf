"""`python -m benchmarks [--pairs N] [--rounds N] [--json FILE]`: both measurements, as Markdown and as JSON."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from benchmarks.cold import measure_cold
from benchmarks.machine import machine
from benchmarks.table import table
from benchmarks.warm import measure_warm


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure a cold and warm submissions.")
    parser.add_argument("only", nargs="?", choices=("cold", "warm"), help="just one of the two")
    parser.add_argument("--pairs", type=int, default=15, help="interleaved pairs of the cold measurement")
    parser.add_argument("--rounds", type=int, default=50, help="interleaved rounds of the warm measurement")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the numbers there as well")
    asked = parser.parse_args()
    found: dict[str, object] = {"machine": machine()}
    print(", ".join(f"{name} {value}" for name, value in machine().items()))
    if asked.only != "warm":
        cold = measure_cold(asked.pairs)
        found["cold"] = cold.as_json()
        print(f"\nCold, {asked.pairs} interleaved pairs\n\n{table(cold)}")
    if asked.only != "cold":
        warm = measure_warm(asked.rounds)
        found["warm"] = warm.as_json()
        print(f"\nWarm, {asked.rounds} interleaved rounds\n\n{table(warm)}\n\n{warm.note}")
    if asked.json is not None:
        asked.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
