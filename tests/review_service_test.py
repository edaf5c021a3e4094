"""The offices' daily work over the running service, as far as it goes without a student's device: empty lists,
bad input, permissions. What needs photos is tested in src/api/*_test.cpp."""

import unittest

from contract import Contract
from service import Client, Service

PASSWORD = "correct horse battery"
NOBODY = "0000000000"


class ReviewServiceTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.service = Service(contract=Contract())
        cls.admin = Client(cls.service)
        entered = cls.admin.accept(cls.service.first_link, "admin@localhost", PASSWORD)
        assert entered.status == 201, entered
        cls.centre = cls.admin.post("/schools", {"kind": "centre", "name": {"zh": "采集中心", "en": "Centre"}}).json["id"]
        cls.school = cls.admin.post(
            "/schools", {"kind": "school", "name": {"zh": "甲校", "en": "A"}, "centre": cls.centre}).json["id"]
        cls.office = cls.let_in("office@a.cn", "school", cls.school)
        cls.reviewer = cls.let_in("reviewer@c.cn", "centre", cls.centre)
        cls.auditor = cls.let_in("auditor@a.cn", "auditor", cls.school)

    @classmethod
    def let_in(cls, email, role, tenant):
        invited = cls.admin.post("/users", {"email": email, "display_name": "Test", "role": role, "tenant": tenant})
        assert invited.status == 201, invited
        client = Client(cls.service)
        entered = client.accept(invited.json["link"], email, PASSWORD)
        assert entered.status == 201, entered
        return client

    @classmethod
    def tearDownClass(cls):
        cls.service.stop()
        assert cls.service.process.returncode == 0

    def test_a_school_without_photos_has_empty_lists(self):
        for path in (f"/photos?batch={NOBODY}", "/violations", "/objections", f"/help-requests?batch={NOBODY}",
                     f"/exemptions?student={NOBODY}"):
            answer = self.office.get(path)
            self.assertEqual((answer.status, answer.json), (200, {"items": [], "next": None}), path)
        counts = self.office.get(f"/notifications/counts?batch={NOBODY}").json
        self.assertEqual(set(counts.values()), {0})
        self.assertEqual(self.office.get(f"/notifications/group-list?batch={NOBODY}").json, {"lines": [], "text": ""})

    def test_what_must_be_named_is_named(self):
        for path, field in (("/photos", "batch"), ("/locks", "student"), ("/notifications", "student"),
                            ("/help-requests", "batch"), ("/photos?batch=../etc", "batch"),
                            (f"/photos?batch={NOBODY}&filter=x", "filter"), ("/violations?state=x", "state")):
            answer = self.office.get(path)
            self.assertEqual((answer.status, answer.json.get("field")), (422, field), path)
        self.assertEqual(self.reviewer.get(f"/photos?batch={NOBODY}").json["field"], "school")

    def test_a_centre_reviews_within_its_schools_only(self):
        self.assertEqual(self.reviewer.get(f"/photos?batch={NOBODY}&school={self.school}").status, 200)
        other = self.admin.post("/schools", {"kind": "school", "name": {"zh": "乙校", "en": "B"}}).json["id"]
        self.assertEqual(self.reviewer.get(f"/photos?batch={NOBODY}&school={other}").code, "access.not_found")

    def test_thresholds_are_read_with_their_limits_and_set_within_them(self):
        name = "review.undo_last"
        threshold = next(t for t in self.office.get("/thresholds").json["items"] if t["name"] == name)
        self.assertEqual(threshold["value"], threshold["usual"])
        put = lambda value: self.office.ask("PUT", f"/api/v1/thresholds/{name}", {"value": value})
        self.assertEqual(put(threshold["most"]).status, 204)
        self.assertEqual(put(threshold["most"] + 1).json["field"], "value")
        self.assertEqual(put("5").json["field"], "value")
        now = next(t for t in self.office.get("/thresholds").json["items"] if t["name"] == name)
        self.assertEqual(now["value"], threshold["most"])
        event = self.auditor.get("/audit-events?kind=threshold.set").json["items"][0]
        self.assertEqual((event["actor"], event["details"]), (self.office.person, {"value": threshold["most"]}))

    def test_the_audit_is_whole_and_its_pages_lead_to_its_beginning(self):
        self.office.post("/colleges", {"name": "文学院"})
        self.office.post("/colleges", {"name": "理学院"})
        self.assertTrue(self.auditor.get("/audit-events/check").json["is_whole"])
        numbers, cursor = [], ""
        while cursor is not None:
            page = self.auditor.get(f"/audit-events?limit=1&cursor={cursor}").json
            numbers += [event["number"] for event in page["items"]]
            cursor = page["next"]
        self.assertEqual(numbers, list(range(numbers[0], 0, -1)))
        self.assertTrue(self.admin.get(f"/audit-events/check?tenant={self.school}").json["is_whole"])

    def test_reasons_and_classes_are_in_the_contract(self):
        self.assertGreater(len(self.office.get("/return-reasons").json["items"]), 30)
        self.assertEqual(len(self.reviewer.get("/exemption-classes").json["items"]), 3)

    def test_decisions_about_what_is_not_there_find_nothing(self):
        decision = {"photo": NOBODY, "version": 1, "decision": "return", "reasons": ["hair.covers"]}
        self.assertEqual(self.office.post("/reviews", decision).code, "access.not_found")
        self.assertEqual(self.office.post("/reviews", {**decision, "decision": "undo"}).json["field"], "decision")
        self.assertEqual(self.office.post(f"/violations/{NOBODY}/confirm", {"reason": "x"}).code, "access.not_found")

    def test_no_work_has_failed(self):
        self.assertEqual(self.admin.get("/jobs/failed").json, {"items": [], "next": None})
        self.assertEqual(self.admin.post("/jobs/7/restart").status, 404)


if __name__ == "__main__":
    unittest.main()
