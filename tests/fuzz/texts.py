"""What people, machines and pranksters write. Every text carries a word that no log line may hold."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

MARKER = "zqxjkv"
LONGEST = 4096
SENTENCES = (
    "Ik heb morgen om half drie hulp nodig met boodschappen",
    "Wie kan mij naar het ziekenhuis brengen?",
    "Ik wil graag iemand helpen met formulieren op dinsdag",
    "أحتاج مساعدة في التسوق غدا الساعة ثلاثة",
    "اريد شخصا يتكلم معي",
    "bukra 3indi maw3id, bdi 7ada ywa9elni",
    "Kan iemand mij helpen met mijn tuin, en wil iemand mijn hond uitlaten?",
    "help, er is brand!",
    "mijn man slaat mij",
    "ja",
    "nee",
    "لا",
    "dank u wel",
    "stop",
    "توقف",
    "morgen 14:00",
    "31-02-2026 om 25:61",
    "elke dinsdag en donderdag",
    "0612345678",
    "Lindenstraat 12, 2021 AB Haarlem",
    "@iemand t.me/iemand https://a.example/?q=1 a@b.example",
    "2021",
    "9999999999999999999999999999",
    "٣",
)
COMMANDS = (
    *("/start", "/help", "/stop", "/taal", "/pauze", "/gegevens", "/vergeetmij", "/coordinator", "/digest"),
    *("/start abcdefgh", "/", "//", "/HELP@buurtkring_bot x", "/start@other_bot", "/ stop", "/st\u0000art"),
)
ODD: tuple[Callable[[Random], str], ...] = (
    lambda rng: "",
    lambda rng: " \u200b\n\t\u2060",
    lambda rng: "a" * LONGEST,
    lambda rng: "é" * (LONGEST // 2),
    lambda rng: "e" + "\u0301" * (LONGEST - 1),
    lambda rng: "😀" * LONGEST,
    lambda rng: "👩‍👩‍👧‍👦" * 300,
    lambda rng: "\u202e\u2066teg\u2069\u202c\u200f" * rng.choice((1, 40)),
    lambda rng: "\ud83d half \udc00",
    lambda rng: "مرحبا hello שלום 123 ١٢٣ " * rng.choice((1, 100)),
    lambda rng: "\u200b\u200c\u200d\ufeff" * 300,
    lambda rng: "<b>&amp;</a><script>" * rng.choice((1, 200)),
    lambda rng: "\x00\x01\x07\x1b[31m",
    lambda rng: "1 " * 2000,
    lambda rng: "\n" * LONGEST,
    lambda rng: "%s%n{0}{}$(x)`x`';--",
    lambda rng: "".join(chr(rng.randrange(1, 0x10FFFF)) for _ in range(rng.choice((3, 50)))),
    lambda rng: "om half " * 500,
    lambda rng: "morgen " * 585,
    lambda rng: "غدا الساعة ٣ " * 300,
    lambda rng: "07-" * 1300,
    lambda rng: "12:30 " * 600,
)


def text(rng: Random) -> str:
    """Something to read: a sentence, a command, a word of the bot's, or trouble; usually with the marker."""
    sort = rng.random()
    if sort < 0.45:
        said = rng.choice(SENTENCES)
    elif sort < 0.55:
        said = rng.choice(COMMANDS)
    else:
        said = rng.choice(ODD)(rng)
    if rng.random() < 0.25:
        said = said + rng.choice(ODD)(rng)
    return f"{said[: LONGEST - len(MARKER) - 1]} {MARKER}" if rng.random() < 0.8 else said[:LONGEST]


def name(rng: Random) -> str:
    """What somebody calls themselves, or a file."""
    return f"{MARKER}{rng.choice(ODD)(rng)[:60]}" if rng.random() < 0.3 else f"{MARKER.title()} {MARKER}"
