"""Who may come in and what for: doors, sessions, forms, hosts, headers."""

from __future__ import annotations

import asyncio
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from httpx import Client, Response
from typer.testing import CliRunner

from mahdar.cli.main import app as command
from mahdar.store import Store
from mahdar.store.cards import Count, Named
from mahdar.web import Limits, Options, application
from mahdar.web.guard import host_known
from mahdar.web.passwords import fits, hashed
from mahdar.web.routes.sign import crowd
from mahdar.web.sessions import COOKIE, Sessions, Tries, digest_of
from mahdar.web.twins import csv_rows

from .conftest import PASSWORD, TOKENS, served


class Elements(HTMLParser):
    """The scripts of a page, and what it has inline that a policy must forbid: as a browser reads it."""

    def __init__(self) -> None:
        super().__init__()
        self.scripts: list[str] = []
        self.inline: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "script":
            self.scripts.append(given.get("src") or "")
        if tag in ("style", "iframe", "object", "embed", "base"):
            self.inline.append(tag)
        self.inline += [f"{tag} {name}" for name in given if name == "style" or name.startswith("on")]
        self.inline += [f"{tag} {value}" for value in given.values() if (value or "").lower().startswith(("javascript:", "data:"))]


def form_of(page: Response) -> str:
    """The token that the forms of a page carry."""
    found = re.search(r'name="token" value="([0-9a-f]+)"', page.text)
    assert found
    return found[1]


def signed(client: Client, name: str, password: str = PASSWORD) -> Response:
    """Signs in as a browser does."""
    token = form_of(client.get("/sign-in"))
    return client.post("/sign-in", data={"name": name, "password": password, "token": token, "next": "/desk"})


def bearer(name: str) -> dict[str, str]:
    """What a program with a token sends."""
    return {"authorization": f"Bearer {TOKENS[name]}"}


def test_whoever_is_not_named_sees_nothing_but_the_door(outside: Client) -> None:
    for path in ("/", "/people", "/search?q=a", "/desk", "/story/x", "/raw.txt?digest=" + "0" * 64):
        browser = outside.get(path, headers={"accept": "text/html"})
        assert browser.status_code == 303, path
        assert browser.headers["location"].split("?")[0].endswith("/sign-in")
        assert outside.get(path).status_code == 401, path
    assert outside.get("/stories.json").json()["status"] == 401


def test_a_reader_looks_and_decides_nothing(outside: Client) -> None:
    assert signed(outside, "reem").status_code == 303
    desk = outside.get("/desk")
    assert "/desk/decide" not in desk.text
    assert outside.get("/desk/audit").status_code == outside.get("/watched").status_code == 403
    given = {"a": "بوتين", "b": "بايدن", "ruling": "same", "token": outside.get("/desk").text and form_of(outside.get("/desk"))}
    assert outside.post("/desk/decide", data=given).status_code == 403


def test_an_editor_decides_and_the_audit_says_who(copy: Path, secrets: dict[str, str]) -> None:
    with Store(copy) as opened:
        opened.desk.put_user("adam", secrets["adam"], "editor")
        with served(application(opened, Options(open_here=False, tagger=False))) as url, Client(base_url=url) as client:
            assert signed(client, "adam").headers["location"] == "/desk"
            given = {"a": "بوتين", "b": "فلاديمير بوتين", "ruling": "different", "note": "للتجربة", "token": form_of(client.get("/desk"))}
            assert client.post("/desk/decide", data=given).headers["location"] == "/desk?done=split"
            decision = client.get("/desk/decisions.json").json()["items"][0]
            assert (decision["ruling"], decision["by"], decision["note"]) == ("different", "adam", "للتجربة")
            undo = {"decision": decision["id"], "token": form_of(client.get("/desk"))}
            assert client.post("/desk/undo", data=undo).headers["location"] == "/desk?done=undone"
            assert client.post("/desk/undo", data=undo).headers["location"] == "/desk?done=none"
            told = client.get("/desk/audit.json").json()["items"]
            assert [(line["by"], line["what"]) for line in told[:2]] == [("adam", "undo"), ("adam", "decide")]


def test_a_wrong_password_is_told_as_a_wrong_name_is(outside: Client) -> None:
    one, other = signed(outside, "reem", "wrong password"), signed(outside, "nobody", "wrong password")
    assert one.status_code == other.status_code == 401
    assert re.findall(r"<p>.*?</p>", one.text)[:4] == re.findall(r"<p>.*?</p>", other.text)[:4]


def test_too_many_failures_make_one_wait(copy: Path, secrets: dict[str, str]) -> None:
    with Store(copy) as opened:
        opened.desk.put_user("reem", secrets["reem"], "reader")
        with served(application(opened, Options(open_here=False, tries=2))) as url, Client(base_url=url) as client:
            assert [signed(client, "reem", f"guess {n} of many").status_code for n in range(3)] == [401, 401, 429]
            waiting = signed(client, "reem")
            assert waiting.status_code == 429
            assert int(waiting.headers["retry-after"]) > 0


def test_signing_in_opens_another_session_and_signing_out_ends_it(outside: Client) -> None:
    outside.get("/sign-in")
    before = outside.cookies[COOKIE]
    signed(outside, "reem")
    after = outside.cookies[COOKIE]
    assert before != after
    assert outside.get("/").status_code == 200
    outside.post("/sign-out", data={"token": form_of(outside.get("/desk"))})
    outside.cookies.clear()
    assert outside.get("/", headers={"cookie": f"{COOKIE}={after}"}).status_code == 401


def test_a_restart_signs_nobody_out_and_signing_out_is_for_every_server(copy: Path, secrets: dict[str, str]) -> None:
    with Store(copy) as opened:
        opened.desk.put_user("reem", secrets["reem"], "reader")
        options = Options(open_here=False)
        with served(application(opened, options)) as first, Client(base_url=first) as client:
            signed(client, "reem")
            cookie = {"cookie": f"{COOKIE}={client.cookies[COOKIE]}"}
            form = form_of(client.get("/desk"))
    with Store(copy) as opened, served(application(opened, options)) as one, served(application(opened, options)) as other:
        for url in (one, other):
            with Client(base_url=url) as client:
                assert client.get("/stories.json", headers=cookie).status_code == 200
                assert form_of(client.get("/desk", headers=cookie)) == form
        with Client(base_url=one) as client:
            assert client.post("/sign-out", data={"token": form}, headers=cookie).status_code == 303
        for url in (one, other):
            with Client(base_url=url) as client:
                assert client.get("/stories.json", headers=cookie).status_code == 401


def test_what_a_browser_holds_is_not_in_the_database(copy: Path, secrets: dict[str, str]) -> None:
    with Store(copy) as opened:
        opened.desk.put_user("reem", secrets["reem"], "reader")
        with served(application(opened, Options(open_here=False))) as url, Client(base_url=url) as client:
            signed(client, "reem")
            held = client.cookies[COOKIE]
        assert [one.digest for one in opened.visits.of("reem")] == [digest_of(held)]
    assert held.encode() not in b"".join(path.read_bytes() for path in copy.parent.glob("workspace.db*"))


def test_a_session_that_is_kept_ends_when_idle_and_when_old(copy: Path, secrets: dict[str, str]) -> None:
    now = [1_000_000.0]
    with Store(copy) as opened:
        opened.desk.put_user("reem", secrets["reem"], "reader")
        sessions = Sessions(opened.visits, idle=1000, clock=lambda: now[0])
        cookie = sessions.cookie(sessions.open("reem"))
        for _ in range(3):
            now[0] += 900
            found = sessions.find(cookie)
            assert found
            assert found.user == "reem"
        now[0] += 1001
        assert sessions.find(cookie) is None
        patient = Sessions(opened.visits, idle=10**9, clock=lambda: now[0])
        cookie = patient.cookie(patient.open("reem"))
        now[0] += 7 * 24 * 3600 + 1
        assert patient.find(cookie) is None


def test_whoever_signs_in_while_the_database_is_busy_is_in_and_is_kept_later(copy: Path, secrets: dict[str, str]) -> None:
    with Store(copy) as opened:
        opened.desk.put_user("reem", secrets["reem"], "reader")
        sessions = Sessions(opened.visits)
        with opened._engine.connect().execution_options(writing=True) as other, other.begin():
            other.exec_driver_sql("UPDATE facts SET value = value")
            cookie = sessions.cookie(sessions.open("reem"))
            assert sessions.find(cookie)
            assert opened.visits.of("reem") == ()
        sessions._refused = float("-inf")
        assert sessions.find(cookie)
        assert len(opened.visits.of("reem")) == 1
        with opened._engine.connect().execution_options(writing=True) as other, other.begin():
            other.exec_driver_sql("UPDATE facts SET value = value")
            held = sessions.find(cookie)
            assert held
            sessions.close(held)
            assert sessions.find(cookie) is None
        sessions.open("reem")
        assert Sessions(opened.visits).find(cookie) is None


def test_a_new_password_ends_open_sessions(tmp_path: Path) -> None:
    db, run = str(tmp_path / "users.db"), CliRunner()
    run.invoke(command, ["users", "add", "reem", "--password-stdin", "--db", db], input=f"{PASSWORD}\n")
    with Store(db) as opened:
        cookie = (sessions := Sessions(opened.visits)).cookie(sessions.open("reem"))
        assert sessions.find(cookie)
        run.invoke(command, ["users", "role", "reem", "editor", "--db", db])
        assert sessions.find(cookie)
        run.invoke(command, ["users", "add", "reem", "--password-stdin", "--db", db], input=f"{PASSWORD}!\n")
        assert sessions.find(cookie) is None


def test_signing_in_and_failing_to_are_written_down_so_many_times(copy: Path, secrets: dict[str, str]) -> None:
    with Store(copy) as opened:
        opened.desk.put_user("adam", secrets["adam"], "editor")
        app = application(opened, Options(open_here=False, tries=3))
        app.state.noted = Tries(most=4)
        with served(app) as url, Client(base_url=url) as client:
            signed(client, "adam", "a wrong password")
            signed(client, PASSWORD, "a password typed as a name")
            signed(client, "adam", "a wrong password again")
            signed(client, "adam", "not even tried")
            app.state.tries = Tries(most=1)
            for n in range(9):
                app.state.tries = Tries(most=1)
                signed(client, "adam", f"guess {n} of many")
            app.state.tries = Tries()
            signed(client, "adam")
            told = [line for line in client.get("/desk/audit.json").json()["items"] if line["what"].startswith("sign in")]
        assert [(line["what"], line["by"], line["detail"]) for line in reversed(told)] == [
            ("sign in failed", "", "as «adam» from 127.0.0.1"),
            ("sign in failed", "", "as nobody we know from 127.0.0.1"),
            ("sign in failed", "", "as «adam» from 127.0.0.1; further tries have to wait"),
            (
                "sign in failed",
                "",
                "as «adam» from 127.0.0.1; further tries have to wait; further failures are not written down for a while",
            ),
            ("sign in", "adam", "from 127.0.0.1"),
        ]


def test_a_network_of_addresses_is_one_visitor() -> None:
    assert crowd("2001:db8:1:2::1") == crowd("2001:db8:1:2:ffff::9%eth0") != crowd("2001:db8:1:3::1")
    assert crowd("192.0.2.1") != crowd("192.0.2.2")
    assert crowd("testclient") == "testclient"


def test_the_cookie_is_for_this_server_alone(outside: Client) -> None:
    cookie = outside.get("/sign-in").headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie


def test_a_removed_user_is_out_at_once(copy: Path, secrets: dict[str, str]) -> None:
    with Store(copy) as opened:
        opened.desk.put_user("reem", secrets["reem"], "reader")
        with served(application(opened, Options(open_here=False))) as url, Client(base_url=url) as client:
            signed(client, "reem")
            assert client.get("/stories.json").status_code == 200
            opened.desk.remove_user("reem")
            assert client.get("/stories.json").status_code == 401


def test_a_token_opens_for_programs_until_it_ends(copy: Path, secrets: dict[str, str]) -> None:
    with Store(copy) as opened:
        opened.desk.put_user("reem", secrets["reem"], "reader")
        opened.desk.put_token(digest_of("lasting"), "reem")
        opened.desk.put_token(digest_of("ended"), "reem", ends="2020-01-01T00:00:00+00:00")
        with served(application(opened, Options(open_here=False))) as url, Client(base_url=url) as client:
            assert client.get("/stories.json", headers={"authorization": "Bearer lasting"}).status_code == 200
            for token in ("ended", "forged"):
                assert client.get("/stories.json", headers={"authorization": f"Bearer {token}"}).status_code == 401


def test_every_answer_carries_the_policy(client: Client, story: str) -> None:
    for path in ("/", f"/story/{story}", "/static/explorer.js", "/nope", "/stories.json", "/raw.txt?digest=x", "/docs/openapi.json"):
        headers = client.get(path).headers
        policy = headers["content-security-policy"]
        assert "unsafe" not in policy, path
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        assert headers["referrer-policy"] in ("same-origin", "no-referrer")


def test_no_page_holds_a_script_or_a_style_of_its_own(client: Client, story: str, person: str, harm: str) -> None:
    """The policy forbids them; a page that had one would be broken."""
    for path in ("/", f"/story/{story}?part=times", f"/person/{person}", f"/article/{harm}", "/desk", "/search?q=بايدن", "/sign-in"):
        page = client.get(path).text
        found = Elements()
        found.feed(page)
        assert found.inline == [], path
        assert [src for src in found.scripts if not src.startswith("/static/")] == [], path


def test_a_capture_is_only_ever_a_text_file(client: Client, store: Store, harm: str) -> None:
    digest = store.view.article(harm).articles[0].source.sha256
    raw = client.get("/raw.txt", params={"digest": digest})
    assert raw.headers["content-type"].startswith("text/plain")
    assert raw.headers["content-disposition"].startswith("attachment")
    assert "sandbox" in raw.headers["content-security-policy"]
    assert "<script>" in raw.text


def test_a_server_for_others_asks_for_a_user_first(tmp_path: Path) -> None:
    db = str(tmp_path / "empty.db")
    Store(db).close()
    said = CliRunner().invoke(command, ["serve", "--db", db, "--host", "0.0.0.0"])  # noqa: S104 - refused
    assert said.exit_code != 0
    assert "mahdar users add" in str(said.exception)


def test_users_are_named_changed_and_removed_on_the_command_line(tmp_path: Path) -> None:
    db, run = str(tmp_path / "users.db"), CliRunner()
    assert run.invoke(command, ["users", "add", "reem", "--password-stdin", "--db", db], input=f"{PASSWORD}\n").exit_code == 0
    assert run.invoke(command, ["users", "add", "ali", "--password-stdin", "--db", db], input="short\n").exit_code != 0
    assert run.invoke(command, ["users", "role", "reem", "editor", "--db", db]).exit_code == 0
    token = run.invoke(command, ["users", "token", "reem", "--days", "3", "--db", db]).stdout.strip()
    assert token.startswith("mahdar_")
    assert run.invoke(command, ["users", "list", "--db", db]).stdout.split("\t")[:2] == ["reem", "editor"]
    with Store(db) as opened:
        user = opened.desk.user("reem")
        assert user
        assert PASSWORD not in user.secret
        assert token not in repr(opened.desk.tokens("reem"))
        assert fits(PASSWORD, user.secret)
    digest = run.invoke(command, ["users", "tokens", "reem", "--db", db]).stdout.split("\t")[0]
    assert run.invoke(command, ["users", "revoke", "reem", digest, "--db", db]).exit_code == 0
    assert run.invoke(command, ["users", "remove", "reem", "--db", db]).exit_code == 0
    assert run.invoke(command, ["users", "remove", "reem", "--db", db]).exit_code != 0


def test_two_hashes_of_one_password_differ_and_both_fit() -> None:
    one, other = hashed(PASSWORD), hashed(PASSWORD)
    assert one != other
    assert fits(PASSWORD, one)
    assert not fits(PASSWORD + " ", other)
    assert not fits(PASSWORD, "scrypt$garbage")


@pytest.mark.parametrize(
    ("host", "known"),
    [
        ("127.0.0.1:8077", True),
        ("[::1]:8077", True),
        ("localhost", True),
        ("192.168.1.5", True),
        ("desk.example", True),
        ("DESK.example.:80", True),
        ("evil.example", False),
        ("localhost.evil.example", False),
        ("127.0.0.1.evil.example", False),
        ("desk.example@evil.example", False),
        ("", False),
        ("127.0.0.1 evil", False),
    ],
)
def test_a_name_that_was_not_allowed_is_no_name_of_ours(host: str, known: bool) -> None:
    assert host_known(host, frozenset({"desk.example"})) is known


def test_a_session_ends_when_it_has_been_idle_and_the_oldest_gives_way() -> None:
    now = [0.0]
    sessions = Sessions(idle=10, most=2, clock=lambda: now[0])
    first = sessions.open("reem")
    assert sessions.find(sessions.cookie(first))
    now[0] = 11
    assert sessions.find(sessions.cookie(first)) is None
    some = [sessions.open() for _ in range(3)]
    assert [bool(sessions.find(sessions.cookie(one))) for one in some] == [False, True, True]


def test_failures_are_forgotten_in_time() -> None:
    now = [0.0]
    tries = Tries(most=2, within=60, clock=lambda: now[0])
    tries.failed("x")
    tries.failed("x")
    assert tries.wait("x") == 61
    now[0] = 61
    assert tries.wait("x") == 0


def test_an_answer_that_takes_too_long_is_given_up(store: Store) -> None:
    slow = application(store, Options(limits=Limits(seconds=0.2)))

    async def sleeping() -> None:
        await asyncio.sleep(5)

    slow.add_api_route("/slow", sleeping)
    with served(slow) as url, Client(base_url=url) as client:
        assert client.get("/slow").status_code == 503


def test_the_way_to_the_door_names_no_server_so_that_https_before_us_stays_https(outside: Client) -> None:
    answer = outside.get("/people?prefix=س", headers={"accept": "text/html"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in?next=%2Fpeople%3Fprefix%3D%25D8%25B3")


def test_a_list_of_names_in_a_cell_is_no_formula() -> None:
    rows = csv_rows("x", ("a", "b"), [((Named("act1", "=1+1", "person", 2),), Count("@x", 3))])
    assert bytes(rows.body).decode().splitlines()[1] == "'=1+1,'@x (3)"


def test_a_crowd_at_the_door_signs_nobody_out() -> None:
    sessions = Sessions(most=3)
    inside = sessions.open("reem")
    crowd = [sessions.open() for _ in range(10)]
    assert sessions.find(sessions.cookie(inside)) is not None
    assert sessions.find(sessions.cookie(crowd[0])) is None
    assert sessions.find(sessions.cookie(crowd[-1])) is not None
