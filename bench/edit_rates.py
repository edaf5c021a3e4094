"""Rates of the signs of genuine.edited, on pictures whose history is known.

usage: edit_rates.py PORTRAITS [EDIT_SIGNS]   (PORTRAITS: a folder with neutral/ and smiling/; from the
repository's root, after ./dev build)

Prints Markdown tables for docs/rules/genuine.md. Pictures with one compression are made of portraits scaled to
exactly one half, which leaves neither a comb of scaling nor the grid of the compression before.
"""
import json
import pathlib
import subprocess
import sys
import tempfile

import cv2
import numpy

FIRST = (60, 65, 70, 75, 80, 85, 90, 95)
SECOND = (70, 75, 80, 85, 90, 92, 95, 98)
DOUBLE_LIMIT = 12
COHERENCE_LIMIT = 0.75
COPY_LIMIT = 8


def halves(folder):
    """Portraits of 1350 px, scaled to one half, with the noise of a sensor; the same at every run."""
    random = numpy.random.default_rng(1)
    made = []
    for path in sorted((folder / "neutral").glob("*.jpg")):
        picture = cv2.imread(str(path))
        height, width = picture.shape[0] // 2 * 2, picture.shape[1] // 2 * 2
        half = cv2.resize(picture[:height, :width], (width // 2, height // 2), interpolation=cv2.INTER_AREA)
        noisy = half + random.normal(0, 1, half.shape)
        made.append((picture.shape[1], numpy.clip(numpy.round(noisy), 0, 255).astype(numpy.uint8)))
    return made


def encoded(picture, quality):
    return cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])[1]


def saved(picture, quality):
    return cv2.imdecode(encoded(picture, quality), cv2.IMREAD_COLOR)


class Signs:
    """Collects pictures, and asks the program for all of them at once."""

    def __init__(self, program):
        self.program = program
        self.folder = tempfile.TemporaryDirectory()
        self.groups = {}

    def add(self, group, picture, quality=95):
        path = pathlib.Path(self.folder.name) / f"{sum(map(len, self.groups.values())):06}.jpg"
        path.write_bytes(encoded(picture, quality).tobytes())
        self.groups.setdefault(group, []).append(str(path))

    def run(self):
        paths = [path for group in self.groups.values() for path in group]
        answers = {}
        for begin in range(0, len(paths), 500):
            lines = subprocess.run([self.program, *paths[begin:begin + 500]], capture_output=True, text=True, check=True)
            for line in lines.stdout.splitlines():
                answer = json.loads(line)
                answers[answer["file"]] = answer
        return {group: [answers[path] for path in paths] for group, paths in self.groups.items()}


def share(answers, measure, limit):
    return f"{100 * sum(a[measure] > limit for a in answers) / len(answers):.0f}"


def double_jpeg(program, pictures):
    signs = Signs(program)
    for second in SECOND:
        for picture in pictures:
            signs.add((None, second), picture, second)
            for first in FIRST:
                signs.add((first, second), saved(picture, first), second)
    found = signs.run()
    print(f"Double JPEG, % above {DOUBLE_LIMIT} of {len(pictures)} pictures\n")
    print("| second \\ first | none | " + " | ".join(map(str, FIRST)) + " | strongest of none |")
    print("|---" * (len(FIRST) + 3) + "|")
    for second in SECOND:
        cells = [share(found[(first, second)], "double_jpeg_strength", DOUBLE_LIMIT) for first in (None, *FIRST)]
        most = max(a["double_jpeg_strength"] for a in found[(None, second)])
        print(f"| {second} | " + " | ".join(cells) + f" | {most:.1f} |")
    errors = [abs(a["first_jpeg_quality"] - first) for (first, _), answers in found.items() if first is not None
              for a in answers if a["double_jpeg_strength"] > DOUBLE_LIMIT]
    print(f"\nFirst quality where found: median error {numpy.median(errors):.0f}, within 2 in "
          f"{100 * numpy.mean(numpy.array(errors) <= 2):.0f} % of {len(errors)}\n")


WAYS = {"nearest": cv2.INTER_NEAREST, "linear": cv2.INTER_LINEAR, "cubic": cv2.INTER_CUBIC,
        "Lanczos": cv2.INTER_LANCZOS4, "area": cv2.INTER_AREA}
FACTORS = (1.1, 1.2, 1.3, 1.5, 1.7, 2, 2.2, 2.5, 3)
SMALLER = (0.9, 0.75, 0.6, 0.45)


def resampling(program, pictures):
    signs = Signs(program)
    qualities = (75, 85, 92, 97)
    jobs = [(way, factor) for way in ("nearest", "linear", "cubic", "Lanczos") for factor in FACTORS]
    jobs += [(way, factor) for way in ("linear", "area") for factor in SMALLER]
    for quality in qualities:
        for picture in pictures:
            signs.add(("none", 1, quality), picture, quality)
            first = saved(picture, 90)
            for way, factor in jobs:
                size = (round(first.shape[1] * factor), round(first.shape[0] * factor))
                signs.add((way, factor, quality), cv2.resize(first, size, interpolation=WAYS[way]), quality)
    found = signs.run()
    print(f"Scaling, % above {COHERENCE_LIMIT} of {len(pictures)} pictures, saved at " +
          ", ".join(map(str, qualities)) + "\n")
    print("| way | factor | " + " | ".join(map(str, qualities)) + " |")
    print("|---" * (len(qualities) + 2) + "|")
    for way, factor in [("none", 1), *jobs]:
        cells = [share(found[(way, factor, q)], "resampling_coherence", COHERENCE_LIMIT) for q in qualities]
        print(f"| {way} | {factor} | " + " | ".join(cells) + " |")
    most = max(a["resampling_coherence"] for q in qualities for a in found[("none", 1, q)])
    print(f"\nGreatest of those that were not scaled: {most:.2f}\n")


def copies_of(picture):
    height, width = picture.shape[:2]
    yield "quality 50", saved(picture, 50)
    for name, size in (("half the size", 2), ("a third of the size", 3)):
        small = cv2.resize(picture, (width // size, height // size), interpolation=cv2.INTER_AREA)
        yield name, saved(small, 70)
    yield "brightness x 0.7", cv2.convertScaleAbs(picture, alpha=0.7)
    yield "brightness x 1.2 + 10 (clipped)", cv2.convertScaleAbs(picture, alpha=1.2, beta=10)
    for percent in (1, 2, 3):
        rim = width * percent // 100
        yield f"{percent} % cut off each side", picture[rim:height - rim, rim:width - rim]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), 1, 1)
    yield "turned by 1°", cv2.warpAffine(picture, turn, (width, height), borderMode=cv2.BORDER_REPLICATE)


def differing_bits(a, b):
    return bin(int(a["digest"], 16) ^ int(b["digest"], 16)).count("1")


def digests(program, folder):
    signs = Signs(program)
    names = []
    for path in sorted((folder / "neutral").glob("*.jpg")):
        picture = cv2.imread(str(path))
        names.append(path.name)
        signs.add("neutral", picture)
        for name, copy in copies_of(picture):
            signs.add(name, copy, 90)
    smiling = [name for name in names if (folder / "smiling" / name).exists()]
    for name in smiling:
        signs.add("smiling", cv2.imread(str(folder / "smiling" / name)))
    found = signs.run()
    originals = dict(zip(names, found["neutral"]))
    print(f"Digest, bits that differ of 128; copies are taken as such to {COPY_LIMIT}\n")
    print("| picture against | median | 5 % | 95 % | least | greatest | told as copies |\n|---|---|---|---|---|---|---|")
    rows = {name: [differing_bits(a, b) for a, b in zip(found["neutral"], answers)]
            for name, answers in found.items() if name not in ("neutral", "smiling")}
    rows["the same person smiling"] = [differing_bits(originals[n], a) for n, a in zip(smiling, found["smiling"])]
    values = list(originals.values())
    rows["another person"] = [differing_bits(a, b) for i, a in enumerate(values) for b in values[:i]]
    for name, bits in rows.items():
        low, middle, high = numpy.percentile(bits, (5, 50, 95))
        told = 100 * numpy.mean(numpy.array(bits) <= COPY_LIMIT)
        print(f"| {name} | {middle:.0f} | {low:.0f} | {high:.0f} | {min(bits)} | {max(bits)} | {told:.0f} % of {len(bits)} |")


def main():
    folder = pathlib.Path(sys.argv[1])
    program = sys.argv[2] if len(sys.argv) > 2 else "build/edit_signs"
    made = halves(folder)
    double_jpeg(program, [picture for _, picture in made])
    # Only portraits that were not scaled before they came here.
    resampling(program, [picture for width, picture in made if width == 1350])
    digests(program, folder)


if __name__ == "__main__":
    main()
