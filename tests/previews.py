"""A running preview for tests: the real command in a process of its own, real requests, real WebSockets."""

import asyncio
import http.client
import json
import queue
import signal
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

from tornado.httpclient import HTTPRequest
from tornado.websocket import websocket_connect

PROJECT = Path(__file__).parents[1]
PATIENCE = 120
"""Seconds after which a test gives up; nothing is expected to take that long."""


def finished(work):
    """Return what asynchronous work gives. It has a thread of its own: Playwright may run a loop in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def running(root, *options, port=None, program=PROJECT):
    """Run the preview of the explainer at `root` until the block ends; `program` is the folder of the generator."""
    preview = Preview(root, options, port or free_port(), program)
    try:
        yield preview
    finally:
        preview.process.kill()
        preview.process.wait()


class Preview:
    """A process that serves. `said` and `complained` hold the lines that it printed."""

    def __init__(self, root, options, port, program):
        command = [sys.executable, "-m", "explainery", "serve", "--root", str(root), "--port", str(port), *options]
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", cwd=program
        )
        self.said, self.complained, self._news = [], [], queue.SimpleQueue()
        for stream, lines in ((self.process.stdout, self.said), (self.process.stderr, self.complained)):
            threading.Thread(target=self._read, args=(stream, lines), daemon=True).start()
        self.address = self.line("Preview: ").split()[1]
        self.host = urlsplit(self.address).netloc
        self.base = urlsplit(self.address).path

    def _read(self, stream, lines):
        for line in stream:
            lines.append(line.rstrip("\n"))
            self._news.put(None)

    def line(self, words, count=1):
        """Wait for a printed line that holds the words, or for so many of them, and return the last."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            found = [line for line in [*self.said, *self.complained] if words in line]
            if len(found) >= count:
                return found[count - 1]
            try:
                self._news.get(timeout=0.5)
            except queue.Empty:
                assert self.process.poll() is None, self.complained
        message = f"no line with {words!r} in {self.said} {self.complained}"
        raise AssertionError(message)

    def get(self, path, **headers):
        """Return status, headers and body of a request for exactly this path."""
        connection = http.client.HTTPConnection(self.host, timeout=PATIENCE)
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read()

    def raw(self, request):
        """Send bytes as they are, say that no more will come, and return what is answered until the server hangs up."""
        name, port = self.host.split(":")
        with socket.create_connection((name, int(port)), timeout=PATIENCE) as connection:
            with suppress(ConnectionError):  # it may have heard enough
                connection.sendall(request)
                connection.shutdown(socket.SHUT_WR)
            with suppress(ConnectionError):
                return b"".join(iter(lambda: connection.recv(100_000), b""))
        return b""

    def wait_for(self, page, words):
        """Wait until a page below the base holds the words; a preview that starts again may be away for a moment."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            with suppress(ConnectionError):
                if words.encode() in self.get(self.base + page)[2]:
                    return
            time.sleep(0.005)
        message = f"no {words!r} at {page}: {self.said} {self.complained}"
        raise AssertionError(message)

    def interrupt(self):
        """Press Ctrl-C and return the exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=PATIENCE)

    @asynccontextmanager
    async def page(self, path, version="", origin=None):
        """Be an open page: connect as livereload.js does, and give a function that waits for the next message."""
        request = HTTPRequest(f"ws://{self.host}/livereload", headers={"Origin": origin or f"http://{self.host}"})
        connection = await websocket_connect(request)
        hello = {"command": "hello", "protocols": ["http://livereload.com/protocols/official-7"], "snipver": version}
        await connection.write_message(json.dumps(hello))
        answer = json.loads(await connection.read_message())
        assert answer["protocols"] == hello["protocols"]
        url = f"http://{self.host}{self.base}{path}"
        await connection.write_message(json.dumps({"command": "info", "plugins": {}, "url": url}))

        async def message():
            return json.loads(await asyncio.wait_for(connection.read_message(), PATIENCE))

        yield message
        connection.close()
