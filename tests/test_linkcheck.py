"""The command `check --links`, against a real server on this machine that misbehaves in every way."""

import json
import shutil
import socket
import ssl
import struct
import subprocess
import threading
import time
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from click.testing import CliRunner
from explainers import SMALL, put

from explainery.cli import commands
from explainery.commands.links import Asking, check_links, links_json, links_text
from explainery.linkcheck import Asker, Kept, Patience, State, Verdict, archive_address, check_addresses, known_copy

PATIENT = Patience(connect=20, read=20, longest=60, tries=1, backoff=0, longest_wait=0, pause=0)
HASTY = Patience(connect=20, read=0.3, longest=60, tries=0, backoff=0, pause=0)
DAY = 24 * 60 * 60


class Server(ThreadingHTTPServer):
    """Answers by what the path says, counts who asks, and remembers what was asked."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked, self.lock, self.stop = [], threading.Lock(), threading.Event()
        self.now = self.most = self.takes = 0
        self.meeting = None
        self.hung_up = threading.Event()

    def handle_error(self, request, client_address):
        """Say nothing: clients that hang up are what is tested."""

    def at(self, path):
        return f"http://127.0.0.1:{self.server_port}{path}"


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_HEAD(self):
        self.answer()

    def do_GET(self):
        self.answer()

    def log_message(self, *_arguments):
        pass

    def answer(self):
        server, path = self.server, self.path.split("?")[0]
        with server.lock:
            first = self.path not in [asked for _method, asked in server.asked]
            server.asked.append((self.command, self.path))
            server.now += 1
            server.most = max(server.most, server.now)
        time.sleep(server.takes)
        with server.lock:  # before the answer: whoever has it may ask again
            server.now -= 1
        getattr(self, path.rpartition("/")[2].replace("-", "_"))(first)

    def say(self, status, body=b"", **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    def raw(self, content):
        self.wfile.write(content)
        self.close_connection = True

    def ok(self, _first):
        self.say(200, b"fine")

    def meets(self, _first):
        self.server.meeting.wait(20)
        self.say(200)

    def moved(self, _first):
        self.say(301, Location="/ok")

    def moved_twice(self, _first):
        self.say(308, Location="/moved")

    def moved_then_elsewhere(self, _first):
        self.say(301, Location="/for-now")

    def for_now(self, _first):
        self.say(302, Location="/ok")

    def moved_and_gone(self, _first):
        self.say(301, Location="/missing")

    def moved_in_russian(self, _first):
        self.raw("HTTP/1.1 301 Moved\r\nLocation: /ok?q=страница\r\nContent-Length: 0\r\n\r\n".encode())

    def missing(self, _first):
        self.say(404)

    def gone(self, _first):
        self.say(410)

    def head_404(self, _first):
        self.say(404 if self.command == "HEAD" else 200)

    def head_hangs_up(self, _first):
        if self.command == "HEAD":
            self.reset(_first)
        else:
            self.say(200)

    def forbidden(self, _first):
        self.say(403)

    def too_many(self, _first):
        self.say(429, Retry_After="3600")

    def too_many_once(self, first):
        self.say(*((429,) if first else (200,)), Retry_After="1")

    def broken(self, _first):
        self.say(500)

    def broken_once(self, first):
        self.say(503 if first else 200)

    def slow(self, _first):
        self.server.stop.wait(30)

    def drip(self, _first):
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        while not self.server.stop.wait(0.05):
            self.wfile.write(b"a")

    def reset(self, _first):
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()
        self.close_connection = True

    def loop(self, _first):
        self.say(302, Location="/loop")

    def loop_that_grows(self, _first):
        self.say(301, Location=f"/loop-that-grows?{self.path.count('x') * 'x'}x")

    def off_the_web(self, _first):
        self.say(301, Location="file:///etc/passwd")

    def nowhere(self, _first):
        self.say(302)

    def half_a_host(self, _first):
        self.say(302, Location="http://[half")

    def huge(self, _first):
        if self.command == "HEAD":
            self.say(405)
            return
        self.send_response(200)
        self.end_headers()
        try:
            while not self.server.stop.is_set():
                self.wfile.write(b"a" * 65536)
        except OSError:
            self.server.hung_up.set()
        self.close_connection = True

    def garbage(self, _first):
        self.raw(b"\x00\xff hello\r\n\r\n")

    def bad_header(self, _first):
        self.raw(b"HTTP/1.1 200 OK\r\nX: " + b"a" * 100_000 + b"\r\n\r\n")

    def bad_status(self, _first):
        self.raw(b"HTTP/1.1 two hundred\r\n\r\n")

    def empty(self, _first):
        self.close_connection = True

    def available(self, _first):
        snapshot = {"available": True, "url": "http://web.archive.org/web/20211006000000/https://tass.com/1"}
        known = {"closest": snapshot} if "tass" in self.path else {}
        self.say(200, json.dumps({"archived_snapshots": known}).encode())


@pytest.fixture
def server():
    """Return a server that runs until the test ends."""
    one = Server()
    thread = threading.Thread(target=one.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield one
    one.stop.set()
    one.shutdown()
    one.server_close()


@pytest.mark.parametrize(
    ("path", "state"),
    [
        ("/ok", State.ALIVE),
        ("/for-now", State.ALIVE),
        ("/head-404", State.ALIVE),
        ("/head-hangs-up", State.ALIVE),
        ("/too-many-once", State.ALIVE),
        ("/broken-once", State.ALIVE),
        ("/missing", State.GONE),
        ("/gone", State.GONE),
        ("/moved-and-gone", State.GONE),
        ("/forbidden", State.UNKNOWN),
        ("/too-many", State.UNKNOWN),
        ("/broken", State.UNKNOWN),
        ("/reset", State.UNKNOWN),
        ("/empty", State.UNKNOWN),
        ("/loop", State.UNKNOWN),
        ("/loop-that-grows", State.UNKNOWN),
        ("/off-the-web", State.UNKNOWN),
        ("/nowhere", State.UNKNOWN),
        ("/half-a-host", State.UNKNOWN),
        ("/garbage", State.UNKNOWN),
        ("/bad-header", State.UNKNOWN),
        ("/bad-status", State.UNKNOWN),
    ],
)
def test_what_became_of_an_address(server, path, state):
    verdict = Asker(PATIENT).verdict(server.at(path))
    assert (verdict.state, verdict.target) == (state, None), verdict


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/moved", "/ok"),
        ("/moved-twice", "/ok"),
        ("/moved-then-elsewhere", "/for-now"),
        ("/moved-in-russian", "/ok?q=страница"),
    ],
)
def test_what_moved_for_good_is_told_with_its_new_address(server, path, target):
    assert Asker(PATIENT).verdict(server.at(path)) == Verdict(State.MOVED, "status 200", server.at(target))


def test_a_redirect_off_the_web_is_not_followed(server):
    why = "it redirects to something that is not a web address"
    assert Asker(PATIENT).verdict(server.at("/off-the-web")) == Verdict(State.UNKNOWN, why)


def test_who_is_too_slow_is_unknown(server):
    verdict = Asker(HASTY).verdict(server.at("/slow"))
    assert verdict == Verdict(State.UNKNOWN, "it took too long")


def test_who_sends_a_byte_now_and_then_is_given_up(server):
    verdict = Asker(Patience(read=20, longest=1, tries=0)).verdict(server.at("/drip"))
    assert verdict == Verdict(State.UNKNOWN, "no answer within 1 s")


def test_a_huge_page_is_not_read(server):
    assert Asker(PATIENT).verdict(server.at("/huge")).state is State.ALIVE
    assert server.hung_up.wait(30)


@pytest.mark.parametrize(
    ("patience", "times"),
    [(replace(PATIENT, tries=0), 1), (PATIENT, 2), (Patience(connect=20, backoff=0, pause=0), 3)],
    ids=["never", "once", "as often as usual"],
)
def test_a_wrong_answer_is_asked_again_and_no_more_than_that(server, patience, times):
    Asker(patience).verdict(server.at("/broken"))
    assert server.asked == [("HEAD", "/broken")] * times + [("GET", "/broken")] * times


def test_what_asks_for_patience_is_not_asked_in_another_way(server):
    Asker(PATIENT).verdict(server.at("/too-many"))
    assert {method for method, _path in server.asked} == {"HEAD"}


def test_nobody_answers_there():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        verdict = Asker(PATIENT).verdict(f"http://127.0.0.1:{taken.getsockname()[1]}/")
    assert verdict.state is State.UNKNOWN


@pytest.mark.parametrize(
    "address", ["http://[half", "http://", "http://a b/", "http://127.0.0.1:99999/", "http://\x00/"]
)
def test_what_is_no_address_is_unknown(address):
    assert Asker(PATIENT).verdict(address).state is State.UNKNOWN


def test_tls_that_fails_is_unknown(server):
    verdict = Asker(PATIENT).verdict(server.at("/ok").replace("http:", "https:"))
    assert verdict == Verdict(State.UNKNOWN, "its certificate is not valid, or TLS failed")


@pytest.mark.skipif(not shutil.which("openssl"), reason="openssl makes the certificate")
def test_a_certificate_that_nobody_knows_is_unknown(server, tmp_path):
    made = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    files = ["-keyout", str(tmp_path / "key.pem"), "-out", str(tmp_path / "cert.pem")]
    subprocess.run(["openssl", *made, *files], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "cert.pem", tmp_path / "key.pem")
    server.socket = context.wrap_socket(server.socket, server_side=True)
    verdict = Asker(PATIENT).verdict(server.at("/ok").replace("http:", "https:"))
    assert verdict == Verdict(State.UNKNOWN, "its certificate is not valid, or TLS failed")
    assert server.asked == []


def test_a_host_is_asked_one_thing_at_a_time_with_a_pause(server):
    addresses = [server.at(f"/ok?{number}") for number in range(6)]
    waits, server.takes = [], 0.01
    patience = Patience(connect=20, read=20, pause=7, hosts=8)
    found = check_addresses(addresses, Asker(patience).verdict, patience, wait=waits.append)
    assert list(found) == addresses
    assert (server.most, waits) == (1, [7] * 5)


def test_hosts_are_asked_at_the_same_time(server):
    other = Server()
    threading.Thread(target=other.serve_forever, args=(0.02,), daemon=True).start()
    server.meeting = other.meeting = threading.Barrier(2)
    found = check_addresses([server.at("/meets"), other.at("/meets")], Asker(PATIENT).verdict, PATIENT)
    other.shutdown()
    other.server_close()
    assert {verdict.state for verdict in found.values()} == {State.ALIVE}


def with_links(tmp_path, server, *paths):
    """Return the small explainer with a source and a link at each path."""
    source = "- id: s{n}\n  type: webpage\n  title: S\n  publisher: P\n  issued: 2021-10\n  URL: {url}\n"
    rest = "  kind: press\n  origin: o\n"
    records = "".join(source.format(n=n, url=server.at(path)) + rest for n, path in enumerate(paths))
    page = "---\ntitle: Links\nanswer: Some.\nchecked: 2026-01-31\n---\n\n[A]({}) and [B](mailto:a@b.org).\n"
    small = {
        **SMALL,
        "content/sources.yaml": SMALL["content/sources.yaml"].replace("https://tass.com/1", server.at("/ok")),
    }
    small["content/sources.yaml"] += records
    return put(tmp_path, {**small, "content/links.md": page.format(server.at("/gone#part"))})


def test_addresses_of_sources_and_texts_are_told_with_their_places(tmp_path, server):
    root = with_links(tmp_path, server, "/missing", "/moved", "/forbidden")
    text = links_text(check_links(root, Asking(), patience=PATIENT), everything=False)
    assert text.splitlines() == [
        f"GONE: {server.at('/gone')} (status 410)",
        "  content/links.md:7:1",
        f"GONE: {server.at('/missing')} (status 404)",
        "  content/sources.yaml:15:8",
        f"  archived: https://web.archive.org/web/202110/{server.at('/missing')}",
        f"MOVED: {server.at('/moved')} (status 200)",
        f"  now: {server.at('/ok')}",
        "  content/sources.yaml:23:8",
        f"  archived: https://web.archive.org/web/202110/{server.at('/moved')}",
        f"UNKNOWN: {server.at('/forbidden')} (status 403)",
        "  content/sources.yaml:31:8",
        f"  archived: https://web.archive.org/web/202110/{server.at('/forbidden')}",
        "5 addresses: 2 gone, 1 moved, 1 unknown, 1 alive.",
    ]


def test_what_is_known_is_not_asked_again_unless_it_is_unknown(tmp_path, server):
    root = with_links(tmp_path, server, "/missing", "/forbidden")
    before = check_links(root, Asking(), patience=PATIENT)
    server.asked.clear()
    assert check_links(root, Asking(), patience=PATIENT) == before
    assert {path for _method, path in server.asked} == {"/forbidden"}
    check_links(root, Asking(again=True), patience=PATIENT)
    assert {path for _method, path in server.asked} == {"/forbidden", "/gone", "/missing", "/ok"}


def test_answers_hold_for_some_time_only(tmp_path):
    file = tmp_path / "links.json"
    found = {"a": Verdict(State.ALIVE, "x"), "g": Verdict(State.GONE, "x"), "m": Verdict(State.MOVED, "x", "b")}
    Kept(file, 1000).save({**found, "u": Verdict(State.UNKNOWN, "x")})
    assert {name: Kept(file, 1000 + DAY // 2).get(name) for name in "agmu"} == {**found, "u": None}
    assert [name for name in "agmu" if Kept(file, 1000 + 2 * DAY).get(name)] == ["a"]
    assert Kept(file, 1000 + 8 * DAY).get("a") is None
    assert Kept(file, 0).get("a") is None


@pytest.mark.parametrize(
    "content", [b"\xff", b"{", b"[]", b'{"a": 1}', b'{"a": ["odd", "x", null, 0]}', b'{"a": ["alive", "x"]}']
)
def test_a_damaged_file_of_answers_is_as_good_as_none(tmp_path, content):
    file = tmp_path / "links.json"
    file.write_bytes(content)
    assert Kept(file, 1000).get("a") is None


def test_an_archived_source_may_be_gone(tmp_path, server):
    root = with_links(tmp_path, server, "/missing")
    file = root / "content/sources.yaml"
    archived = f"  archived: {server.at('/ok?archived')}\n  kind: press"
    file.write_text(file.read_text(encoding="utf-8").replace("  kind: press", archived), encoding="utf-8")
    (root / "content/links.md").unlink()
    first = check_links(root, Asking(), patience=PATIENT)[0]
    assert (first.verdict.state, first.lost, first.archived) == (State.GONE, False, None)


def test_the_archive_is_asked_only_when_told(tmp_path, server):
    check_links(with_links(tmp_path, server, "/missing"), Asking(), patience=PATIENT)
    assert not [path for _method, path in server.asked if "available" in path]


@pytest.mark.parametrize(
    ("address", "known"),
    [
        ("https://tass.com/1", "https://web.archive.org/web/20211006000000/https://tass.com/1"),
        ("https://nobody.example/", None),
    ],
)
def test_the_archive_says_which_copy_it_has(server, address, known):
    assert known_copy(address, "20211005", Asker(PATIENT).json, server.at("")) == known
    (_method, path) = server.asked[0]
    assert "timestamp=20211005" in path


@pytest.mark.parametrize("path", ["/garbage", "/ok", "/huge", "/missing"])
def test_an_archive_that_misbehaves_knows_no_copy(server, path):
    assert known_copy("https://tass.com/1", "", lambda _address: Asker(PATIENT).json(server.at(path))) is None


def test_an_archive_address_can_be_made_without_asking():
    assert archive_address("https://a.org/", "") == "https://web.archive.org/web/https://a.org/"


def test_the_command_fails_where_something_is_lost(tmp_path, server):
    root = with_links(tmp_path, server)
    told = CliRunner().invoke(commands, ["check", "--links", "--json", "--root", str(root)], catch_exceptions=False)
    states = {one["address"]: one["state"] for one in json.loads(told.stdout)["addresses"]}
    assert (told.exit_code, states) == (1, {server.at("/gone"): "gone", server.at("/ok"): "alive"})
    (root / "content/links.md").unlink()
    told = CliRunner().invoke(commands, ["check", "--links", "--root", str(root)], catch_exceptions=False)
    assert (told.exit_code, told.stdout) == (0, "1 address: 0 gone, 0 moved, 0 unknown, 1 alive.\n")


def test_json_says_what_the_text_says(tmp_path, server):
    root = with_links(tmp_path, server, "/moved")
    found = json.loads(links_json(check_links(root, Asking(), patience=PATIENT)))["addresses"]
    assert [(one["state"], one["target"]) for one in found] == [
        ("gone", None),
        ("moved", server.at("/ok")),
        ("alive", None),
    ]


def test_a_build_asks_nobody(tmp_path, server):
    told = CliRunner().invoke(commands, ["build", "--root", str(with_links(tmp_path, server, "/missing"))])
    assert (told.exit_code, server.asked) == (0, [])
