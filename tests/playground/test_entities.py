from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.playground.entities import Entity, parse_html, to_html, utf16_slice, with_found
from bot.playground.errors import Refusal


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("<b>Hoi</b> jij", "Hoi jij", [("bold", 0, 3)]),
        ("<strong>a</strong><em>b</em>", "ab", [("bold", 0, 1), ("italic", 1, 1)]),
        ("<b>a<i>b</i></b>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
        ("👋 <u>hoi</u>", "👋 hoi", [("underline", 3, 3)]),
        ("1 &lt; 2 &amp; 3 &#62; &quot;x&quot;", '1 < 2 & 3 > "x"', []),
        ("a & b &nbsp;", "a & b &nbsp;", []),
        ("  <b> hoi </b>\n", "hoi", [("bold", 0, 3)]),
        ("<s>a</s><del>b</del>", "ab", [("strikethrough", 0, 1), ("strikethrough", 1, 1)]),
        ("<blockquote>x</blockquote>", "x", [("blockquote", 0, 1)]),
        ('<span class="tg-spoiler">x</span>', "x", [("spoiler", 0, 1)]),
        ("<tg-spoiler>x</tg-spoiler>", "x", [("spoiler", 0, 1)]),
        ("<b></b>leeg", "leeg", []),
        ("<code>x</code><pre>y</pre>", "xy", [("code", 0, 1), ("pre", 1, 1)]),
    ],
)
def test_html_becomes_text_and_entities(source: str, text: str, entities: list[tuple[str, int, int]]) -> None:
    parsed, found = parse_html(source)
    assert parsed == text
    assert [(entity.kind, entity.offset, entity.length) for entity in found] == entities


def test_a_link_keeps_its_address_and_a_program_its_language() -> None:
    _, (link,) = parse_html('<a href="https://example.org/?a=1&amp;b=2">hier</a>')
    assert link == Entity("text_link", 0, 4, url="https://example.org/?a=1&b=2")
    _, (program,) = parse_html('<pre><code class="language-python">x = 1</code></pre>')
    assert program == Entity("pre", 0, 5, language="python")


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
        ("é <p>x</p>", 'Unsupported start tag "p" at byte offset 3'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
    ],
)
def test_broken_html_is_refused_in_telegrams_words(source: str, problem: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse_html(source)
    assert refused.value.description == f"Bad Request: can't parse entities: {problem}"


def test_links_commands_and_mentions_are_found() -> None:
    text = "/taal 😀 https://a.nl/x, @iemand_1 of a@b.nl #buurt"
    found = [
        (entity.kind, utf16_slice(text, entity.offset, entity.length)) for entity in with_found(text, ())
    ]
    assert found == [
        ("bot_command", "/taal"),
        ("url", "https://a.nl/x"),
        ("mention", "@iemand_1"),
        ("email", "a@b.nl"),
        ("hashtag", "#buurt"),
    ]


def test_code_hides_what_looks_like_a_command() -> None:
    text, entities = parse_html("<code>/start</code>")
    assert with_found(text, entities) == entities


@given(
    st.recursive(
        st.text(st.sampled_from('ab <&>"éع😀\n'), max_size=6).map(
            lambda text: text.replace("&", "&amp;").replace("<", "&lt;")
        ),
        lambda inner: st.tuples(
            st.sampled_from(["b", "i", "u", "s", "code", "tg-spoiler", "blockquote"]),
            st.lists(inner, max_size=3),
        ).map(lambda pair: f"<{pair[0]}>{''.join(pair[1])}</{pair[0]}>"),
        max_leaves=8,
    )
)
def test_what_is_shown_can_be_sent_again(source: str) -> None:
    text, entities = parse_html(source)
    assert parse_html(to_html(text, entities)) == (text, entities)


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused_and_nothing_else(source: str) -> None:
    try:
        text, entities = parse_html(source)
    except Refusal:
        return
    assert text == text.strip()
    assert all(entity.length > 0 for entity in entities)
