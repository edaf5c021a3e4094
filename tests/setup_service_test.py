"""A school's set-up as its clerk does it, over TLS and from an empty folder: batch, windows, notice, roster,
students, admission photos; and what a centre and another school see of it."""

import datetime
import io
import itertools
import json
import time
import unittest
import zipfile

from contract import Contract
from service import Client, Service

PASSWORD = "correct horse battery"
COLLEGES = ("文学院", "理学院", "工学院", "法学院", "医学院", "商学院")
HEAD = ("学号", "姓名", "证件号码", "学院", "班级", "手机")
JPEG = b"\xff\xd8\xff\xe0" + b"made up " * 40
NAMES = ["".join(parts) for parts in itertools.product("赵钱孙李周吴郑王冯陈褚卫蒋沈韩", "梓沐雨浩欣诗宇晨奕佳若语子思",
                                                        "涵轩怡然泽萱琪彤睿瑶辰凡航曦霖")]


def resident_number(count):
    """An invented resident's number with its check digit."""
    number = f"{320100 + count // 1000}20040506{count % 1000:03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return number + "10X98765432"[sum(int(d) * w for d, w in zip(number, weights)) % 11]


def line(count):
    college = COLLEGES[count % len(COLLEGES)]
    return [str(202200000 + count), NAMES[count], resident_number(count), college, f"{count // 6 % 10 + 1}班", f"138{count:08d}"]


def csv(lines, head=HEAD, encoding="utf-8-sig"):
    return "".join(",".join(row) + "\r\n" for row in (head, *lines)).encode(encoding)


def archive(files):
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as heap:
        for name, content in files:
            heap.writestr(name, content)
    return kept.getvalue()


def day(ahead):
    return (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=8, days=ahead)).strftime("%Y-%m-%d")


SECRETS = {*NAMES[:3000], *map(resident_number, range(3000)), *(str(202200000 + i) for i in range(3000))}


def named_in(text):
    """Which of the made-up students' names and numbers a text holds."""
    return {text[i:i + length] for length in (3, 9, 18) for i in range(len(text) - length + 1)} & SECRETS


class Listening(Client):
    """A client that keeps all that it was ever told."""

    def __init__(self, service):
        super().__init__(service)
        self.told = []

    def ask(self, method, path, *more, **named):
        answer = super().ask(method, path, *more, **named)
        self.told.append((f"{method} {path}", answer.bytes.decode("utf-8", "replace") + str(answer.headers)))
        return answer


class SetUpTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.service = Service(contract=Contract())
        cls.admin = Client(cls.service)
        entered = cls.admin.accept(cls.service.first_link, "admin@localhost", PASSWORD)
        assert entered.status == 201, entered
        cls.centre_id = cls.made(cls.admin.post("/schools", {"kind": "centre", "name": {"zh": "采集中心", "en": "Centre"}}))
        cls.school = cls.made(cls.admin.post("/schools", {"kind": "school", "code": "10284", "centre": cls.centre_id,
                                                          "name": {"zh": "甲校", "en": "School A"}}))
        other = cls.made(cls.admin.post("/schools", {"kind": "school", "code": "10286", "name": {"zh": "乙校", "en": "School B"}}))
        cls.office = cls.let_in("office@a.cn", "school", cls.school)
        cls.stranger = cls.let_in("office@b.cn", "school", other)
        cls.centre = cls.let_in("desk@centre.cn", "centre", cls.centre_id, Listening)
        cls.batch = cls.announced()
        cls.import_everybody()

    @classmethod
    def let_in(cls, email, role, tenant, kind=Client, **more):
        invited = cls.admin.post("/users", {"email": email, "display_name": "Test", "role": role, "tenant": tenant, **more})
        assert invited.status == 201, invited
        client = kind(cls.service)
        entered = client.accept(invited.json["link"], email, PASSWORD)
        assert entered.status == 201, entered
        return client

    @staticmethod
    def made(answer):
        assert answer.status == 201, answer
        return answer.json["id"]

    @classmethod
    def draft(cls, name="2026 届", **more):
        texts = {"uses": {"zh": "毕业证书", "en": "Diploma"}, "consequences": {"zh": "影响证书", "en": "It may be late"},
                 "office": {"zh": "教务处 <b>电话</b>", "en": "Academic affairs"}}
        return cls.made(cls.office.post("/batches", {"name": {"zh": name, "en": "Class of 2026"}, "price_fen": 1500, "prints": 5,
                                                     "texts": texts, **more}))

    @classmethod
    def announced(cls, name="2026 届"):
        batch = cls.draft(name)
        cls.made(cls.office.post("/windows", {"batch": batch, "kind": "main_round", "first_day": day(-1), "last_day": day(9),
                                              "hours": {"opens": "08:00", "closes": "18:00"}}))
        assert cls.move(batch, "announce").status == 200
        return batch

    @classmethod
    def move(cls, batch, event):
        version = cls.office.get(f"/batches/{batch}").json["version"]
        return cls.office.post(f"/batches/{batch}/moves", {"event": event, "version": version})

    @classmethod
    def give(cls, batch, content, query="", client=None):
        return (client or cls.office).post(f"/rosters?batch={batch}{query}", raw=content,
                                           headers={"Content-Type": "application/octet-stream"})

    @classmethod
    def take(cls, roster, covers="whole_batch", refused_rows="stop"):
        plan = cls.office.get(f"/rosters/{roster}/preview?covers={covers}")
        assert plan.status == 200, plan
        return plan.json, cls.office.post(f"/rosters/{roster}/import", {
            "roster_version": plan.json["roster_version"], "covers": covers, "refused_rows": refused_rows})

    @classmethod
    def import_everybody(cls):
        begun = time.monotonic()
        roster = cls.made(cls.give(cls.batch, csv(map(line, range(3000)))))
        given = time.monotonic()
        cls.plan, imported = cls.take(roster)
        assert imported.status == 200, imported
        cls.imported = imported.json
        ended = time.monotonic()
        cls.told_time = (f"3,000 students: given in {given - begun:.1f} s, previewed and imported in {ended - given:.1f} s")

    @classmethod
    def tearDownClass(cls):
        log, told = cls.service.stop()
        assert cls.service.process.returncode == 0, told
        for row in log.splitlines():
            json.loads(row)
        assert not named_in(log + told), named_in(log + told)

    def pages(self, client, query):
        cursor, items = "", []
        while True:
            page = client.get(f"/students?{query}{cursor}")
            self.assertEqual(page.status, 200, page)
            items += page.json["items"]
            if page.json["next"] is None:
                return items
            cursor = "&cursor=" + page.json["next"]

    def test_a_roster_of_three_thousand_becomes_students_colleges_and_classes(self):
        print(self.told_time)
        self.assertEqual(self.imported["counts"], {"rows": 3000, "new": 3000, "changed": 0, "same": 0, "relisted": 0, "absent": 0,
                                                   "faults": 0})
        self.assertEqual(sorted(self.plan["new_colleges"]), sorted(COLLEGES))
        self.assertEqual(len(self.plan["new_classes"]), 60)
        self.assertEqual((len(self.plan["new"]), self.plan["new"][0]["name"]), (500, NAMES[0]))
        students = self.pages(self.office, f"batch={self.batch}&limit=200")
        self.assertEqual([s["identity"]["name"] for s in students], NAMES[:3000])
        self.assertEqual(len({s["code_number"] for s in students}), 3000)
        counts = self.office.get(f"/students/counts?batch={self.batch}").json["items"]
        self.assertEqual((len(counts), sum(c["count"] for c in counts)), (60, 3000))
        missing = self.office.get(f"/students/missing?batch={self.batch}").json["items"]
        self.assertEqual((len(missing), {(c["expected"], c["missing"]) for c in missing}), (60, {(50, 50)}))

    def test_students_are_listed_by_filters_and_a_cursor_is_of_its_own_list(self):
        college = next(c for c in self.office.get("/colleges").json["items"] if c["name"] == COLLEGES[1])["id"]
        of_college = self.pages(self.office, f"batch={self.batch}&college={college}&sort=code_number&limit=200")
        self.assertEqual(len(of_college), 500)
        numbers = [s["code_number"] for s in of_college]
        self.assertEqual(numbers, sorted(numbers))
        self.assertEqual(self.office.get(f"/students?batch={self.batch}&state=accepted").json["items"], [])
        first = self.office.get(f"/students?batch={self.batch}&missing=true&limit=10").json
        self.assertEqual(len(first["items"]), 10)
        for query in ("", "&missing=true&sort=latest", f"&missing=true&college={college}"):
            answer = self.office.get(f"/students?batch={self.batch}{query}&cursor={first['next']}")
            self.assertEqual(answer.code, "cursor.invalid", query)
        for wrong in ("state=drunk", "sort=name", "missing=1", "limit=0"):
            answer = self.office.get(f"/students?batch={self.batch}&{wrong}")
            self.assertEqual((answer.status, answer.code), (422, "invalid_input"), wrong)

    def test_one_is_found_by_a_whole_name_or_number(self):
        for text in (NAMES[77], resident_number(77), "202200077"):
            found = self.office.post("/students/search", {"batch": self.batch, "find": text}).json["items"]
            self.assertEqual([s["identity"]["name"] for s in found], [NAMES[77]], text)
        self.assertEqual(self.office.post("/students/search", {"batch": self.batch, "find": "赵"}).json["items"], [])

    def test_a_batch_is_edited_with_its_version_and_moved_by_events(self):
        batch = self.made(self.office.post("/batches", {"name": {"zh": "试", "en": "Trial"}, "texts": {
            "uses": {"zh": "证书", "en": "Diploma"}}}))
        path = f"/batches/{batch}"
        self.made(self.office.post("/windows", {"batch": batch, "kind": "main_round", "first_day": day(-1), "last_day": day(2)}))
        read = self.office.get(path)
        self.assertEqual((read.json["state"], read.headers["etag"].strip('W/"')), ("draft", str(read.json["version"])))
        lacking = self.move(batch, "announce")
        self.assertEqual((lacking.code, lacking.json["missing"]), ("batch.incomplete", ["consequences", "office"]))
        change = {"version": read.json["version"], "price_fen": 990, "holidays": ["2026-10-01"], "steps": [
            {"by": "school", "persons": 2}, {"by": "centre", "persons": 1}], "texts": {
            "consequences": {"zh": "无", "en": "None"}, "office": {"zh": "处", "en": "Office"}, "uses": {"zh": "新", "en": "New"}}}
        self.assertEqual(self.office.patch(path, change).status, 204)
        self.assertEqual(self.office.patch(path, change).code, "version.stale")
        now = self.office.get(path).json
        self.assertEqual((now["price_fen"], now["name"]["en"], now["texts"]["uses"]["zh"]), (990, "Trial", "新"))
        self.assertEqual((now["steps"], now["holidays"]), (change["steps"], ["2026-10-01"]))
        for event, state in (("announce", "announced"), ("recall", "draft"), ("announce", "announced"), ("open", "open"),
                             ("pause", "paused"), ("resume", "open"), ("close", "closed")):
            moved = self.move(batch, event)
            self.assertEqual((moved.status, moved.json.get("state")), (200, state), event)
            self.assertEqual(moved.json["version"], self.office.get(path).json["version"])
        self.assertEqual(self.move(batch, "open").code, "state.not_allowed")
        version = self.office.get(path).json["version"]
        self.assertEqual(self.office.patch(path, {"version": version, "prints": 1}).code, "state.not_allowed")

    def test_a_wrong_field_of_a_batch_is_named(self):
        name = {"zh": "试", "en": "Trial"}
        for wrong, field in (({"price_fen": -1}, "price_fen"), ({"steps": [{"by": "dog", "persons": 1}]}, "steps"),
                             ({"steps": [{"by": "school", "persons": 3}]}, "steps[0].persons"), ({"holidays": ["2026-02-30"]}, "holidays"),
                             ({"texts": {"poem": {"zh": "诗", "en": "Poem"}}}, "texts.poem"), ({"backdrop": "forest"}, "backdrop"),
                             ({"texts": {"uses": {"zh": "只"}}}, "texts.uses.en"), ({"colour": 1}, "colour")):
            answer = self.office.post("/batches", {"name": name, **wrong})
            self.assertEqual((answer.status, answer.json.get("field")), (422, field), answer)
        self.assertEqual(self.office.post("/batches", {}).json["field"], "name")

    def test_everybody_reads_the_notice_once_it_was_announced(self):
        batch = self.draft()
        reader = Client(self.service)
        self.assertEqual(reader.get(f"/notices/{batch}").status, 404)
        chinese = reader.get(f"/notices/{self.batch}")
        english = reader.get(f"/notices/{self.batch}", headers={"Accept-Language": "en"})
        asked = reader.get(f"/notices/{self.batch}?lang=en")
        self.assertEqual((chinese.json["language"], english.json), ("zh", asked.json))
        self.assertIn("甲校", chinese.json["title"])
        self.assertIn("School A", english.json["title"])
        sections = {s["id"]: s for s in english.json["sections"]}
        self.assertEqual(len(sections["rules"]["lines"]), 7)
        self.assertEqual(sections["uses"]["lines"], ["Diploma"])
        self.assertIn("教务处 &lt;b&gt;电话&lt;/b&gt;", chinese.json["html"])
        self.assertIn("<ol>", chinese.json["html"])
        again = reader.get(f"/notices/{self.batch}", headers={"If-None-Match": chinese.headers["etag"]})
        self.assertEqual((again.status, again.bytes), (304, b""))

    def test_windows_are_added_and_removed_and_own_ones_have_a_reason(self):
        batch = self.announced("窗口")
        some_class = self.office.get("/classes").json["items"][0]["id"]
        own = {"batch": batch, "kind": "own_window", "class": some_class, "first_day": day(20), "last_day": day(22),
               "hours": {"opens": "20:00", "closes": "04:00"}}
        self.assertEqual(self.office.post("/windows", own).code, "text.invalid")
        student = self.made(self.office.post("/students", {"batch": batch, "fields": {
            "name": "何方", "document_number": resident_number(5000)}}))
        for_one = {**own, "student": student, "class": None, "reason": "在国外实习"}
        windows = [self.made(self.office.post("/windows", {**own, "reason": "实习"})), self.made(self.office.post("/windows", for_one)),
                   self.made(self.office.post("/windows", {"batch": batch, "kind": "make_up_round", "first_day": day(30), "last_day": day(31)}))]
        listed = self.office.get(f"/windows?batch={batch}").json["items"]
        self.assertEqual(sorted(w["kind"] for w in listed), ["main_round", "make_up_round", "own_window", "own_window"])
        self.assertEqual({w["reason"] for w in listed if w["student"] == student}, {"在国外实习"})
        self.assertEqual(next(w for w in listed if w["class"])["hours"], {"opens": "20:00", "closes": "04:00"})
        main = next(w for w in listed if w["kind"] == "main_round")
        self.assertEqual(self.office.delete(f"/windows/{main['id']}?batch={batch}").code, "state.not_allowed")
        for window in windows:
            self.assertEqual(self.office.delete(f"/windows/{window}?batch={batch}").status, 204)
        self.assertEqual(self.office.delete(f"/windows/{windows[0]}?batch={batch}").status, 404)
        for wrong, field in (({"first_day": "tomorrow"}, "first_day"), ({"hours": {"opens": "8", "closes": "18:00"}}, "hours.opens"),
                             ({"hours": {"opens": "08:00"}}, "hours.closes"), ({"kind": "door"}, "kind")):
            answer = self.office.post("/windows", {**own, "reason": "实习", **wrong})
            self.assertEqual((answer.status, answer.json.get("field")), (422, field), answer)
        self.assertEqual(self.office.post("/windows", {**own, "reason": "实习", "last_day": day(1)}).code, "window.invalid")

    def test_a_columns_meaning_is_corrected_and_remembered(self):
        batch = self.announced("更正")
        head = ("学号", "姓名", "证件号码", "学院", "班级", "随便")
        content = csv(map(line, range(3)), head)
        roster = self.made(self.give(batch, content))
        looked = self.office.get(f"/rosters/{roster}").json
        self.assertEqual((looked["found"]["format"], looked["found"]["encoding"], looked["rows"]), ("csv", "utf-8", 3))
        name = looked["columns"][1]
        self.assertEqual((name["field"], name["evidence"], name["letters"], name["samples"][0]), ("name", "heading", "B", NAMES[0]))
        self.assertFalse(looked["is_mapping_remembered"])
        self.assertEqual(self.office.patch(f"/rosters/{roster}", {"column": 6, "field": "remark"}).status, 204)
        self.assertEqual(self.office.patch(f"/rosters/{roster}", {"column": 4, "field": None}).status, 204)
        columns = self.office.get(f"/rosters/{roster}").json["columns"]
        self.assertEqual((columns[5]["field"], columns[5]["evidence"], columns[3]["field"]), ("remark", "person", None))
        self.assertEqual(columns[1]["evidence"], "heading")
        self.assertEqual(self.office.patch(f"/rosters/{roster}", {"column": 4, "field": "shoe"}).json["field"], "field")
        self.assertEqual(self.office.patch(f"/rosters/{roster}", {"column": 70, "field": None}).code, "invalid_input")
        plan, imported = self.take(roster)
        self.assertEqual((plan["new"][0]["college"], plan["new_colleges"], imported.status), (None, [], 200))
        again = self.made(self.give(batch, content))
        looked = self.office.get(f"/rosters/{again}").json
        self.assertTrue(looked["is_mapping_remembered"])
        self.assertEqual([c["field"] for c in looked["columns"]][3:], [None, "class_name", "remark"])
        self.assertEqual(self.office.delete(f"/rosters/{again}").status, 204)
        self.assertEqual(self.office.get(f"/rosters/{again}").status, 404)
        states = [one["state"] for one in self.office.get(f"/rosters?batch={batch}").json["items"]]
        self.assertEqual(sorted(states), ["discarded", "imported"])

    def test_a_second_roster_shows_changes_absentees_and_faults_before_it_is_taken(self):
        batch = self.announced("第二次")
        self.assertEqual(self.take(self.made(self.give(batch, csv(map(line, range(10))))))[1].status, 200)
        lines = [line(i) for i in range(10)]
        lines[2][4] = "转入班"
        lines[3][2] = resident_number(3)[:17] + ("1" if resident_number(3)[17] != "1" else "2")
        lines[4][1] = "新名"
        lines = lines[:9] + [line(10)]
        roster = self.made(self.give(batch, csv(lines)))
        plan = self.office.get(f"/rosters/{roster}/preview?covers=whole_batch").json
        self.assertEqual({c["student_number"]: c["changed"] for c in plan["changed"]}, {"202200002": ["class_name"], "202200004": ["name"]})
        self.assertEqual([n["name"] for n in plan["new"]], [NAMES[10]])
        fault = plan["faults"][0]
        self.assertEqual((len(plan["faults"]), fault["row"], fault["field"], fault["letters"], fault["code"], fault["value"]),
                         (1, 5, "document_number", "C", "document.checksum", lines[3][2]))
        self.assertTrue(fault["mend"]["zh"] and fault["mend"]["en"])
        # Whoever has no good row is not on the roster: the one who is left out, and the one with the fault.
        self.assertEqual((len(plan["absent"]), plan["counts"]["absent"]), (2, 2))
        body = {"roster_version": plan["roster_version"], "covers": "whole_batch", "refused_rows": "stop"}
        self.assertEqual(self.office.post(f"/rosters/{roster}/import", body).code, "roster.rows_refused")
        self.assertEqual(self.office.post(f"/rosters/{roster}/import", {**body, "roster_version": 1}).code, "version.stale")
        done = self.office.post(f"/rosters/{roster}/import", {**body, "refused_rows": "leave_out"}, key="second-roster")
        self.assertEqual((done.status, done.json["counts"]), (200, plan["counts"]))
        again = self.office.post(f"/rosters/{roster}/import", {**body, "refused_rows": "leave_out"}, key="second-roster")
        self.assertEqual((again.status, again.json), (200, done.json))
        absent = self.office.get(f"/students?batch={batch}&absent=true").json["items"]
        self.assertEqual([s["identity"]["name"] for s in absent], [NAMES[3], NAMES[9]])
        self.assertEqual(len(self.pages(self.office, f"batch={batch}")), 11)
        listed = self.office.get(f"/rosters?batch={batch}").json["items"]
        self.assertEqual({(one["new"], one["changed"], one["faults"]) for one in listed}, {(10, 0, 0), (1, 2, 1)})

    def test_a_file_in_gbk_is_read_and_one_that_is_no_table_says_what_to_do(self):
        batch = self.announced("国标")
        roster = self.made(self.give(batch, csv(map(line, range(40)), encoding="gbk")))
        looked = self.office.get(f"/rosters/{roster}").json
        self.assertEqual((looked["found"]["encoding"], looked["columns"][0]["heading"]), ("gbk", "学号"))
        self.assertEqual(self.take(roster)[1].json["counts"]["new"], 40)
        self.assertEqual(self.pages(self.office, f"batch={batch}")[7]["identity"]["name"], NAMES[7])
        for language in ("zh", "en"):
            refused = self.give(batch, JPEG, f"&lang={language}")
            self.assertEqual((refused.status // 100, refused.code.split(".")[0]), (4, "table"), refused)
            self.assertTrue(refused.json["detail"])
        self.assertEqual(self.give(batch, b"").code, "table.empty")
        self.assertEqual(self.give(batch, b"x", "&encoding=ebcdic").json["field"], "encoding")
        self.assertEqual(self.give(batch, b"x", "&heading_row=-1").json["field"], "heading_row")

    def test_a_student_is_added_changed_and_marked_by_hand(self):
        batch = self.announced("手工")
        fields = {"name": "阿依古丽·买买提", "document_number": resident_number(4000), "student_number": "S-1", "class_name": "1班"}
        student = self.made(self.office.post("/students", {"batch": batch, "fields": fields}))
        path = f"/students/{student}"
        read = self.office.get(path)
        self.assertEqual((read.json["identity"]["name"], read.json["state"]), (fields["name"], "listed"))
        version = read.json["version"]
        self.assertEqual(self.office.patch(path, {"version": version, "fields": {"phone": "13900139000", "student_number": None}}).status, 204)
        self.assertEqual(self.office.patch(path, {"version": version, "fields": {"phone": ""}}).code, "version.stale")
        now = self.office.get(path).json
        self.assertEqual((now["identity"]["phone"], now["identity"]["student_number"]), ("13900139000", None))
        wrong = self.office.post("/students", {"batch": batch, "fields": {"name": "某", "document_number": "123"}})
        self.assertEqual((wrong.status, wrong.json["field"]), (422, "fields.document_number"))
        self.assertEqual(self.office.post("/students", {"batch": batch, "fields": {"hat": "x"}}).json["field"], "fields.hat")
        twice = self.office.post("/students", {"batch": batch, "fields": fields})
        self.assertEqual(twice.code, "store.conflict")
        for event, state in (("mark_done_before", "done_before"), ("relist", "listed"), ("withdraw", "withdrawn"), ("relist", "listed"),
                             ("defer", "deferred"), ("relist", "listed")):
            moved = self.office.post(f"{path}/moves", {"event": event, "reason": "按学校通知"})
            self.assertEqual((moved.status, moved.json.get("state")), (200, state), moved)
            told = self.office.get(f"/students/missing?batch={batch}").json["items"]
            self.assertEqual([(c["expected"], c["missing"]) for c in told], [(1, 1) if state == "listed" else (0, 0)])
        self.assertEqual(self.office.get(path).json["state_reason"], "按学校通知")
        self.assertEqual(self.office.post(f"{path}/moves", {"event": "accept", "reason": "x"}).code, "invalid_input")
        self.assertEqual(self.office.post(f"{path}/moves", {"event": "withdraw", "reason": " "}).code, "text.invalid")
        self.assertEqual(self.put(self.office, f"{path}/glasses", {"glasses": "worn"}).status, 204)
        self.assertEqual(self.office.get(path).json["glasses"], "worn")

    @staticmethod
    def put(client, path, body=None, raw=None):
        headers = {"Content-Type": "application/octet-stream"} if raw is not None else {}
        return client.ask("PUT", "/api/v1" + path, body, headers, raw)

    def test_admission_photos_come_as_an_archive_or_one_by_hand(self):
        batch = self.announced("录取")
        self.assertEqual(self.take(self.made(self.give(batch, csv(map(line, range(5))))))[1].status, 200)
        students = {s["identity"]["student_number"]: s["id"] for s in self.pages(self.office, f"batch={batch}")}
        path = f"/reference-photos?batch={batch}"
        heap = archive([("202200000.jpg", JPEG + b"0"), (f"照片/{resident_number(1)}.jpg", JPEG + b"1"),
                        (f"202200002_{NAMES[2]}.jpg", JPEG + b"2"), ("nobody.jpg", JPEG), ("202200003.jpg", b"no picture"),
                        ("202200000-2.jpg", JPEG + b"x"), ("__MACOSX/._202200000.jpg", b"x")])
        outcome = self.put(self.office, path, raw=heap)
        self.assertEqual(outcome.status, 200, outcome)
        self.assertEqual({m["student"]: m["by"] for m in outcome.json["matched"]}, {
            students["202200000"]: "student_number", students["202200001"]: "document", students["202200002"]: "student_number"})
        self.assertEqual(outcome.json["unmatched"], ["nobody.jpg"])
        self.assertEqual({r["path"]: r["code"] for r in outcome.json["refused"]}, {
            "202200003.jpg": "image.not_an_image", "202200000-2.jpg": "reference.duplicate"})
        again = self.put(self.office, path, raw=heap)
        self.assertTrue(all(m["is_known"] for m in again.json["matched"]))
        self.assertEqual(self.office.get(f"/reference-photos/counts?batch={batch}").json, {"missing": 2})
        by_hand = self.put(self.office, f"/reference-photos/{students['202200003']}", raw=JPEG + b"3")
        self.assertEqual(by_hand.status, 200, by_hand)
        photo = self.office.get(f"/reference-photos/{students['202200003']}")
        self.assertEqual((photo.bytes, photo.headers["content-type"], photo.headers["cache-control"]),
                         (JPEG + b"3", "image/jpeg", "private, no-store"))
        self.assertEqual(self.office.get(f"/reference-photos/{students['202200004']}").status, 404)
        self.assertEqual(self.office.get(f"/reference-photos/counts?batch={batch}").json, {"missing": 1})
        self.assertEqual(self.put(self.office, f"/reference-photos/{students['202200004']}", raw=b"text").code, "image.not_an_image")

    def test_a_hostile_archive_is_refused_whole(self):
        batch = self.announced("恶意")
        self.assertEqual(self.take(self.made(self.give(batch, csv(map(line, range(2))))))[1].status, 200)
        good = ("202200000.jpg", JPEG)
        cases = {"a way out": archive([good, ("../../202200001.jpg", JPEG)]), "absolute": archive([good, ("/etc/202200001.jpg", JPEG)]),
                 "a bomb": archive([good, ("202200001.jpg", JPEG + bytes(19 << 20))]), "backslashes": archive([good, ("a\\..\\202200001.jpg", JPEG)])}
        for what, heap in cases.items():
            answer = self.put(self.office, f"/reference-photos?batch={batch}", raw=heap)
            self.assertEqual((answer.status, answer.code), (422, "archive.unsafe"), what)
        for what, heap, code in (("cut", archive([good])[:-30], None), ("no archive", b"hello", "archive.not_an_archive"), ("empty", b"", None)):
            answer = self.put(self.office, f"/reference-photos?batch={batch}", raw=heap)
            self.assertEqual((answer.status, answer.code.split(".")[0]), (422, "archive"), f"{what}: {answer}")
            self.assertIn(answer.code, (code or answer.code,))
        self.assertEqual(self.office.get(f"/reference-photos/counts?batch={batch}").json, {"missing": 2})

    def test_another_schools_things_are_as_if_they_were_not_there(self):
        roster = self.made(self.give(self.batch, csv(map(line, range(2)))))
        student = self.office.get(f"/students?batch={self.batch}&limit=1").json["items"][0]["id"]
        window = self.office.get(f"/windows?batch={self.batch}").json["items"][0]["id"]
        fields = {"name": "某某", "document_number": resident_number(4500)}
        for batch, roster_id, student_id, window_id in ((self.batch, roster, student, window), ("no-such", "no-such", "no-such", "no-such")):
            asked = [self.stranger.get(f"/batches/{batch}"), self.stranger.patch(f"/batches/{batch}", {"version": 1}),
                     self.stranger.post(f"/batches/{batch}/moves", {"event": "pause", "version": 1}),
                     self.stranger.get(f"/windows?batch={batch}"), self.stranger.delete(f"/windows/{window_id}?batch={batch}"),
                     self.stranger.post("/windows", {"batch": batch, "kind": "make_up_round", "first_day": day(1), "last_day": day(2)}),
                     self.give(batch, csv([line(0)]), client=self.stranger), self.stranger.get(f"/rosters/{roster_id}"),
                     self.stranger.patch(f"/rosters/{roster_id}", {"column": 1, "field": None}), self.stranger.delete(f"/rosters/{roster_id}"),
                     self.stranger.get(f"/rosters/{roster_id}/preview?covers=part"),
                     self.stranger.post(f"/rosters/{roster_id}/import", {"roster_version": 1, "covers": "part", "refused_rows": "stop"}),
                     self.stranger.get(f"/students/{student_id}"), self.stranger.patch(f"/students/{student_id}", {"version": 1, "fields": {}}),
                     self.stranger.post("/students", {"batch": batch, "fields": fields}),
                     self.stranger.post(f"/students/{student_id}/moves", {"event": "withdraw", "reason": "x"}),
                     self.put(self.stranger, f"/students/{student_id}/glasses", {"glasses": "worn"}),
                     self.put(self.stranger, f"/reference-photos?batch={batch}", raw=archive([("a.jpg", JPEG)])),
                     self.put(self.stranger, f"/reference-photos/{student_id}", raw=JPEG), self.stranger.get(f"/reference-photos/{student_id}"),
                     self.stranger.get(f"/students?batch={batch}"), self.stranger.get(f"/students/counts?batch={batch}"), self.stranger.get(f"/students/missing?batch={batch}"),
                     self.stranger.post("/students/search", {"batch": batch, "find": NAMES[0]}),
                     self.stranger.get(f"/rosters?batch={batch}"), self.stranger.get(f"/reference-photos/counts?batch={batch}")]
            for answer in asked:
                self.assertEqual((answer.status, answer.code), (404, "access.not_found"), f"{batch}: {asked.index(answer)} {answer}")
        self.assertEqual(self.office.delete(f"/rosters/{roster}").status, 204)

    def test_an_assistant_sees_the_own_college_alone(self):
        colleges = {c["name"]: c["id"] for c in self.office.get("/colleges").json["items"]}
        assistant = self.let_in("assistant@a.cn", "college", self.school, college=colleges[COLLEGES[2]])
        seen = self.pages(assistant, f"batch={self.batch}&limit=200")
        self.assertEqual((len(seen), {s["college"] for s in seen}), (500, {colleges[COLLEGES[2]]}))
        self.assertEqual(seen[0]["identity"]["name"], NAMES[2])
        elsewhere = self.office.get(f"/students?batch={self.batch}&college={colleges[COLLEGES[0]]}&limit=1").json["items"][0]
        self.assertEqual(assistant.get(f"/students/{elsewhere['id']}").status, 404)
        self.assertEqual(assistant.get(f"/students?batch={self.batch}&college={colleges[COLLEGES[0]]}").json["items"], [])
        draft = self.draft("草稿")
        self.assertEqual(assistant.get(f"/batches/{draft}").status, 404)
        self.assertNotIn(draft, [b["id"] for b in assistant.get("/batches").json["items"]])

    def test_a_centre_is_never_told_who_a_student_is(self):
        school = f"school={self.school}"
        self.assertEqual(self.centre.get("/batches").json["field"], "school")
        self.assertEqual(self.centre.get("/batches?school=no-such").status, 404)
        self.assertEqual(self.centre.get(f"/batches?{school}").status, 200)
        self.assertEqual(self.centre.get(f"/batches/{self.batch}?{school}").json["id"], self.batch)
        self.assertEqual(self.centre.get(f"/windows?batch={self.batch}&{school}").status, 200)
        students = self.pages(self.centre, f"batch={self.batch}&{school}&limit=200")
        self.assertEqual(len(students), 3000)
        self.assertTrue(all(s["identity"] is None and s["code_number"] for s in students))
        self.assertEqual(students[0]["masked_name"], NAMES[0][0] + "*" + NAMES[0][2])
        one = self.centre.get(f"/students/{students[5]['id']}?{school}")
        self.assertEqual((one.status, one.json["identity"]), (200, None))
        found = self.centre.post(f"/students/search?{school}", {"batch": self.batch, "find": students[5]["code_number"]}).json["items"]
        self.assertEqual([s["id"] for s in found], [students[5]["id"]])
        for text in (NAMES[5], resident_number(5), "202200005"):
            self.assertEqual(self.centre.post(f"/students/search?{school}", {"batch": self.batch, "find": text}).json["items"], [])
        self.assertEqual(self.centre.get(f"/students/counts?batch={self.batch}&{school}").status, 200)
        self.assertEqual(self.centre.get(f"/students/missing?batch={self.batch}&{school}").status, 200)
        self.assertEqual(self.centre.get(f"/reference-photos/counts?batch={self.batch}&{school}").status, 200)
        for path in (f"/rosters?batch={self.batch}&{school}", f"/rosters/no-such?{school}", f"/rosters/no-such/preview?covers=part&{school}"):
            self.assertEqual(self.centre.get(path).code, "access.denied", path)
        for asked, told in self.centre.told:
            self.assertEqual(named_in(told), set(), asked)
        self.assertGreater(sum(len(told) for _, told in self.centre.told), 500_000)
        self.assertIn(NAMES[5], named_in(self.office.get(f"/students/{students[5]['id']}").bytes.decode()), "the search finds")

    def test_what_lies_on_the_disk_names_nobody(self):
        secrets = [text.encode() for i in range(0, 3000, 60) for text in (NAMES[i], resident_number(i))]
        files = [path for path in self.service.folder.rglob("*") if path.is_file()]
        self.assertGreater(len(files), 2)
        for path in files:
            content = path.read_bytes()
            for secret in secrets:
                self.assertNotIn(secret, content, path.name)


if __name__ == "__main__":
    unittest.main()
