"""The contract against the running service, both ways: every route is in it, every operation is served, and
each is open to the roles that it names and to nobody else."""

import json
import unittest

from contract import Contract
from service import Client, Service

PASSWORD = "correct horse battery"
ROLES = ("college", "school", "centre", "registry", "auditor", "admin")


class ContractTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.contract = Contract()
        cls.service = Service(contract=cls.contract)
        cls.admin = Client(cls.service)
        entered = cls.admin.accept(cls.service.first_link, "admin@localhost", PASSWORD)
        assert entered.status == 201, entered
        cls.centre = cls.admin.post("/schools", {"kind": "centre", "name": {"zh": "采集中心", "en": "Centre"}}).json["id"]
        cls.school = cls.admin.post(
            "/schools", {"kind": "school", "name": {"zh": "甲校", "en": "A"}, "centre": cls.centre}).json["id"]
        cls.clients = {"admin": cls.admin}
        for role in ("school", "centre", "registry", "auditor"):
            cls.clients[role] = cls.let_in(role, cls.centre if role == "centre" else cls.school)
        college = cls.clients["school"].post("/colleges", {"name": "文学院"}).json["id"]
        cls.clients["college"] = cls.let_in("college", cls.school, college=college)

    @classmethod
    def let_in(cls, role, tenant, **more):
        email = f"{role}@test.cn"
        invited = cls.admin.post("/users", {"email": email, "display_name": role, "role": role, "tenant": tenant, **more})
        assert invited.status == 201, invited
        client = Client(cls.service)
        entered = client.accept(invited.json["link"], email, PASSWORD)
        assert entered.status == 201, entered
        return client

    @classmethod
    def tearDownClass(cls):
        cls.service.stop()

    def test_the_document_is_whole(self):
        self.assertEqual(self.contract.faults(), [])

    def test_what_is_served_is_what_is_written(self):
        told = self.service.run("admin", "routes")
        self.assertEqual(told.returncode, 0, told.stderr)
        served = {(r["method"], r["path"]): sorted(r["roles"]) for r in map(json.loads, told.stdout.splitlines())}
        written = {(method, path): sorted(operation["x-roles"]) for method, path, operation in self.contract.operations()}
        self.assertEqual(served, written)

    def test_whoever_creates_is_asked_for_a_key(self):
        told = self.service.run("admin", "routes")
        for route in map(json.loads, told.stdout.splitlines()):
            operation = self.contract.document["paths"][route["path"]][route["method"].lower()]
            names = [self.contract.resolve(p)["name"] for p in operation.get("parameters", [])]
            self.assertEqual("Idempotency-Key" in names, route["makes"], route)

    def operations(self, door):
        """Those behind one door: "session" of the staff, "device" of a student."""
        for method, path, operation in self.contract.operations():
            doors = operation.get("security", self.contract.document["security"])
            if doors and door in doors[0]:
                yield method, path.replace("{id}", "0000000000"), operation["x-roles"]

    def staff_operations(self):
        return self.operations("session")

    def ask(self, client, method, path):
        return client.ask(method, "/api/v1" + path, None if method in ("GET", "DELETE") else {},
                          {"Idempotency-Key": self.service.new_key()})

    def test_nobody_gets_in_without_a_sign_in(self):
        stranger = Client(self.service)
        for method, path, _ in [*self.staff_operations(), *self.operations("device")]:
            answer = self.ask(stranger, method, path)
            self.assertEqual((answer.status, answer.code), (401, "session.invalid"), f"{method} {path}")

    def test_each_role_is_let_in_where_the_contract_says_so_and_nowhere_else(self):
        counted = {"let in": 0, "denied": 0}
        for method, path, roles in self.staff_operations():
            for role in ROLES:
                if path == "/sessions/current" and method == "DELETE":
                    continue  # it would end the session that the others need; service_test.py ends one
                answer = self.ask(self.clients[role], method, path)
                denied = (answer.status, answer.code) == (403, "access.denied")
                self.assertEqual(denied, role not in roles, f"{method} {path} as {role}: {answer}")
                counted["denied" if denied else "let in"] += 1
        print(f"permissions: {counted['let in']} let in, {counted['denied']} denied")
        self.assertGreater(counted["denied"], 0)

    def test_staff_never_act_as_a_students_device(self):
        for method, path, roles in self.operations("device"):
            self.assertEqual(roles, ["student"])
            for role in ROLES:
                answer = self.ask(self.clients[role], method, path)
                self.assertEqual((answer.status, answer.code), (401, "session.invalid"), f"{method} {path} as {role}")

    def test_a_role_that_no_session_has_is_no_way_in(self):
        client = Client(self.service)
        client.cookies = {"__Host-session": "A" * 32}
        client.csrf = "A" * 43
        for method, path, _ in self.staff_operations():
            self.assertEqual(self.ask(client, method, path).status, 401, f"{method} {path}")


if __name__ == "__main__":
    unittest.main()
