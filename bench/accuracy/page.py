"""docs/accuracy.md from the lines."""
import curves
import figures
import groups
import honesty


def percent(share):
    return "-" if share is None else f"{100 * share:.1f} %"


def with_interval(entry, figure):
    if entry[figure] is None:
        return "-"
    low, high = entry["intervals"][figure]
    return f"{100 * entry[figure]:.1f} % ({100 * low:.0f}-{100 * high:.0f})"


def rate_table(entries):
    rows = ["| rule | bad | good | EER | good refused | good asked | bad missed | not assessed |",
            "|---|---|---|---|---|---|---|---|"]
    for rule, e in entries.items():
        source = "" if e["source"] != "drawn" else " (drawn)"
        rows.append(f"| `{rule}`{source} | {e['bad']} | {e['good']} | {percent(e['eer'])} | "
                    f"{with_interval(e, 'refused_good')} | {with_interval(e, 'asked_good')} | "
                    f"{with_interval(e, 'missed_bad')} | {e['not_assessed'] or ''} |")
    return "\n".join(rows)


def ordered(lines, entries):
    """In the order of reports; those that no report holds are left to `silent`."""
    return {rule: entries[rule] for rule in lines.held_rules() if rule in entries}


def silent(lines, entries):
    held = set(lines.held_rules())
    return [rule for rule in entries if rule not in held]


def turns(lines):
    rows = ["| fault: what its strength counts | rule | rejected by a careful person from | half asked or refused from | half refused from |",
            "|---|---|---|---|---|"]
    show = lambda s: "never" if s is None else f"{s:.3g}"
    for fault, rule in curves.pairs(lines):
        shares = curves.shares(lines, fault, rule)
        spoke = figures.half_turn([(s, a) for s, a, _ in shares])
        refused = figures.half_turn([(s, r) for s, _, r in shares])
        rows.append(f"| {fault}: {lines.faults[fault]['words']} | `{rule}` | {lines.bad_strengths(fault)[0]:g} | "
                    f"{show(spoke)} | {show(refused)} |")
    return "\n".join(rows)


def reasons(lines):
    """Why a careful person would reject each fault at its mildest bad strength."""
    return "\n".join(f"- {name} {lines.bad_strengths(name)[0]:g}: {fault['why']}." for name, fault in lines.faults.items()
                     if fault.get("why") and lines.bad_strengths(name))


def cross_alarms(lines):
    rows = ["| fault at its mildest bad strength | breaks | other rules that speak more often than on the clean picture |",
            "|---|---|---|"]
    clean = list(lines.clean.values())
    speaks = lambda pictures, rule: sum(figures.verdict_of(x, rule) in ("ask", "refuse") for x in pictures) / len(pictures)
    for name, fault in lines.faults.items():
        sizes = lines.bad_strengths(name) or lines.strengths(name)
        if not sizes:
            continue
        pictures = lines.with_fault(name, sizes[0])
        more = {rule: (speaks(pictures, rule), speaks(clean, rule)) for rule in lines.held_rules()}
        own = ", ".join(f"`{r}` {100 * more[r][0]:.0f} %" if r in more else f"`{r}` not assessed" for r in fault["rules"])
        others = [(a, r) for r, (a, b) in more.items() if r not in fault["rules"] and a - b >= 0.05]
        text = ", ".join(f"`{r}` {100 * a:.0f} %" for a, r in sorted(others, reverse=True))
        errors = sum(x["error"] is not None for x in pictures)
        text += f"{', ' if text and errors else ''}{f'no answer at all {errors} of {len(pictures)}' if errors else ''}"
        rows.append(f"| {name} {sizes[0]:g} | {own or 'nothing'} | {text or 'none'} |")
    return "\n".join(rows)


def together(lines):
    clean = list(lines.clean.values())
    refused, asked = (sum(groups.any_verdict(x, v) for x in clean) for v in ("refuse", "ask"))
    low_r, high_r = figures.wilson(refused, len(clean))
    low_a, high_a = figures.wilson(asked, len(clean))
    why = {}
    for line in clean:
        for rule, found in line["rules"].items():
            if found[0] in ("ask", "refuse"):
                why.setdefault(rule, [0, 0])[found[0] == "refuse"] += 1
    rows = [f"Of {len(clean)} clean portraits any rule refuses {refused} ({100 * low_r:.0f}-{100 * high_r:.0f} %) and "
            f"any asks for {asked} more ({100 * low_a:.0f}-{100 * high_a:.0f} %).", "",
            "| rule | asks | refuses |", "|---|---|---|"]
    rows += [f"| `{rule}` | {a} | {r} |" for rule, (a, r) in sorted(why.items(), key=lambda x: (-x[1][1], -x[1][0]))]
    return "\n".join(rows)


def group_tables(lines, members):
    rules = curves.pairs(lines)
    total = groups.counted(lines, set(lines.clean), rules)
    rows = ["| group | people | good refused by any rule | good asked | mild faults missed |", "|---|---|---|---|---|"]

    def cell(hits, of, share):
        low, high = figures.wilson(hits, of)
        flag = " **differs**" if groups.leaves_out((low, high), share) else ""
        return f"{hits} of {of} ({100 * low:.0f}-{100 * high:.0f} %){flag}"

    for kind, name, people in [("", "all", set(lines.clean))] + [
            (k, g, p) for k, each in members.items() for g, p in each.items()]:
        counts = groups.counted(lines, people, rules)
        cells = [cell(*counts[f], total[f][0] / max(1, total[f][1])) for f in ("refused", "asked", "missed")]
        rows.append(f"| {kind + ': ' if kind else ''}{name} | {len(people)} | {' | '.join(cells)} |")
    unlike, compared = groups.by_rule(lines, members, rules)
    rows += ["", f"Rule by rule, {compared} shares of groups were compared with those of all; the interval leaves out "
             f"the share of all in {len(unlike)}. Chance alone gives up to {0.05 * compared:.0f}.", ""]
    if unlike:
        rows += ["| group | what | in the group | of all |", "|---|---|---|---|"]
        rows += [f"| {kind}: {group} | {what} | {hits} of {of} | {percent(share)} |"
                 for kind, group, what, hits, of, share in unlike]
    return "\n".join(rows)


def pose_table(lines):
    rows = ["| angle | median error | 95 % within |", "|---|---|---|"]
    rows += [f"| {what} | {m:.2f} degrees | {p:.2f} degrees |" for what, (m, p) in groups.pose_errors(lines).items()]
    return "\n".join(rows)


def write(lines, truth, real, degraded, strong, members):
    none = silent(lines, {**real, **degraded})
    return f"""# Accuracy

Written by `./dev accuracy --record`; `./dev accuracy` fails where a figure is worse than recorded (`accuracy.json`) beyond its interval. An entry "not assessed" counts as a miss where the picture is bad and as no alarm where it is good. EER: both error rates where they are equal, the limit swept over the rule's value; only with at least {figures.LEAST_FOR_EER} pictures on each side. Brackets: 95 % interval (Wilson); none of {len(lines.clean)} still allows {100 * figures.wilson(0, len(lines.clean))[1]:.0f} %.

How far to trust it: limits were set on these same pictures; the portraits are of one studio, one light, one exposure; a simulated fault shows that a rule sees that fault, not that it sees every real one. What is not assessed yet, though labels or faults wait for it: {', '.join(f'`{r}`' for r in none) or 'nothing'}.

## Real pictures, labelled by people

{rate_table(ordered(lines, real))}

## Exact faults made of {len(lines.clean)} neutral portraits

Each fault at the mildest strength that a careful person would reject, against the same portraits without it, written as files the same way. Light changes in linear light, lengths count in distances of the pupils. "Drawn": painted, because no formula of light or camera makes that fault.

{rate_table(ordered(lines, degraded))}

At the strongest:

{rate_table(ordered(lines, strong))}

## The strength at which a rule turns

{turns(lines)}

Why from there on:

{reasons(lines)}

![How often each rule speaks, by strength](pictures/accuracy-curves.svg)

## Other rules that speak up

{cross_alarms(lines)}

## All rules together on clean portraits

{together(lines)}

{honesty.write(lines, truth)}

## By sex, age and self-reported ethnicity

The portraits' people said so themselves. Groups are small: counts stand beside shares. "Differs": the interval leaves out the share of all. Intervals take pictures as independent; faults of one person are not, so the last column's are too narrow.

{group_tables(lines, members)}

What we know of the reasons, from looking at each picture: `frame.space` doubts hair that stands high - buns, plaits, afros, a tuft - of which these studio pictures show more on black people. High hair needs a smaller scale, and these pictures end too close to the shoulders for it; the registry's own limits (eyes 200 to 300 px, hair 50 to 110 px below the edge) leave nothing else. The advice is right: step back, and the same hair passes. `light.shadow` by top light: see [light.md](rules/light.md). What would narrow the intervals is more people, not other limits.

## Pose

{pose_table(lines)}

## The worst mistakes

Of each rule the bad picture that it missed by most and the good one that it doubts most, London portraits only.

![Worst mistakes](pictures/accuracy-worst.jpg)

Faces: DeBruine, L., & Jones, B. (2017), Face Research Lab London Set (Version 5), figshare, doi.org/10.6084/m9.figshare.5047666.v5, CC BY 4.0, degraded as the captions say.
"""
