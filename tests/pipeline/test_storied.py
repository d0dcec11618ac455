"""A small run is one story where the same people or states act in it, not where the same bodies are named."""

from __future__ import annotations

from mahdar.articles import Article, Block, Source
from mahdar.pipeline import analyse_all
from mahdar.pipeline.storied import storied
from mahdar.spans import Anchor

SMUGGLING = (
    "ضبط شحنة تبغ مهربة عند المعبر الشرقي",
    "ضبطت وزارة الداخلية في الأردن شحنة تبغ مهربة عند المعبر الشرقي. وقالت وزارة الداخلية إن السائق أوقف وأن الأردن يشدد "
    "تفتيش الشاحنات. وأضافت وزارة الداخلية أن التبغ كان مخبأ تحت صناديق الفاكهة.",
)
LICENCES = (
    "رخص القيادة تجدد عبر الهاتف",
    "أطلقت وزارة الداخلية في الأردن تطبيقا لتجديد رخص القيادة دون مراجعة الدوائر. وقالت وزارة الداخلية إن الأردن سيغلق "
    "خمسة مكاتب بعد نجاح التجربة. ودعت وزارة الداخلية أصحاب المركبات إلى تحديث عناوينهم.",
)
PROPOSAL = (
    "عرض لسد العجز في القمح قبل الشتاء",
    "عرض وزير الزراعة كمال الريحاني على تونس شراء القمح بالآجل. وقال كمال الريحاني إن تونس تحتاج مليون طن قبل الشتاء. ويعتمد "
    "المزارعون على أمطار الخريف التي تأخرت، وتراجعت غلة الشعير والزيتون، وأغلقت مطاحن صغيرة أبوابها بسبب ديون متراكمة وغلاء الوقود.",
)
RETURN = (
    "سفينة أولى ترسو في بنزرت وسط احتفال على الرصيف",
    "رست في بنزرت باخرة محملة بالحبوب بعد شهرين من الوعد. وشكرت تونس كمال الريحاني على سرعة التسليم. وحضر كمال الريحاني تفريغ "
    "الحمولة وتعهد بباخرتين أخريين، وأعلنت تونس تثبيت سعر الخبز. وعزفت فرقة البحرية ألحانا شعبية ووزع تلاميذ المدارس الورود على البحارة.",
)


def _stories(*texts: tuple[str, str]) -> int:
    articles = []
    for number, (title, body) in enumerate(texts):
        name, text = f"art{number}", f"{title}\n{body}"
        blocks = Block(Anchor(name, 0, len(title)), "headline", "made"), Block(Anchor(name, len(title) + 1, len(text)), "body", "made")
        articles.append(Article(name, Source(name, "0" * 64), text, "ar", blocks))
    layers, people = analyse_all(articles, tagger=False)
    return len(set(storied(articles, [m for one in layers for m in one.mentions], people).values()))


def test_a_ministry_and_its_state_bind_no_stories() -> None:
    assert _stories(SMUGGLING, LICENCES) == 2


def test_a_person_and_a_state_in_both_bind_two_articles_that_share_few_words() -> None:
    assert _stories(PROPOSAL, RETURN) == 1
