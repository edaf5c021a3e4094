"""Draws the pages' pictures and the golden pictures of the tests from the sample portraits: `./dev docs`.

usage: draw.py TUCAI PICTURES GOLDEN   (from the repository's root; TUCAI: the built program)
"""
import pathlib
import shutil
import subprocess
import sys
import tempfile

import cv2
import numpy as np

# Overlays that are looked at by the tests: sample, language.
OVERLAYS = [("canada_010f", "zh"), ("london_024", "en")]
BROWSER = "chromium"  # takes the pictures of pages; without it they stay as they are

SAMPLES = pathlib.Path("docs/samples/portraits")
GAP = 8

# Where hair and shoulders lie in made photos: name, left, top; each part is 170 x 130 px of the photo, shown twice as large.
PARTS = [("london_024", 40, 40), ("london_025", 310, 330), ("london_034", 60, 60), ("london_096", 60, 40),
         ("london_024", 20, 490), ("london_004", 300, 480), ("london_034", 300, 480), ("london_096", 0, 480)]
PART = (170, 130)


def make(tucai, folder, *more):
    """Photos of all samples, by stem."""
    done = subprocess.run([tucai, "make", "--force", *more, "-o", folder, SAMPLES], capture_output=True, check=False)
    if done.returncode > 2:
        sys.exit(done.stderr.decode())
    return {path.stem: cv2.imread(str(path)) for path in sorted(pathlib.Path(folder).glob("*.jpg"))}


def beside(*pictures):
    """Pictures of one height, side by side on white."""
    gap = np.full((pictures[0].shape[0], GAP, 3), 255, np.uint8)
    row = [pictures[0]]
    for picture in pictures[1:]:
        row += [gap, picture]
    return np.hstack(row)


def sample(photos):
    """A source, and the photo made of it."""
    source = cv2.imread(str(SAMPLES / "london_034.jpg"))
    photo = photos["london_034"]
    width = round(source.shape[1] * photo.shape[0] / source.shape[0])
    return beside(cv2.resize(source, (width, photo.shape[0]), interpolation=cv2.INTER_AREA), photo)


def parts(before, after):
    """Hair and shoulders, with the wall and on the new background."""
    rows = []
    for i in range(0, len(PARTS), 2):
        row = []
        for name, x, y in PARTS[i:i + 2]:
            for photos in (before, after):
                part = photos[name][y:y + PART[1], x:x + PART[0]]
                row.append(cv2.resize(part, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC))
        rows.append(beside(*row))
    gap = np.full((GAP, rows[0].shape[1], 3), 255, np.uint8)
    return np.vstack([line for row in rows for line in (row, gap)][:-1])


def golden(photo):
    """What a photo must go on looking like, at a quarter of its size: no test depends on one pixel's last bit."""
    return cv2.resize(photo, (photo.shape[1] // 4, photo.shape[0] // 4), interpolation=cv2.INTER_AREA)


def overlay(tucai, folder, name, lang):
    """The overlay of a sample."""
    path = f"{folder}/{name}-{lang}.png"
    done = subprocess.run([tucai, "check", "--lang", lang, "--overlay", path, SAMPLES / f"{name}.jpg"], capture_output=True, check=False)
    if done.returncode > 2:
        sys.exit(done.stderr.decode())
    return cv2.imread(path)


def narrowed(picture, width):
    """A picture of that width."""
    return cv2.resize(picture, (width, round(picture.shape[0] * width / picture.shape[1])), interpolation=cv2.INTER_AREA)


def page(tucai, folder, name, lang):
    """A sample's page as a browser shows it; none without the browser."""
    if not shutil.which(BROWSER):
        return None
    html, shot = f"{folder}/{name}-{lang}.html", f"{folder}/{name}-{lang}-page.png"
    subprocess.run([tucai, "check", "--lang", lang, "--html", html, SAMPLES / f"{name}.jpg"], capture_output=True, check=False)
    subprocess.run([BROWSER, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--user-data-dir={folder}/browser",
                    "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
                    "--window-size=1080,1250", f"--screenshot={shot}", f"file://{html}"], capture_output=True, check=True)
    return cv2.imread(shot)


def main():
    tucai, out, tests = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
    with tempfile.TemporaryDirectory() as folder:
        after = make(tucai, folder + "/after")
        before = make(tucai, folder + "/before", "--keep-background")
        overlays = {f"{name}-{lang}": overlay(tucai, folder, name, lang) for name, lang in OVERLAYS}
        pages = {lang: page(tucai, folder, "canada_010f", lang) for lang in ("zh", "en")}
    quality = [cv2.IMWRITE_JPEG_QUALITY, 88]
    cv2.imwrite(str(out / "sample.jpg"), sample(after), quality)
    cv2.imwrite(str(out / "matte.jpg"), parts(before, after), quality)
    for name, photo in after.items():
        cv2.imwrite(str(tests / f"{name}.png"), golden(photo))
    (tests / "overlays").mkdir(exist_ok=True)
    for name, picture in overlays.items():
        cv2.imwrite(str(tests / "overlays" / f"{name}.png"), golden(picture))
    for lang in ("zh", "en"):
        cv2.imwrite(str(out / f"overlay-{lang}.jpg"), narrowed(overlays["canada_010f-zh" if lang == "zh" else "london_024-en"], 1200), quality)
        if pages[lang] is not None:
            cv2.imwrite(str(out / f"page-{lang}.jpg"), pages[lang], quality)


if __name__ == "__main__":
    main()