"""Two names -> same or different: the frozen run, the bars, and properties that hold for any two names."""

from __future__ import annotations

import importlib.util
import tomllib
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mahdar.actors import compare

ROOT = Path(__file__).parents[2]
CASES = tomllib.loads((ROOT / "tests" / "cases" / "actors" / "compare.toml").read_text("utf-8"))["case"]
GOLD = ROOT.parent / "shared" / "gold" / "names" / "pairs.tsv"
WORDS = [
    "محمد",
    "بن",
    "سلمان",
    "عبد",
    "الله",
    "أبو",
    "بكر",
    "آل",
    "سعود",
    "الملك",
    "وزير",
    "الخارجية",
    "جون",
    "دي",
    "Kim",
    "al",
    "،",
    "-",
    "x",
    "",
]


def bench() -> ModuleType:
    spec = importlib.util.spec_from_file_location("bench_names_run", ROOT / "bench" / "names" / "run.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def rates(lines: list[str]) -> tuple[float, float]:
    seen = [line.split("\t")[0] for line in lines]
    tp, fp, fn = (seen.count(key) for key in ("TP", "FP", "FN"))
    return tp / (tp + fp), tp / (tp + fn)


def test_every_pair_of_the_bench_is_decided_as_the_frozen_run_says() -> None:
    run = bench()
    assert [run.HEADER, *run.frozen()] == run.FROZEN.read_text("utf-8").splitlines(), (
        "python bench/names/run.py --freeze, then read the diff"
    )


def test_the_bench_keeps_its_bars() -> None:
    precision, recall = rates(bench().FROZEN.read_text("utf-8").splitlines()[1:])
    assert precision >= 0.99
    assert recall >= 0.95


def test_the_bench_is_large_and_holds_each_pair_once() -> None:
    pairs = [frozenset(row[:2]) for row in bench().rows(bench().PAIRS)]
    assert len(pairs) >= 250
    assert len(set(pairs)) == len(pairs)


@pytest.mark.skipif(not GOLD.exists(), reason="../shared/gold/names is absent")
def test_pairs_labelled_elsewhere_keep_precision_and_recall() -> None:
    precision, recall = rates(bench().frozen(GOLD))
    assert precision >= 0.99
    assert recall >= 0.92


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_case_is_decided_by_its_rule(case: dict[str, str]) -> None:
    found = compare(case["a"], case["b"])
    assert (found.verdict, found.rule) == (case["verdict"], case["rule"])
    assert case["a"] in found.why or case["b"] in found.why


@given(st.lists(st.sampled_from(WORDS), max_size=6), st.lists(st.sampled_from(WORDS), max_size=6))
def test_the_order_of_the_two_names_changes_nothing(a: list[str], b: list[str]) -> None:
    one, other = compare(" ".join(a), " ".join(b)), compare(" ".join(b), " ".join(a))
    assert (one.score, one.verdict) == (other.score, other.verdict)


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_text_is_compared_without_an_error(a: str, b: str) -> None:
    assert 0 <= compare(a, b).score <= 1
