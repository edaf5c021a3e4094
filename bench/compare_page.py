"""Writes docs/compare.md from what build/compare_accuracy measured: compare_page.py build/compare.json >docs/compare.md"""
import json
import pathlib
import sys

NETS = {"sum": "**sum** (default)", "fr_feature": "fr_feature", "mobilefacenet": "mobilefacenet", "dlib_resnet": "dlib_resnet"}
WEARS = ("light", "usual", "heavy", "tiny", "hopeless")


def percent(value, digits=2):
    return f"{100 * value:.{digits}f} %"


def rate(triple, digits=2):
    """A share with its interval."""
    value, low, high = (100 * part for part in triple)
    return f"{value:.{digits}f} % [{low:.{digits}f}, {high:.{digits}f}]"


def row_of(rows, net, wear="none", passes=2):
    return next(r for r in rows if (r["net"], r["wear"], r["passes"]) == (net, wear, passes))


def table(head, rows):
    print("| " + " | ".join(head) + " |\n|" + "---|" * len(head))
    for row in rows:
        print("| " + " | ".join(str(cell) for cell in row) + " |")
    print()


def plain_rates(bench):
    rows = bench["lfw"]
    first = rows[0]
    print(f"""## Pictures as they are

All pairs of the {bench['lfw_pictures']} pictures of {bench['lfw_people']} people of `pairs_lfw`: {first['same']} of the same person, {first['different']:,} of different ones. FNMR: the share of same pairs that the threshold misses; FMR: the share of different pairs that it lets through. Wilson's intervals at 95 %; pairs share people, so the truth is somewhat less sure than they say. One of the {first['same']} same pairs is a known error of the labels. ms: what the net adds to a picture (finding and aligning the face takes {bench['ms']['find']:.0f} ms; a further pair, a thousandth of one). Machines and their load differ.
""")
    cells = []
    for net, name in NETS.items():
        for passes in (2, 1):
            row = row_of(rows, net, passes=passes)
            ms = bench["ms"][net if passes == 2 else f"{net}/1"]
            cells.append((name, passes, rate(row["fnmr"]["1e-2"]), rate(row["fnmr"]["1e-3"]), f"{ms:.0f}"))
    table(("net", "looks", "FNMR at FMR 1e-2", "at FMR 1e-3", "ms"), cells)
    print("Two looks: at the face, and at the face in a mirror.\n")


def thresholds(bench):
    print("""## Thresholds

As `src/guard/thresholds.h` holds them, with 95 % intervals from 400 draws of people with replacement. `same` is above the last, `different` below the second (first column at the gate of quality, see below).
""")
    cells = []
    for net, name in NETS.items():
        found = row_of(bench["lfw"], net)["threshold"]
        cells.append((name, *(f"{t[0]:.3f} [{t[1]:.3f}, {t[2]:.3f}]" for t in (found[k] for k in ("1e-1", "1e-2", "1e-3")))))
    table(("net", "FMR 1e-1", "FMR 1e-2", "FMR 1e-3"), cells)
    print("Thresholds of the default net from one half of the people, rates of the other half, which the thresholds have never seen:\n")
    cells = []
    for number, half in enumerate(bench["half"], 1):
        for name in ("1e-2", "1e-3"):
            cells.append((number, name, rate(half[name]["fmr"], 3), rate(half[name]["fnmr"])))
    table(("half", "wanted FMR", "FMR there", "FNMR there"), cells)


def wear_words(wear):
    return (f"{wear['face_width_px']:.0f}", f"{wear['blur_px']}", f"{wear['saturation']:g}", f"{wear['lift']:g}",
            f"{wear['noise']:g}", f"{wear['jpeg_quality']}")


def worn_rates(bench):
    print("""## Worn references

What a photo of an admission file has been through, done exactly (`bench/degrade.cpp`): the face made small (never enlarged: the faces of `pairs_lfw` are 80 to 110 px wide), then printed and scanned (blur, colours faded to grey, blacks lifted and whites lowered, noise), then stored twice as a poor JPEG whose blocks do not meet. Each picture against the worn one of each other.
""")
    table(("wear", "face, px", "blur, px", "saturation", "lift", "noise", "JPEG twice"),
          [(name, *wear_words(bench["wears"][name])) for name in WEARS])
    print("At the thresholds above, which are those of good pictures:\n")
    cells = []
    for wear in WEARS:
        for net, name in NETS.items():
            fixed = row_of(bench["lfw"], net, wear)["fixed"]
            cells.append((wear, name, rate(fixed["fnmr_1e-2"]), rate(fixed["fnmr_1e-3"]), percent(fixed["fmr_1e-2"][0]), percent(fixed["fmr_1e-3"][0], 3)))
    table(("wear", "net", "FNMR, threshold 1e-2", "FNMR, threshold 1e-3", "FMR there, 1e-2", "1e-3"), cells)
    print("Wear makes one person's pictures less alike. It makes different people's hardly more alike, except to dlib_resnet.\n")


def answers_table(rows, names):
    cells = []
    for words, row in names:
        for truth in ("same", "different"):
            answer = row["answers"][truth]
            cells.append((words, truth, *(percent(answer[k]) for k in ("same", "uncertain", "different", "not_compared"))))
    table(("reference", "people", "→ same", "→ uncertain", "→ different", "no face found"), cells)


def answers(bench):
    print("""## The three answers

Of the default net. A picture below the gate of quality 0.5 is always `uncertain`; from there to quality 1 the threshold of `different` rises from FMR 1e-1 to 1e-2.
""")
    print("`pairs_lfw`:\n")
    answers_table(bench["lfw"], [("as it is", row_of(bench["lfw"], "sum"))] + [(w, row_of(bench["lfw"], "sum", w)) for w in WEARS])
    print("London portraits, neutral and smiling, taken on one day (large, sharp; worn ones 150 to 45 px wide): saturated, so this shows the gate and no more:\n")
    answers_table(bench["london"], [("as it is", row_of(bench["london"], "sum"))] + [(w, row_of(bench["london"], "sum", w)) for w in WEARS])
    row = row_of(bench["open"], "sum")
    print(f"`pairs_open` ({bench['open_pictures']} openly licensed pictures, {row['same']} same pairs, {row['different']:,} different; easy):\n")
    answers_table(bench["open"], [("as it is", row)])
    table(("net, pairs_open", "FNMR at FMR 1e-2", "at FMR 1e-3", "at our threshold 1e-3"),
          [(name, *(rate(v) for v in (lambda r: (r["fnmr"]["1e-2"], r["fnmr"]["1e-3"], r["fixed"]["fnmr_1e-3"]))(row_of(bench["open"], net)))) for net, name in NETS.items()])


def groups(bench):
    london = row_of(bench["london"], "sum")
    print(f"""## Groups

Pairs within one group of the London portraits, where people say their sex and ethnicity themselves. 60 people are far too few for a difference to be shown or ruled out, and same-day portraits make FNMR zero for all. What can be seen is that the thresholds' names do not carry over: among all these portraits, {percent(london["fixed"]["fmr_1e-3"][0])} of different pairs lie above the threshold of FMR 1e-3 of the press photographs, and within a group more than across. Among students of one school, alike in age and origin and photographed alike, expect several times the nominal rate.
""")
    cells = []
    for kind, rows in bench["groups"].items():
        for name, row in rows.items():
            cells.append((kind, name, row["same"], row["different"], f"{row['mean_different']:.3f}", rate(row["fmr_1e-2"]), rate(row["fmr_1e-3"]), rate(row["fnmr_1e-3"])))
    table(("", "group", "same", "different", "mean score, different", "FMR, threshold 1e-2", "threshold 1e-3", "FNMR, threshold 1e-3"), cells)


def main():
    bench = json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))
    print("""# How often the comparison of faces errs

Written by `./dev faces` from `build/compare.json`. Nothing here is about one person. The pictures are press photographs (labelled faces in the wild, mostly western men over thirty) and portraits of adults in London; none are of Chinese students, and none are true admission photos: worn ones are made by computation. Read it as the order of things, and let a person look at whatever is not `same`.
""")
    plain_rates(bench)
    thresholds(bench)
    worn_rates(bench)
    answers(bench)
    groups(bench)


if __name__ == "__main__":
    main()
