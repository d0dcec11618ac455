"""Whom a phrase stands for: a title or a style somebody heard of before, an abbreviated body, or something new."""

from __future__ import annotations

from mahdar.quotes.people import People, Person, add, match, name_end, stretch, tokens_of
from mahdar.quotes.phrase import Phrase, bare, phrase
from mahdar.quotes.scan import Scan
from mahdar.quotes.terms import head, is_place, members
from mahdar.spans import table

_HONORIFICS = members("honorific")
_SAME = {row["title"]: row["as"] for row in table("mahdar.quotes", "titles.tsv")}
_STYLES = {row["form"]: row["style"] for row in table("mahdar.quotes", "styles.tsv")}
_LEARNED = frozenset(("استاذ", "دكتور", "شيخ"))  # styles that by themselves point at who bore them before
_OF_DOMAIN = frozenset(("وزير", "محافظ"))
_FAR = 10**9
_TITLE = 14  # words of the first sentence within which the title of who speaks in the headline stands


def by_role(known: People, roles: frozenset[str], before: int, gender: str = "") -> int | None:
    """The person introduced with these title words, the nearest before `before`, else the first after it."""
    best: tuple[int, int, int] | None = None
    wanted = {_SAME.get(r, r) for r in roles if len(r) > 1 and r not in _HONORIFICS}
    if not any((t := head(r)) and t.sort == "role" for r in wanted):
        wanted |= {r for r in roles if r in _LEARNED}  # وأضافت الأستاذة الجامعية
    states = {_stem(r) for r in wanted if _state(r)}
    holders = 0
    heads = {r for r in wanted if (t := head(r)) and t.sort == "role"}
    for number in range(max(0, len(known.persons) - 200), len(known.persons)):
        person = known.persons[number]
        theirs = {_SAME.get(r, r) for r in person.roles}
        if person.kind != "person" or not wanted or not heads & theirs or (gender, person.gender) == ("f", "m"):
            continue
        of_states = {_stem(r) for r in theirs if _state(r)} if states else set()
        if of_states and states.isdisjoint(of_states):
            continue  # المندوب الروسي is not مندوبة فرنسا
        missing = sum(not (_state(r) and _stem(r) in of_states) for r in wanted - theirs)
        holders += 1
        if missing > 1 or _other_office(wanted - theirs, theirs - wanted, heads):
            continue
        if missing and theirs <= wanted:
            missing, holders = 0, holders - 1  # الرئيس فلان is called الرئيس الأميركي later
        distance = (
            (0 if person.spoke else 400)
            + _FAR * missing
            + (before - person.seen if person.seen <= before else _FAR // 2 + person.seen - before)
        )
        rank = (distance, number, 0)
        if best is None or rank < best:
            best = rank
    if best and best[0] >= _FAR and len(wanted) < 3 and holders > 1:
        return None  # one word of a short title is not enough to choose among several who bear it
    return best[1] if best else None


def _other_office(wanted: set[str], theirs: set[str], heads: set[str]) -> bool:
    """Whether both titles name a domain and not the same: وزير الخارجية is not وزير التجارة."""
    if heads.isdisjoint(_OF_DOMAIN):
        return False
    asked, held = ({w for w in words if not _state(w) and head(w) is None and w not in members("of-rank")} for words in (wanted, theirs))
    return bool(asked) and bool(held)


def _state(word: str) -> bool:
    """Whether a title word is a state or its adjective, with neither article nor feminine ending."""
    stem = word[:-1] if word.endswith("ي") else word
    return any(
        is_place(form)
        for form in (word, "ال" + word, stem + "ا", stem + "ه", stem, "ال" + stem + "ه", "ال" + stem + "يا", stem + "يا", stem + "ان")
    )


def _stem(word: str) -> str:
    """A state and its adjective alike: فرنسا، فرنسي; روسيا، روسي."""
    return next((word[: -len(s)] for s in ("يا", "ي", "ا", "ه") if word.endswith(s) and len(word) > len(s) + 2), word)


def styled(known: People, form: str) -> int | None:
    """The person whom a style with a pronoun stands for: سموه is whoever was called صاحب السمو, the latest who did something."""
    style = _STYLES.get(form)
    holders = [n for n, p in enumerate(known.persons) if p.kind == "person" and style in p.roles] if style else []
    return max(holders, key=lambda n: (known.persons[n].spoke, -known.persons[n].first), default=None)


def known_name(known: People, found: Phrase, *, headline: bool = False) -> tuple[int | None, str]:
    """The number of the person that a phrase stands for, entered if new, and how: name, role-to-name, or itself.

    In a headline an indefinite title is that of somebody the text will name.
    """
    scan = known.scan
    if scan.forms[found.first] in _STYLES:
        return styled(known, scan.forms[found.first]), "role-to-name"
    if found.kind == "person" and found.name:
        first, last = found.name
        tokens = tokens_of(scan, first, last)
        old = match(known, tokens)
        if old is None and last - first > 1 and _surname_alone(known, first):
            old, last, tokens = match(known, tokens[:1]), first + 1, tokens[:1]  # أكدت بكري التزام الصندوق
        if old is None and last - first > 1 and all(f.startswith("ال") for f in scan.forms[first + 1 : last]):
            old = match(known, tokens[:1])  # روبيو المتحدر من أصول كوبية
            last = first + 1 if old is not None else last
        number = add(known, found, first, last, found.roles)
        known.persons[number].seen, known.persons[number].spoke = found.first, True
        return number, "name" if old is None or len(tokens) > 1 else "surname-to-name"
    if found.kind == "role" and found.number == "s" and (headline or not _some(scan, found)):
        number_or_none = by_role(known, found.roles, found.first, found.gender)
        if number_or_none is not None:
            known.persons[number_or_none].seen = found.first
            return number_or_none, "role-to-name"
    return _body(known, found)


def _surname_alone(known: People, first: int) -> bool:
    """Whether a family name known from before stands here, and what follows it is no name."""
    scan = known.scan
    return scan.forms[first] in known.surnames and scan.forms[first + 1] not in scan.names and first not in scan.persons


def _some(scan: Scan, found: Phrase) -> bool:
    """Whether a title is somebody's whom the article leaves unnamed: مسؤول إسرائيلي، مسؤول في الوزارة."""
    if scan.forms[found.first].startswith("ال"):
        return False
    following = scan.forms[found.first + 1] if found.first + 1 < found.last else ""
    nisba = following.endswith(("ي", "يه")) and not following.startswith("ال") and _state(bare(following))
    return not following or following in members("prep") or following in members("of-rank") or nisba


def _thing(scan: Scan, first: int, last: int) -> bool:
    """Whether words behind a title, which the names room did not see, have the shape of a plural or of an object: انتقادات، اتصالا بـ."""
    form = scan.forms[first]
    if first in scan.persons or len(form) < 5 or form.startswith("ال"):
        return False
    shown = form[0] == "م" and form[-1] == "ا"  # بدا المسؤول مطمئنا
    alone = last - first == 1 and (shown or form.endswith(("ات", "ين", "ون")))
    return alone or (form[-1] == "ا" and scan.forms[min(last, first + 1)][0] in "بل")


def acting(known: People, found: Phrase) -> int | None:
    """The person or body that a phrase in running text starts with; a name is entered only behind its title."""
    scan = known.scan
    if found.kind == "person" and found.name and found.roles and _thing(scan, *found.name):
        cut = found.name[0]  # وجه الأمين العام للحزب انتقادات إلى
        found = Phrase(found.first, cut, "role", None, found.roles - {bare(scan.forms[cut])}, found.gender, found.number)
    if found.kind == "person" and found.name:
        first, last = found.name
        for stop in range(min(last, first + 4), first, -1):
            number = match(known, tokens_of(scan, first, stop))
            if number is not None:
                return number
        return add(known, found, first, name_end(known, first, last, last + 1), found.roles) if found.roles else None
    if found.kind == "role":
        number = by_role(known, found.roles, found.first, found.gender)
        return number if number is not None or found.number != "s" or scan.forms[found.first][:2] != "ال" else _body(known, found)[0]
    return _body(known, found)[0] if found.kind in ("org", "anon", "place") else None


def _body(known: People, found: Phrase) -> tuple[int | None, str]:
    """A body, document or unnamed source: the fullest earlier phrase that its words abbreviate, or itself."""
    scan = known.scan
    words = {bare(t) for t in tokens_of(scan, found.first, found.last)} - {"نفس", "نفسها", "نفسه", "ذاته", "ذاتها", "صادر", "مذكور"}
    definite = scan.forms[found.first].startswith("ال")
    for number in range(len(known.persons) - 1, max(-1, len(known.persons) - 120), -1):
        person = known.persons[number]
        if person.kind not in ("org", "doc", "anon", "role", "place"):
            continue
        theirs = {bare(t) for t in tokens_of(scan, person.first, person.last)}
        if theirs < words and person.last - person.first == 1 and person.kind == found.kind and bare(scan.forms[found.first]) in theirs:
            person.first, person.last, person.seen = found.first, found.last, found.first
            return number, "name"
        if (
            words == theirs
            or (definite and words <= theirs and bare(scan.forms[found.first]) == bare(scan.forms[person.first]))
            or (words <= theirs and len(words) > 1 and _leads(scan, person, bare(scan.forms[found.first])))
            or (definite and _plural_of(words, theirs))
        ):
            person.seen = found.first
            return number, "role-to-name" if words != theirs else "name"
    whole = _whole(scan, found) if definite else None
    if whole is not None:
        return add(known, phrase(scan, *whole), *whole, frozenset(), kind="org"), "role-to-name"
    number = add(known, found, found.first, found.last, found.roles)
    return number, "name"


def _whole(scan: Scan, found: Phrase) -> tuple[int, int] | None:
    """The words of the body named before whose noun alone is repeated: الوزارة is the وزارة الصحة last spoken of."""
    noun = scan.forms[found.first][2:]
    if found.kind != "org" or found.last - found.first > 2 or len(noun) < 3:
        return None
    starts = [first for first in scan.bodies if first < found.first and scan.forms[first] == noun and scan.bodies[first] > first + 1]
    return (max(starts), scan.bodies[max(starts)]) if starts else None


def _leads(scan: Scan, person: Person, word: str) -> bool:
    """Whether a longer name starts with the word, or with the noun before it: الداخلية الكويتية is وزارة الداخلية الكويتية."""
    return word == bare(scan.forms[person.first]) or (person.kind == "org" and word == bare(scan.forms[person.first + 1]))


def _plural_of(words: set[str], theirs: set[str]) -> bool:
    return words == {"مصدر"} and "مصادر" in theirs


def headed(known: People) -> None:
    """Gives who speaks in the headline by his bare family name the title that the first sentence has for its speaker."""
    scan = known.scan
    if len(scan.units) < 2 or scan.units[0].last < 3 or scan.forms[1] != ":":
        return
    number = match(known, [scan.forms[0]])
    if number is None or known.persons[number].roles or known.persons[number].last - known.persons[number].first > 1:
        return
    first = scan.units[1].first
    for at in range(first, min(scan.units[1].last, first + _TITLE)):
        term = head(scan.forms[at])
        if term is not None and term.sort == "role" and term.number == "s":
            found = phrase(scan, at, stretch(scan, at))
            if found.kind == "role" and found.name is None and by_role(known, found.roles, at) is None:
                known.persons[number].roles |= found.roles
            return
