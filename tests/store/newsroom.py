"""A few made-up articles for the tests of the room: two stories, a copy, two versions of a page, one without a date."""

from __future__ import annotations

from hashlib import sha256

from mahdar.captures import Capture, Declared


def capture(name: str, text: str, *, outlet: str | None = None, day: str | None = None, url: str | None = None) -> Capture:
    """A row of a file."""
    data = text.encode()
    return Capture("news.jsonl", "row", data, sha256(name.encode() + data).hexdigest(), name, Declared(None, outlet, url, day))


RIVER = (
    "وزيرا المياه يبحثان حصص النهر في نيروبي\n\n"
    "التقى وزير المياه الكيني سامي أوكيلو في نيروبي الأربعاء وزير الري السوداني عادل الطيب وبحث معه حصص النهر وسد الوادي.\n\n"
    "وقال أوكيلو إن بلاده «لن تبني السد قبل توقيع الاتفاق». وأكد الطيب أن الخرطوم تطالب بضمانات مكتوبة.\n\n"
    "وحذر الطيب من أن فشل المحادثات سيضر بالمزارعين على ضفتي النهر. واتفق الجانبان على تشكيل لجنة من 12 خبيرا.\n"
)
RIVER_AGAIN = (
    "محادثات السد في نيروبي: لجنة من 15 خبيرا\n\n"
    "بحث وزير الري السوداني عادل الطيب مع نظيره الكيني سامي أوكيلو في نيروبي الأربعاء ملف السد وحصص النهر.\n\n"
    "واتفق الوزيران على لجنة من 15 خبيرا. وقال الطيب إن المزارعين «لا يحتملون عاما آخر من الانتظار».\n"
)
PORT = (
    "إضراب عمال الميناء يدخل يومه الثالث\n\n"
    "واصل عمال ميناء المرجان إضرابهم الخميس احتجاجا على خفض الأجور، وتوقفت حركة السفن والرافعات والحاويات.\n\n"
    "وقال رئيس النقابة هيثم القطان إن العمال «لن يعودوا قبل صرف الرواتب المتأخرة». ونفت إدارة الميناء وجود متأخرات.\n"
)
UNDATED = (
    "نقابة ميناء المرجان ترفض الوساطة\n\n"
    "رفضت نقابة عمال ميناء المرجان الوساطة أمس الجمعة، وكان عمال الميناء قد واصلوا الخميس إضرابهم احتجاجا على خفض الأجور "
    "وتوقفت حركة السفن والرافعات والحاويات.\n\n"
    "وقال رئيس النقابة هيثم القطان إن العمال لن يعودوا قبل صرف الرواتب المتأخرة.\n"
)
MORE = "\nوفي تطور لاحق أعلنت إدارة الميناء صرف دفعة أولى من الرواتب المتأخرة لعمال الرافعات.\n"

CAPTURES = (
    capture("river-1", RIVER, outlet="بريد الساحل", day="2024-03-06", url="https://one.example/river"),
    capture("river-2", RIVER_AGAIN, outlet="منبر الوادي", day="2024-03-07", url="https://two.example/dam"),
    capture("river-copy", RIVER + "\n(وكالة النخيل)\n", outlet="صدى الجبل", day="2024-03-07", url="https://three.example/4711"),
    capture("port-1", PORT, outlet="أخبار المرفأ", day="2024-03-07", url="https://four.example/port"),
    capture("port-2", PORT + MORE, outlet="أخبار المرفأ", day="2024-03-08", url="https://four.example/port"),
    capture("port-undated", UNDATED, outlet="جريدة الضفاف"),
)
