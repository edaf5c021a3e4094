"""The service as people and programs meet it: over TLS, from an empty folder on."""

import json
import pathlib
import re
import subprocess
import tempfile
import unittest

from contract import Contract
from service import PROGRAM, ROOT, Client, Service, Student

PASSWORD = "correct horse battery"


class ServiceTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.service = Service(contract=Contract())
        cls.admin = Client(cls.service)
        entered = cls.admin.accept(cls.service.first_link, "admin@localhost", PASSWORD)
        assert entered.status == 201, entered
        made = cls.admin.post("/schools", {"kind": "school", "code": "10284", "name": {"zh": "南京大学", "en": "Nanjing University"}})
        assert made.status == 201, made
        cls.school = made.json["id"]
        cls.office = cls.let_in("office@nju.edu.cn", "school", cls.school)

    @classmethod
    def let_in(cls, email, role, tenant, **more):
        invited = cls.admin.post("/users", {"email": email, "display_name": "Test", "role": role, "tenant": tenant, **more})
        assert invited.status == 201, invited
        client = Client(cls.service)
        entered = client.accept(invited.json["link"], email, PASSWORD)
        assert entered.status == 201, entered
        return client

    @classmethod
    def tearDownClass(cls):
        log, told = cls.service.stop()
        assert cls.service.process.returncode == 0, told
        # Each request is one line; none names anybody.
        for line in log.splitlines():
            json.loads(line)
        for secret in ("nju.edu.cn", PASSWORD, "南京"):
            assert secret not in log and secret not in told, secret

    def test_what_needs_a_sign_in_says_so_in_the_readers_language(self):
        stranger = Client(self.service)
        answer = stranger.get("/users", headers={"Accept-Language": "en"})
        self.assertEqual((answer.status, answer.code), (401, "session.invalid"))
        self.assertEqual(answer.headers["content-type"], "application/problem+json")
        self.assertIn("Sign in", answer.json["title"])
        self.assertIn("登录", stranger.get("/users").json["title"])

    def test_an_invitation_is_good_once(self):
        again = Client(self.service).ask("POST", "/api/v1/links/accept",
                                         {"token": self.service.first_link.split("#")[1], "password": PASSWORD})
        self.assertEqual(again.code, "link.invalid")

    def test_a_wrong_password_and_an_unknown_address_are_answered_alike(self):
        stranger = Client(self.service)
        answers = [stranger.ask("POST", "/api/v1/sessions", {"email": email, "password": "wrong wrong", "code": "000000"})
                   for email in ("office@nju.edu.cn", "nobody@nju.edu.cn")]
        self.assertEqual([a.status for a in answers], [401, 401])
        titles = [{k: v for k, v in a.json.items() if k != "request"} for a in answers]
        self.assertEqual(titles[0], titles[1])

    def test_a_change_without_the_pages_token_is_refused(self):
        answer = self.office.ask("POST", "/api/v1/colleges", {"name": "物理学院"},
                                 {"X-CSRF-Token": "", "Idempotency-Key": "csrf-0001"})
        self.assertEqual((answer.status, answer.code), (403, "session.csrf"))

    def test_the_same_request_twice_makes_one_thing(self):
        first = self.office.post("/colleges", {"name": "天文学院"}, key="college-astro")
        second = self.office.post("/colleges", {"name": "天文学院"}, key="college-astro")
        self.assertEqual((first.status, second.status), (201, 201))
        self.assertEqual(first.json, second.json)
        self.assertEqual(second.headers["idempotency-replayed"], "true")
        other = self.office.post("/colleges", {"name": "化学学院"}, key="college-astro")
        self.assertEqual(other.code, "idempotency.mismatch")
        names = [c["name"] for c in self.office.get("/colleges").json["items"]]
        self.assertEqual(names.count("天文学院"), 1)

    def test_a_creation_without_a_key_is_refused(self):
        answer = self.office.ask("POST", "/api/v1/colleges", {"name": "法学院"})
        self.assertEqual(answer.code, "idempotency.missing")

    def test_a_wrong_field_is_named(self):
        wrong = self.office.post("/colleges", {"name": 7})
        self.assertEqual((wrong.status, wrong.code, wrong.json["field"]), (422, "invalid_input", "name"))
        unknown = self.office.post("/colleges", {"name": "医学院", "colour": "blue"})
        self.assertEqual((unknown.code, unknown.json["field"]), ("invalid_input", "colour"))

    def test_a_class_lies_in_a_college(self):
        college = self.office.post("/colleges", {"name": "文学院", "code": "01"}).json["id"]
        made = self.office.post("/classes", {"name": "1班", "college": college})
        self.assertEqual(made.status, 201)
        self.assertEqual(self.office.patch(f"/classes/{made.json['id']}", {"name": "2班"}).status, 204)
        classes = self.office.get("/classes").json["items"]
        self.assertIn({"id": made.json["id"], "name": "2班", "college": college}, classes)

    def test_another_schools_things_are_as_if_they_were_not_there(self):
        other = self.admin.post("/schools", {"kind": "school", "code": "10286", "name": {"zh": "东南大学", "en": "SEU"}})
        stranger = self.let_in("office@seu.edu.cn", "school", other.json["id"])
        college = self.office.post("/colleges", {"name": "地理学院"}).json["id"]
        answers = [stranger.patch(f"/colleges/{place}", {"name": "我的"}) for place in (college, "no-such-college")]
        self.assertEqual([(a.status, a.code) for a in answers], [(404, "access.not_found")] * 2)
        self.assertEqual(stranger.get("/colleges").json["items"], [])

    def test_a_role_does_only_what_is_its_own(self):
        self.assertEqual(self.admin.get("/colleges").code, "access.denied")
        self.assertEqual(self.office.post("/schools", {"kind": "school", "name": {"zh": "甲", "en": "A"}}).code, "access.denied")
        self.assertEqual(self.office.post("/users", {"email": "a@b.cn", "display_name": "x", "role": "admin"}).code,
                         "access.denied")

    def test_nobody_is_let_into_a_place_that_is_not_there(self):
        person = {"email": "lost@nju.edu.cn", "display_name": "x", "role": "school", "tenant": self.school}
        for change, field in (({"tenant": "no-such-school"}, "tenant"), ({"role": "centre"}, "role"),
                              ({"role": "college", "college": "no-such-college"}, "college"),
                              ({"role": "admin"}, "tenant")):
            answer = self.admin.post("/users", {**person, **change})
            self.assertEqual((answer.code, answer.json.get("field")), ("invalid_input", field), change)

    def test_a_person_who_is_shut_out_is_out_at_once(self):
        clerk = self.let_in("clerk@nju.edu.cn", "school", self.school)
        self.assertEqual(clerk.get("/colleges").status, 200)
        self.assertEqual(self.office.patch(f"/users/{clerk.person}", {"is_disabled": True}).status, 204)
        self.assertEqual(clerk.get("/colleges").code, "session.invalid")
        self.assertEqual(self.office.patch(f"/users/{self.office.person}", {"is_disabled": True}).code, "state.not_allowed")

    def test_signing_out_ends_the_session(self):
        clerk = self.let_in("clerk2@nju.edu.cn", "school", self.school)
        self.assertEqual(clerk.get("/sessions/current").json["csrf"], clerk.csrf)
        cookie = dict(clerk.cookies)
        self.assertEqual(clerk.delete("/sessions/current").status, 204)
        clerk.cookies = cookie
        self.assertEqual(clerk.get("/sessions/current").code, "session.invalid")

    def test_the_audit_is_whole_while_the_service_runs(self):
        told = self.service.run("audit", "verify")
        self.assertEqual(told.returncode, 0, told.stdout + told.stderr)
        self.assertIn("The audit is whole.", told.stdout)

    def test_a_lost_password_is_mended_at_the_machine(self):
        clerk = self.let_in("clerk3@nju.edu.cn", "school", self.school)
        told = self.service.run("admin", "link", "clerk3@nju.edu.cn", "--public-address", "https://tucai.test")
        self.assertEqual(told.returncode, 0, told.stderr)
        self.assertTrue(told.stdout.startswith("https://tucai.test/welcome#"))
        self.assertEqual(clerk.accept(told.stdout.strip(), "clerk3@nju.edu.cn", "another long one").status, 201)
        self.assertEqual(self.service.run("admin", "link", "nobody@nju.edu.cn").returncode, 3)


class StartTest(unittest.TestCase):
    def test_a_second_start_keeps_everything_and_prints_no_link(self):
        service = Service()
        admin = Client(service)
        self.assertEqual(admin.accept(service.first_link, "admin@localhost", PASSWORD).status, 201)
        service.stop(keep=True)
        service.start()
        self.assertIsNone(service.first_link)
        self.assertEqual(admin.get("/users").status, 200)
        self.assertEqual(admin.get("/users").json["items"][0]["email"], "admin@localhost")
        service.stop()

    def test_a_service_outlives_the_reader_of_its_log(self):
        service = Service(hears=False)
        stranger = Client(service)
        for _ in range(3):
            self.assertEqual(stranger.get("/users").status, 401)
        self.assertIsNone(service.process.poll())
        service.stop()

    def test_an_address_that_is_none_is_named_with_its_mend(self):
        service = Service()
        for words in (("--listen", "nonsense"), ("--database", "postgresql://x"), ("--blobs", "s3://x")):
            told = service.run("serve", *words)
            self.assertEqual(told.returncode, 3)
            self.assertIn("invalid_input", told.stderr)
            self.assertIn(words[0], told.stderr)
        service.stop()


class DemoTest(unittest.TestCase):
    def test_a_demonstration_can_be_served_and_walked_through(self):
        with tempfile.TemporaryDirectory() as home:
            folder = pathlib.Path(home) / "demo"
            told = subprocess.run([str(PROGRAM), "demo", "--data", str(folder), "--students", "20"],
                                  capture_output=True, text=True)
            self.assertEqual(told.returncode, 0, told.stderr)
            for state in ("5 accepted", "1 capturing", "2 coded", "1 deferred", "1 done_before", "2 locked",
                          "1 returned", "6 submitted", "1 withdrawn"):
                self.assertIn(state, told.stdout)
            again = subprocess.run([str(PROGRAM), "demo", "--data", str(folder)], capture_output=True, text=True)
            self.assertEqual(again.returncode, 3)
            self.assertIn("store.conflict", again.stderr)
            service = Service(folder=folder, contract=Contract())
            self.assertIsNone(service.first_link)
            link = re.search(r"office@demo.invalid\s+(\S+)", told.stdout).group(1)
            office = Client(service)
            self.assertEqual(office.accept("#" + link, "office@demo.invalid", PASSWORD).status, 201)
            self.assertEqual(len(office.get("/colleges").json["items"]), 3)
            code, last_six = told.stdout.split()[-1], re.search(r"ends in (\w+)", told.stdout).group(1)
            phone = Student(service)
            wrong = phone.confirm(code, "000000")
            self.assertEqual((wrong.code, wrong.json["tries_left"]), ("identity.wrong", 4))
            self.assertEqual(phone.confirm(code, last_six).status, 200)
            self.assertEqual(phone.get("/codes/current").json["state"], "coded")
            self.assertEqual(phone.begin().status, 201)
            shot = phone.shoot((ROOT / "docs/samples/portraits/london_024.jpg").read_bytes())
            self.assertEqual(shot.status, 200)
            self.assertTrue(shot.json["has_photo"], shot)
            self.assertEqual(shot.json["report"]["schema"], "tucai.report/1")
            photo = phone.get(f"/shots/{shot.json['shot']}/photo")
            self.assertEqual(photo.bytes[:2], b"\xff\xd8")
            self.assertLessEqual(len(photo.bytes), 40_000)
            self.assertEqual(phone.submit(shot.json["shot"], ask=True).status, 200)
            self.assertEqual(phone.get("/codes/current").json["state"], "submitted")
            other = Student(service)
            taken = other.confirm(code, last_six)
            self.assertTrue(taken.json["has_taken_over"])
            self.assertEqual(phone.get("/codes/current").code, "code.other_device")
            self.assertEqual(other.delete("/photos/current").status, 204)
            service.stop()


if __name__ == "__main__":
    unittest.main()
