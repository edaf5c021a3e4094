"""Which pictures to look at: the worst mistakes of each rule."""
import figures


def of_rule(rule, pictures):
    """[(how far wrong, picture, bad)] of one rule, the worst first; what has no value comes last."""
    wrong = []
    for picture, bad in pictures:
        verdict = figures.verdict_of(picture, rule)
        score = figures.badness(picture["rules"].get(rule))
        if bad and verdict in ("pass", "not_assessed"):
            wrong.append((0 if score is None else 1, 0 if score is None else score, picture, True))
        elif not bad and verdict in ("ask", "refuse"):
            wrong.append((0 if verdict == "refuse" else 1, -(score or 0), picture, False))
    return [(x[2], x[3]) for x in sorted(wrong, key=lambda x: x[:2])]


def tile(picture, bad, rule):
    """A line for tucai_accuracy --sheet. The caption names neither person nor value."""
    said = "missed" if bad else figures.verdict_of(picture, rule) + ", though good"
    if picture["kind"] == "degraded":
        what = f"{said}: {picture['fault']} {picture['strength']:g}"
        return "\t".join([picture["person"], picture["fault"], f"{picture['strength']:g}", rule, what])
    name = picture.get("file") or f"neutral/{picture['person']}.jpg"
    return "\t".join([name, "", "", rule, said])


def worst(lines, truth, each, only_london):
    """Tiles of each rule's worst misses and worst false alarms, `each` of either kind."""
    tiles = []
    for rule in lines.held_rules():
        pictures = [(lines.real[f], bad) for f, bad in truth.get(rule, ()) if f in lines.real
                    and (not only_london or f.startswith(("neutral/", "smiling/")))]
        for name, fault in lines.faults.items():
            if rule in fault["rules"] and lines.bad_strengths(name):
                pictures += [(x, True) for x in lines.degraded if x["fault"] == name and x["bad"]]
        if not any(not bad for _, bad in pictures):
            pictures += [(x, False) for x in lines.clean.values()]
        wrong = of_rule(rule, pictures)
        for kind in (True, False):
            tiles += [tile(p, bad, rule) for p, bad in wrong if bad == kind][:each]
    return tiles
