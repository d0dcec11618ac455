"""Accounts of stories told by several outlets against hand annotation: `python -m bench.accounts`. Prints a line a story."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

SHARED = Path(__file__).parents[2] / "shared"
LAST_LOOK = ("kuwait-isis-cell-busted-0730",)  # the thresholds were chosen on the others


def main() -> None:
    """Reads each folder of `gold/accounts` and prints what the scorer says of its accounts."""
    folders = sorted(p for p in (SHARED / "gold" / "accounts").glob("*") if p.is_dir())
    if not folders:
        sys.exit(f"{SHARED / 'gold' / 'accounts'} is not here")
    for folder in folders:
        with tempfile.TemporaryDirectory() as out:
            subprocess.run([sys.executable, "-m", "mahdar.cli.main", "read", folder, "-o", out, "-q", "--format", "json"], check=True)
            command = [sys.executable, SHARED / "score" / "score.py", "accounts", f"{out}/record.json", folder]
            scored = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        part = "last look" if folder.name in LAST_LOOK else "tuned on"
        print(f"{folder.name} ({part}): " + json.dumps(scored, ensure_ascii=False))


if __name__ == "__main__":
    main()
