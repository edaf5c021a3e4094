"""Makes the table of accuracy of tucai_accuracy's lines, compares it with the recorded one.

usage: table.py LINES.jsonl DATA --json OUT.json [--pages FOLDER] [--against RECORDED.json]
--pages: writes accuracy.md, accuracy-curves.svg and the lists of the worst mistakes (worst.tsv, worst-london.tsv).
Exit 1 where a figure is worse than the recorded one beyond its interval.
"""
import argparse
import json
import pathlib
import sys

import curves
import figures
import groups
import mistakes
import page


def write_pages(folder, lines, data, truth, real, degraded):
    folder.mkdir(parents=True, exist_ok=True)
    members = groups.read_groups(data / "portraits/labels.csv", set(lines.clean))
    strong = figures.degraded_rates(lines, strong=True)
    text = page.write(lines, truth, real, degraded, strong, members)
    (folder / "accuracy.md").write_text(text, encoding="utf-8")
    (folder / "accuracy-curves.svg").write_text(curves.draw(lines), encoding="utf-8")
    for name, each, only_london in (("worst.tsv", 2, False), ("worst-london.tsv", 1, True)):
        tiles = mistakes.worst(lines, truth, each, only_london)
        (folder / name).write_text("".join(t + "\n" for t in tiles[:60]), encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("lines")
    parser.add_argument("data", type=pathlib.Path)
    parser.add_argument("--json", type=pathlib.Path, required=True)
    parser.add_argument("--pages", type=pathlib.Path)
    parser.add_argument("--against", type=pathlib.Path)
    want = parser.parse_args()
    lines = figures.Lines(want.lines)
    truth = figures.read_truth(want.data / "rules.csv")
    held = set(lines.held_rules())
    real, degraded = figures.real_rates(lines, truth), figures.degraded_rates(lines)
    table = {rule: entry for rule, entry in figures.one_table(real, degraded).items() if rule in held}
    want.json.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")
    if want.pages:
        write_pages(want.pages, lines, want.data, truth, real, degraded)
    for rule, e in table.items():
        print(f"{rule:22}{e['source']:>9}{e['bad']:5} bad{e['good']:5} good   EER {page.percent(e['eer']):>7}   refused "
              f"{page.percent(e['refused_good']):>7}   asked {page.percent(e['asked_good']):>7}   missed "
              f"{page.percent(e['missed_bad']):>7}")
    if not want.against:
        return 0
    worse = figures.worse_than(table, json.loads(want.against.read_text(encoding="utf-8")))
    for sentence in worse:
        print("WORSE: " + sentence, file=sys.stderr)
    return 1 if worse else 0


if __name__ == "__main__":
    sys.exit(main())
