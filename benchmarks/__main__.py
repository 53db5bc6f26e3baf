"""`python -m benchmarks [cold|warm|watch|batch|cluster|device] [--rounds N] [--json FILE]`: as Markdown and as JSON."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from benchmarks.batch import as_json, batch_table, measure_batch
from benchmarks.cluster import cluster_table, measure_cluster
from benchmarks.cold import measure_cold
from benchmarks.device import NOWHERE, device_tables, measure_device
from benchmarks.machine import machine
from benchmarks.table import table
from benchmarks.warm import measure_warm
from benchmarks.watch import measure_watch
from grader.errors import GraderError


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description="Measure a cold submission, warm ones, saves, classes, and devices."
    )
    parser.add_argument(
        "only",
        nargs="?",
        choices=("cold", "warm", "watch", "batch", "cluster", "device"),
        help="just one of them; batch takes minutes, cluster wants Ray, device another machine: they run only so",
    )
    parser.add_argument("--pairs", type=int, default=15, help="interleaved pairs of the cold measurement")
    parser.add_argument("--rounds", type=int, default=50, help="interleaved rounds of the measurements warm and device")
    parser.add_argument("--saves", type=int, default=10, help="interleaved rounds of the measurement of saves")
    parser.add_argument("--submissions", type=int, default=200, help="how many cluster grades, each way")
    parser.add_argument("--device", default="", metavar="NAME", help="what device measures; the first one, if left out")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the numbers there as well")
    asked = parser.parse_args()
    found: dict[str, object] = {"machine": machine()}
    print(", ".join(f"{name} {value}" for name, value in machine().items()))
    if asked.only in (None, "cold"):
        cold = measure_cold(asked.pairs)
        found["cold"] = cold.as_json()
        print(f"\nCold, {asked.pairs} interleaved pairs\n\n{table(cold)}")
    if asked.only in (None, "warm"):
        warm = measure_warm(asked.rounds)
        found["warm"] = warm.as_json()
        print(f"\nWarm, {asked.rounds} interleaved rounds\n\n{table(warm)}\n\n{warm.note}")
    if asked.only in (None, "watch"):
        watch = measure_watch(asked.saves)
        found["watch"] = watch.as_json()
        print(f"\nSaves, {asked.saves} interleaved rounds\n\n{table(watch)}\n\n{watch.note}")
    if asked.only == "batch":
        classes = measure_batch()
        found["batch"] = as_json(classes)
        print(f"\nClasses\n\n{batch_table(classes)}")
    if asked.only == "cluster":
        nodes = measure_cluster(asked.submissions)
        found["cluster"] = nodes
        print(f"\nA cluster, {asked.submissions} submissions each way\n\n{cluster_table(nodes)}")
    if asked.only == "device":
        try:
            there = measure_device(asked.rounds, asked.device)
        except GraderError as error:
            raise SystemExit(f"device: {error}") from None
        found["device"] = there and there.as_json()
        print(f"\nA device, {asked.rounds} interleaved rounds\n\n{device_tables(there)}" if there else f"\n{NOWHERE}")
    if asked.json is not None:
        asked.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
