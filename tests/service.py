"""A service for tests: starts `tucai serve` on an empty folder and speaks to it as browsers and programs do."""

import base64
import hashlib
import hmac
import http.client
import json
import pathlib
import re
import ssl
import struct
import subprocess
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAM = ROOT / "build" / "tucai"


def totp(secret, at_seconds):
    """RFC 6238: six digits of SHA-1 over 30 seconds."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(at_seconds) // 30), hashlib.sha1).digest()
    place = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[place:place + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


class Answer:
    def __init__(self, response):
        self.status = response.status
        self.headers = response.headers
        self.bytes = response.read()
        kind = self.headers.get("content-type", "")
        self.json = json.loads(self.bytes) if self.bytes and "json" in kind else None

    @property
    def code(self):
        return self.json["code"] if self.json and "code" in self.json else None

    def __repr__(self):
        return f"{self.status} {self.bytes[:300]!r}"


class Client:
    """One browser or program. Keeps its cookies and the session's CSRF token."""

    def __init__(self, service):
        self.service = service
        self.cookies = {}
        self.csrf = None
        self.person = None

    def ask(self, method, path, body=None, headers=None, raw=None):
        fields = dict(headers or {})
        if self.cookies:
            fields["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if self.csrf and "X-CSRF-Token" not in fields:
            fields["X-CSRF-Token"] = self.csrf
        if raw is not None:
            payload = raw
        elif body is not None:
            payload = json.dumps(body).encode()
            fields["Content-Type"] = "application/json"
        else:
            payload = None
        fields = {name: value for name, value in fields.items() if value is not None}
        answer = self.service.send(method, path, payload, fields)
        if path.startswith("/api/v1/") and self.service.contract:
            self.service.contract.check(method, path[len("/api/v1"):], answer)
            self.service.seen.add((method, path[len("/api/v1"):].split("?")[0], answer.status))
        for line in answer.headers.get_all("set-cookie") or []:
            name, value = line.split(";")[0].split("=", 1)
            self.cookies[name] = value
        return answer

    def get(self, path, **more):
        return self.ask("GET", "/api/v1" + path, **more)

    def post(self, path, body=None, key=None, **more):
        headers = dict(more.pop("headers", {}))
        headers.setdefault("Idempotency-Key", key or self.service.new_key())
        return self.ask("POST", "/api/v1" + path, body if body is not None else {}, headers, **more)

    def patch(self, path, body, **more):
        return self.ask("PATCH", "/api/v1" + path, body, **more)

    def delete(self, path, **more):
        return self.ask("DELETE", "/api/v1" + path, **more)

    def accept(self, link, email, password):
        """Chooses a password by an invitation's link, then signs in with the second factor."""
        token = link.split("#")[1]
        factor = self.ask("POST", "/api/v1/links/accept", {"token": token, "password": password})
        assert factor.status == 200, factor
        self.email, self.password, self.secret = email, password, factor.json["totp_secret"]
        return self.sign_in()

    def sign_in(self, steps_ahead=0):
        self.cookies, self.csrf = {}, None
        code = totp(self.secret, time.time() + 30 * steps_ahead)
        answer = self.ask("POST", "/api/v1/sessions", {"email": self.email, "password": self.password, "code": code})
        if answer.status == 201:
            self.csrf, self.person = answer.json["csrf"], answer.json["person"]
        return answer


class Service:
    """A `tucai serve` of its own, in a folder that goes with it."""

    def __init__(self, *more, folder=None, contract=None, hears=True):
        self.hears = hears  # else the reader of its log goes as soon as it has started
        self.contract = contract  # each answer is compared with it
        self.seen = set()
        self.home = tempfile.TemporaryDirectory()
        self.folder = pathlib.Path(folder or pathlib.Path(self.home.name) / "data")
        self.more = more
        self.keys = 0
        self.start()

    def start(self):
        self.errors = open(pathlib.Path(self.home.name) / "errors.txt", "a+")
        self.process = subprocess.Popen(
            [str(PROGRAM), "serve", "--data", str(self.folder), "--listen", "127.0.0.1:0", *self.more],
            stdout=subprocess.PIPE, stderr=self.errors, text=True)
        self.first_link = None
        while True:
            line = self.process.stdout.readline()
            if not line:
                self.errors.seek(0)
                raise RuntimeError("the service did not start: " + self.errors.read())
            if "/welcome#" in line:
                self.first_link = line.strip()
            found = re.match(r"tucai serves .* at https?://.*:(\d+)$", line)
            if found:
                self.port = int(found.group(1))
                break
        self.lines = []
        self.listener = threading.Thread(target=self.lines.extend, args=(self.process.stdout,), daemon=True)
        if self.hears:
            self.listener.start()
        else:
            self.process.stdout.close()
        self.trust = ssl.create_default_context(cafile=str(next((self.folder / "tls").glob("*cert*"))))
        self.trust.check_hostname = False

    def send(self, method, path, payload, headers):
        connection = http.client.HTTPSConnection("127.0.0.1", self.port, context=self.trust, timeout=60)
        try:
            connection.request(method, path, payload, headers)
            return Answer(connection.getresponse())
        finally:
            connection.close()

    def new_key(self):
        self.keys += 1
        return f"test-key-{self.keys:06d}"

    def stop(self, keep=False):
        """Ends it, and gives its log and its errors; the folder goes unless it is started again."""
        self.process.terminate()
        self.process.wait(timeout=60)
        if self.hears:
            self.listener.join()
            self.process.stdout.close()
        log = "".join(self.lines)
        self.errors.seek(0)
        told = self.errors.read()
        self.errors.close()
        if not keep:
            self.home.cleanup()
        return log, told

    def run(self, *words):
        return subprocess.run([str(PROGRAM), *words, "--data", str(self.folder)], capture_output=True, text=True)


class Student(Client):
    """A student's phone."""

    def confirm(self, code, last_six):
        return self.ask("POST", "/api/v1/codes/confirmation", {"code": code, "last_six": last_six})

    def put(self, path, body):
        return self.ask("PUT", "/api/v1" + path, body)

    def begin(self, comparison="given"):
        """Opens a sitting, reads the notice, answers both consents."""
        version = self.get("/codes/current").json["notice_version"]
        opened = self.post("/capture-sessions", {"tier": "none"})
        if opened.status != 201:
            return opened
        assert self.put("/capture-sessions/current/notice", {"version": version}).status == 204
        for text in self.get("/consents").json["items"]:
            answer = "given" if text["kind"] == "photo" else comparison
            told = self.put("/consents", {"kind": text["kind"], "answer": answer, "version": text["version"]})
            assert told.status == 204, told
        return opened

    def send(self, picture, piece=1 << 20):
        """Uploads a picture in pieces; gives the shot's id."""
        self.sent = picture
        digest = hashlib.sha256(picture).hexdigest()
        ticket = self.post("/shots", {"bytes": len(picture), "sha256": digest, "source": "camera"})
        assert ticket.status == 201, ticket
        shot, nonce = ticket.json["id"], ticket.json["nonce"]
        for offset in range(0, len(picture), piece):
            taken = self.ask("PUT", f"/api/v1/shots/{shot}?offset={offset}", raw=picture[offset:offset + piece],
                             headers={"X-Shot-Nonce": nonce, "Content-Type": "application/octet-stream"})
            assert taken.status == 200, taken
        assert taken.json["is_whole"], taken
        return shot

    def judged(self, shot):
        """The findings, as soon as they are there."""
        pause = threading.Event()
        while True:
            receipt = self.get(f"/shots/{shot}")
            assert receipt.status == 200, receipt
            if receipt.json["state"] == "judged":
                return self.get(f"/shots/{shot}/findings")
            pause.wait(0.05)

    def shoot(self, picture):
        return self.judged(self.send(picture))

    def submit(self, shot, ask=False):
        return self.ask("POST", f"/api/v1/shots/{shot}/confirmation", {"ask_a_person": ask})
