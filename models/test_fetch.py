"""Tests of fetch.py against an npm made of ten lines; no network.

    /usr/bin/python3 -m unittest discover -s models
"""

import base64
import contextlib
import fcntl
import hashlib
import io
import os
import stat
import subprocess
import sys
import tarfile
import tempfile
import unittest
from pathlib import Path
from unittest import mock

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import fetch
import manifest

# Stands in for npm: notes each call and hands out a prepared tarball, or fails.
FAKE_NPM = """#!/bin/sh
echo "$2" >> "{folder}/calls"
while [ "$1" != --pack-destination ]; do shift; done
if [ -e "{folder}/broken" ]; then
    echo "npm error code ETEST" >&2
    echo "npm error the registry sleeps" >&2
    exit 1
fi
cp "{folder}/package.tgz" "$2/package.tgz"
"""

MANIFEST = """
[[package]]
name = "pack"
version = "1.2.3"
integrity = "{integrity}"
bytes = {package_bytes}

[[source]]
name = "whole.bin"
package = "pack"
path = "data/whole.bin"
sha256 = "{whole}"
bytes = 10

[[source]]
name = "part.bin"
package = "pack"
path = "data/whole.bin"
range = [2, 5]
sha256 = "{part}"
bytes = 3

[[model]]
name = "part"
file = "part.onnx"
sha256 = "{doubled}"
bytes = 6
optional = {optional}
converter = "double.py"
arguments = ["--times", "2"]
sources = ["part.bin"]

[runtime]
name = "runtime"
file = "libruntime.so.1"
source = "whole.bin"
sha256 = "{whole}"
bytes = 10
"""

DOUBLE = """
import sys
source, _, output, _, times = sys.argv[1:]
open(output, "wb").write(open(source, "rb").read() * int(times))
"""


def sha256(content):
    return hashlib.sha256(content).hexdigest()


class Fetching(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.links, self.cache = self.folder / "links", self.folder / "cache"
        self.write_package()
        self.write_manifest()
        npm = self.folder / "bin" / "npm"
        npm.parent.mkdir()
        npm.write_text(FAKE_NPM.format(folder=self.folder))
        npm.chmod(0o755)
        (self.folder / "double.py").write_text(DOUBLE)
        for patch in (
            mock.patch.dict(os.environ, TUCAI_CACHE=str(self.cache)),
            mock.patch.dict(os.environ, PATH=f"{npm.parent}:{os.environ['PATH']}"),
            mock.patch.object(fetch, "MANIFEST", self.folder / "manifest.toml"),
            mock.patch.object(fetch, "CONVERTERS", self.folder),
            mock.patch.object(manifest, "CONVERTERS", self.folder),
            mock.patch.object(fetch, "RETRY_PAUSES_S", (0, 0)),
            mock.patch.object(fetch, "converter_python", lambda: sys.executable),
        ):
            patch.start()
            self.addCleanup(patch.stop)

    def write_package(self, content=b"0123456789"):
        with tarfile.open(self.folder / "package.tgz", "w:gz") as archive:
            for path, data in (("package/package.json", b"{}"), ("package/data/whole.bin", content)):
                entry = tarfile.TarInfo(path)
                entry.size = len(data)
                archive.addfile(entry, io.BytesIO(data))

    def write_manifest(self, optional="false", **changes):
        tarball = (self.folder / "package.tgz").read_bytes()
        digest = base64.b64encode(hashlib.sha512(tarball).digest()).decode()
        values = {
            "integrity": "sha512-" + digest,
            "package_bytes": len(tarball),
            "whole": sha256(b"0123456789"),
            "part": sha256(b"234"),
            "doubled": sha256(b"234234"),
            "optional": optional,
        } | changes
        (self.folder / "manifest.toml").write_text(MANIFEST.format(**values))

    def run_fetch(self, *arguments):
        """Gives the exit code and what was printed: the outcome, the progress."""
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = fetch.main(["--link", str(self.links), *arguments])
        return code, out.getvalue(), err.getvalue()

    def calls(self):
        calls = self.folder / "calls"
        return calls.read_text().split() if calls.exists() else []

    def cached(self, content):
        return self.cache / "files" / sha256(content)

    # ------------------------------------------------------------------ good

    def test_makes_links_and_leaves_nothing_else(self):
        code, out, _ = self.run_fetch()
        self.assertEqual((code, out), (0, "models: 2 of 2 files present, 0.0 MB\n"))
        self.assertEqual((self.links / "part.onnx").read_bytes(), b"234234")
        self.assertEqual((self.links / "libruntime.so.1").read_bytes(), b"0123456789")
        self.assertEqual(
            (self.links / "manifest.toml").read_bytes(), (self.folder / "manifest.toml").read_bytes()
        )
        self.assertEqual(sorted(os.listdir(self.cache)), ["files", "lock"])
        self.assertEqual(len(os.listdir(self.cache / "files")), 2)
        self.assertEqual(len(os.listdir(self.links)), 3)

    def test_fetches_a_package_once_for_all_its_files_and_not_again(self):
        self.run_fetch()
        code, out, err = self.run_fetch()
        self.assertEqual((code, err), (0, ""))
        self.assertEqual(self.calls(), ["pack@1.2.3"])

    def test_cached_files_cannot_be_written(self):
        self.run_fetch()
        mode = self.cached(b"234234").stat().st_mode
        self.assertFalse(mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH))

    def test_only_makes_what_is_named(self):
        self.run_fetch("--only", "runtime")
        self.assertEqual(sorted(os.listdir(self.links)), ["libruntime.so.1", "manifest.toml"])
        code, _, err = self.run_fetch("--only", "parts")
        self.assertEqual(code, 2)
        self.assertIn("no model is named 'parts'", err)

    def test_replaces_a_link_to_an_older_file(self):
        self.run_fetch()
        (self.links / "part.onnx").unlink()
        (self.links / "part.onnx").symlink_to("/nowhere")
        self.run_fetch()
        self.assertEqual((self.links / "part.onnx").read_bytes(), b"234234")

    def test_removes_what_a_killed_run_left(self):
        (self.cache / "work-killed").mkdir(parents=True)
        self.run_fetch()
        self.assertFalse((self.cache / "work-killed").exists())

    # --------------------------------------------------------------- damaged

    def damage(self, content):
        self.cached(b"234234").chmod(0o644)
        self.cached(b"234234").write_bytes(content)

    def test_makes_a_file_of_wrong_size_anew(self):
        self.run_fetch()
        self.damage(b"23")
        code, _, err = self.run_fetch()
        self.assertEqual(code, 0)
        self.assertIn("part.onnx: the cached file has 2 bytes, not 6; making it again", err)
        self.assertEqual((self.links / "part.onnx").read_bytes(), b"234234")

    def test_finds_a_wrong_hash_when_asked_to_verify(self):
        self.run_fetch()
        self.damage(b"666666")
        self.assertEqual(self.run_fetch()[2], "")
        code, _, err = self.run_fetch("--verify")
        self.assertEqual(code, 0)
        self.assertIn("another SHA-256", err)
        self.assertEqual((self.links / "part.onnx").read_bytes(), b"234234")

    # --------------------------------------------------------------- failing

    def test_tries_a_download_three_times_and_names_package_and_mend(self):
        (self.folder / "broken").touch()
        code, out, err = self.run_fetch()
        self.assertEqual((code, out), (1, "models: 0 of 2 files present, 0.0 MB\n"))
        self.assertEqual(len(self.calls()), 3)
        self.assertIn("pack@1.2.3: npm could not fetch it (ETEST: the registry sleeps)", err)
        self.assertIn("ERROR: part.onnx is absent", err)
        self.assertIn("run ./dev setup again", err)

    def test_goes_on_without_an_optional_model(self):
        self.write_manifest(optional="true")
        self.run_fetch()
        self.cached(b"234234").unlink()
        (self.folder / "broken").touch()
        code, out, err = self.run_fetch()
        self.assertEqual((code, out), (0, "models: 1 of 2 files present, 0.0 MB\n"))
        self.assertIn("WARNING: part.onnx is absent; it is optional", err)
        self.assertFalse((self.links / "part.onnx").is_symlink())

    def test_refuses_a_package_that_is_not_the_published_one(self):
        self.write_manifest(integrity="sha512-AAAA")
        code, _, err = self.run_fetch()
        self.assertEqual(code, 1)
        self.assertIn("sha512 differs", err)
        self.assertEqual(os.listdir(self.cache / "files"), [])

    def test_refuses_another_file_under_the_same_name(self):
        self.write_package(b"0123456780")
        self.write_manifest()
        code, _, err = self.run_fetch()
        self.assertEqual(code, 1)
        self.assertIn("data/whole.bin is not the file the manifest names", err)

    def test_refuses_a_conversion_with_other_bytes(self):
        self.write_manifest(doubled=sha256(b"other"))
        code, _, err = self.run_fetch()
        self.assertEqual(code, 1)
        self.assertIn("part.onnx: the result is not the file the manifest names", err)
        self.assertTrue((self.links / "libruntime.so.1").exists())

    def test_says_why_a_converter_failed(self):
        (self.folder / "double.py").write_text("raise SystemExit('no such operator')")
        self.assertIn("double.py failed (no such operator)", self.run_fetch()[2])

    def test_names_the_wrong_entry_of_a_manifest(self):
        for changes, words in (
            ({"old": 'package = "pack"', "new": 'package = "pick"'}, "no [[package]] is named 'pick'"),
            ({"old": 'sources = ["part.bin"]', "new": 'sources = ["x"]'}, "no [[source]] is named 'x'"),
            ({"old": '"part.onnx"', "new": '"../part.onnx"'}, "is not a plain name"),
            ({"old": '"double.py"', "new": '"triple.py"'}, "no converter is named 'triple.py'"),
            ({"old": 'version = "1.2.3"', "new": ""}, "lacks 'version'"),
            ({"old": "[runtime]", "new": "[runtime"}, "is not TOML"),
        ):
            self.write_manifest()
            path = self.folder / "manifest.toml"
            path.write_text(path.read_text().replace(changes["old"], changes["new"]))
            code, _, err = self.run_fetch()
            self.assertEqual(code, 2)
            self.assertIn(words, err)

    # ------------------------------------------------------------ side by side

    def test_waits_for_another_run_and_uses_what_that_made(self):
        self.run_fetch()
        made = self.cached(b"234234")
        aside = made.rename(self.folder / "aside")
        with (self.cache / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            child = os.fork()
            if child == 0:
                os._exit(0 if self.run_fetch()[0] == 0 else 1)
            # The other run sees the file missing and waits; when it holds the lock, it is there.
            aside.rename(made)
            fcntl.flock(lock, fcntl.LOCK_UN)
        self.assertEqual(os.waitpid(child, 0)[1], 0)
        self.assertEqual(self.calls(), ["pack@1.2.3"])


class TheManifest(unittest.TestCase):
    def test_of_this_checkout_is_whole(self):
        listed = manifest.read_manifest(manifest.MANIFEST)
        files = [item.file for item in listed.items]
        self.assertEqual(len(files), len(set(files)))
        for item in listed.items:
            self.assertRegex(item.sha256, r"\A[0-9a-f]{64}\Z")

    def test_help_is_shown(self):
        command = [sys.executable, str(HERE / "fetch.py"), "--help"]
        self.assertIn("--link DIR", subprocess.run(command, capture_output=True, text=True).stdout)


if __name__ == "__main__":
    unittest.main()
