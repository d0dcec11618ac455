"""What tests of several rooms share: one browser for all that look at pages (a process can hold only one)."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

settings.load_profile("ci")  # the same cases at every run: what passed here passes elsewhere


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium; a machine without it fails here and says what to install."""
    chromium = shutil.which("chromium")
    if not chromium:
        pytest.fail("these tests look at pages in Chromium: apt-get install chromium")
    flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
    flags.append("--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1")  # no name leads out of the machine
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=[*flags, "--disable-component-update", "--disable-sync"])
        yield running
        running.close()
