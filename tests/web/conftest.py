"""A workspace for the explorer's tests: the shipped example, a second story, and a page that means harm."""

from __future__ import annotations

import json
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from httpx import Client

from mahdar.captures import captures
from mahdar.store import Store
from mahdar.web import Options, application, listening, passwords, server
from mahdar.web.passwords import hashed
from mahdar.web.sessions import Tries, digest_of

from .articles import HARBOUR, HARM, QUAY
from .walks import Rooms

if TYPE_CHECKING:
    from fastapi import FastAPI
    from playwright.sync_api import Browser

GENEVA = Path(__file__).parents[2] / "examples" / "geneva-2021"
PASSWORD = "correct horse battery"  # noqa: S105 - of the tests
TOKENS = {"reem": "mahdar_reader_token_of_the_tests", "adam": "mahdar_editor_token_of_the_tests"}


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with four stories; nobody is named in it."""
    folder = tmp_path_factory.mktemp("workspace")
    pages = folder / "pages"
    shutil.copytree(GENEVA, pages)
    for name, (meta, text) in {**HARBOUR, **QUAY, **HARM}.items():
        (pages / f"{name}.txt").write_text(text, "utf-8")
        (pages / f"{name}.meta.json").write_text(json.dumps(meta, ensure_ascii=False), "utf-8")
    with Store(folder / "workspace.db") as store:
        writer = store.writer()
        added = writer.add(captures([pages]))
        (folder / "second").mkdir()
        for end in (".txt", ".meta.json"):
            shutil.copy(pages / f"barid-harbour{end}", folder / "second" / f"barid-later{end}")
        again = writer.add(captures([folder / "second"]))
    assert len(added.new) == 13
    assert (again.new, again.known) == ((), 1)
    return folder / "workspace.db"


@pytest.fixture(scope="session")
def secrets() -> dict[str, str]:
    """The hashes of the password, made quicker than those of users are: signing in is tried many times."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "COST", 2**10)
        return {name: hashed(PASSWORD) for name in TOKENS}


@pytest.fixture
def copy(filled: Path, tmp_path: Path) -> Path:
    """A database of the test's own."""
    return Path(shutil.copy(filled, tmp_path / "workspace.db"))


@pytest.fixture(scope="session")
def store(filled: Path) -> Iterator[Store]:
    """The database, to be looked at alone."""
    with Store(filled) as opened:
        yield opened


@pytest.fixture(scope="session")
def app(store: Store) -> FastAPI:
    """The explorer as it is at one's own machine."""
    return application(store)


@pytest.fixture(scope="session")
def client(address: str) -> Iterator[Client]:
    """A program that asks it."""
    with Client(base_url=address) as asking:
        yield asking


@pytest.fixture(scope="session")
def guarded(filled: Path, secrets: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[FastAPI]:
    """The explorer of a database that names a reader, Reem, and an editor, Adam."""
    own = shutil.copy(filled, tmp_path_factory.mktemp("guarded") / "workspace.db")
    with Store(own) as opened:
        for name, role in (("reem", "reader"), ("adam", "editor")):
            opened.desk.put_user(name, secrets[name], "editor" if role == "editor" else "reader")
            opened.desk.put_token(digest_of(TOKENS[name]), name)
        yield application(opened, Options(open_here=False, tagger=False))


@pytest.fixture(scope="session")
def guarded_address(guarded: FastAPI) -> Iterator[str]:
    """Where the guarded explorer is served."""
    with served(guarded) as url:
        yield url


@pytest.fixture
def outside(guarded: FastAPI, guarded_address: str) -> Iterator[Client]:
    """A program that asks the guarded explorer, not signed in, and none of whose tries has failed."""
    guarded.state.tries, guarded.state.noted = Tries(), Tries(most=60)
    with Client(base_url=guarded_address) as asking:
        yield asking


@pytest.fixture(scope="session")
def story(store: Store) -> str:
    """The id of the summit's story."""
    return max(store.view.stories().items, key=lambda card: card.articles).id


@pytest.fixture(scope="session")
def person(store: Store) -> str:
    """The id of somebody who says much."""
    return next(one.id for one in store.view.actors(prefix="جو بايدن").items if one.kind == "person")


@pytest.fixture(scope="session")
def harm(store: Store) -> str:
    """The id of the article that means harm."""
    return next(card.id for card in store.view.articles(size=100).items if card.outlet and "onerror" in card.outlet)


@pytest.fixture(scope="session")
def twin(store: Store, story: str) -> str:
    """The id of the article that repeats another."""
    return next(one.id for one in store.view.story(story).articles if one.copy_of)


@contextmanager
def served(app: FastAPI) -> Iterator[str]:
    """The address at which an explorer is served while this lasts."""
    running = server(app)
    with listening("127.0.0.1", 0) as opened:
        thread = threading.Thread(target=running.run, kwargs={"sockets": [opened]}, daemon=True)
        thread.start()
        while not running.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{opened.getsockname()[1]}"
        running.should_exit = True
        thread.join(10)


@pytest.fixture(scope="session")
def address(app: FastAPI) -> Iterator[str]:
    """Where the explorer is served to browsers."""
    with served(app) as url:
        yield url


@pytest.fixture(scope="session")
def served_copy(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where an explorer is served in whose database decisions may be taken; whoever takes one undoes it."""
    own = shutil.copy(filled, tmp_path_factory.mktemp("decided") / "workspace.db")
    with Store(own) as opened, served(application(opened, Options(tagger=False))) as url:
        yield url


@pytest.fixture(scope="session")
def rooms(browser: Browser) -> Iterator[Rooms]:
    """The windows of the browser."""
    made = Rooms(browser)
    yield made
    made.close()
