"""A program of its own: specifications of Vega-Lite in, drawings out, a line of JSON each, until no more come.

Only home of vl-convert-python. `chart` starts it by its file, so it imports nothing of ours.
"""

import contextlib
import faulthandler
import json
import os
import sys

_MEMORY = 2_000_000_000  # bytes; an ordinary chart needs a tenth of that, and threads as much again
_FAILED = 2


def _limit_memory() -> None:
    """Let the system refuse more memory than a chart can need, where it counts what is in use (Linux)."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource  # noqa: PLC0415 - Windows has none

        _, most = resource.getrlimit(resource.RLIMIT_DATA)
        limit = _MEMORY if most == resource.RLIM_INFINITY else min(most, _MEMORY)
        resource.setrlimit(resource.RLIMIT_DATA, (limit, most))


def _drawn(spec: str, largest: int) -> dict[str, str | int]:
    """Return an answer: `svg`; or `error`, the reason for none; or `large`, the length of one that is too large."""
    import vl_convert  # noqa: PLC0415 - here, so that it counts as time and fails as drawing does

    try:
        svg = vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])
    except ValueError as error:
        return {"error": str(error)}
    return {"svg": svg} if len(svg) <= largest else {"large": len(svg)}


def _serve() -> None:
    _limit_memory()
    with open(os.devnull, "w") as nowhere, os.fdopen(os.dup(1), "w") as answers:  # noqa: PTH123 - pathlib loads slowly
        os.dup2(nowhere.fileno(), 1)  # Vega may print there, too
        for line in sys.stdin:
            seconds, work = json.loads(line)
            # A thread of C ends the process whatever it is at, also when nobody waits for the answer any more.
            faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
            answer = _drawn(**work)
            faulthandler.cancel_dump_traceback_later()
            print(json.dumps(answer), file=answers, flush=True)


if __name__ == "__main__":
    try:
        _serve()
    except BaseException:  # noqa: BLE001 - the code 1, which Python gives, says that time ran out
        os._exit(_FAILED)
