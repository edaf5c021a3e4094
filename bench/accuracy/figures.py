"""Error rates from tucai_accuracy's JSON lines and from labels: pure functions, no files but those asked for."""
import collections
import csv
import json
import math

LEAST_FOR_EER = 30  # on each side
FIGURES = ("eer", "refused_good", "asked_good", "missed_bad")


def badness(found):
    """Higher is worse: the value against one-sided limits, the distance from the middle of a band. None: no value."""
    if found is None or found[1] is None:
        return None
    value, (low, high) = found[1], found[2]
    if low is not None and high is not None:
        return abs(value - (low + high) / 2)
    return -value if low is not None else value


def equal_error_rate(good, bad):
    """The mean of both error rates at the threshold where they differ least; a score at the threshold is an alarm."""
    best = (2, 1)
    for threshold in sorted(set(good) | set(bad)) + [math.inf]:
        false_alarms = sum(g >= threshold for g in good) / len(good)
        misses = sum(b < threshold for b in bad) / len(bad)
        best = min(best, (abs(false_alarms - misses), (false_alarms + misses) / 2))
    return best[1]


def wilson(hits, of):
    """The 95 % interval of a share (Wilson); 0 to 1 where nothing was counted."""
    if not of:
        return [0.0, 1.0]
    z = 1.959964
    share = hits / of
    middle = share + z * z / (2 * of)
    half = z * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    low, high = (middle - half) / (1 + z * z / of), (middle + half) / (1 + z * z / of)
    return [round(max(0.0, low), 4), round(min(1.0, high), 4)]


def verdict_of(line, rule):
    """Not assessed where the report does not hold the rule, or is an error."""
    found = line["rules"].get(rule)
    return found[0] if found else "not_assessed"


def rates(rule, bad, good, source):
    """One entry of accuracy.json. Not assessed: a miss where bad, no alarm where good."""
    def score(line):
        value = badness(line["rules"].get(rule))
        return -math.inf if value is None else value

    def count(lines, *verdicts):
        return sum(verdict_of(line, rule) in verdicts for line in lines)

    counts = {"refused_good": (count(good, "refuse"), len(good)), "asked_good": (count(good, "ask"), len(good)),
              "missed_bad": (count(bad, "pass", "not_assessed"), len(bad))}
    entry = {"bad": len(bad), "good": len(good), "source": source, "eer": None}
    intervals = {}
    if min(len(bad), len(good)) >= LEAST_FOR_EER:
        entry["eer"] = round(equal_error_rate([score(x) for x in good], [score(x) for x in bad]), 4)
        smaller = min(len(bad), len(good))
        intervals["eer"] = wilson(entry["eer"] * smaller, smaller)
    for name, (hits, of) in counts.items():
        entry[name] = round(hits / of, 4) if of else None
        if of:
            intervals[name] = wilson(hits, of)
    entry["ci95"] = intervals.get("missed_bad", [0.0, 1.0])
    entry["intervals"] = intervals
    entry["not_assessed"] = count(bad + good, "not_assessed")
    return entry


class Lines:
    """What tucai_accuracy said."""

    def __init__(self, path):
        self.faults, self.clean, self.degraded, self.real = {}, {}, [], {}
        with open(path, encoding="utf-8") as file:
            for text in file:
                line = json.loads(text)
                if line["kind"] == "fault":
                    self.faults[line["fault"]] = line
                elif line["kind"] == "clean":
                    self.clean[line["person"]] = line
                elif line["kind"] == "degraded":
                    self.degraded.append(line)
                else:
                    self.real[line["file"]] = line

    def held_rules(self):
        """Every rule that some report holds, in the order of reports."""
        order = {}
        for line in [*self.clean.values(), *self.degraded, *self.real.values()]:
            for rule in line["rules"]:
                order.setdefault(rule)
        return list(order)

    def with_fault(self, fault, strength):
        return [x for x in self.degraded if x["fault"] == fault and abs(x["strength"]) == strength]

    def strengths(self, fault):
        """Sizes that were judged, the weakest first."""
        sizes = {abs(x["strength"]) for x in self.degraded if x["fault"] == fault}
        return sorted(sizes, reverse=self.faults[fault]["falls"])

    def bad_strengths(self, fault):
        """Those a careful person would reject, the mildest first."""
        bad = {abs(x["strength"]) for x in self.degraded if x["fault"] == fault and x["bad"]}
        return [s for s in self.strengths(fault) if s in bad]


def read_truth(path):
    """{rule: [(file, bad)]} of real pictures: those of `degraded/` are another's simulation and stay out."""
    truth = collections.defaultdict(list)
    with open(path, encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if not row["file"].startswith("degraded/"):
                truth[row["rule"]].append((row["file"], row["bad"] == "1"))
    return truth


def real_rates(lines, truth):
    """{rule: entry} over the labelled pictures."""
    found = {}
    for rule, rows in truth.items():
        known = [(lines.real[file], bad) for file, bad in rows if file in lines.real]
        if known:
            found[rule] = rates(rule, [x for x, bad in known if bad], [x for x, bad in known if not bad], "real")
    return found


def degraded_rates(lines, strong=False):
    """{rule: entry}: each fault that breaks the rule at its mildest bad strength (or its strongest) against clean."""
    breakers = collections.defaultdict(list)
    for name, fault in lines.faults.items():
        if lines.bad_strengths(name):
            for rule in fault["rules"]:
                breakers[rule].append(name)
    found = {}
    for rule, faults in breakers.items():
        bad = []
        for fault in faults:
            bad += lines.with_fault(fault, lines.bad_strengths(fault)[-1 if strong else 0])
        drawn = all(lines.faults[f]["drawn"] for f in faults)
        found[rule] = rates(rule, bad, list(lines.clean.values()), "drawn" if drawn else "degraded")
    return found


def one_table(real, degraded):
    """accuracy.json: a rule's entry is of real pictures where they are 30 on each side or the only ones; the other
    stands in `also`."""
    table = {}
    for rule in sorted({*real, *degraded}):
        entries = [x[rule] for x in (real, degraded) if rule in x]
        if len(entries) == 2 and min(entries[0]["bad"], entries[0]["good"]) < LEAST_FOR_EER:
            entries.reverse()
        table[rule] = dict(entries[0])
        if len(entries) == 2:
            table[rule]["also"] = entries[1]
    return table


def worse_than(table, recorded):
    """Sentences of what lies beyond a recorded figure's interval, or is no longer measured."""
    faults = []
    for rule, then in recorded.items():
        now = table.get(rule)
        pairs = [(now, then)] + ([(now.get("also"), then["also"])] if now and "also" in then else [])
        for new, old in pairs:
            if new is None:
                faults.append(f"{rule}: recorded, but no longer measured")
                continue
            for figure in FIGURES:
                if figure not in old["intervals"]:
                    continue
                limit = old["intervals"][figure][1]
                if new[figure] is None or new[figure] > limit + 1e-9:
                    value = "absent" if new[figure] is None else f"{new[figure]:.1%}"
                    faults.append(f"{rule} ({old['source']}): {figure} is {value}, recorded {old[figure]:.1%}, "
                                  f"at most {limit:.1%}")
    return faults


def half_turn(shares):
    """Where a share first reaches a half, by straight lines between [(strength, share)]; None where it never does."""
    for (s0, p0), (s1, p1) in zip(shares, shares[1:]):
        if p0 < 0.5 <= p1:
            return s0 + (s1 - s0) * (0.5 - p0) / (p1 - p0)
    return shares[0][0] if shares and shares[0][1] >= 0.5 else None
