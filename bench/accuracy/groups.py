"""What differs between people: shares by sex, half of ages and self-reported ethnicity."""
import csv
import statistics

import figures


def read_groups(path, people):
    """{kind: {group: people}} of the persons named."""
    with open(path, encoding="utf-8") as file:
        rows = {row["person"]: row for row in csv.DictReader(file) if row["kind"] == "neutral"}
    rows = {person: row for person, row in rows.items() if person in people}
    ages = {person: float(row["age"]) for person, row in rows.items() if row["age"] not in ("", "NA")}
    middle = statistics.median(ages.values())
    groups = {"sex": {}, "age": {}, "ethnicity": {}}
    for person, row in sorted(rows.items()):
        groups["sex"].setdefault(row["gender"], set()).add(person)
        groups["ethnicity"].setdefault(row["ethnicity_selfreported"].replace("_", " "), set()).add(person)
        if person in ages:
            half = f"up to {middle:g}" if ages[person] <= middle else f"above {middle:g}"
            groups["age"].setdefault(half, set()).add(person)
    return groups


def any_verdict(line, verdict):
    """The worst verdict of a picture is that: refused, or asked and not refused."""
    verdicts = {found[0] for found in line["rules"].values()}
    return verdict in verdicts and not (verdict == "ask" and "refuse" in verdicts)


def counted(lines, people, rules):
    """{figure: (hits, of)} for some people. Missed: a mild fault of which a rule that it breaks says nothing."""
    clean = [line for person, line in lines.clean.items() if person in people]
    found = {"refused": (sum(any_verdict(x, "refuse") for x in clean), len(clean)),
             "asked": (sum(any_verdict(x, "ask") for x in clean), len(clean))}
    hits = of = 0
    for fault, rule in rules:
        mild = [x for x in lines.with_fault(fault, lines.bad_strengths(fault)[0]) if x["person"] in people]
        of += len(mild)
        hits += sum(figures.verdict_of(x, rule) in ("pass", "not_assessed") for x in mild)
    found["missed"] = (hits, of)
    return found


def leaves_out(interval, share):
    return not interval[0] - 1e-9 <= share <= interval[1] + 1e-9


def by_rule(lines, groups, rules):
    """Where a group's interval leaves out the share of all: [(kind, group, what, hits, of, share of all)], and how many
    were compared."""
    unlike, compared = [], 0
    held = lines.held_rules()
    for kind, members in groups.items():
        for group, people in members.items():
            tests = [(f"{rule}: good asked or refused", lambda x, r=rule: figures.verdict_of(x, r) in ("ask", "refuse"),
                      list(lines.clean.values())) for rule in held]
            for fault, rule in rules:
                tests.append((f"{rule}: {fault} missed",
                              lambda x, r=rule: figures.verdict_of(x, r) in ("pass", "not_assessed"),
                              lines.with_fault(fault, lines.bad_strengths(fault)[0])))
            for what, is_hit, pictures in tests:
                inside = [x for x in pictures if x["person"] in people]
                all_hits, hits = sum(map(is_hit, pictures)), sum(map(is_hit, inside))
                compared += 1
                if leaves_out(figures.wilson(hits, len(inside)), all_hits / len(pictures)):
                    unlike.append((kind, group, what, hits, len(inside), all_hits / len(pictures)))
    return unlike, compared


def pose_errors(lines):
    """{what: (median, 95 %)} in degrees: what mirroring and turning should do to the pose and what they did."""
    mirrored = {x["person"]: x["pose"] for x in lines.degraded if x["fault"] == "mirror" and "pose" in x}
    both = [(line["pose"], mirrored[p]) for p, line in lines.clean.items() if p in mirrored]
    errors = {"yaw, mirrored: should change its sign": [abs(a[0] + b[0]) for a, b in both],
              "pitch, mirrored: should stay": [abs(a[1] - b[1]) for a, b in both],
              "roll, mirrored: should change its sign": [abs(a[2] + b[2]) for a, b in both],
              "roll, turned by a known angle": [abs(x["pose"][2] - lines.clean[x["person"]]["pose"][2] - x["strength"])
                                                for x in lines.degraded if x["fault"] == "roll" and "pose" in x]}
    found = {}
    for what, values in errors.items():
        values.sort()
        if values:
            found[what] = (statistics.median(values), values[min(len(values) - 1, int(0.95 * len(values)))])
    return found
