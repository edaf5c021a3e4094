"""What flatters the table least: halves of the people apart, and all labelled good pictures with all rules at once."""
import re

import curves
import figures


def halves(people):
    """{name: people}: by the portrait's number, which knows nothing of a face."""
    found = {"odd": set(), "even": set()}
    for person in people:
        number = int(re.findall(r"\d+", person)[-1])
        found["odd" if number % 2 else "even"].add(person)
    return found


def by_half(lines):
    """[(rule, {half: entry})]: the mildest bad strengths of every fault that breaks the rule, against clean."""
    faults = {}
    for fault, rule in curves.pairs(lines):
        faults.setdefault(rule, []).append(fault)
    rows = []
    for rule, names in faults.items():
        bad = [x for f in names for x in lines.with_fault(f, lines.bad_strengths(f)[0])]
        rows.append((rule, {half: figures.rates(rule, [x for x in bad if x["person"] in people],
                                                [lines.clean[p] for p in sorted(people)], "degraded")
                            for half, people in halves(lines.clean).items()}))
    return rows


def apart(entries, figure):
    """Whether each half's share lies outside the other's interval: more than chance."""
    odd, even = entries["odd"], entries["even"]
    if odd[figure] is None or even[figure] is None:
        return False
    outside = lambda share, entry: not entry["intervals"][figure][0] <= share <= entry["intervals"][figure][1]
    return outside(odd[figure], even) and outside(even[figure], odd)


def labelled_good(lines, truth):
    """(pictures, refused, asked): real pictures without a bad label, each counted once by the worst verdict of the
    rules for which it is labelled good."""
    broken = {file for rows in truth.values() for file, bad in rows if bad}
    verdicts = {}
    for rule, rows in truth.items():
        for file, bad in rows:
            if file in lines.real and file not in broken:
                verdicts.setdefault(file, set()).add(figures.verdict_of(lines.real[file], rule))
    refused = sum("refuse" in v for v in verdicts.values())
    return len(verdicts), refused, sum("ask" in v and "refuse" not in v for v in verdicts.values())


def share_text(hits, of):
    low, high = figures.wilson(hits, of)
    return f"{hits} of {of} ({100 * low:.0f}-{100 * high:.0f} %)"


def write(lines, truth):
    """Two sections of the page."""
    percent = lambda share: "-" if share is None else f"{100 * share:.1f} %"
    pictures, refused, asked = labelled_good(lines, truth)
    size = {half: len(people) for half, people in halves(lines.clean).items()}
    rows = ["| rule | EER odd | EER even | doubted odd | doubted even | missed odd | missed even |",
            "|---|---|---|---|---|---|---|"]
    for rule, entries in by_half(lines):
        flag = " **apart**" if any(apart(entries, f) for f in ("refused_good", "asked_good", "missed_bad")) else ""
        doubted = [None if e["refused_good"] is None else e["refused_good"] + e["asked_good"]
                   for e in (entries["odd"], entries["even"])]
        cells = [entries["odd"]["eer"], entries["even"]["eer"], *doubted, entries["odd"]["missed_bad"],
                 entries["even"]["missed_bad"]]
        rows.append(f"| `{rule}`{flag} | {' | '.join(map(percent, cells))} |")
    real = (f"Of {pictures} labelled pictures that break no rule, the rules for which they are labelled refuse "
            f"{share_text(refused, pictures)} and ask for {share_text(asked, pictures)} more, each picture counted "
            "once." if pictures else "No labelled pictures were judged.")
    return f"""## All rules together on labelled pictures

{real}

## Halves of the people

People with odd numbers ({size['odd']}) and even ones ({size['even']}) apart, at the mildest bad strengths. Limits were fitted on people of both halves, so neither is held out; halves that differ say how far a figure rests on who was there. "Doubted": good, but asked or refused. "Apart": each half lies outside the other's interval.

{chr(10).join(rows)}"""
