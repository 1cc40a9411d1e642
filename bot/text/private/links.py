"""Ways to somebody outside of the bot: links, e-mail addresses, accounts, also where the dot is no dot.

Every pattern is anchored on a rare sign and looks back over a bounded piece, so that its time grows with the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.text.private.spans import Guard, Span

_DOT = r"(?:\.|\s?[\[({<]\s?(?:\.|dot|punt|نقطه)\s?[\])}>]\s?|\s(?:dot|punt|point|نقطه)\s)"
_SAID_TLD = r"(?:nl|com|net|org|be|eu|info)"
_TLD = (
    r"(?:com|nl|net|org|be|eu|info|io|ly|me|xyz|shop|online|site|club|top|biz|app|link|gg|co\.uk|dev|page|store|"
    r"group|live|chat|dog|gle|cc|tk|ws)"
)
_PATH_TLD = r"(?:de|fr|uk|ru|tr|ma|sy|iq|eg|ai|tv|to|in|is|so|co|gl|ph|at|ch)"
_LABEL = r"[\w-]{1,63}"
_PATH = r"(?:\s?[/?#]\S*)?"
_HTTP = re.compile(r"\bh(?:tt|xx)ps?\s?(?::\s?/?|/)\s?/\s?\S+|\btg\s?:\s?/\s?/?\s?\S+", re.I)
_WWW = re.compile(
    rf"\bw[\s.]?w[\s.]?w(?:\s?{_DOT}\s?|[\s,])(?:{_LABEL}(?:\s?{_DOT}\s?|,)){{0,4}}{_LABEL}{_PATH}", re.I
)
_END = re.compile(
    rf"(?:\.{_TLD}(?![\w@-]|\.\w)|\.{_PATH_TLD}(?=/\w)|"
    rf"(?!\.){_DOT}{_SAID_TLD}(?![\w@-])|(?:\s\.\s?|,)(?:nl|com|net|org)(?![\w@-]))",
    re.I,
)
_BEFORE = re.compile(rf"(?<![\w@.-]){_LABEL}(?:{_DOT}{_LABEL}){{0,4}}\Z", re.I)
_AFTER = re.compile(_PATH)
_SPACED = re.compile(
    r"\b(?:t|wa|m|fb|telegram)\s?(?:\.|,|dot|punt|point|نقطه|\[\.\]|\(\.\)|\s)\s?"
    r"me(?:\s?[/\\|]\s?|\sslash\s)\w+",
    re.I,
)
_BACK = 200
_AT = re.compile(
    r"\s?@\s?|\s?[\[({<]\s?(?:at|apenstaart(?:je)?|ات)\s?[\])}>]\s?|\s(?:at|apenstaart(?:je)?|ات)\s", re.I
)
_MAILBOX = re.compile(r"(?<![\w.+-])(?:[\w.+-]{1,30}\s(?:punt|dot)\s){0,3}[\w.+-]{1,64}\Z", re.I)
_PROVIDER = re.compile(r"(?:gmail|hotmail|outlook|yahoo|icloud|ziggo|kpnmail)(?!\w)", re.I)
_HOST = re.compile(rf"{_LABEL}(?:\s?{_DOT}\s?{_LABEL}){{1,4}}", re.I)
_SPACED_HOST = re.compile(rf"{_LABEL}\s?{_DOT}\s?{_SAID_TLD}(?!\w)", re.I)
_USERNAME = re.compile(
    r"(?<![\w.+-])@(?=[\w.]{0,31}[^\W\d])[\w][\w.]{2,31}|\bapenstaart(?:je)?\s\w{3,32}", re.I
)
_NAMED = re.compile(
    r"\b(?:telegram|tg|gmail|hotmail|insta|instagram|snap|snapchat|tiktok|discord|skype|signal)(?:naam|account)?\b"
    r"\W{0,3}(?:(?:is|naam|name|account|user)\W{1,3}){0,2}"
    r"(?=\w{0,31}[\d_])(?=\w{0,31}[^\W\d_]{2})(\w{4,32})(?!\w)",
    re.I,
)

_TELEGRAM = re.compile(
    r"(?<![^\W_])(?:t\W{0,3}(?:(?:punt|dot|point)\W{1,2})?me|telegram\W{0,3}(?:me|dog)|tg\W{0,3}:)(?!\w)|\btg\s?:",
    re.I,
)


def links(plain: str) -> Iterator[Span]:
    """The e-mail addresses, links and accounts in a folded text; they may overlap."""
    yield from _mail(plain)
    yield from _links(plain)
    yield from _usernames(plain)
    for match in _NAMED.finditer(plain):
        yield Span(Guard.LINK, *match.span(1))


def accounts(plain: str) -> Iterator[Span]:
    """Accounts of Telegram: @somebody and links to one."""
    yield from _usernames(plain)
    yield from (span for span in _links(plain) if _TELEGRAM.search(plain, span.start, span.end))


def _links(plain: str) -> Iterator[Span]:
    for pattern in (_HTTP, _WWW, _SPACED):
        for match in pattern.finditer(plain):
            yield Span(Guard.LINK, *match.span())
    reached = 0
    for match in _END.finditer(plain):
        before = _BEFORE.search(plain, max(reached, match.start() - _BACK), match.start())
        if before is not None:
            after = _AFTER.match(plain, match.end())
            reached = after.end() if after else match.end()
            yield Span(Guard.LINK, before.start(), reached)


def _usernames(plain: str) -> Iterator[Span]:
    for match in _USERNAME.finditer(plain):
        yield Span(Guard.LINK, *match.span())


def _mail(plain: str) -> Iterator[Span]:
    for match in _AT.finditer(plain):
        box = _MAILBOX.search(plain, max(0, match.start() - 130), match.start())
        tight = match.group() == "@"
        host = (_HOST if tight else _SPACED_HOST).match(plain, match.end())
        host = host or _PROVIDER.match(plain, match.end())
        if box is not None and host is not None:
            yield Span(Guard.EMAIL, box.start(), host.end())
