"""Articles of our own for a second story, and one that means harm."""

from __future__ import annotations

HARBOUR = {
    "sahil-harbour": (
        {"outlet": "صوت الساحل", "published": "2021-06-20", "title": "الوزيرة تعلن إعادة فتح الميناء"},
        "الوزيرة تعلن إعادة فتح الميناء\n\n"
        "أعلنت وزيرة النقل سلمى الخطيب، الأحد، أن الميناء الشمالي سيفتح أبوابه أمام السفن التجارية في الأول من تموز/يوليو 2021.\n\n"
        "وقالت الخطيب في مؤتمر صحافي إن «العمل في الأرصفة انتهى»، مضيفة أن الحكومة تعهدت بدفع أجور العمال كاملة.\n\n"
        "ونفى نقيب العمال كريم الحداد وجود اتفاق مع الوزارة، وطالب بزيادة الأجور.\n",
    ),
    "barid-harbour": (
        {"outlet": "بريد العاصمة", "published": "2021-06-21", "title": "الميناء الشمالي يفتح في تموز"},
        "الميناء الشمالي يفتح في تموز\n\n"
        "قالت وزيرة النقل سلمى الخطيب إن الميناء الشمالي سيستقبل السفن التجارية في الأول من تموز/يوليو المقبل، "
        "وإن الحكومة ستدفع أجور العمال كاملة.\n\n"
        "وطالب نقيب العمال كريم الحداد الوزارة بزيادة الأجور قبل فتح الميناء، وقال إن النقابة «لم توقع اتفاقا».\n",
    ),
}
#: Two outlets that contradict each other.
QUAY = {
    "sahil-quay": (
        {"outlet": "صوت الساحل", "published": "2021-06-23", "title": "انهيار رصيف في مدينة السلام"},
        "انهيار رصيف في مدينة السلام\n\n"
        "انهار جزء من رصيف ميناء الصيادين في مدينة السلام مساء الثلاثاء، ما أدى إلى مقتل أربعة عمال وإصابة تسعة آخرين بجروح.\n\n"
        "وطالبت حركة الصيادين بالتحقيق في الحادث.\n",
    ),
    "barid-quay": (
        {"outlet": "بريد العاصمة", "published": "2021-06-23", "title": "قتلى في انهيار رصيف الصيادين"},
        "قتلى في انهيار رصيف الصيادين\n\n"
        "قالت هيئة الموانئ إن جزءا من رصيف ميناء الصيادين في مدينة السلام انهار مساء الثلاثاء، "
        "ما أدى إلى مقتل ستة عمال وإصابة تسعة آخرين.\n\n"
        "وطالبت حركة الصيادين الشعبية بمحاسبة المسؤولين.\n",
    ),
}
#: What somebody might put into a page so that it does harm where the page is shown.
SCRIPT = "<script>document.title='owned'</script>"
IMAGE = '"><img src=x onerror="document.title=\'owned\'">'
#: Written with marks that turn the order of letters round, and characters that no page can hold.
TURNED = "عنوان \N{RIGHT-TO-LEFT OVERRIDE}gnp.exe\N{POP DIRECTIONAL FORMATTING} \N{LEFT-TO-RIGHT ISOLATE}x"
HARM = {
    "harm": (
        {
            "outlet": f"منفذ {IMAGE}",
            "published": "2021-06-25",
            "title": f"عنوان {SCRIPT}",
            "url": "javascript:document.title='owned'",
        },
        f"عنوان {SCRIPT}\n\n{TURNED}\n\n"
        f'قال المتحدث باسم الميناء {SCRIPT} إن «السفن {IMAGE} ستصل غدا»، وأضاف أن =HYPERLINK("http://evil.example") يعمل.\n\n'
        "وأكدت الوزيرة سلمى الخطيب أن {{ 7*7 }} و ${7*7} و <%= 7*7 %> ليست شيئا.\n",
    )
}
