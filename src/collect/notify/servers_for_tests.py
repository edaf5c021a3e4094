"""Real servers on loopback for the tests of sending; each tells its port, then what it was given, as lines of JSON.

usage: servers_for_tests.py smtp none|starttls|tls [CERTIFICATE KEY] [USER PASSWORD]
       servers_for_tests.py http

The mail server is aiosmtpd, Debian's python3-aiosmtpd. Recipients that begin with "refused", "later" or "content"
are refused for good, refused for now, or refused after the whole text; a sender that begins with "stranger" is refused.
"""
import asyncio
import base64
import http.server
import json
import ssl
import sys


def tell(**what):
    print(json.dumps(what), flush=True)


def serve_smtp(way, certificate=None, key=None, user=None, password=None):
    try:
        from aiosmtpd.smtp import SMTP, AuthResult
    except ImportError:
        tell(absent="python3-aiosmtpd")
        return

    class Handler:
        async def handle_MAIL(self, server, session, envelope, address, options):
            if address.startswith("stranger"):
                return "553 5.7.1 Not allowed to send as this"
            envelope.mail_from = address
            return "250 OK"

        async def handle_RCPT(self, server, session, envelope, address, options):
            if address.startswith("refused"):
                return "550 5.1.1 No such mailbox"
            if address.startswith("later"):
                return "451 4.3.0 Try again later"
            envelope.rcpt_tos.append(address)
            return "250 OK"

        async def handle_DATA(self, server, session, envelope):
            if envelope.rcpt_tos[0].startswith("content"):
                return "554 5.7.1 Not wanted"
            tell(sender=envelope.mail_from, to=envelope.rcpt_tos, text=base64.b64encode(envelope.content).decode(),
                 tls=session.ssl is not None or way == "tls", user=session.auth_data or "", greeting=session.host_name)
            return "250 OK"

    def authenticate(server, session, envelope, mechanism, auth_data):
        good = (auth_data.login.decode(), auth_data.password.decode()) == (user, password)
        return AuthResult(success=good, handled=good, auth_data=user)

    context = None
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
    options = {"hostname": "mail.test", "data_size_limit": 1 << 20}
    if way == "starttls":
        options |= {"tls_context": context, "require_starttls": True}
    if user:
        options |= {"authenticator": authenticate, "auth_required": True, "auth_require_tls": way == "starttls"}

    async def run():
        loop = asyncio.get_running_loop()
        server = await loop.create_server(lambda: SMTP(Handler(), loop=loop, **options), "127.0.0.1", 0,
                                          ssl=context if way == "tls" else None)
        tell(port=server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(run())


class Calls(http.server.BaseHTTPRequestHandler):
    statuses = {"/ok": 204, "/busy": 503, "/gone": 410, "/denied": 401, "/moved": 302, "/slow": 429}

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        tell(path=self.path, headers={name.lower(): value for name, value in self.headers.items()},
             body=base64.b64encode(body).decode())
        self.send_response(self.statuses.get(self.path, 404))
        self.send_header("Location", "/ok")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


def serve_http():
    server = http.server.HTTPServer(("127.0.0.1", 0), Calls)
    tell(port=server.server_address[1])
    server.serve_forever()


if __name__ == "__main__":
    if sys.argv[1] == "smtp":
        serve_smtp(*sys.argv[2:])
    else:
        serve_http()
