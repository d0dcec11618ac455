from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from pyld import jsonld
from rdflib import RDF, Graph, Namespace

from mahdar.exports import Options, export
from mahdar.records import Record

OA, SCHEMA = Namespace("http://www.w3.org/ns/oa#"), Namespace("https://schema.org/")
CONTEXT = json.loads((Path(__file__).parent / "schemas" / "anno.jsonld").read_text("utf-8"))


def loader(url: str, _options: object) -> dict[str, object]:
    assert url == "http://www.w3.org/ns/anno.jsonld"
    return {"contextUrl": None, "documentUrl": url, "document": CONTEXT, "contentType": "application/ld+json"}


def read(record: Record, options: Options | None = None) -> Any:
    [(_, chunks)] = export(record, "jsonld", options=options)
    return json.loads(b"".join(chunks))


def triples(record: Record) -> Graph:
    quads = jsonld.to_rdf(read(record), {"documentLoader": loader, "format": "application/n-quads"})
    return Graph().parse(data=quads, format="nt")  # one graph: its quads are triples


@pytest.fixture(scope="module")
def graph(record: Record) -> Graph:
    return triples(record)


def test_it_expands_without_a_term_that_nobody_defined(record: Record) -> None:
    expanded = jsonld.expand(read(record), {"documentLoader": loader})
    assert len(expanded) > 400
    bare = [
        key
        for node in expanded
        for key in node
        if not key.startswith(("@", "http://www.w3.org/ns/oa#", "https://schema.org/", "urn:mahdar:term:"))
    ]
    assert bare == []
    kept = {key for node in read(record)["@graph"] for key in node} - {"id", "type"}
    assert len(kept) == len({key for node in expanded for key in node} - {"@id", "@type"}), "a term was dropped in the expansion"


def test_every_annotation_selects_its_words_by_place_and_by_quote(record: Record, graph: Graph) -> None:
    texts = {f"urn:mahdar:{a.id}": a.text for a in record.articles}
    checked = 0
    for annotation in graph.subjects(RDF.type, OA.Annotation):
        for target in graph.objects(annotation, OA.hasTarget):
            text = texts[str(graph.value(target, OA.hasSource))]
            selectors = {str(graph.value(s, RDF.type)).rpartition("#")[2]: s for s in graph.objects(target, OA.hasSelector)}
            place, quote = selectors["TextPositionSelector"], selectors["TextQuoteSelector"]
            start, end = int(str(graph.value(place, OA.start))), int(str(graph.value(place, OA.end)))
            assert str(graph.value(quote, OA.exact)) == text[start:end]
            before, after = graph.value(quote, OA.prefix), graph.value(quote, OA.suffix)
            assert text[:start].endswith(str(before or ""))
            assert text[end:].startswith(str(after or ""))
            checked += 1
    assert checked >= len(record.quotations) + len(record.events)


def test_articles_people_quotations_claims_and_events_are_things_of_schema_org(record: Record, graph: Graph) -> None:
    counts = {kind: len(set(graph.subjects(RDF.type, SCHEMA[kind]))) for kind in ("NewsArticle", "Quotation", "Claim", "Event", "Person")}
    assert counts["NewsArticle"] == len(record.articles)
    assert counts["Quotation"] == len(record.quotations)
    assert counts["Claim"] == len(record.claims)
    assert counts["Event"] == len(record.events)
    assert counts["Person"] == sum(a.kind == "person" for a in record.actors)


def test_hard_words_survive_the_way_through_rdf(hard: Record) -> None:
    found = {str(text) for _, text in triples(hard).subject_objects(OA.exact)}
    assert {hard.articles[0].text[q.content.start : q.content.end] for q in hard.quotations} <= found


def test_names_lead_to_the_served_workspace_where_there_is_one(hard: Record) -> None:
    nodes = read(hard, Options(base="https://desk.example/"))["@graph"]
    assert nodes[0]["id"] == "https://desk.example/article/art1"
