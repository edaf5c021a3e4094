"""Compares benchmark results of two revisions.

usage: compare.py HERE.json[,HERE.json...] THERE.json[,THERE.json...]

Prints each stage's median here and there (the least of the runs given: a noisy machine only adds), and marks what is slower
here by more than 10 % and more than 10 ms. A report, not a gate: always exits 0.
"""
import json
import pathlib
import sys


def medians(paths):
    """Stage -> least median over the runs, milliseconds."""
    least = {}
    for path in paths.split(","):
        for name, stage in json.loads(pathlib.Path(path).read_text(encoding="utf-8"))["stages"].items():
            least[name] = min(stage["median_ms"], least.get(name, float("inf")))
    return least


def main():
    here, there = medians(sys.argv[1]), medians(sys.argv[2])
    slower = 0
    print(f"{'stage':22}{'here ms':>10}{'there ms':>10}{'ratio':>8}")
    for name in sorted(here.keys() & there.keys()):
        a, b = here[name], there[name]
        is_slower = a > 1.1 * b and a > b + 10
        slower += is_slower
        print(f"{name:22}{a:10.2f}{b:10.2f}{a / max(b, 1e-9):8.2f}{'  SLOWER' if is_slower else ''}")
    print(f"{slower} slower by more than 10 % and 10 ms")
    return 0


if __name__ == "__main__":
    sys.exit(main())
