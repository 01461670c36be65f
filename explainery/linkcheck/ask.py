"""One address asked, as politely and as long as `Patience` says. Only user of urllib3.

Meanings of answers: RFC 9110 (HTTP Semantics), section 15.
"""

import json
import threading
from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urljoin, urlsplit

import urllib3
from urllib3.exceptions import (
    ConnectTimeoutError,
    HTTPError,
    MaxRetryError,
    NameResolutionError,
    SSLError,
)

from explainery import __version__
from explainery.linkcheck.verdict import Patience, State, Verdict

Result = TypeVar("Result")

_AGENT = f"explainery/{__version__} (checks the links of a site for its writers)"
_AGAIN = (429, 500, 502, 503, 504)
_FOR_GOOD, _FOR_NOW = (301, 308), (302, 303, 307)
_GONE = (404, 410)
_OK, _REDIRECTS, _WRONG = 200, 300, 400
_TOO_MANY_REQUESTS = 429
_MOST_HOPS = 10
_POOLS = 100
_LONGEST_JSON = 100_000


class Asker:
    """Asks servers. One may be used by several threads."""

    def __init__(self, patience: Patience) -> None:
        """Take how long to wait and how often to try."""
        self._patience = patience
        timeout = urllib3.Timeout(connect=patience.connect, read=patience.read)
        self._pool = urllib3.PoolManager(_POOLS, {"User-Agent": _AGENT, "Accept": "*/*"}, timeout=timeout)
        self._retries = urllib3.Retry(
            total=patience.tries,
            redirect=0,
            other=0,
            status_forcelist=_AGAIN,
            backoff_factor=patience.backoff,
            backoff_max=patience.longest_wait,
            retry_after_max=patience.longest_wait,
            raise_on_status=False,
            raise_on_redirect=False,
        )

    def verdict(self, address: str) -> Verdict:
        """Return what became of an address; unknown where no answer came in the longest time for all its questions."""
        found = _within(self._patience.longest, lambda: self._follow(address))
        return found or Verdict(State.UNKNOWN, f"no answer within {self._patience.longest:g} s")

    def json(self, address: str) -> Any:
        """Return what an address answers as JSON; None where it does not."""

        def read() -> Any:
            answer = self._pool.request("GET", address, retries=self._retries, preload_content=False)
            try:
                return json.loads(answer.read(_LONGEST_JSON))
            finally:
                answer.close()

        try:
            return _within(self._patience.longest, read)
        except (HTTPError, ValueError, OSError):
            return None

    def _follow(self, address: str) -> Verdict:
        """Follow redirects. As long as each is for good, what it leads to is the new address."""
        now, moved, for_good = address, None, True
        for _hop in range(_MOST_HOPS):
            status, location = self._status(now)
            if isinstance(status, Verdict):
                return status
            if status not in (*_FOR_GOOD, *_FOR_NOW) or not location:
                return _judged(status, moved)
            now = _joined(now, location)
            if not now:
                return Verdict(State.UNKNOWN, "it redirects to something that is not a web address")
            for_good = for_good and status in _FOR_GOOD
            moved = now if for_good else moved
        return Verdict(State.UNKNOWN, f"it redirects more than {_MOST_HOPS} times")

    def _status(self, address: str) -> tuple[int | Verdict, str | None]:
        """Return the status and the `Location` of the answer to HEAD, to GET where HEAD was not answered well."""
        status, location = self._answer("HEAD", address)
        if isinstance(status, Verdict) or (status >= _WRONG and status != _TOO_MANY_REQUESTS):
            status, location = self._answer("GET", address)
        return status, location

    def _answer(self, method: str, address: str) -> tuple[int | Verdict, str | None]:
        try:
            asked = _with_plain_host(address)
            answer = self._pool.request(method, asked, retries=self._retries, redirect=False, preload_content=False)
            location = answer.headers.get("Location")
            answer.close()  # unread: it may be huge
        except (HTTPError, ValueError, OSError) as error:
            return Verdict(State.UNKNOWN, _reason(error)), None
        return answer.status, location


def _joined(address: str, location: str) -> str:
    """Return where a `Location` leads from an address; "" where that is not on the web. It may come in UTF-8."""
    try:
        found = urljoin(address, location.encode("latin-1").decode("utf-8"))
    except UnicodeError:
        found = location
    except ValueError:
        return ""
    return found if found.startswith(("http://", "https://")) else ""


def _with_plain_host(address: str) -> str:
    """Return an address with its host in ASCII (RFC 3490). Raises ValueError where there is none."""
    host = urlsplit(address).hostname or ""
    return address if host.isascii() else address.replace(host, host.encode("idna").decode(), 1)


def _judged(status: int, moved: str | None) -> Verdict:
    if status in _GONE:
        return Verdict(State.GONE, f"status {status}")
    if _OK <= status < _REDIRECTS:
        return Verdict(State.MOVED if moved else State.ALIVE, f"status {status}", moved)
    return Verdict(State.UNKNOWN, f"status {status}")


def _reason(error: Exception) -> str:
    """Return in a few words why no answer came. They name no port and no object, so that they are always the same."""
    if isinstance(error, MaxRetryError) and error.reason:
        error = error.reason
    if isinstance(error, NameResolutionError):
        return "its host is not found"
    if isinstance(error, SSLError):
        return "its certificate is not valid, or TLS failed"
    if isinstance(error, urllib3.exceptions.TimeoutError | ConnectTimeoutError):
        return "it took too long"
    return "the connection failed, or what came is not HTTP"


def _within(seconds: float, work: Callable[[], Result]) -> Result | None:
    """Return what `work` gives, or None where it takes longer: a server may send a byte now and then for ever."""
    done: list[Result | Exception] = []

    def run() -> None:
        try:
            done.append(work())
        except Exception as error:  # noqa: BLE001 - it is raised again below, in the thread that waits
            done.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(seconds)
    if done and isinstance(done[0], Exception):
        raise done[0]
    return done[0] if done else None  # type: ignore[return-value] # an exception was raised above
