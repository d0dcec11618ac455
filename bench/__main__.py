"""Runs every bench whose data are there: `python -m bench`. Each can be run alone, as `python -m bench.times`."""

from __future__ import annotations

import subprocess
import sys

BENCHES = (
    "bench.speed",
    "bench.pages",
    "bench.quotes",
    "bench.times",
    "bench.mentions",
    "bench.events",
    "bench.plover",
    "bench.accounts",
    "bench.copies",
    "bench.batch",
)


def main() -> None:
    """Prints the figures of every bench in turn; one that fails does not stop the others."""
    failed = []
    for name in BENCHES:
        print(f"\n== python -m {name}", flush=True)
        if subprocess.run([sys.executable, "-m", name], check=False).returncode:
            failed.append(name)
    if failed:
        sys.exit(f"did not run: {', '.join(failed)}")


if __name__ == "__main__":
    main()
