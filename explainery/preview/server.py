"""Serves the folder as a static host does, plus one script, and tells open pages what to do.

Only user of livereload and tornado. The protocol is livereload's, version 7; `reload` carries three fields more:
`version` of the page now, `styles` where only those changed, and `problems`.
"""

import errno
import ipaddress
import re
from pathlib import Path
from socket import socket
from typing import Any
from urllib.parse import urlsplit

import livereload.handlers
from livereload.handlers import LiveReloadHandler
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application, RequestHandler
from tornado.websocket import WebSocketHandler

from explainery.preview.files import address_below, file_at, page_at, type_of
from explainery.preview.inject import Look, look_of, with_script
from explainery.preview.overlay import Shown

_SCRIPT = "/livereload.js"  # livereload.js finds itself by this name
_NO_PAGE = b"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Nothing here yet</title></head><body></body></html>
"""
_TRIES = 20


class State:
    """What all handlers know: what is served, which page is in view, and what is wrong at the moment."""

    def __init__(self, folder: Path, base: str) -> None:
        """Begin with no problem and nobody looking."""
        self.folder, self.base = folder, base
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


class _Files(RequestHandler):
    """Any file of the site. Tornado adds an ETag of what it sends, so browsers ask each time and seldom load anew."""

    def initialize(self, state: State) -> None:
        self.state = state

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


class _Script(RequestHandler):
    """livereload.js, and behind it what this preview does with its messages."""

    def get(self) -> None:
        theirs = Path(livereload.handlers.__file__).with_name("vendors") / "livereload.js"
        ours = Path(__file__).with_name("client.js")
        self.set_header("Content-Type", "text/javascript; charset=utf-8")
        self.set_header("Cache-Control", "no-cache")
        self.finish(theirs.read_bytes() + b"\n" + ours.read_bytes())


class _Channel(LiveReloadHandler):  # type: ignore[misc] # livereload comes without types
    """The connection to one open page."""

    def initialize(self, state: State) -> None:
        self.state = state
        self.path = ""
        self.version = ""
        self.told: Shown | None = None

    def check_origin(self, origin: str) -> bool:
        """Let in pages of this server only; livereload lets in all."""
        return bool(WebSocketHandler.check_origin(self, origin))

    def on_message(self, message: str | bytes) -> None:
        """Answer the handshake as livereload does; then tell a page that missed something."""
        try:
            super().on_message(message)
            said = livereload.handlers.escape.json_decode(message)
            if said["command"] == "hello":
                self.version = str(said.get("snipver", ""))
            elif said["command"] == "info":
                self._is_here(urlsplit(str(said["url"])).path, said.get("plugins") or {})
        except (ValueError, TypeError, KeyError, AttributeError):  # no message of the protocol
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


class _Refused(RequestHandler):
    """The answer to requests that name another host: some page in the web pretends that this server is its own."""

    def prepare(self) -> None:
        self.set_status(403)
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish("The preview answers only to the address that it printed.\n")


def bind(host: str, port: int) -> tuple[list[socket], int]:
    """Begin to take connections, and return where: at the given port, or the next one that is free.

    They wait until somebody serves them. Raises OSError where no port can be had.
    """
    for tried in range(port, port + _TRIES):
        try:
            return bind_sockets(tried, address=host), tried
        except OSError as error:
            if tried + 1 == port + _TRIES or error.errno != errno.EADDRINUSE:
                raise
    raise AssertionError  # the last try returned or raised


def serve(state: State, host: str, sockets: list[socket]) -> None:
    """Answer the connections, from now on and as long as the event loop runs."""
    site = Application(default_handler_class=_Refused, log_function=lambda _handler: None, websocket_ping_interval=30)
    site.add_handlers(
        _hosts(host),
        [("/livereload", _Channel, {"state": state}), (_SCRIPT, _Script), (".*", _Files, {"state": state})],
    )
    HTTPServer(site).add_sockets(sockets)


def is_loopback(host: str) -> bool:
    """Say whether only this machine can reach a server on that host."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _hosts(host: str) -> str:
    """Return the pattern of hosts that requests may name. A page in the web can make names lead here, but no number."""
    names = ["localhost", r"127\.0\.0\.1", r"\[::1\]", re.escape(host)]
    if not is_loopback(host):
        names += [r"[\d.]+", r"\[[\da-f:]+\]"]
    return f"(?:{'|'.join(names)})$"
