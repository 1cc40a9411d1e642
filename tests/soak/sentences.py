"""What the residents write, in three languages; `{}` is where the marker goes."""

from __future__ import annotations

REQUESTS = {
    "nl": (
        "Wie kan morgen boodschappen voor mij doen? {}",
        "Ik zoek iemand die vrijdag met mij naar het ziekenhuis rijdt {}",
        "Kan iemand mij helpen met een formulier {}",
        "Wie komt er een keer koffie drinken? {}",
        "Wie kan overmorgen mijn lamp ophangen? {}",
        "Ik zoek hulp in de tuin {}",
        "Kan iemand zaterdag om 14 uur op mijn hond passen? {}",
    ),
    "ar": (
        "من يستطيع أن يشتري لي الخبز غدا؟ {}",
        "أحتاج مساعدة في ملء استمارة {}",
        "من يستطيع أن يوصلني إلى المستشفى يوم الجمعة؟ {}",
        "أبحث عن شخص يتحدث معي الهولندية {}",
    ),
    "en": (
        "Can somebody do groceries for me tomorrow? {}",
        "I need a lift to the hospital on Friday {}",
        "I need help with a form {}",
        "Who can walk my dog on Saturday at 14:00? {}",
    ),
}
OFFERS = {
    "nl": (
        "Ik kan op zaterdag boodschappen doen voor iemand {}",
        "Ik help graag met formulieren {}",
        "Ik ga zaterdag naar de markt, wie heeft iets nodig? {}",
    ),
    "ar": ("أستطيع أن أطبخ للجيران {}", "يمكنني المساعدة في التسوق {}"),
    "en": ("I can give people a lift on weekdays {}", "I am happy to help with paperwork {}"),
}
LINES = {
    "nl": ("Ik sta om drie uur voor de deur {}", "Neem ik de grote tas mee? {}", "Dank u, tot morgen {}"),
    "ar": ("سأكون عند الباب الساعة الثالثة {}", "شكرا، إلى الغد {}"),
    "en": ("I will be there at three {}", "Shall I bring the big bag? {}"),
}
ODD = {
    "nl": ("bedankt!", "hallo", "wie ben je", "ja", "nee", "hulp", "stop", "taal", "?", "niet dit maar dat"),
    "ar": ("شكرا", "مرحبا", "نعم", "لا", "مساعدة", "توقف", "لغة"),
    "en": ("thanks", "hello", "yes", "no", "help", "what is this"),
}
DANGER = {
    "nl": "Ik ben gevallen en kan niet opstaan",
    "ar": "وقعت ولا أستطيع النهوض",
    "en": "I fell and cannot get up",
}
DAYS = {"nl": ("morgen", "vrijdag", "overmorgen"), "ar": ("غدا", "الجمعة"), "en": ("tomorrow", "Friday")}
CLOCKS = {"nl": ("14 uur", "half tien"), "ar": ("الساعة العاشرة",), "en": ("10:30", "3 pm")}
MONEY = "Kunt u mij 50 euro lenen? {}"
"""A coordinator reads it first."""
CALL_ME = "Wie belt mij even? {} of mail naar piet@voorbeeld.nl {}"
"""The number has to be left out."""
PAST_DAYS = {"nl": ("gisteren", "1 september 2026"), "ar": ("أمس",), "en": ("yesterday", "1 September 2026")}
