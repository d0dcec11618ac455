"""`mahdar copies --passages`, as a user meets it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

FIRST = (
    "وقّعت بلدية الميناء القديم عقدا لترميم السوق المسقوف بعد عامين من التأجيل، على أن تبدأ الورش عملها مع مطلع الربيع المقبل. "
    "وقالت رئيسة البلدية نوال الحمدان إن أصحاب المحال سينتقلون إلى ساحة مجاورة طوال مدة الأشغال من دون أن يدفعوا بدلا عن ذلك."
)
OWN = "وكان مراسلنا قد زار السوق أمس والتقى عددا من الباعة الذين أبدوا خشيتهم من أن تطول المدة."


def mahdar(*words: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "mahdar.cli.main", *map(str, words)], capture_output=True, text=True, check=False)


def test_every_passage_is_a_slice_of_both_rows(tmp_path: Path) -> None:
    texts = {"wire": FIRST, "taken": f"{OWN}\n{FIRST.replace('مطلع', 'بداية').replace('القديم', 'القديمِ')}", "alone": OWN[::-1]}
    rows = [{"id": name, "outlet": name, "title": f"عنوان {name}", "text": text} for name, text in texts.items()]
    (tmp_path / "news.jsonl").write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    done = mahdar("copies", tmp_path / "news.jsonl", "--passages", tmp_path / "out" / "passages.jsonl")
    assert done.returncode == 0, done.stderr
    (line,) = map(json.loads, (tmp_path / "out" / "passages.jsonl").read_text("utf-8").splitlines())
    assert done.stdout == f"{line['a']}\t{line['b']}\t{line['relation']}\t{line['share']:.4f}\n"
    sliced = [[texts[line[side]][one[side]["start"] : one[side]["end"]] for side in "ab"] for one in line["passages"]]
    before, after = FIRST.rstrip(".").split(" مطلع ")
    assert {one[0].replace("ِ", "") for one in sliced} == {before, after}
    assert {one[1].replace("ِ", "") for one in sliced} == {before, after}
    assert [one["a"]["start"] for one in line["passages"]] == sorted(one["a"]["start"] for one in line["passages"])


def test_of_a_page_passages_are_slices_of_its_text_in_the_record(tmp_path: Path) -> None:
    for name, extra in (("one", OWN), ("two", "")):
        paragraphs = "".join(f"<p>{text}</p>" for text in (FIRST, FIRST[::-1], extra))
        page = f"<html><body><nav>الرئيسية</nav><article><h1>ترميم السوق المسقوف</h1>{paragraphs}</article></body></html>"
        (tmp_path / f"{name}.html").write_text(page, "utf-8")
    assert mahdar("copies", tmp_path, "-o", tmp_path / "out" / "c.tsv", "--passages", tmp_path / "out" / "p.jsonl").returncode == 0
    assert mahdar("read", tmp_path, "-o", tmp_path / "record", "--format", "json").returncode == 0
    record = json.loads((tmp_path / "record" / "record.json").read_text("utf-8"))
    texts = {article["source"]["file"]: article["text"] for article in record["articles"]}
    (line,) = map(json.loads, (tmp_path / "out" / "p.jsonl").read_text("utf-8").splitlines())
    assert len(line["passages"]) >= 1
    first = line["passages"][0]
    assert texts[line["a"]][first["a"]["start"] : first["a"]["end"]].startswith("وقّعت بلدية")
    assert texts[line["b"]][first["b"]["start"] : first["b"]["end"]].startswith("وقّعت بلدية")


def test_without_the_option_no_passages_are_written(tmp_path: Path) -> None:
    (tmp_path / "news.jsonl").write_text(json.dumps({"id": "a", "text": FIRST}, ensure_ascii=False) + "\n", "utf-8")
    assert mahdar("copies", tmp_path / "news.jsonl", "-o", tmp_path / "c.tsv").returncode == 0
    assert {path.name for path in tmp_path.iterdir()} == {"news.jsonl", "c.tsv"}
