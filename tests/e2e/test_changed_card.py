"""A request that its writer changes, on the phones of the neighbours who were asked."""

from __future__ import annotations

from bot.playground.demo import Demo

from .phones import has, press, request, send, written


async def test_the_card_changes_where_it_stands_and_its_yes_counts_for_the_new_time(demo: Demo) -> None:
    asked = await request(demo, demo.riet)
    before = {phone.user.id: (len(written(phone)), phone.last.id, phone.last.text) for phone in asked}
    assert before
    await press(
        demo, demo.riet, "post.show", "post.change", "d:summary:when", "d:when:today", "d:part:evening"
    )
    await press(demo, demo.riet, "d:summary:publish")
    for phone in asked:
        count, number, text = before[phone.user.id]
        assert (len(written(phone)), phone.last.id) == (count, number)
        assert phone.last.text != text
    await press(demo, asked[0], "ask.yes")
    if has(asked[0], "ask.adult"):
        await press(demo, asked[0], "ask.adult:yes")
    assert has(demo.riet, "match.yes")


async def test_a_sentence_that_was_misread_is_one_tap_away_from_what_it_was(demo: Demo) -> None:
    await send(demo, demo.riet, "Ik kan boodschappen doen voor iemand in de buurt")
    await press(demo, demo.riet, "post.kind:request", "d:summary:publish")
    assert has(demo.riet, "post.show")


async def test_a_thumbs_up_and_thanks_lead_home(demo: Demo) -> None:
    for said in ("👍", "dankjewel", "مرحبا"):
        await send(demo, demo.riet, said)
        assert has(demo.riet, "post.new:request")
