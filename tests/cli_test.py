"""The program as a user runs it, on the sample portraits.

usage: python3 -m unittest tests/cli_test.py   (from the repository's root, after ./dev build)
"""
import json
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import time
import unittest

import cv2
import numpy as np

ROOT = pathlib.Path(__file__).resolve().parent.parent
TUCAI = ROOT / "build" / "tucai"
SAMPLES = ROOT / "docs" / "samples" / "portraits"
GOOD = SAMPLES / "london_024.jpg"
CUT = SAMPLES / "canada_010f.jpg"


def run(*words, **more):
    return subprocess.run([TUCAI, *map(str, words)], capture_output=True, text=True, timeout=120, **more)


def reports(done):
    return [json.loads(line) for line in done.stdout.splitlines()]


class Cli(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)

    def test_a_good_portrait_becomes_a_photo(self):
        done = run("make", "--json", "-o", self.folder / "photo.jpg", GOOD)
        self.assertEqual(done.returncode, 0, done.stderr)
        photo = reports(done)[0]["photo"]
        data = (self.folder / "photo.jpg").read_bytes()
        self.assertEqual(len(data), photo["bytes"])
        self.assertTrue(20480 <= len(data) <= 40000)
        (sx, kx, _), (ky, sy, _) = photo["transform"]
        self.assertEqual((kx, ky, sx), (0, 0, sy))

    def test_a_folder_keeps_its_order_and_one_bad_file_stops_nothing(self):
        shots = self.folder / "shots"
        (shots / "deep").mkdir(parents=True)
        shutil.copy(GOOD, shots / "b.JPG")
        (shots / "a.jpg").write_text("no picture")
        shutil.copy(GOOD, shots / "deep" / "b.jpeg")
        (shots / "notes.txt").write_text("passed over")
        done = run("make", "--json", "--threads", 2, "-o", self.folder / "out", shots)
        self.assertEqual(done.returncode, 3)
        found = reports(done)
        self.assertEqual([r["file"] for r in found], [f"{shots}/a.jpg", f"{shots}/b.JPG", f"{shots}/deep/b.jpeg"])
        self.assertEqual(found[0]["error"]["code"], "image.not_an_image")
        self.assertEqual(sorted(p.name for p in (self.folder / "out").iterdir()), ["b-2.jpg", "b.jpg"])
        self.assertIn("output.renamed", [w["code"] for w in found[2]["warnings"]])

    def test_a_refused_frame_makes_no_photo_unless_forced(self):
        done = run("make", "--json", "-o", self.folder / "x.jpg", CUT)
        self.assertEqual(done.returncode, 2)
        self.assertIsNone(reports(done)[0]["photo"])
        self.assertFalse((self.folder / "x.jpg").exists())
        self.assertEqual(run("make", "--force", "-o", self.folder / "x.jpg", CUT).returncode, 2)
        self.assertTrue((self.folder / "x.jpg").exists())

    def test_same_input_same_bytes(self):
        for name in ("one", "two"):
            run("make", "--threads", 1 if name == "one" else 3, "-o", self.folder / name, SAMPLES)
        names = sorted(p.name for p in (self.folder / "one").iterdir())
        self.assertTrue(names)
        for name in names:
            self.assertEqual((self.folder / "one" / name).read_bytes(), (self.folder / "two" / name).read_bytes())

    def test_photos_look_as_they_did(self):
        """Golden pictures of tests/golden; `./dev docs` renews them. Look at what changed before committing it."""
        run("make", "--force", "-o", self.folder / "out", SAMPLES)
        golden = sorted((ROOT / "tests" / "golden").glob("*.png"))
        self.assertEqual(len(golden), len(list(SAMPLES.iterdir())))
        for path in golden:
            wanted = cv2.imread(str(path)).astype(np.float32)
            photo = cv2.imread(str(self.folder / "out" / f"{path.stem}.jpg"))
            seen = cv2.resize(photo, wanted.shape[1::-1], interpolation=cv2.INTER_AREA).astype(np.float32)
            off = np.abs(seen - wanted)
            self.assertLess(off.mean(), 0.5, path.stem)
            self.assertLess(np.percentile(off, 99.8), 16, path.stem)

    def test_overlays_look_as_they_did(self):
        """Golden pictures of tests/golden/overlays; `./dev docs` renews them, also where a rule's words change."""
        golden = sorted((ROOT / "tests" / "golden" / "overlays").glob("*.png"))
        self.assertTrue(golden)
        for path in golden:
            name, _, lang = path.stem.rpartition("-")
            run("check", "--lang", lang, "--overlay", self.folder / "o.png",
                (SAMPLES / f"{name}.jpg").relative_to(ROOT), cwd=ROOT)
            wanted = cv2.imread(str(path)).astype(np.float32)
            drawn = cv2.imread(str(self.folder / "o.png"))
            self.assertEqual([side // 4 for side in drawn.shape[:2]], list(wanted.shape[:2]), path.stem)
            seen = cv2.resize(drawn, wanted.shape[1::-1], interpolation=cv2.INTER_AREA).astype(np.float32)
            self.assertLess(np.abs(seen - wanted).mean(), 3, path.stem)

    def test_overlays_keep_their_stems_and_do_not_hang_on_threads(self):
        shots = self.folder / "shots"
        (shots / "deep").mkdir(parents=True)
        for name in ("a.jpg", "张三.jpg", "deep/a.jpg"):
            shutil.copy(GOOD, shots / name)
        (shots / "broken.jpg").write_bytes(GOOD.read_bytes()[:3000])
        cv2.imwrite(str(shots / "wall.png"), np.full((400, 300, 3), 200, np.uint8))
        found = reports(run("check", "--json", "--threads", 3, "--overlay", self.folder / "three", shots))
        names = ["a-2.png", "a.png", "wall.png", "张三.png"]
        self.assertEqual(sorted(p.name for p in (self.folder / "three").iterdir()), names)
        for report in found:
            codes = [warning["code"] for warning in report["warnings"]]
            self.assertEqual("output.no_overlay" in codes, report["file"].endswith("broken.jpg"))
            if report["file"].endswith(("broken.jpg", "wall.png")):
                self.assertIsNotNone(report["error"])
                self.assertIsNotNone(report["image"], "the header was read")
        run("check", "--threads", 1, "--overlay", self.folder / "one", shots)
        for name in names:
            self.assertEqual((self.folder / "one" / name).read_bytes(), (self.folder / "three" / name).read_bytes())

    def test_make_writes_overlays_too(self):
        done = run("make", "-o", self.folder / "x.jpg", "--overlay", self.folder / "x.png", GOOD)
        self.assertLessEqual(done.returncode, 2, done.stderr)
        self.assertEqual(cv2.imread(str(self.folder / "x.png")).shape[0], 1200)

    def test_several_pages_have_an_index_that_adds_up(self):
        shots = self.folder / "shots"
        shots.mkdir()
        for name in ("index.jpg", "b.jpg"):
            shutil.copy(GOOD, shots / name)
        (shots / "c.jpg").write_text("no picture")
        run("check", "--html", self.folder / "pages", shots)
        self.assertEqual(sorted(p.name for p in (self.folder / "pages").iterdir()),
                         ["b.html", "c.html", "index-2.html", "index.html"])
        index = (self.folder / "pages" / "index.html").read_text(encoding="utf-8")
        self.assertEqual(index.count('<li class="card'), 3)
        for name in ("b", "c", "index-2"):
            self.assertIn(f'href="{name}.html"', index)
        self.assertIn("3 pictures checked", index)

    def test_alpha_prints_and_pages_are_written(self):
        done = run("make", "--lang", "zh", "--prints", "--alpha", self.folder / "a.png", "--html", self.folder / "p.html",
                   "-o", self.folder / "x.jpg", GOOD)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual((self.folder / "a.png").read_bytes()[:8], b"\x89PNG\r\n\x1a\n")
        self.assertTrue((self.folder / "x.33x48.jpg").exists())
        page = (self.folder / "p.html").read_text(encoding="utf-8")
        self.assertIn("照片检查", page)
        self.assertNotIn("src=\"http", page)
        self.assertNotIn("<script", page)

    def test_check_writes_nothing_but_what_is_asked(self):
        done = run("check", "--json", GOOD, cwd=self.folder)
        self.assertEqual(reports(done)[0]["photo"], None)
        self.assertEqual(list(self.folder.iterdir()), [])

    def test_a_missing_file_is_an_error_with_its_code(self):
        done = run("check", "--json", self.folder / "gone.jpg")
        self.assertEqual(done.returncode, 3)
        self.assertEqual(reports(done)[0]["error"]["code"], "file.not_found")

    def test_missing_networks_name_their_mend(self):
        done = run("check", "--models", self.folder, GOOD)
        self.assertEqual(done.returncode, 3)
        self.assertIn("./dev setup", done.stderr)

    def test_a_changed_network_is_found(self):
        models = self.folder / "models"
        models.mkdir()
        for entry in (ROOT / "build" / "models").iterdir():
            (models / entry.name).symlink_to(entry.resolve())
        broken = models / "selfie_segmentation.onnx"
        data = bytearray(broken.read_bytes())
        data[1000] ^= 1
        broken.unlink()
        broken.write_bytes(data)
        done = run("models", "verify", "--models", models)
        self.assertEqual(done.returncode, 3)
        self.assertIn("selfie_segmentation.onnx", done.stderr)
        self.assertIn("./dev setup", done.stderr)
        self.assertEqual(run("models", "verify").returncode, 0)
        done = run("check", "--models", models, GOOD)
        self.assertEqual(done.returncode, 3)
        self.assertIn("model.changed", done.stderr)
        self.assertIn("selfie_segmentation.onnx", done.stderr)

    def test_every_profile_assesses_its_frame(self):
        for path in sorted((ROOT / "rules").glob("*.toml")):
            report = reports(run("check", "--json", "--profile", path.stem, GOOD))[0]
            self.assertIsNone(report["error"], path.stem)
            for rule in report["rules"]:
                if rule["id"] in ("frame.one_face", "frame.resolution", "frame.space", "frame.head_size",
                                  "frame.centred", "matte.whole"):
                    self.assertNotEqual(rule["verdict"], "not_assessed", f"{path.stem}: {rule['id']}")

    def test_force_never_scales_up(self):
        # Hair cut by the upper edge, and fewer rows than a photo has: only scaling up would fill it.
        small = self.folder / "small.jpg"
        cut = cv2.imread(str(GOOD))[230:]
        cv2.imwrite(str(small), cv2.resize(cut, None, fx=.45, fy=.45, interpolation=cv2.INTER_AREA))
        done = run("make", "--json", "--force", "-o", self.folder / "x.jpg", small)
        report = reports(done)[0]
        self.assertEqual(done.returncode, 2)
        self.assertIsNone(report["photo"])
        self.assertFalse((self.folder / "x.jpg").exists())
        found = {rule["id"]: rule["verdict"] for rule in report["rules"]}
        self.assertEqual(found["frame.resolution"], "refuse")

    def test_a_picture_far_too_small_is_refused_not_an_error(self):
        small = self.folder / "small.jpg"
        cv2.imwrite(str(small), cv2.resize(cv2.imread(str(GOOD))[230:], (150, 130), interpolation=cv2.INTER_AREA))
        report = reports(run("check", "--json", small))[0]
        self.assertIsNone(report["error"])
        self.assertIn("refuse", [rule["verdict"] for rule in report["rules"] if rule["id"] == "frame.resolution"])

    def test_a_picture_that_lies_on_its_side_says_so(self):
        side = self.folder / "side.jpg"
        cv2.imwrite(str(side), cv2.rotate(cv2.imread(str(SAMPLES / "london_034.jpg")), cv2.ROTATE_90_COUNTERCLOCKWISE))
        report = reports(run("check", "--json", side))[0]
        self.assertEqual(report["error"]["code"], "portrait.no_face")

    def test_a_folder_without_pictures_says_so(self):
        done = run("check", self.folder)
        self.assertEqual(done.returncode, 3)
        self.assertIn("No picture was found", done.stderr)

    def test_the_umask_says_who_may_see_a_photo(self):
        run("make", "-o", self.folder / "x.jpg", GOOD, preexec_fn=lambda: os.umask(0o077))
        self.assertEqual((self.folder / "x.jpg").stat().st_mode & 0o777, 0o600)

    def test_a_page_that_cannot_be_written_is_a_report_with_an_error(self):
        done = run("check", "--json", "--html", "/proc/nowhere.html", GOOD)
        self.assertEqual(done.returncode, 3)
        self.assertEqual(reports(done)[0]["error"]["code"], "file.unreadable")

    def test_an_unwritable_place_is_an_error_not_a_crash(self):
        done = run("make", "--json", "-o", "/proc/nowhere/x.jpg", GOOD)
        self.assertEqual(done.returncode, 3)
        self.assertIn("file.unreadable", done.stdout + done.stderr)

    def test_interrupting_leaves_whole_files_only(self):
        shots = self.folder / "shots"
        shots.mkdir()
        for i in range(40):
            shutil.copy(GOOD, shots / f"{i:02}.jpg")
        out = self.folder / "out"
        running = subprocess.Popen([TUCAI, "make", "-o", out, shots], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + 60
        while (not out.exists() or len(list(out.iterdir())) < 3) and time.monotonic() < deadline:
            os.sched_yield()
        running.send_signal(signal.SIGINT)
        self.assertEqual(running.wait(timeout=60), 130)
        made = list(out.iterdir())
        self.assertTrue(3 <= len(made) < 40)
        for photo in made:
            self.assertTrue(photo.read_bytes().endswith(b"\xff\xd9"), photo)

    def test_thousands_of_names_on_the_command_line_are_no_strain(self):
        names = [self.folder / f"{'a-long-name-' * 8}{i}.jpg" for i in range(4000)]
        done = run("check", "--json", GOOD, *names)
        self.assertEqual(done.returncode, 3)
        self.assertEqual(len(done.stdout.splitlines()), 4001)

    def test_two_pictures_are_compared(self):
        small = self.folder / "small.jpg"
        cv2.imwrite(str(small), cv2.resize(cv2.imread(str(GOOD)), None, fx=.4, fy=.4, interpolation=cv2.INTER_AREA))
        done = run("compare", "--json", GOOD, small)
        self.assertEqual(done.returncode, 0, done.stderr)
        line = reports(done)[0]
        self.assertEqual(list(line), ["a", "b", "score", "verdict", "quality", "error"])
        self.assertEqual((line["a"], line["b"], line["verdict"], line["error"]), (str(GOOD), str(small), "same", None))
        done = run("compare", "--lang", "zh", GOOD, SAMPLES / "london_004.jpg")
        self.assertEqual(done.returncode, 2)
        self.assertIn("请人工核对", done.stdout)

    def test_every_net_can_be_chosen(self):
        for net in ("sum", "fr_feature", "mobilefacenet", "dlib_resnet"):
            done = run("compare", "--json", "--net", net, GOOD, SAMPLES / "london_004.jpg")
            self.assertEqual(done.returncode, 2, net + done.stderr)
        done = run("compare", "--net", "other", GOOD, GOOD)
        self.assertEqual(done.returncode, 3)
        self.assertIn("invalid_input", done.stderr)

    def test_a_table_of_pairs_keeps_its_order_and_one_bad_file_stops_nothing(self):
        shutil.copy(GOOD, self.folder / "x, 1.jpg")
        (self.folder / "bad.jpg").write_text("no picture at all")
        cv2.imwrite(str(self.folder / "grey.png"), np.full((300, 300, 3), 200, np.uint8))
        table = self.folder / "pairs.csv"
        table.write_bytes(b'\xef\xbb\xbfa,b,same\r\n"x, 1.jpg","x, 1.jpg",1\r\n"x, 1.jpg",bad.jpg,0\r\n'
                          b'gone.jpg,"x, 1.jpg",0\r\ngrey.png,"x, 1.jpg",0\r\n"./x, 1.jpg",' + str(GOOD).encode() + b',1\r\n')
        answers = []
        for threads in (1, 3):
            done = run("compare", "--json", "--threads", threads, "--pairs", table)
            self.assertEqual(done.returncode, 3)
            answers.append(done.stdout)
        self.assertEqual(*answers)
        found = reports(done)
        self.assertEqual([line["verdict"] for line in found], ["same", None, None, None, "same"])
        self.assertEqual([line["error"] and line["error"]["code"] for line in found],
                         [None, "image.not_an_image", "file.not_found", "portrait.no_face", None])
        self.assertEqual(found[4]["a"], "./x, 1.jpg")

    def test_a_table_that_is_none_says_why(self):
        table = self.folder / "pairs.csv"
        for text, words in (("a,same\nx.jpg,1\n", "no column 'b'"), ("", "It is empty"), ('a,b\n"x,y\n', "Line 2")):
            table.write_text(text)
            done = run("compare", "--pairs", table)
            self.assertEqual(done.returncode, 3)
            self.assertIn("invalid_input", done.stderr)
            self.assertIn(words, done.stderr)
        self.assertIn("file.not_found", run("compare", "--pairs", self.folder / "gone.csv").stderr)
        self.assertEqual(run("compare", GOOD).returncode, 3)
        self.assertEqual(run("compare", "--pairs", table, GOOD, GOOD).returncode, 3)

    def test_checking_does_not_need_the_networks_that_compare(self):
        models = self.folder / "models"
        models.mkdir()
        for entry in (ROOT / "build" / "models").iterdir():
            if entry.stem not in ("dlib_resnet", "fr_feature", "mobilefacenet"):
                (models / entry.name).symlink_to(entry.resolve())
        self.assertEqual(run("check", "--models", models, GOOD).returncode, run("check", GOOD).returncode)
        done = run("compare", "--models", models, GOOD, GOOD)
        self.assertEqual(done.returncode, 3)
        self.assertIn("model.missing", done.stderr)

    def test_reports_that_cannot_be_written_are_no_success(self):
        for words in (("check", "--json", GOOD), ("compare", "--json", GOOD, GOOD), ("profiles",)):
            with open("/dev/full", "w") as full:
                done = subprocess.run([TUCAI, *map(str, words)], stdout=full, stderr=subprocess.PIPE, text=True, timeout=60)
            self.assertEqual(done.returncode, 3, words)
            self.assertIn("could not be written", done.stderr)

    def test_help_has_examples(self):
        for words in ((), ("check",), ("make",), ("compare",), ("profiles",)):
            done = run(*words, "--help")
            self.assertEqual(done.returncode, 0)
            self.assertIn("Example", done.stdout)

    def test_the_examples_of_the_library_make_the_same_photo_and_report(self):
        wanted = reports(run("make", "--json", "--lang", "en", "-o", self.folder / "x.jpg", GOOD))[0]
        self.assertNotIn("genuine.edited", wanted["unassessed"])
        for example in ("example_cpp", "example_c"):
            made = self.folder / f"{example}.jpg"
            done = subprocess.run([ROOT / "build" / example, ROOT / "build" / "models", ROOT / "rules", GOOD, made],
                                  capture_output=True, text=True, timeout=60)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertEqual(made.read_bytes(), (self.folder / "x.jpg").read_bytes())
            verdict, report = done.stdout.splitlines()
            self.assertEqual(verdict, wanted["verdict"])
            for part in ("engine", "rules", "warnings", "unassessed", "measures"):
                self.assertEqual(json.loads(report)[part], wanted[part], f"{example}: {part}")

    def test_the_examples_of_the_library_see_signs_of_editing(self):
        edited = self.folder / "edited.jpg"
        exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x31\x01\x02\0\x10\0\0\0\x1a\0\0\0\0\0\0\0Adobe Photoshop\0"
        plain = GOOD.read_bytes()
        edited.write_bytes(plain[:2] + b"\xff\xe1" + (len(exif) + 2).to_bytes(2, "big") + exif + plain[2:])
        for example in ("example_cpp", "example_c"):
            done = subprocess.run([ROOT / "build" / example, ROOT / "build" / "models", ROOT / "rules", edited,
                                   self.folder / "made.jpg"], capture_output=True, text=True, timeout=60)
            report = json.loads(done.stdout.splitlines()[1])
            self.assertIn("genuine.editor_tag", [warning["code"] for warning in report["warnings"]], example)
            self.assertEqual(done.stdout.splitlines()[0], "ask", example)


if __name__ == "__main__":
    unittest.main()
