"""The merge desk: why names are one, and what an editor decides about them; every decision is written down."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Form, Query, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from mahdar.actors import Decision
from mahdar.errors import StoreError
from mahdar.store.cards import AuditLine, LinkCard, Ruled
from mahdar.web.asked import SIZE, Ask, Key, Number, shown_page
from mahdar.web.routes.people import who
from mahdar.web.shell import Fault, keep, page
from mahdar.web.twins import TABLE, csv_of, json_page, told
from mahdar.web.visit import Editor, Looking, form_checked, seated

router = APIRouter(tags=["merge desk"])
#: So many of those who may be the same stand on the desk, which says how many there are.
DOUBLES = 20
Rule = Annotated[str, Query(pattern=r"^[a-z ]{0,40}$", description="The kind of reason; empty for any.")]
Done = Annotated[str, Query(pattern=r"^[a-z]{0,10}$", description="What was just done.")]
Token = Annotated[str, Form(max_length=200)]
Given = Annotated[str, Form(min_length=1, max_length=200)]


def links(view: Looking, rule: Rule = "", actor: Key = "", number: Number = 1) -> Ask:
    """The links between names, of one actor or of all, the least certain first."""
    return Ask(lambda n: view.merges(rule=rule or None, actor=actor or None, page=n, size=SIZE), number)


def decisions(view: Looking, number: Number = 1) -> Ask:
    """The decisions, the newest first."""
    return Ask(lambda n: view.decisions(page=n, size=SIZE), number)


def audit(view: Looking, number: Number = 1) -> Ask:
    """The audit, the newest first."""
    return Ask(lambda n: view.audit(page=n, size=SIZE), number)


Links = Annotated[Ask, Depends(links)]
Decisions = Annotated[Ask, Depends(decisions)]
Audit = Annotated[Ask, Depends(audit)]


@router.get("/desk", response_class=HTMLResponse, summary="The merge desk")
def desk(request: Request, view: Looking, ask: Links, rule: Rule = "", actor: Key = "", done: Done = "") -> Response:
    """Links with score and reason, forms to split, merge and undo for editors, and the latest decisions."""
    seated(request)
    list_ = shown_page(ask.page())
    return page(
        request,
        "desk.html.j2",
        list=list_,
        decisions=shown_page(view.decisions(page=1, size=10)),
        rules=view.link_rules(),
        rule=rule,
        actor=who(view, actor) if actor else None,
        doubles=view.doubles(actor, size=DOUBLES) if actor else None,
        pairs=_pairs(list_.items),
        done=done,
    )


@router.get("/desk.json", responses=told(LinkCard, listed=True), response_class=Response, summary="Links, for programs")
def desk_json(request: Request, ask: Links) -> Response:
    """One page of links."""
    return json_page(request, ask.page())


@router.get("/desk.csv", responses=TABLE, response_class=Response, summary="Links as a table")
def desk_csv(ask: Links) -> Response:
    """All links that were asked for."""
    return csv_of(
        ask, "links", ("id", "actor", "name", "kind", "from_words", "to_words", "score", "why", "rule", "from_article", "to_article")
    )


@router.get("/desk/decisions", response_class=HTMLResponse, summary="Decisions")
def decisions_page(request: Request, ask: Decisions) -> Response:
    """All decisions, withdrawn ones among them."""
    seated(request)
    return page(request, "decisions.html.j2", list=shown_page(ask.page()))


@router.get("/desk/decisions.json", responses=told(Ruled, listed=True), response_class=Response, summary="Decisions, for programs")
def decisions_json(request: Request, ask: Decisions) -> Response:
    """One page of decisions."""
    return json_page(request, ask.page())


@router.get("/desk/decisions.csv", responses=TABLE, response_class=Response, summary="Decisions as a table")
def decisions_csv(ask: Decisions) -> Response:
    """All decisions."""
    return csv_of(ask, "decisions", ("id", "ruling", "a", "b", "note", "by", "at", "undone_by", "undone_at"))


@router.get("/desk/audit", response_class=HTMLResponse, summary="Who did what")
def audit_page(request: Request, ask: Audit, _editor: Editor) -> Response:
    """The audit, for editors."""
    return page(request, "audit.html.j2", list=shown_page(ask.page()))


@router.get("/desk/audit.json", responses=told(AuditLine, listed=True), response_class=Response, summary="Who did what, for programs")
def audit_json(request: Request, ask: Audit, _editor: Editor) -> Response:
    """One page of the audit, for editors."""
    return json_page(request, ask.page())


@router.get("/desk/audit.csv", responses=TABLE, response_class=Response, summary="Who did what, as a table")
def audit_csv(ask: Audit, _editor: Editor) -> Response:
    """The whole audit, for editors."""
    return csv_of(ask, "audit", ("id", "at", "by", "what", "detail"))


@router.post("/desk/decide", status_code=303, response_class=Response, summary="Decide that two names are one, or are not")
def decide(
    request: Request,
    person: Editor,
    a: Given,
    b: Given,
    ruling: Annotated[Literal["same", "different"], Form()],
    token: Token = "",
    note: Annotated[str, Form(max_length=500)] = "",
) -> Response:
    """Takes the decision and brings every page up to date."""
    form_checked(request, token)
    a, b, note = (" ".join(_plain(words).split()) for words in (a, b, note))
    if not a or not b or a == b:
        raise Fault(422, "names")
    with request.app.state.writing:
        request.app.state.writer().decide(Decision(ruling, a, b, note), by=person.name)
    return _back(request, "merged" if ruling == "same" else "split")


@router.post("/desk/undo", status_code=303, response_class=Response, summary="Undo a decision")
def undo(request: Request, person: Editor, decision: Annotated[int, Form(ge=1, le=2**31)], token: Token = "") -> Response:
    """Withdraws the decision and brings every page up to date."""
    form_checked(request, token)
    try:
        with request.app.state.writing:
            request.app.state.writer().undo(decision, by=person.name)
    except StoreError as error:
        if error.why != "absent":
            raise
        return _back(request, "none")
    return _back(request, "undone")


def _pairs(links: Sequence[LinkCard]) -> tuple[tuple[LinkCard, ...], ...]:
    """Links of a page that a decision would be on together: of one actor, between the same two names."""
    found: dict[tuple[str, str, str, str], list[LinkCard]] = {}
    for link in links:
        found.setdefault((link.actor, link.from_words, link.to_words, link.rule), []).append(link)
    return tuple(map(tuple, found.values()))


def _plain(words: str) -> str:
    """Words without control characters and lone surrogates."""
    return "".join(c if c.isprintable() or c.isspace() else " " for c in words)


def _back(request: Request, done: str) -> Response:
    return keep(request, RedirectResponse(f"/desk?done={done}", 303), request.state.session)
