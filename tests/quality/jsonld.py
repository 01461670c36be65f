"""Checks what pages say to machines against schema.org's own definitions: npm `schema-dts`, by the TypeScript compiler.

    python tests/quality/jsonld.py

builds the flagship and the second example, writes down each thing in the graph of a page as a `Thing`, and
has `tsc` look at them. A type or a property that schema.org has not, and a value of the wrong type, is an error.
The exit code is 1 where there is one.
"""

import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
MODULES = HERE / "node_modules"
EXPLAINERS = (ROOT, ROOT / "examples/schwebebahn")
URL = "https://example.org/x/"
GRAPH = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
OPTIONS = ("--noEmit", "--strict", "--skipLibCheck", "--module", "nodenext", "--moduleResolution", "nodenext")


def main():
    run([shutil.which("npm") or sys.exit("npm is missing: install Node 20 or later."), "ci", "--silent"], HERE)
    with tempfile.TemporaryDirectory(prefix="graphs-", dir=HERE) as temporary:
        folder, count = Path(temporary), 0
        for number, root in enumerate(EXPLAINERS):
            out = folder / f"site-{number}"
            run(
                [
                    sys.executable,
                    str(ROOT / "build.py"),
                    "--root",
                    str(root),
                    "--out",
                    str(out),
                    "--url",
                    URL,
                    "--clean",
                ],
                ROOT,
            )
            for page in sorted(out.rglob("*.html")):
                for graph in GRAPH.findall(page.read_text(encoding="utf-8")):
                    count += 1
                    write(
                        folder / f"{number}-{page.relative_to(out).as_posix().replace('/', '-')}.ts", json.loads(graph)
                    )
        files = [str(file) for file in sorted(folder.glob("*.ts"))]
        done = subprocess.run(
            [shutil.which("node"), MODULES / "typescript/bin/tsc", *OPTIONS, *files],
            cwd=HERE,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
    sys.stdout.write(done.stdout or f"{count} graphs are as schema.org defines them.\n")
    return 1 if done.returncode or not count else 0


def write(file, graph):
    """Write a graph thing by thing, so that an error names the one that it is about."""
    things = "".join(f"\nexport const thing{at}: Thing = {json.dumps(one)};" for at, one in enumerate(graph["@graph"]))
    file.write_text(f'import type {{ Thing }} from "schema-dts";\n{things}\n', encoding="utf-8")


def run(command, folder):
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    sys.exit(main())
