"""The preview: a real server on this machine, asked by friends and by strangers."""

import asyncio
import datetime as dt
import itertools
import logging
import os
import queue
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from explainers import SMALL, build, files_of, once_for_all, put, put_cache
from previews import PATIENCE, PROJECT, finished, free_port, running
from rights import without_rights
from tornado.httpclient import HTTPClientError
from tornado.websocket import WebSocketClosedError

from explainery.commands.options import Options
from explainery.commands.serve import _Builder
from explainery.preview import preview as preview_at
from explainery.preview import server
from explainery.preview.files import file_at
from explainery.preview.values import Overtaken, Rebuilt, Setup
from explainery.preview.watch import Watch
from explainery.problems import Problems

TRIES = 20
"""Saves of which one is built for itself: the look that makes up for what went unseen may take one along, a build that
begins while a file is being written another."""

SCRIPT = re.compile(rb'<script src="/livereload\.js\?[^"]*"></script>')


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """Return the small explainer as it was built once: with what that kept, a preview is there in half of the time."""
    return once_for_all(tmp_path_factory, "small-kept", lambda folder: build(put(folder, SMALL)) and None)


@pytest.fixture(scope="module")
def root(tmp_path_factory, kept):
    return put_cache(put(tmp_path_factory.mktemp("preview") / "small", SMALL), kept)


@pytest.fixture
def small(tmp_path, kept):
    """Return a small explainer that a test may spoil."""
    return put_cache(put(tmp_path / "small", SMALL), kept)


@pytest.fixture(scope="module")
def preview(root):
    with running(root, "--base", "repo") as found:
        yield found


def save(root, path, old, new):
    """Change a file in place, as most editors do."""
    file = root / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8", newline="\n")


@pytest.fixture
def fresh(small):
    """Return a small explainer that a test may spoil, and its running preview."""
    with running(small) as found:
        yield small, found


def test_it_serves_the_bytes_of_a_build_and_one_script(preview, root, tmp_path):
    assert build(root, "--out", str(tmp_path / "site")).exit_code == 0
    files = [file for file in (tmp_path / "site").rglob("*") if file.is_file() and file.name[0] != "."]
    assert len(files) > 10
    for file in files:
        status, headers, body = preview.get("/repo/" + file.relative_to(tmp_path / "site").as_posix())
        assert status == 200
        assert int(headers["Content-Length"]) == len(body)
        if file.suffix == ".html":
            body, scripts = SCRIPT.subn(b"", body)
            assert scripts == 1
            assert headers["Content-Type"] == "text/html; charset=utf-8"
        assert body == file.read_bytes()


def test_the_script_is_livereloads_and_ours(preview):
    address = SCRIPT.search(preview.get("/repo/")[2])[0].decode().split('"')[1].replace("&amp;", "&")
    status, headers, body = preview.get(address)
    assert (status, headers["Content-Type"]) == (200, "text/javascript; charset=utf-8")
    assert b"livereload.com/protocols/official-7" in body
    assert b"performReload = (" in body


@pytest.mark.parametrize("path", ["/repo/", "/repo/index.html", "/repo/stages/one.html", "/repo/%66ilm.html"])
def test_pages_are_found(preview, path):
    assert preview.get(path)[0] == 200


@pytest.mark.parametrize(("path", "leads_to"), [("/", "/repo/"), ("/repo/stages", "/repo/stages/")])
def test_folders_end_in_a_slash(preview, path, leads_to):
    status, headers, _body = preview.get(path)
    assert (status, headers["Location"]) == (302, leads_to)


@pytest.mark.parametrize(
    "path",
    [
        "/repo/nothing.html",
        "/film.html",
        "/repo/film.html/",
        "/repo/stages/",
        "/repo/../../../content/site.yaml",
        "/repo/%2e%2e/%2e%2e/content/site.yaml",
        "/repo/..%2f..%2fcontent%2fsite.yaml",
        "/repo/%252e%252e/%252e%252e/content/site.yaml",
        "/repo/..%5c..%5ccontent%5csite.yaml",
        "/repo//etc/passwd",
        "/repo/%2fetc/passwd",
        "/repo/stages/../../secret.html",
        "/repo/.explainery.json",
        "/repo/film.html%00.png",
        "/repo/%ff",
        "/repo/C:/secret",
        "/repo/" + "a" * 300,
    ],
)
def test_nothing_else_is_found(preview, path):
    status, _headers, body = preview.get(path)
    assert status == 404
    assert b"<h1>No such page</h1>" in body
    assert SCRIPT.search(body)


def test_links_lead_nowhere_else(preview, root):
    folder = root / ".cache" / "preview"
    (folder / "file-out.txt").symlink_to(root / "content" / "site.yaml")
    (folder / "folder-out").symlink_to(root / "content")
    (folder / "circle").symlink_to(folder / "circle")
    (folder / "inside.html").symlink_to(folder / "film.html")
    assert preview.get("/repo/inside.html")[0] == 200
    for path in ("file-out.txt", "folder-out", "folder-out/site.yaml", "circle"):
        assert preview.get(f"/repo/{path}")[0] == 404


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:80", "10.0.0.1", "x"]
)
@pytest.mark.parametrize("path", ["/repo/film.html", "/repo/", "/livereload.js", "/livereload"])
def test_a_foreign_host_is_refused(preview, host, path):
    status, _headers, body = preview.get(path, Host=host)
    assert (status, body) == (403, b"The preview answers only to the address that it printed.\n")


def test_a_request_that_names_a_foreign_host_in_its_line_is_refused(preview):
    assert preview.get("http://evil.example/repo/film.html", Host=preview.host)[0] in (403, 404)


@pytest.mark.parametrize("host", ["localhost", "localhost:1", "LOCALHOST", "[::1]:8000"])
def test_this_machine_is_no_foreign_host(preview, host):
    assert preview.get("/repo/film.html", Host=host)[0] == 200


ORIGINS = ["https://evil.example", "null", "http://127.0.0.1:1", "http://localhost", "http://[", "http://[::1", "//{}"]
ORIGINS += [
    "https://{}",
    "ws://{}",
    "file://{}",
    "http://{}/",
    "http://{}.evil.example",
    "http://x@{}",
    "http://{}:1",
    "{}",
]


@pytest.mark.parametrize("origin", ORIGINS)
def test_a_foreign_page_may_not_listen_nor_read(preview, origin):
    origin = origin.format(preview.host)

    async def listen():
        async with preview.page("film.html", origin=origin):
            pass

    with pytest.raises(HTTPClientError, match="403"):
        finished(listen())
    assert preview.get("/repo/film.html", Origin=origin)[0] == 403
    assert preview.complained == []


def test_no_page_of_another_server_may_show_a_picture_or_run_a_script(preview):
    for path in ("/repo/film.html", "/repo/addresses.txt", "/livereload.js"):
        headers = preview.get(path)[1]
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert headers["Content-Security-Policy"] == "frame-ancestors 'none'"
        assert headers["X-Frame-Options"] == "DENY"
    for site, dest, code in [
        ("cross-site", "iframe", 403),
        ("same-site", "image", 403),
        ("cross-site", "document", 200),
        ("same-origin", "script", 200),
        ("none", "document", 200),
    ]:
        assert preview.get("/repo/film.html", **{"Sec-Fetch-Site": site, "Sec-Fetch-Dest": dest})[0] == code
    assert preview.get("/repo/film.html", Origin=f"http://{preview.host}")[0] == 200


ASKED = "HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n"
UPGRADE = "GET /livereload HTTP/1.1\r\nHost: {host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
NONSENSE = {
    "nothing": "",
    "no request": "\0" * 1000,
    "half a line": "GET /repo/film.html",
    "half of it": "GET /repo/film.html HTTP/1.1\r\nHost: ",
    "an old version": "GET /repo/film.html\r\n\r\n",
    "no version": "GET /repo/film.html HTTP/x\r\n\r\n",
    "no host": "GET /repo/film.html HTTP/1.1\r\n\r\n",
    "two hosts": "GET /repo/film.html HTTP/1.1\r\nHost: {host}\r\nHost: evil.example\r\n\r\n",
    "a host that is none": "GET /repo/film.html HTTP/1.1\r\nHost: [\r\n\r\n",
    "a port that is none": "GET /repo/film.html HTTP/1.1\r\nHost: localhost:99999999999999999999\r\n\r\n",
    "bad escapes": "GET /repo/%zz%%%f%C0%80?%ff%zz=%%#% " + ASKED + "\r\n",
    "bytes that are no text": "GET /repo/\xff\xfe?\xff " + ASKED + "X: \xff\xfe\r\nCookie: \xff=\xff; ;;=\r\n\r\n",
    "NUL": "GET /repo/film.html\0 " + ASKED + "\r\n",
    "a path out of the folder": "GET /repo/../../../../../../etc/passwd " + ASKED + "\r\n",
    "a very long path": "GET /repo/" + "a/" * 20_000 + " " + ASKED + "\r\n",
    "very many headers": "GET /repo/film.html " + ASKED + "X: y\r\n" * 20_000 + "\r\n",
    "a header that is none": "GET /repo/film.html " + ASKED + ": \r\n x\r\nnonsense\r\n\r\n",
    "ranges": "GET /repo/film.html " + ASKED + "Range: bytes=9-1,-,x-,-99999999999999999999\r\n\r\n",
    "tags and days": "GET /repo/film.html " + ASKED + 'If-None-Match: ",*,W/\r\nIf-Modified-Since: nonsense\r\n\r\n',
    "a form": "POST /repo/film.html " + ASKED + "Content-Length: 3\r\n\r\na=b",
    "a form of nonsense": "POST /repo/film.html "
    + ASKED
    + "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 9\r\n\r\n--x\r\n\xff\r\n--",
    "a form of 10 GB": "POST /repo/film.html " + ASKED + "Content-Length: 10000000000\r\n\r\na=b",
    "no length": "POST /repo/film.html " + ASKED + "Content-Length: -1\r\n\r\n",
    "no parts": "POST /repo/film.html " + ASKED + "Transfer-Encoding: chunked\r\n\r\nzz\r\n",
    "another method": "BREW /repo/film.html " + ASKED + "\r\n",
    "another place": "OPTIONS * " + ASKED + "\r\n",
    "a tunnel": "CONNECT evil.example:443 " + ASKED + "\r\n",
    "a socket without a key": "GET /livereload " + ASKED + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n\r\n",
    "a socket of another version": UPGRADE + "Sec-WebSocket-Version: 99\r\nSec-WebSocket-Key: x\r\n\r\n",
    "no frames": UPGRADE
    + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    + "\xff" * 1000,
}


def test_whatever_is_sent_nothing_is_printed_and_nothing_else_is_served(preview):
    for what, request in NONSENSE.items():
        sent = request.replace("{host}", preview.host).encode("latin-1")
        answer = preview.raw(sent)
        assert b"root:x:0" not in answer, what
        assert b"Traceback" not in answer, what
        assert preview.complained == [], what
    assert preview.get("/repo/film.html")[0] == 200


def test_a_fault_of_the_preview_itself_is_told_without_a_traceback():
    told = []
    log = server._Log(told.append)  # noqa: SLF001 - nobody knows yet how to make it fail
    for error in (ConnectionResetError(), WebSocketClosedError(), fault := ZeroDivisionError(), None):
        there = (type(error), error, None) if error else None
        log.handle(logging.LogRecord("tornado.application", logging.ERROR, "x", 1, "Uncaught", (), there))
    assert told == [fault]


def test_what_is_no_message_closes_the_connection_and_nothing_else(preview):
    from tornado.websocket import websocket_connect  # noqa: PLC0415

    async def talk(words):
        connection = await websocket_connect(f"ws://{preview.host}/livereload")
        with suppress(WebSocketClosedError):  # it is closed at once where there is more than may be
            await connection.write_message(words)
        return await asyncio.wait_for(connection.read_message(), 10)

    deep, wide = "[" * 9_000, '{"command": "info", "url": "' + "x" * 10_000_000 + '"}'
    lone = '{"command": "info", "url": "http://x/repo/\\ud800.html", "plugins": {}}'
    for words in (
        *(
            "{",
            "[]",
            "7",
            '{"no": 1}',
            '{"command": "info", "url": "http://[", "plugins": 3}',
            b"\xff",
            b"",
            "9" * 5_000,
        ),
        *(
            deep,
            deep * 11,
            wide,
            '{"command": "info", "url": "x", "plugins": {"preview": []}}',
        ),
    ):
        assert finished(talk(words)) is None
    assert '"command": "reload"' in finished(talk(lone))  # an address that no file has is one all the same
    assert preview.get("/repo/film.html")[0] == 200
    assert not preview.complained


def test_a_save_tells_the_pages_that_it_changed(fresh):
    root, preview = fresh

    async def watch():
        async with preview.page("film.html") as film, preview.page("index.html") as home:
            first, _same = await film(), await home()
            save(root, "content/film.md", "flies", "flies high")
            second = await film()
            save(root, "content/index.md", "See", "Look at")
            return first, second, await home()

    first, second, home = finished(watch())
    assert first["version"] != second["version"]
    assert (second["path"], second["problems"], home["path"]) == ("/film.html", None, "/index.html")
    assert "styles" not in second
    assert preview.line(": film.html, ")
    assert preview.line(": index.html, ")


def test_the_page_in_view_is_written_ahead(fresh):
    root, preview = fresh

    async def look():
        async with preview.page("film.html") as message:
            await message()
            save(root, "content/stages/one.md", "First", "At first")
            assert "for the page in view" not in preview.line("one.md: ")
            for tried in range(1, TRIES + 1):
                save(root, "content/film.md", "flies", "flies high")
                if "for the page in view" in preview.line("film.md: ", tried):
                    return
            pytest.fail(f"never in {TRIES} saves")

    finished(look())


def never():
    return False


QUIETLY = (lambda: None, never)


def test_a_save_overtakes_what_an_earlier_one_left_to_write(tmp_path):
    root, out = put(tmp_path / "small", SMALL), tmp_path / "out"
    builder = _Builder(Options(root, out=out), lambda: dt.date(2026, 3, 1), lambda _path: [])
    builder.rebuild(None, (), *QUIETLY)
    before = files_of(out)
    put(root, {"assets/css/own.css": "main { color: red }"})  # by which the style sheet of all pages has another name
    with pytest.raises(Overtaken):
        builder.rebuild("film.html", (root / "assets/css/own.css",), lambda: None, lambda: True)
    after = files_of(out)
    changed = [path for path in before if before[path] != after[path]]
    assert [path for path in changed if path.endswith(".html")] == ["film.html"]
    save(root, "content/film.md", "flies", "flies high")
    builder.rebuild("film.html", (root / "content/film.md",), *QUIETLY)
    clean = tmp_path / "clean"
    assert build(root, "--out", str(clean), "--today", "2026-03-01").exit_code == 0
    assert files_of(out) == files_of(clean)


def test_saves_overtake_what_is_left_to_write_for_half_a_minute_at_most(tmp_path, monkeypatch):
    root, out = put(tmp_path / "small", SMALL), tmp_path / "out"
    builder = _Builder(Options(root, out=out), lambda: dt.date(2026, 3, 1), lambda _path: [])
    builder.rebuild(None, (), *QUIETLY)
    monkeypatch.setattr("explainery.commands.serve._LONGEST_BEHIND", 0)
    put(root, {"assets/css/own.css": "main { color: red }"})
    rebuilt = builder.rebuild("film.html", (root / "assets/css/own.css",), lambda: None, lambda: True)
    assert rebuilt.ahead is not None
    assert "index.html" in rebuilt.changed


class Asked:
    """Somebody who rebuilds nothing, and notes for which page in view and which saved files that was asked."""

    def __init__(self):
        self.rebuilds = queue.SimpleQueue()

    def rebuild(self, in_view, saved, _ready, _is_overtaken):
        self.rebuilds.put((in_view, saved))
        return Rebuilt((), (), 1, 0.5, 0.25 if in_view else None)

    def prepare(self):
        pass


class Enough(Exception):  # noqa: N818 - it is no error
    """Ends a preview, as a terminal that is gone does."""


def test_a_page_without_a_script_is_in_view_when_it_was_the_last_to_be_asked_for(tmp_path):
    site, content = tmp_path / "site", tmp_path / "content"
    put(site, {"film.html": "", "stages/one.html": "", "404.html": ""})
    put(content, {"one.md": "First."})
    listening, asked, lines = server.bind("127.0.0.1", free_port()), Asked(), queue.SimpleQueue()
    where = {"folder": site, "inputs": (content,), "program": tmp_path / "program", "port": listening[1]}
    setup = Setup(**where, base="/", host="127.0.0.1", open_browser=False, editor="")

    def say(line):
        lines.put(line)
        if line.startswith("one.md: "):
            raise Enough

    with ThreadPoolExecutor(1) as pool:
        ended = pool.submit(preview_at, setup, listening, asked, say)
        while not lines.get(timeout=PATIENCE).startswith("Preview: "):
            pass
        for path in ("film.html", "stages/one.html", "nowhere.html"):
            with suppress(HTTPError):
                urlopen(f"http://127.0.0.1:{listening[1]}/{path}").close()
        put(content, {"one.md": "At first."})
        assert isinstance(ended.exception(PATIENCE), Enough)
    rebuilds = [asked.rebuilds.get() for _ in range(asked.rebuilds.qsize())]
    assert rebuilds[0] == (None, ())
    assert rebuilds[-1] == ("stages/one.html", (content / "one.md",))
    assert lines.get() == "one.md: nothing to write, 0.50 seconds (0.25 for the page in view)."


class Slow(Asked):
    """Somebody whom a second save overtakes at the first."""

    def __init__(self, content):
        super().__init__()
        self.content = content

    def rebuild(self, in_view, saved, ready, is_overtaken):
        rebuilt = super().rebuild(in_view, saved, ready, is_overtaken)
        if saved == (self.content / "one.md",):
            put(self.content, {"two.md": "Then."})
            until = time.monotonic() + PATIENCE
            while not is_overtaken():
                assert time.monotonic() < until
                time.sleep(0.005)
            raise Overtaken
        return rebuilt


def test_what_was_saved_before_a_save_that_overtakes_it_is_asked_for_with_that(tmp_path, capfd):
    content = tmp_path / "content"
    put(content, {"one.md": "First.", "two.md": "Second."})
    listening, slow, lines = server.bind("127.0.0.1", free_port()), Slow(content), queue.SimpleQueue()
    where = {"folder": tmp_path, "inputs": (content,), "program": tmp_path / "program", "port": listening[1]}
    setup = Setup(**where, base="/", host="127.0.0.1", open_browser=False, editor="")

    def say(line):
        lines.put(line)
        if ".md" in line:
            raise Enough

    with ThreadPoolExecutor(1) as pool:
        ended = pool.submit(preview_at, setup, listening, slow, say)
        while not lines.get(timeout=PATIENCE).startswith("Preview: "):
            pass
        put(content, {"one.md": "At first."})
        assert isinstance(ended.exception(PATIENCE), Enough)
    rebuilds = [slow.rebuilds.get() for _ in range(slow.rebuilds.qsize())]
    assert rebuilds[-1] == (None, (content / "one.md", content / "two.md"))
    assert lines.get() == "one.md, two.md: nothing to write, 0.50 seconds."
    assert capfd.readouterr().err == ""


def test_a_link_in_the_place_of_its_folder_leads_neither_it_nor_a_browser_elsewhere(tmp_path):
    root, elsewhere = put(tmp_path / "small", SMALL), put(tmp_path / "elsewhere", {"secret.txt": "Secret."})
    folder = root / ".cache/preview"
    builder = _Builder(Options(root, out=folder), lambda: dt.date(2026, 3, 1), lambda _path: [])
    builder.rebuild(None, (), *QUIETLY)
    state = server.State(folder, "/", server.Origins("127.0.0.1"))
    assert state.page("/film.html")[1] == "film.html"
    shutil.rmtree(folder)
    folder.symlink_to(elsewhere)
    save(root, "content/film.md", "flies", "flies high")
    with pytest.raises(Problems):
        builder.rebuild("film.html", [root / "content/film.md"], *QUIETLY)
    assert [file.name for file in elsewhere.iterdir()] == ["secret.txt"]
    assert file_at(state.folder, "secret.txt") is None


def test_it_says_what_is_due_by_the_day_that_it_was_told(tmp_path):
    film = SMALL["content/film.md"].replace("checked: 2026-01-31", "checked: 2026-01-31\ncheck-every: 1 month")
    root = put(tmp_path / "small", SMALL | {"content/film.md": film})
    with running(root, "--today", "2026-03-01") as preview:
        assert b"Due for checking since" in preview.get("/film.html")[2]


def test_a_preview_that_stays_open_goes_on_into_the_next_day(tmp_path):
    film = SMALL["content/film.md"].replace("checked: 2026-01-31", "checked: 2026-02-28\ncheck-every: 1 day")
    root = put(tmp_path / "small", SMALL | {"content/film.md": film})
    days = [dt.date(2026, 2, 28)]
    builder = _Builder(Options(root, out=tmp_path / "out"), lambda: days[0], lambda _path: [])
    builder.rebuild(None, (), *QUIETLY)
    page = tmp_path / "out/film.html"
    assert "Due for checking since" not in page.read_text(encoding="utf-8")
    days[0] = dt.date(2026, 3, 1)
    save(root, "content/film.md", "flies", "flies high")
    ahead = []
    builder.rebuild(
        "film.html", (root / "content/film.md",), lambda: ahead.append(page.read_text(encoding="utf-8")), never
    )
    assert "Due for checking since" in ahead[0]
    save(root, "content/film.md", "2026-02-28", "2026-03-02")
    with pytest.raises(Problems) as found:
        builder.rebuild("film.html", (root / "content/film.md",), *QUIETLY)
    assert [problem.title for problem in found.value.problems] == ["CHECKED IN THE FUTURE"]
    days[0] = dt.date(2026, 3, 2)
    builder.rebuild("film.html", (), *QUIETLY)
    assert "Due for checking since" not in page.read_text(encoding="utf-8")


def test_a_page_that_slept_is_told_what_it_missed(fresh):
    root, preview = fresh
    version = SCRIPT.search(preview.get("/film.html")[2])[0].decode().split("snipver=")[1].split('"')[0]

    async def wake(shown, then):
        async with preview.page("film.html", version=shown) as message:
            then()
            return (await message())["version"]

    assert finished(wake("x0.x0", lambda: None)) == version
    # Had it been told anything although it missed nothing, that would have come before what is saved afterwards.
    assert finished(wake(version, lambda: save(root, "content/film.md", "flies", "flew"))) != version


def test_a_problem_is_told_in_the_words_of_the_terminal_with_a_way_into_the_editor(fresh):
    root, preview = fresh

    async def watch():
        async with preview.page("film.html") as message:
            await message()
            save(root, "content/film.md", "fact:doctor", "fact:docter")
            broken = await message()
            told = preview.get("/film.html")[2]
            save(root, "content/film.md", "fact:docter", "fact:doctor")
            return broken, told, await message()

    broken, told, mended = finished(watch())
    preview.line("1 problem. Nothing was written.")
    text = "\n".join(part["text"] for part in broken["problems"])
    # It is printed twice where a save comes together with the look that makes up for what went unseen.
    assert "\n".join(preview.complained) + "\n" in (text, text * 2)
    assert broken["problems"][0]["open"] == f"vscode://file{root.resolve() / 'content/film.md'}:10:3".replace(
        " ", "%20"
    )
    assert b"doctor" in told
    assert mended["problems"] is None


def test_a_problem_is_printed_once_when_the_watch_looks_again(tmp_path):
    with running(put(tmp_path / "small", SMALL | {"content/film.md": "no front matter\n"})) as preview:
        preview.line("Nothing was written.")
        time.sleep(1.5)  # the watch has begun for certain after a second
        assert len([line for line in preview.complained if "Nothing was written." in line]) == 1


def test_it_starts_with_broken_content_and_follows_its_mending(tmp_path):
    root = put(tmp_path / "small", {path: text for path, text in SMALL.items() if path != "content/site.yaml"})
    with running(root, "--editor", "edit://{path}#{line}") as preview:

        async def watch():
            async with preview.page("film.html") as message:
                broken = await message()
                put(root, {"content/site.yaml": SMALL["content/site.yaml"]})
                return broken, await message()

        status, _headers, body = preview.get("/film.html")
        assert status == 404
        assert SCRIPT.search(body)
        broken, mended = finished(watch())
        assert "NO SETTINGS" in broken["problems"][0]["text"]
        assert "open" not in broken["problems"][0]
        assert mended["problems"] is None
        assert preview.get("/film.html")[0] == 200


@pytest.mark.whole
def test_five_hundred_files_at_once_are_one_or_few_rebuilds(fresh):
    root, preview = fresh
    put(root, {f"content/notes/{number}.txt": "x" for number in range(500)})
    save(root, "content/film.md", "flies", "flies high")
    preview.wait_for("film.html", "flies high")
    assert len(preview.said) < 10


@pytest.mark.whole
def test_two_hundred_saves_lose_nothing(fresh):
    root, preview = fresh
    file = root / "content" / "film.md"
    text = file.read_text(encoding="utf-8")
    for number in range(200):
        file.write_text(text.replace("flies", f"flies {number} times"), encoding="utf-8")
        passing = root / "content" / f"{number}.txt"
        passing.write_text("gone before anybody reads it", encoding="utf-8")
        passing.unlink()
    preview.wait_for("film.html", "flies 199 times")


def test_editors_that_save_by_renaming_are_followed(fresh):
    root, preview = fresh
    file = root / "content" / "film.md"
    text = file.read_text(encoding="utf-8")
    for number in range(3):
        file.rename(file.with_name("film.md~"))
        new = file.with_name("4913")
        new.write_text(text.replace("flies", f"flies {number} times"), encoding="utf-8")
        new.replace(file)
        preview.wait_for("film.html", f"flies {number} times")
    assert not preview.complained
    assert [line for line in preview.said[2:] if not line.startswith(("film.md: ", "Catching up: "))] == []


@pytest.mark.by_day(1)
@pytest.mark.parametrize("name", ["content/stages", "content", "."])
def test_a_folder_that_goes_and_comes_back_is_followed(fresh, tmp_path, name):
    root, preview = fresh
    (root / name).resolve().rename(tmp_path / "aside")
    preview.line(" removed, " if name == "content/stages" else "NO CONTENT")
    for file in (tmp_path / "aside").rglob("one.md"):
        file.write_text(file.read_text(encoding="utf-8").replace("First.", "Back."), encoding="utf-8")
    shutil.copytree(tmp_path / "aside", root / name)
    preview.wait_for("stages/one.html", "Back.")
    time.sleep(1.5)  # until it watches again and has looked once more; from then on only events tell
    save(root, "content/stages/one.md", "Back.", "Saved.")
    preview.wait_for("stages/one.html", "Saved.")


@pytest.mark.skipif(os.name == "nt", reason="Windows cannot replace a running program")
def test_new_code_of_the_generator_starts_it_again_unless_it_cannot_be_loaded(tmp_path):
    program = tmp_path / "program"
    for name in ("explainery",):
        shutil.copytree(PROJECT / name, program / name, ignore=shutil.ignore_patterns("__pycache__"))
    with running(put(tmp_path / "small", SMALL), program=program) as preview:
        put(program, {"explainery/outputs/nojekyll.py": "def broken(:\n"})
        preview.line("SyntaxError: ")
        assert preview.get("/.nojekyll")[0] == 404
        code = (
            "from explainery.model import Output\n\n\ndef nojekyll(_site):\n    return (Output('new.txt', b'new'),)\n"
        )
        put(program, {"explainery/outputs/nojekyll.py": code})
        preview.wait_for("new.txt", "new")
        assert preview.line("Preview: ", 2) == f"Preview: {preview.address} (Ctrl-C ends it)"


def test_outputs_and_leftovers_are_not_watched(fresh):
    root, preview = fresh
    for path in ("site/x.html", ".cache/x", ".git/index", "content/.film.md.swp", "content/film.md~", "content/_x.md"):
        put(root, {path: "x"})
    save(root, "content/film.md", "flies", "flies high")
    preview.line("film.md: ")
    # The look that makes up for the time before the watch may come at the same moment.
    assert {line.partition(": ")[0] for line in preview.said[2:]} <= {"film.md", "Catching up"}


def test_the_built_site_is_left_alone(fresh):
    root, _preview = fresh
    assert not (root / "site").exists()


def test_a_taken_port_leads_to_the_next(small):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with running(small, port=port) as preview:
            assert preview.said[0].startswith(f"Port {port} is taken; this is port ")
            assert preview.get("/film.html")[0] == 200


def test_it_can_be_reached_on_loopback_only(preview):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            pytest.skip("this machine has no other address")
        own = probe.getsockname()[0]
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((own, int(preview.host.split(":")[1])), timeout=5)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no signal that stands for Ctrl-C in another process")
def test_control_c_ends_it_without_a_word(small):
    with running(small) as preview:
        assert preview.interrupt() == 0
        assert preview.complained == []


@pytest.mark.by_day(1)
@pytest.mark.skipif(os.name == "nt", reason="Windows tells nobody that a pipe has no reader")
@pytest.mark.parametrize("lines", [0, 2], ids=["at once", "after its first lines"])
def test_it_ends_without_a_word_where_nobody_reads_what_it_prints(small, lines):
    command = [sys.executable, "-m", "explainery", "serve", "--root", str(small), "--port", str(free_port())]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, **pipes, encoding="utf-8", cwd=PROJECT) as process:
        for _ in range(lines):
            process.stdout.readline()
        process.stdout.close()
        if lines:
            save(small, "content/film.md", "flies", "flew")
        try:
            assert (process.wait(PATIENCE), process.stderr.read()) == (1, "")
        finally:
            process.kill()


@pytest.mark.parametrize(
    "arguments",
    [
        *[("--base", "/../"), ("--base", "/a b/"), ("--port", "0")],
        *[("--host", "256.1.1.1"), ("--host", ""), ("--host", "a..b"), ("--host", "x" * 300), ("--host", "a\0b")],
    ],
)
def test_what_cannot_be_served_is_said(tmp_path, arguments):
    from click.testing import CliRunner  # noqa: PLC0415

    from explainery.cli import commands  # noqa: PLC0415

    result = CliRunner().invoke(commands, ["serve", "--root", str(put(tmp_path, SMALL)), *arguments])
    assert result.exit_code in (1, 2)
    assert "CANNOT SERVE" in result.stderr or "Invalid value" in result.stderr


def test_behind_the_last_port_there_is_none():
    with socket.socket() as other:
        with suppress(OSError):  # somebody has it already
            other.bind(("127.0.0.1", 65_535))
            other.listen()
        with pytest.raises(OSError, match="in use"):
            server.bind("127.0.0.1", 65_535)


def test_a_folder_that_nobody_may_look_into_is_followed_once_it_is_open(tmp_path, monkeypatch):
    died = []
    monkeypatch.setattr(threading, "excepthook", died.append)
    content = put(tmp_path, {"content/closed/one.md": "One"}) / "content"
    (content / "closed").chmod(0)
    with without_rights():
        bursts = Watch((content,)).bursts()
    time.sleep(0.3)  # so that it meets the folder as it is
    assert not died
    (content / "closed").chmod(0o755)
    next(bursts)
    put(content, {"closed/two.md": "Two"})
    assert any(content / "closed/two.md" in burst for burst in itertools.islice(bursts, 3))
    assert not died


def test_what_is_shipped_is_no_code_of_the_generator():
    """A style that is saved there is built, like one of the explainer's own; code starts the generator again."""
    shipped = PROJECT / "explainery/shipped/assets"
    where = {"folder": PROJECT / ".cache", "inputs": (shipped,), "program": PROJECT / "explainery"}
    setup = Setup(**where, base="/", host="127.0.0.1", port=8000, open_browser=False, editor="")
    assert not setup.is_program(shipped / "css/base.css")
    assert setup.is_program(PROJECT / "explainery/read.py")
