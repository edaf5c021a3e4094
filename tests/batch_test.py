"""A whole batch by script over HTTPS: roster, codes, captures with real photos, reviews by school and centre,
returns, a lock with an objection, a lost phone, withdrawals; every state right at the end, and the audit whole.

usage: batch_test.py [STUDENTS CAPTURES]   (300 and 24; the issue's measure is 3000 200)
"""

import collections
import datetime
import json
import pathlib
import statistics
import sys
import threading
import time
import unittest
from concurrent.futures import ThreadPoolExecutor

import cv2
import numpy

from contract import Contract
from service import ROOT, Client, Service, Student

PASSWORD = "correct horse battery"
STUDENTS, CAPTURES = 300, 24
PORTRAITS = ROOT.parent / "shared" / "data" / "portraits" / "neutral"
if not PORTRAITS.is_dir():
    print(f"SKIPPED: no {PORTRAITS}, so the sample portraits stand for many students", file=sys.stderr)
    PORTRAITS = ROOT / "docs" / "samples" / "portraits"


def document(count):
    """An invented resident's number of nobody's region, with its check digit."""
    number = f"000000{20000101 + count % 28}{count % 1000:03d}"
    number = f"0000{count // 1000:02d}" + number[6:]
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return number + "10X98765432"[sum(int(d) * w for d, w in zip(number, weights)) % 11]


NAMES = [a + b + c for a in "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨" for b in "梓沐雨浩欣诗宇晨奕佳若语子思" for c in "涵轩怡然泽萱琪彤睿瑶辰凡航曦霖"]


def roster(count):
    head = "学号,姓名,证件号码,学院,班级\n"
    rows = [f"2023{i:05d},{NAMES[i]},{document(i)},{'文理工'[i % 3]}学院,{i // 3 % 8 + 1}班" for i in range(count)]
    return (head + "\n".join(rows) + "\n").encode("utf-8-sig")


def picture(index, dark=False):
    """A portrait as another phone might have taken it: cut a little differently for each student."""
    files = sorted(PORTRAITS.glob("*.jpg"))
    image = cv2.imdecode(numpy.fromfile(files[index % len(files)], numpy.uint8), cv2.IMREAD_COLOR)
    turn = index // len(files)
    height, width = image.shape[:2]
    image = image[height * (turn % 3) // 100:, width * turn // 100:width - width * (turn // 2) // 100]
    if dark:
        image = (image * 0.12).astype(numpy.uint8)
    return cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, 92 - index % 3])[1].tobytes()


def day(ahead):
    beijing = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=8, days=ahead)
    return beijing.strftime("%Y-%m-%d")


class BatchTest(unittest.TestCase):
    def setUp(self):
        self.contract = Contract()
        self.service = Service(contract=self.contract)
        self.times = collections.OrderedDict()

    def tearDown(self):
        self.service.stop()

    def timed(self, name, work):
        begin = time.monotonic()
        done = work()
        self.times[name] = time.monotonic() - begin
        return done

    def made(self, answer):
        self.assertEqual(answer.status, 201, answer)
        return answer.json

    def let_in(self, role, tenant):
        email = f"{role}@test.cn"
        link = self.made(self.admin.post("/users", {"email": email, "display_name": role, "role": role, "tenant": tenant}))
        client = Client(self.service)
        self.assertEqual(client.accept(link["link"], email, PASSWORD).status, 201)
        return client

    def set_up(self):
        self.admin = Client(self.service)
        self.assertEqual(self.admin.accept(self.service.first_link, "admin@localhost", PASSWORD).status, 201)
        centre = self.made(self.admin.post("/schools", {"kind": "centre", "name": {"zh": "采集中心", "en": "Centre"}}))["id"]
        self.school = self.made(self.admin.post(
            "/schools", {"kind": "school", "centre": centre, "name": {"zh": "示范大学", "en": "Demo"}}))["id"]
        self.office, self.centre = self.let_in("school", self.school), self.let_in("centre", centre)
        words = {"zh": "见通知。", "en": "As the notice says."}
        batch = {"name": {"zh": "2027届", "en": "Class of 2027"}, "steps": [{"by": "school", "persons": 1}, {"by": "centre", "persons": 1}],
                 "texts": {"uses": words, "consequences": words, "office": words}}
        self.batch = self.made(self.office.post("/batches", batch))["id"]
        self.made(self.office.post("/windows", {"batch": self.batch, "kind": "main_round", "first_day": day(-1), "last_day": day(20)}))
        for event in ("announce", "open"):
            version = self.office.get(f"/batches/{self.batch}").json["version"]
            moved = self.office.post(f"/batches/{self.batch}/moves", {"event": event, "version": version})
            self.assertEqual(moved.status, 200, moved)
        for kind in ("photo", "comparison"):
            self.made(self.office.post("/consent-texts", {"kind": kind, "words": words}))

    def import_roster(self):
        given = self.made(self.office.ask("POST", f"/api/v1/rosters?batch={self.batch}", raw=roster(STUDENTS), headers={
            "Content-Type": "application/octet-stream", "Idempotency-Key": self.service.new_key()}))["id"]
        plan = self.office.get(f"/rosters/{given}/preview?covers=whole_batch")
        self.assertEqual(plan.status, 200, plan)
        done = self.office.post(f"/rosters/{given}/import", {
            "roster_version": plan.json["roster_version"], "covers": "whole_batch", "refused_rows": "stop"})
        self.assertIn(done.status, (200, 201), done)

    def issue_codes(self):
        self.codes = {}
        left = 1
        while left:
            issued = self.made(self.office.post("/codes", {"batch": self.batch}))
            self.codes.update({code["student"]: code["id"] for code in issued["issued"]})
            left = issued["left"]
        self.assertEqual(len(self.codes), STUDENTS)

    def list_students(self):
        rows, cursor = [], ""
        while cursor is not None:
            page = self.office.get(f"/students?batch={self.batch}&limit=200" + (f"&cursor={cursor}" if cursor else ""))
            self.assertEqual(page.status, 200, page)
            rows += page.json["items"]
            cursor = page.json["next"]
        self.students = [row["id"] for row in rows]
        self.assertEqual(len(self.students), STUDENTS)

    def phone(self, index):
        """A phone whose owner has confirmed who they are."""
        shown = self.office.get(f"/codes/{self.codes[self.students[index]]}").json["text"]
        phone = Student(self.service)
        confirmed = phone.confirm(shown, document(index)[-6:])
        self.assertEqual(confirmed.status, 200, confirmed)
        return phone

    def shoot_well(self, phone, index):
        """Shoots until a photo could be made: of some portraits the hair is cut off, as of some students'."""
        for other in (0, 17, 30, 43):
            found = phone.shoot(picture(index + other)).json
            if found["has_photo"]:
                return found
        self.fail(f"no photo of student {index}")

    def capture(self, index):
        """One student's way to a submitted photo; some shoot badly first, some lose the phone."""
        phone = self.phone(index)
        self.assertEqual(phone.begin("refused" if index % 7 == 3 else "given").status, 201)
        if index % 5 == 2:
            bad = phone.shoot(picture(index, dark=True)).json
            self.assertNotEqual(bad["state"], "machine_ok")
        begin = time.monotonic()
        found = phone.shoot(picture(index)).json
        self.waits.append(time.monotonic() - begin)
        found = found if found["has_photo"] else self.shoot_well(phone, index)
        if index % 11 == 4:  # the phone is lost: another one takes over and shoots anew
            lost, phone = phone, self.phone(index)
            self.assertEqual(lost.get("/codes/current").code, "code.other_device")
            self.assertEqual(phone.begin().status, 201)
            found = self.shoot_well(phone, index)
        sent = phone.submit(found["shot"], ask=found["state"] == "machine_refused")
        self.assertEqual(sent.status, 200, sent)
        if index % 9 == 5:  # taken back while nobody has decided, and sent again
            self.assertEqual(phone.delete("/photos/current").status, 204)
            self.assertEqual(phone.begin().status, 201)
            again = self.shoot_well(phone, index)
            self.assertEqual(phone.submit(again["shot"], ask=again["state"] == "machine_refused").status, 200)
        return phone

    def capture_all(self):
        self.waits = []
        with ThreadPoolExecutor(4) as pool:
            self.phones = list(pool.map(self.capture, range(CAPTURES)))

    def queue(self, who, query=""):
        photos, cursor = [], ""
        while cursor is not None:
            page = who.get(f"/photos?batch={self.batch}&limit=100{query}" + (f"&cursor={cursor}" if cursor else ""))
            self.assertEqual(page.status, 200, page)
            photos += page.json["items"]
            cursor = page.json["next"]
        return photos

    def decide(self, who, photo, decision, query="", **more):
        desk = who.get(f"/photos/{photo}{query}")
        self.assertEqual(desk.status, 200, desk)
        ticks = [{"rule": tick["rule"], "answer": "good"} for tick in desk.json["ticks"]]
        body = {"photo": photo, "version": desk.json["version"], "decision": decision, **more}
        if decision == "accept":
            body["ticks"] = ticks
        return who.post(f"/reviews{query}", body)

    def review(self):
        """The office: every eighth is returned, one is locked, the rest are accepted."""
        waiting = self.queue(self.office)
        self.assertEqual(len(waiting), CAPTURES)
        place = {student: i for i, student in enumerate(self.students)}
        self.returned, self.locked = [], []
        for item in waiting:
            index = place[item["student"]]
            if index % 8 == 6:
                done = self.decide(self.office, item["id"], "return", reasons=["light.uneven"], words="请面向窗户。")
                self.returned.append(index)
            elif index in (1, 2):
                raised = self.made(self.office.post("/violations", {"kind": "recapture", "photo": item["id"], "seen": "屏幕边框"}))
                done = self.office.post(f"/violations/{raised['id']}/confirm", {"reason": "照片为翻拍"})
                self.locked.append(index)
                self.assertEqual(done.status, 200, done)
                continue
            else:
                done = self.decide(self.office, item["id"], "accept")
            self.assertEqual(done.status, 201, done)

    def state(self, index):
        return self.phones[index].get("/codes/current").json["state"]

    def mend(self):
        """Returned ones shoot again; of two locked ones one objects and is believed, the other is let go."""
        for index in self.returned:
            phone = self.phones[index]
            self.assertEqual(self.state(index), "returned")
            self.assertEqual(phone.begin().status, 201)
            same = phone.shoot(phone.sent).json
            self.assertTrue(same["came_before"], "the returned picture comes again")
            self.assertEqual(phone.submit(same["shot"], ask=True).code, "photo.repeated")
            other = self.shoot_well(phone, index + 8)
            self.assertEqual(phone.submit(other["shot"], ask=other["state"] == "machine_refused").status, 200)
        for index in self.locked:
            phone = self.phones[index]
            self.assertEqual(self.state(index), "locked")
            lock = phone.get("/codes/current/locks").json["items"][0]
            self.assertTrue(lock["words"]["zh"] and lock["words"]["en"])
            if index == self.locked[0]:
                objection = self.made(phone.post("/codes/current/objections", {"lock": lock["id"], "words": "是我本人当场拍的。"}))
                answered = self.office.post(f"/objections/{objection['id']}/answer", {"answer": "uphold", "reason": "核对原件无误"})
                self.assertIn(answered.status, (200, 204), answered)
            else:
                lifted = self.office.post(f"/locks/{lock['id']}/lift", {"reason": "已当面核实"})
                self.assertIn(lifted.status, (200, 204), lifted)
            self.assertNotEqual(self.state(index), "locked")

    def finish(self):
        """The office looks at what came again; the centre accepts all but one."""
        for item in self.queue(self.office):
            self.assertEqual(self.decide(self.office, item["id"], "accept").status, 201)
        school = f"?school={self.school}"
        waiting = self.queue(self.centre, f"&school={self.school}")
        self.assertEqual(len(waiting), CAPTURES)
        for number, item in enumerate(waiting):
            if number == 0:
                done = self.decide(self.centre, item["id"], "return", school, reasons=["light.dark"])
            else:
                done = self.decide(self.centre, item["id"], "accept", school)
            self.assertEqual(done.status, 201, done)
        self.seen_by_centre = json.dumps(waiting, ensure_ascii=False)

    def test_a_whole_batch(self):
        self.set_up()
        self.timed("roster", self.import_roster)
        self.timed("list", self.list_students)
        self.timed("codes", self.issue_codes)
        self.timed("captures", self.capture_all)
        self.timed("review", self.review)
        self.mend()
        self.timed("centre", self.finish)
        counts = collections.Counter()
        for line in self.office.get(f"/students/counts?batch={self.batch}").json["items"]:
            counts[line["state"]] += line["count"]
        self.assertEqual(counts, {"accepted": CAPTURES - 1, "returned": 1, "coded": STUDENTS - CAPTURES})
        for name in NAMES[:CAPTURES]:
            self.assertNotIn(name, self.seen_by_centre)
        whole = self.service.run("audit", "verify")
        self.assertEqual(whole.returncode, 0, whole.stdout)
        waits = sorted(self.waits)
        print(f"{STUDENTS} students, {CAPTURES} captures: " + ", ".join(f"{k} {v:.1f} s" for k, v in self.times.items()) +
              f"; from shot to findings {statistics.median(waits):.2f} s, 95 % {waits[int(len(waits) * 0.95)]:.2f} s")


if __name__ == "__main__":
    if len(sys.argv) == 3 and sys.argv[1].isdigit():
        STUDENTS, CAPTURES = int(sys.argv[1]), int(sys.argv[2])
        sys.argv = sys.argv[:1]
    unittest.main()
