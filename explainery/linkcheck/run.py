"""Many addresses at once, and one at a time for each host, with a pause between."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Lock
from urllib.parse import urlsplit

from explainery.linkcheck.verdict import Patience, Verdict

Ask = Callable[[str], Verdict]


def check_addresses(
    addresses: Iterable[str],
    ask: Ask,
    patience: Patience,
    progress: Callable[[int, int], None] | None = None,
    wait: Callable[[float], object] | None = None,
) -> Mapping[str, Verdict]:
    """Return the verdict on each address, in the order of their letters. `progress` hears how many of how many."""
    by_host: dict[str, list[str]] = defaultdict(list)
    for address in sorted(set(addresses)):
        by_host[_host(address)].append(address)
    total, lock, stop = sum(map(len, by_host.values())), Lock(), Event()
    found: dict[str, Verdict] = {}

    def ask_host(names: list[str]) -> None:
        for number, address in enumerate(names):
            if number:
                (wait or stop.wait)(patience.pause)
            if stop.is_set():
                return
            verdict = ask(address)
            with lock:
                found[address] = verdict
                if progress:
                    progress(len(found), total)

    with ThreadPoolExecutor(max_workers=patience.hosts) as pool:
        try:
            for done in [pool.submit(ask_host, names) for names in by_host.values()]:
                done.result()
        except BaseException:
            stop.set()
            raise
    return {address: found[address] for address in sorted(found)}


def _host(address: str) -> str:
    try:
        return urlsplit(address).netloc.casefold()
    except ValueError:
        return ""
