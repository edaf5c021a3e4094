"""Every answer that the tests of the room `api` get, compared with the contract: what only students' devices
could bring about is seeded there through the services."""

import json
import os
import pathlib
import subprocess
import tempfile
import types
import unittest

from contract import Contract

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAM = pathlib.Path(os.environ.get("TUCAI_API_TEST", ROOT / "build" / "api_test"))


class AnswersTest(unittest.TestCase):
    def test_each_answer_is_as_its_operation_says(self):
        contract = Contract()
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "answers.jsonl"
            told = subprocess.run([str(PROGRAM), "--gtest_brief=1"], env={**os.environ, "TUCAI_ANSWERS": str(path)},
                                  capture_output=True, text=True)
            self.assertEqual(told.returncode, 0, told.stdout)
            lines = [json.loads(line) for line in path.read_text().splitlines()]
        succeeded = set()
        for line in lines:
            answer = types.SimpleNamespace(status=line["status"], headers={"content-type": line["type"]},
                                           bytes=b"x" * line["size"], json=line["body"])
            with self.subTest(line["method"] + " " + line["path"]):
                contract.check(line["method"], line["path"], answer)
            if line["status"] < 300:
                succeeded.add(contract.find(line["method"], line["path"].split("?")[0])["operationId"])
        # What is served for the offices' daily work has been answered well at least once.
        wanted = {operation["operationId"] for _, _, operation in contract.operations()
                  if set(operation["tags"]) & {"review", "locks", "telling", "watch"}}
        self.assertEqual(wanted - succeeded, set())


if __name__ == "__main__":
    unittest.main()
