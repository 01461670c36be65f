"""Serves the folder as a static host does, plus one script, and tells open pages what to do.

Pages of other servers may be open in the same browser, and ask this one, too: it answers to its own alone.

Only user of livereload and tornado. The protocol is livereload's, version 7; `reload` carries three fields more:
`version` of the page now, `styles` where only those changed, and `problems`.
"""

import errno
import ipaddress
import logging
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from socket import socket
from typing import Any
from urllib.parse import urlsplit

import livereload.handlers
from livereload.handlers import LiveReloadHandler
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application, RequestHandler
from tornado.websocket import WebSocketClosedError

from explainery.preview.files import address_below, file_at, page_at, type_of
from explainery.preview.inject import Look, look_of, with_script
from explainery.preview.overlay import Shown

_SCRIPT = "/livereload.js"  # livereload.js finds itself by this name
_NO_PAGE = b"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Nothing here yet</title></head><body></body></html>
"""
_TRIES = 20
_PORTS = 65_536  # there are as many; the system takes a higher number for another one, or for any
_LONGEST = 10_000  # bytes of a message, or of what comes with a request: those of the protocol have some hundred


_OTHERS = ("cross-site", "same-site")
"""What a browser says of a request by a page of another server, which may lead here, and fetch nothing."""


class Origins:
    """Which requests are let in. A page in the web can make names of hosts lead here, but no number.

    The port that a request names may be any, since another one may lead here, as `ssh -L 9000:localhost:8000` or a
    container makes it. That lets nobody in: whoever can open such a port could also say the right one, and a page
    that another server gives says so itself, in `Origin` and `Sec-Fetch-Site`.
    """

    def __init__(self, host: str) -> None:
        """Take the host that is served."""
        names = ["localhost", r"127\.0\.0\.1", r"\[::1\]", re.escape(f"[{host}]" if ":" in host else host.lower())]
        if not is_loopback(host):
            names += [r"[\d.]+", r"\[[\da-f:]+\]"]
        self._own = re.compile(rf"(?:{'|'.join(names)})(?::\d+)?")

    def allow(self, headers: Mapping[str, str]) -> bool:
        """Say whether a request names this server, and comes of no page of another one."""
        host, origin = headers.get("Host", "").lower(), headers.get("Origin")
        if not self._own.fullmatch(host) or (origin is not None and origin.lower() != f"http://{host}"):
            return False
        return headers.get("Sec-Fetch-Site") not in _OTHERS or headers.get("Sec-Fetch-Dest") == "document"


class State:
    """What all handlers know: what is served and to whom, which page is in view, and what is wrong at the moment."""

    def __init__(self, folder: Path, base: str, origins: Origins) -> None:
        """Begin with no problem and nobody looking."""
        self.folder, self.base, self.origins = folder.resolve(), base, origins
        self.in_view: str | None = None
        self.problems: Shown | None = None
        self.channels: set[_Channel] = set()

    def page(self, path: str) -> tuple[bytes, str | None]:
        """Return the page at a request's path, and its path below the folder; the 404 page and None where none is."""
        address = address_below(path, self.base)
        found = page_at(self.folder, address) if address is not None else None
        for name in (found, "404.html"):
            if name and (file := file_at(self.folder, name)):
                try:
                    return file.read_bytes(), name if name == found else None
                except OSError:  # it went just now
                    continue
        return _NO_PAGE, None

    def tell(self, problems: Shown | None) -> None:
        """Tell all open pages what a rebuild came to."""
        self.problems = problems
        for channel in tuple(self.channels):
            channel.catch_up()


class _Own(RequestHandler):
    """Answers to whom the address that was printed brought here, and to no page of another server."""

    def initialize(self, state: State) -> None:
        self.state = state

    def set_default_headers(self) -> None:
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")  # no script or picture of other pages either
        self.set_header("Content-Security-Policy", "frame-ancestors 'none'")  # nor is it shown inside of one
        self.set_header("X-Frame-Options", "DENY")

    def prepare(self) -> None:
        if not self.state.origins.allow(self.request.headers):
            self.set_status(403)
            self.set_header("Content-Type", "text/plain; charset=utf-8")
            self.finish("The preview answers only to the address that it printed.\n")

    def write_error(self, status_code: int, **_kwargs: Any) -> None:
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(f"{status_code} {self._reason}\n")


class _Files(_Own):
    """Any file of the site. Tornado adds an ETag of what it sends, so browsers ask each time and seldom load anew."""

    def get(self) -> None:
        path = self.request.path
        address = address_below(path, self.state.base)
        found = file_at(self.state.folder, address) if address is not None else None
        if path == "/" != self.state.base:
            self.redirect(self.state.base)
        elif found and found.is_dir() and address and not address.endswith("/"):
            self.redirect(f"{path}/")
        elif found and found.is_file() and found.suffix != ".html":
            self._send_file(found)
        else:
            self._send_page()

    head = get

    def _send_file(self, file: Path) -> None:
        try:
            content = file.read_bytes()
        except OSError:  # it went just now
            self._send_page()
        else:
            self.set_header("Content-Type", type_of(file.name))
            self.set_header("Cache-Control", "no-cache")
            self.finish(content)

    def _send_page(self) -> None:
        content, found = self.state.page(self.request.path)
        if found and not self.state.channels:  # no open page can say yet what somebody looks at
            self.state.in_view = found
        self.set_status(200 if found else 404)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-cache")
        self.finish(with_script(content, _SCRIPT, self.request.host))


class _Script(_Own):
    """livereload.js, and behind it what this preview does with its messages."""

    def get(self) -> None:
        theirs = Path(livereload.handlers.__file__).with_name("vendors") / "livereload.js"
        ours = Path(__file__).with_name("client.js")
        self.set_header("Content-Type", "text/javascript; charset=utf-8")
        self.set_header("Cache-Control", "no-cache")
        self.finish(theirs.read_bytes() + b"\n" + ours.read_bytes())


class _Channel(_Own, LiveReloadHandler):  # type: ignore[misc] # livereload comes without types
    """The connection to one open page."""

    def initialize(self, state: State) -> None:
        super().initialize(state)
        self.path = ""
        self.version = ""
        self.told: Shown | None = None

    def on_message(self, message: str | bytes) -> None:
        """Answer the handshake as livereload does; then tell a page that missed something."""
        try:
            super().on_message(message)
            said = livereload.handlers.escape.json_decode(message)
            if said["command"] == "hello":
                self.version = str(said.get("snipver", ""))
            elif said["command"] == "info":
                self._is_here(urlsplit(str(said["url"])).path, said.get("plugins") or {})
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):  # no message of the protocol
            self.close()

    def on_close(self) -> None:
        super().on_close()
        self.state.channels.discard(self)

    def catch_up(self) -> None:
        """Tell the page what differs from what it shows, if anything does."""
        look = look_of(self.state.page(self.path)[0])
        message: dict[str, Any] = {"command": "reload", "path": self.path, "problems": self.state.problems}
        if look.version != self.version:
            message["version"] = look.version
            if _same_text(look, self.version):
                message["styles"] = look.styles
        if "version" in message or self.told != self.state.problems:
            self.version, self.told = look.version, self.state.problems
            self.send_message(message)

    def _is_here(self, path: str, plugins: dict[str, dict[str, Any]]) -> None:
        self.path = path
        if plugins.get("preview", {}).get("visible", True):
            self.state.in_view = self.state.page(path)[1]
        self.state.channels.add(self)
        self.catch_up()


def _same_text(look: Look, version: str) -> bool:
    return version.partition(".")[0] == look.version.partition(".")[0]


class _Log(logging.Handler):
    """Takes what tornado and livereload would print: only errors of our own are told, no nonsense that came in."""

    def __init__(self, tell: Callable[[BaseException], None]) -> None:
        super().__init__()
        self._tell = tell

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        if error and not isinstance(error, (OSError, WebSocketClosedError)):  # somebody went, or the system is busy
            self._tell(error)


Listening = tuple[list[socket], int]
"""Sockets that take connections, and their port."""


def bind(host: str, port: int) -> Listening:
    """Begin to take connections, and return where: at the given port, or the next one that is free.

    They wait until somebody serves them. Raises OSError where no port can be had, ValueError where that is no host.
    """
    if not host:  # which would be all addresses of this machine, and nobody who leaves a host empty means that
        message = "it names no host"
        raise ValueError(message)
    ports = range(port, min(port + _TRIES, _PORTS))
    for tried in ports:
        try:
            return bind_sockets(tried, address=host), tried
        except OSError as error:
            if tried == ports[-1] or error.errno != errno.EADDRINUSE:
                raise
    raise AssertionError  # the last try returned or raised


def serve(state: State, sockets: list[socket], tell: Callable[[BaseException], None]) -> None:
    """Answer the connections, from now on and as long as the event loop runs; `tell` takes errors of the program."""
    for name in ("tornado", "livereload", "asyncio"):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [_Log(tell)], False
    known = {"state": state}
    site = Application(
        [("/livereload", _Channel, known), (_SCRIPT, _Script, known), (".*", _Files, known)],
        log_function=lambda _handler: None,
        websocket_ping_interval=30,
        websocket_max_message_size=_LONGEST,
    )
    HTTPServer(site, max_body_size=_LONGEST).add_sockets(sockets)


def is_loopback(host: str) -> bool:
    """Say whether only this machine can reach a server on that host."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
