"""The catalogues as a tool: `python -m locales.catalogues new|update|compile|check [language]`.

`new` begins the catalogue of a language; `update` reads the strings out of the code and merges them into
every `buurtkring.po`; `compile` builds the `.mo` files that the program reads; `check` fails with a list of
what is missing, unsure or out of date.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

HERE = Path(__file__).parent
ROOT = HERE.parent
DOMAIN = "buurtkring"
SOURCES = ("bot", "handlers")
KEYWORDS = {"_": None, "n": (1, 2), "label": None}
COMMENT = "i18n:"
HEADER = '# Buurtkring, the strings of the bot. See README.md, "How to translate".\n#'
FIELD = re.compile(r"\{[a-z_]*\}")
TAG = re.compile(r"</?[a-z]+[^>]*>")


def template() -> Catalog:
    """Every string of the code, with its translators' comment."""
    catalog = Catalog(project=DOMAIN, charset="utf-8")
    for file, message, comments, context in _extracted():
        catalog.add(message, locations=[(file, 0)], auto_comments=comments, context=context)
    return catalog


@cache  # to read all code takes seconds, and each language asks for it
def _extracted() -> tuple[tuple[str, str | tuple[str, ...], list[str], str | None], ...]:
    """Of each string in the order of the code: its file, itself, its translators' comments and its context."""
    return tuple(
        (f"{folder}/{file}", message, comments, context)
        for folder in SOURCES
        for file, _, message, comments, context in extract_from_dir(
            ROOT / folder,
            [("**.py", "python")],
            keywords=KEYWORDS,
            comment_tags=(COMMENT,),
            strip_comment_tags=True,
        )
    )


def po_files(lang: str = "*") -> list[Path]:
    """The catalogue of each language, or of one."""
    return sorted(HERE.glob(f"{lang}/LC_MESSAGES/{DOMAIN}.po"))


def read(path: Path) -> Catalog:
    """One catalogue as it is on disk."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.parent.name, domain=DOMAIN)


def new(lang: str, home: Path = HERE) -> Path:
    """Begin the catalogue of a language, nothing of it translated. Raises FileExistsError where there is one."""
    path = home / lang / "LC_MESSAGES" / f"{DOMAIN}.po"
    path.parent.mkdir(parents=True)
    begun = Catalog(lang, DOMAIN, HEADER, project=DOMAIN, charset="utf-8", fuzzy=False)
    begun.update(template())
    path.write_bytes(text_of(begun))
    return path


def updated(path: Path) -> Catalog:
    """A catalogue with the strings that the code has now; nothing is guessed from similar ones."""
    catalog = read(path)
    catalog.update(template(), no_fuzzy_matching=True, update_creation_date=False)
    catalog.obsolete.clear()
    if path.parent.parent.name == "en":
        for message in catalog:
            if message.id and not any(strings_of(message)):
                message.string = message.id
    return catalog


def strings_of(message: Message) -> tuple[str, ...]:
    """The translations of a message: one, or one a plural form; empty ones where there is none yet."""
    string = message.string or ""
    return (string,) if isinstance(string, str) else tuple(each or "" for each in string)


def text_of(catalog: Catalog) -> bytes:
    """A catalogue as a `.po` file's bytes, in the order of the code, without line numbers or dates."""
    out = BytesIO()
    write_po(out, catalog, width=110, include_lineno=False, omit_header=False, sort_by_file=True)
    stamps = re.compile(
        rb'^"(POT-Creation-Date|PO-Revision-Date|Generated-By|Last-Translator|Language-Team):.*\n', re.M
    )
    return stamps.sub(b"", out.getvalue())


def update(lang: str = "*") -> None:
    """Merge the code's strings into every catalogue, or into one."""
    for path in po_files(lang):
        path.write_bytes(text_of(updated(path)))


def compile_all() -> None:
    """Build every `.mo` beside its `.po`."""
    for path in po_files():
        with path.with_suffix(".mo").open("wb") as file:
            write_mo(file, read(path))


def faults(lang: str = "*") -> Iterator[str]:
    """What is wrong with the catalogues, a line each; nothing where they are complete."""
    for message in template():
        if message.id and not message.auto_comments:
            yield f"no translators' comment: {message.locations[0][0]}: {message.id!r}"
    for path in po_files(lang):
        lang = path.parent.parent.name
        if text_of(updated(path)) != path.read_bytes():
            yield f"{lang}: out of date, run python -m locales.catalogues update"
        for message in read(path):
            if not message.id:
                continue
            ids = (message.id,) if isinstance(message.id, str) else tuple(message.id)
            if message.fuzzy:
                yield f"{lang}: fuzzy: {ids[0]!r}"
            for string in strings_of(message):
                if not string:
                    yield f"{lang}: not translated: {ids[0]!r}"
                    continue
                yield from _differences(lang, ids, string)


def _differences(lang: str, ids: tuple[str, ...], string: str) -> Iterator[str]:
    """Placeholders and tags that a translation lost or made up; a plural form may leave out {count}."""
    for pattern in (FIELD, TAG):
        wanted, found = set(pattern.findall(ids[-1])), set(pattern.findall(string))
        optional = {"{count}"} if len(ids) > 1 else set()
        if found - wanted or wanted - found - optional:
            yield f"{lang}: {pattern.pattern} differ: {ids[0]!r}"


def main(task: str = "", lang: str = "*") -> int:
    """Run one task; returns the exit code."""
    if task == "new" and lang != "*":
        print(f"{new(lang)} is begun")
    elif task == "update":
        update(lang)
    elif task == "compile":
        compile_all()
    elif task == "check":
        found = list(faults(lang))
        print("\n".join(found) or f"{len(po_files())} catalogues complete")
        return 1 if found else 0
    else:
        print(__doc__)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
