"""The table: every way to press a button or give a command, and who may.

A line says: with these rows in the button, these people may; everybody else gets a kind no, and nothing changes.
`over` is the same button on a row that has ended: nobody may. To add an action, add a line; the tests fail until
it has one. The rows are named in `neighbourhood.py`; a name in braces is the id of such a row.
"""

from __future__ import annotations

from dataclasses import dataclass

from tests.matrix.neighbourhood import MEMBERS as PEOPLE

MEMBERS = frozenset(PEOPLE) | {"coordinator elsewhere"}
OUTSIDERS = frozenset({"waiting", "invited", "removed"})
KNOWN = MEMBERS | OUTSIDERS
NOBODY: frozenset[str] = frozenset()
REQUESTER, HELPER = frozenset({"requester"}), frozenset({"helper"})
BOTH = REQUESTER | HELPER
COORDINATOR = frozenset({"coordinator"})
READERS = COORDINATOR | frozenset({"builder"})
ELSEWHERE = frozenset({"coordinator elsewhere"})
STRANGERS = frozenset({"stranger", "operator"})
ACTORS = (*sorted(KNOWN), *sorted(STRANGERS))


@dataclass(frozen=True)
class Line:
    """One way to press; `data` is what stands in the button.

    `reads`: it shows something and changes nothing. `says`: kinds, beside the usual ones, that refuse kindly.
    `again`: why pressing it once more does something once more.
    """

    data: str
    may: frozenset[str]
    over: tuple[str, ...] = ()
    reads: bool = False
    says: tuple[str, ...] = ()
    again: str = ""


SHOWN_AGAIN = "a question or a list is shown again"
OWN_SWITCH = "their own choice, on record each time"

BUTTONS = (
    # The way about, and about oneself.
    Line("nav.home", (KNOWN | STRANGERS) - {"removed"}, reads=True, again=SHOWN_AGAIN),
    Line("nav.back", KNOWN - {"removed"}, reads=True, again="one question further back"),
    Line("nav.stop", KNOWN, reads=True),
    Line("nav.help", KNOWN, reads=True),
    Line("nav.settings", MEMBERS, reads=True),
    Line("me.lang:ar", KNOWN),
    Line("me.lang", KNOWN, reads=True),
    Line("me.lang:xx", NOBODY),
    Line("me.data", KNOWN, reads=True),
    Line("me.forget", KNOWN, reads=True),
    Line("me.forget:sure", KNOWN, reads=True),
    Line("me.forget:now", KNOWN - COORDINATOR - ELSEWHERE, says=("forget_hand_over",)),
    Line("me.pause:on", MEMBERS, again=OWN_SWITCH),
    Line("me.pause:off", MEMBERS, again=OWN_SWITCH),
    Line("me.spoken", MEMBERS),
    Line("me.beyond:on", HELPER),
    Line("me.beyond:off", MEMBERS, reads=True),
    Line("wishes.show", MEMBERS, reads=True),
    Line("wishes.part:about", MEMBERS, reads=True),
    Line("wishes.ask:gender", MEMBERS, reads=True),
    Line("wishes.set:gender:woman", MEMBERS),
    Line("still.yes", REQUESTER, again=OWN_SWITCH),
    Line("still.pause", REQUESTER, again=OWN_SWITCH),
    Line("still.stop", REQUESTER, reads=True),
    Line("give.offer:errands", REQUESTER),
    Line("give.not", REQUESTER, reads=True),
    # The open question.
    Line("d:category:pets", REQUESTER),
    Line("d:name:own", frozenset({"invited"}), reads=True),
    Line("d:summary:publish", NOBODY),
    Line("post.kind:offer", REQUESTER),
    Line("where:nowhere", KNOWN, reads=True),
    Line("where:request", MEMBERS),
    Line("where:calm", KNOWN - {"removed"}, reads=True),
    Line("where:match:{m_ahead}", BOTH, over=("where:match:{m_ended}",), reads=True),
    # Danger: for everybody whom the bot knows.
    Line("danger.now", KNOWN, reads=True),
    Line("danger.hide:1", KNOWN, reads=True),
    Line("danger.call", KNOWN, reads=True),
    # Posts.
    Line("post.new:request", MEMBERS),
    Line("post.new:offer", MEMBERS),
    Line("post.mine", MEMBERS, reads=True),
    Line("post.show:{post_open}", REQUESTER, over=("post.show:{post_closed}",), reads=True),
    Line("post.change:{post_open}", REQUESTER, over=("post.change:{post_closed}", "post.change:{p_ahead}")),
    Line("post.again:{post_closed}", REQUESTER),
    Line("post.extend:{post_open}", REQUESTER, over=("post.extend:{post_closed}", "post.extend:{p_ahead}")),
    Line("post.close:{post_open}", REQUESTER, over=("post.close:{post_closed}",)),
    Line("post.close:{p_ahead}", REQUESTER, reads=True),
    Line("post.close:{p_ahead}:sure", REQUESTER),
    Line("post.widen:{post_open}:near", REQUESTER, over=("post.widen:{post_closed}:near",)),
    Line("post.not_for_me:{post_about}", frozenset({"helped"}), over=("post.not_for_me:{about_closed}",)),
    # Questions to neighbours, and offers that are put to them.
    Line(
        "ask.yes:{ask}",
        HELPER,
        over=("ask.yes:{ask_answered}", "ask.yes:{ask_over}"),
        says=("question_over",),
    ),
    Line(
        "ask.no:{ask}", HELPER, over=("ask.no:{ask_answered}", "ask.no:{ask_over}"), says=("question_over",)
    ),
    Line("ask.adult:{ask}:yes", HELPER, over=("ask.adult:{ask_over}:yes",)),
    Line(
        "invite.yes:{invitation}:{mark}",
        REQUESTER,
        over=("invite.yes:{invitation_over}:{mark}",),
        says=("invitation_over",),
    ),
    Line("invite.no:{invitation}", REQUESTER),
    # The two of a match.
    Line("match.yes:{m_offered}", REQUESTER, over=("match.yes:{m_ahead}", "match.yes:{m_ended}")),
    Line("match.other:{m_offered}", REQUESTER, over=("match.other:{m_ahead}", "match.other:{m_ended}")),
    Line("match.mine", MEMBERS, reads=True),
    Line("match.show:{m_ahead}", BOTH, over=("match.show:{m_offered}", "match.show:{m_ended}"), reads=True),
    Line("match.cancel:{m_ahead}", BOTH, over=("match.cancel:{m_ended}",), reads=True),
    Line(
        "match.cancel_yes:{m_ahead}",
        BOTH,
        over=("match.cancel_yes:{m_offered}", "match.cancel_yes:{m_ended}"),
    ),
    Line("relay.open:{m_ahead}", BOTH, over=("relay.open:{m_offered}", "relay.open:{m_ended}"), reads=True),
    Line("relay.close", MEMBERS, reads=True),
    Line("address.give:{m_ahead}", REQUESTER, over=("address.give:{m_offered}", "address.give:{m_ended}")),
    Line("contact.share:{m_ahead}", BOTH, over=("contact.share:{m_ended}",), reads=True),
    Line("contact.yes:{m_ahead}", BOTH, over=("contact.yes:{m_offered}", "contact.yes:{m_ended}")),
    Line("contact.no:{m_ahead}", BOTH, over=("contact.no:{m_ended}",), reads=True),
    # The appointment.
    Line("time.pick:{c_untimed}:202611251400", BOTH, over=("time.pick:{c_ended}:202611251400",)),
    Line("time.yes:{c_proposed}:202611241000", REQUESTER, over=("time.yes:{c_ended}:202611241000",)),
    Line("time.other:{c_proposed}", BOTH, over=("time.other:{c_ended}",), reads=True),
    Line("time.type:{c_untimed}", BOTH, over=("time.type:{c_ended}",)),
    Line("time.ours:{c_proposed}", BOTH, over=("time.ours:{c_ended}",)),
    Line("time.change:{m_ahead}", BOTH, over=("time.change:{m_ended}",), reads=True),
    Line("time.done:{c_untimed}", BOTH, over=("time.done:{c_ended}", "time.done:{c_ahead}")),
    Line("go.yes:{c_ahead}", BOTH, over=("go.yes:{c_ended}", "go.yes:{c_past}")),
    Line("go.no:{c_ahead}", BOTH, over=("go.no:{c_ended}", "go.no:{c_past}")),
    Line("go.other:{c_ahead}", BOTH, over=("go.other:{c_ended}", "go.other:{c_past}"), reads=True),
    Line(
        "face:{c_past}:good", BOTH, over=("face:{c_ended}:good", "face:{c_ahead}:good", "face:{c_done}:bad")
    ),
    Line("went:{c_sad}:missed", BOTH, over=("went:{c_ended}:missed", "went:{c_past}:missed")),
    Line("thanks.send:{c_done}", BOTH, over=("thanks.send:{c_past}", "thanks.send:{c_ended}")),
    Line("thanks.own:{c_done}", BOTH, over=("thanks.own:{c_past}", "thanks.own:{c_ended}")),
    # Reports: what is over can be reported as well.
    Line("report.match:{m_ahead}", BOTH, reads=True),
    Line("report.match:{m_ended}", BOTH, reads=True),
    Line("report.ask:{ask}", HELPER, reads=True),
    Line("report.invite:{invitation}", REQUESTER, reads=True),
    Line("report.post:{post_about}", frozenset({"helped"}), reads=True),
    Line("report.yes:match:{m_ahead}", BOTH),
    Line("report.yes:match:{m_ended}", BOTH),
    Line("report.yes:ask:{ask}", HELPER),
    Line("report.yes:invite:{invitation}", REQUESTER),
    Line("report.yes:post:{post_about}", frozenset({"helped"})),
    Line("report.yes:resident:{member}", NOBODY),
    # The coordinator, of their own buurt only.
    Line("co.today", COORDINATOR | ELSEWHERE, reads=True),
    Line("co.today:{home}", COORDINATOR, reads=True),
    Line("co.next:{home}", COORDINATOR, reads=True, again=SHOWN_AGAIN),
    Line("co.next:{home}:again", COORDINATOR, reads=True),
    Line("co.later:{home}:report:{report}", COORDINATOR),
    Line("co.more:{home}", COORDINATOR, reads=True),
    Line("co.morning:{home}", COORDINATOR, reads=True),
    Line("co.morning:{home}:9", COORDINATOR),
    Line("co.morning:{home}:7", NOBODY),
    Line("co.morning:{home}:off", COORDINATOR, reads=True),
    Line("co.call:{paused}:now", COORDINATOR, over=("co.call:{member}:now",)),
    Line("co.call:{paused}:called", COORDINATOR, over=("co.call:{member}:called",)),
    Line("co.call:{paused}:missed", COORDINATOR, over=("co.call:{member}:missed",)),
    Line("co.call:{call_of_coordinator}:called", NOBODY),
    # The list of places to go: for everybody, and kept by the coordinators.
    Line("way.list", KNOWN, reads=True),
    Line("way.list:1", KNOWN, reads=True),
    Line("way.show:police", KNOWN, reads=True),
    Line("way.show:{place}", MEMBERS - ELSEWHERE, over=("way.show:{place_gone}",), reads=True),
    Line("co.places:{home}", COORDINATOR, reads=True),
    Line("co.place:{place}", COORDINATOR, over=("co.place:{place_gone}",), reads=True),
    Line("co.place_ok:{place}", COORDINATOR, over=("co.place_ok:{place_gone}",)),
    Line("co.place_ok:{place}:next", COORDINATOR, over=("co.place_ok:{place_gone}:next",)),
    Line("co.place_new:{home}", COORDINATOR),
    Line("co.place_change:{place}", COORDINATOR, over=("co.place_change:{place_gone}",), reads=True),
    Line("co.place_change:{place}:phone", COORDINATOR, over=("co.place_change:{place_gone}:phone",)),
    Line("co.place_gone:{place}", COORDINATOR, over=("co.place_gone:{place_gone}",), reads=True),
    Line("co.place_gone:{place}:sure", COORDINATOR, over=("co.place_gone:{place_gone}:sure",)),
    Line("co.invite:{home}", COORDINATOR, again="a coordinator may make several invites"),
    Line("co.members:{home}", COORDINATOR, reads=True),
    Line("invites.show:{home}", COORDINATOR, reads=True),
    Line("invites.new:{home}", COORDINATOR, reads=True),
    Line("invites.new:{home}:5", COORDINATOR, over=("invites.new:{home}:6",), reads=True),
    Line(
        "invites.new:{home}:5:7",
        COORDINATOR,
        over=("invites.new:{home}:5:8",),
        again="a coordinator may make several invites",
    ),
    Line("invites.live:{home}", COORDINATOR, reads=True),
    Line("invites.off:{home}:livecode", COORDINATOR, over=("invites.off:{home}:oldcode",)),
    Line("invites.off:{elsewhere}:livecode", NOBODY),
    Line(
        "invites.poster:{home}",
        COORDINATOR,
        over=("invites.poster:{home}:oldcode",),
        reads=True,
        again="the files are sent again",
    ),
    Line("co.group:{home}", COORDINATOR, reads=True),
    Line("co.group_off:{home}", COORDINATOR),
    Line("co.group:{elsewhere}", ELSEWHERE, again="each link takes the place of the last"),
    Line("co.group_off:{elsewhere}", NOBODY),
    Line("co.new:{home}", COORDINATOR, reads=True),
    Line("co.admit:{newcomer}", COORDINATOR, over=("co.admit:{member}",)),
    Line("co.refuse:{newcomer}", COORDINATOR, over=("co.refuse:{member}",)),
    Line("co.open:{home}", COORDINATOR, reads=True),
    Line(
        "co.again:{post_open}",
        COORDINATOR,
        over=("co.again:{post_closed}", "co.again:{p_ahead}", "co.again:{offer}"),
    ),
    Line("co.release:{post_held}", COORDINATOR, over=("co.release:{post_closed}", "co.release:{post_open}")),
    Line("co.release:{post_of_coordinator}", NOBODY),
    Line(
        "co.close:{post_open}",
        COORDINATOR,
        over=("co.close:{post_closed}", "co.close:{p_ahead}", "co.close:{offer}"),
        reads=True,
    ),
    Line("co.close:{post_open}:nobody", COORDINATOR, over=("co.close:{post_closed}:nobody",)),
    Line("co.close:{post_unseen}:nobody", NOBODY),
    Line("co.whom:{post_open}", COORDINATOR, over=("co.whom:{post_closed}",), reads=True),
    Line("co.whom:{post_unseen}", NOBODY),
    Line("co.wider:{post_open}", COORDINATOR, over=("co.wider:{post_closed}",), reads=True),
    Line("co.wider:{post_open}:group", COORDINATOR, over=("co.wider:{post_closed}:group",)),
    Line("co.hand:{post_open}", COORDINATOR, over=("co.hand:{post_closed}",), reads=True),
    Line("co.hand:{post_open}:police", COORDINATOR, over=("co.hand:{post_closed}:police",)),
    Line("co.hand:{post_open}:{place}", COORDINATOR, over=("co.hand:{post_open}:{place_gone}",)),
    Line("co.hand:{post_unseen}:police", NOBODY),
    Line("hand.helped:{post_handed}:yes", REQUESTER, over=("hand.helped:{post_closed}:yes",)),
    Line("hand.helped:{post_handed}:no", REQUESTER, over=("hand.helped:{post_closed}:no",)),
    Line("co.visits:{home}", COORDINATOR, reads=True),
    Line("co.allow:{visit}", COORDINATOR, over=("co.allow:{ask_answered}", "co.allow:{ask}")),
    Line("co.deny:{visit}", COORDINATOR, over=("co.deny:{ask_answered}", "co.deny:{ask}")),
    Line("co.allow:{visit_of_coordinator}", NOBODY),
    Line("co.deny:{visit_of_coordinator}", NOBODY),
    Line("co.reports:{home}", COORDINATOR, reads=True),
    Line("co.apart:{report}", COORDINATOR, over=("co.apart:{report_closed}",)),
    Line("co.settle:{report}", COORDINATOR, over=("co.settle:{report_closed}",)),
    Line("co.remove:{report}", COORDINATOR, over=("co.remove:{report_closed}",), reads=True),
    Line("co.removed:{report}", COORDINATOR, over=("co.removed:{report_closed}",)),
    Line("co.apart:{report_of_coordinator}", NOBODY),
    Line("co.settle:{report_about_coordinator}", NOBODY),
    Line("co.removed:{report_about_coordinator}", NOBODY),
    # What one runs into, its readers, and its answer; and stories.
    Line("signal.new", MEMBERS),
    Line("signal.show:{signal_proposed}", REQUESTER, over=("signal.show:{signal_written}",)),
    Line("signal.keep:{signal_proposed}", REQUESTER, over=("signal.keep:{signal_counted}",)),
    Line("signal.back:{signal_agreed}", REQUESTER, over=("signal.back:{nothing}",)),
    Line("signal.read:{home}", READERS, reads=True),
    Line("signal.as_is:{signal_written}", READERS, over=("signal.as_is:{signal_proposed}",)),
    Line("signal.reword:{signal_written}", READERS, over=("signal.reword:{signal_agreed}",)),
    Line("signal.not:{signal_written}", READERS, over=("signal.not:{signal_agreed}",)),
    Line("signal.answer:{home}", frozenset({"builder"}), reads=True),
    Line("signal.answer:{home}:money", frozenset({"builder"}), over=("signal.answer:{home}:office",)),
    Line("story.begin:{story_asked}", REQUESTER, over=("story.begin:{story_offered}",)),
    Line("story.not:{story_asked}", REQUESTER, over=("story.not:{story_offered}",)),
    Line("story.yes:{story_offered}", HELPER, over=("story.yes:{story_asked}", "story.yes:{story_agreed}")),
    Line("story.no:{story_agreed}", HELPER, over=("story.no:{story_asked}",)),
    Line("story.back:{story_agreed}", REQUESTER, over=("story.back:{story_asked}",)),
    Line("told.mine", MEMBERS, reads=True),
    # The buurt as a whole: broadcasts, the log, who coordinates, where it lies.
    Line("co.buurt:{home}", COORDINATOR, reads=True),
    Line("broadcast.show:{home}", COORDINATOR, reads=True),
    Line("broadcast.write:{home}:ar", COORDINATOR, over=("broadcast.write:{home}:xx",)),
    Line(
        "broadcast.preview:{broadcast}", COORDINATOR, over=("broadcast.preview:{broadcast_over}",), reads=True
    ),
    Line("broadcast.default:{broadcast}:nl", COORDINATOR, over=("broadcast.default:{broadcast_over}:nl",)),
    Line("broadcast.discard:{broadcast}", COORDINATOR, over=("broadcast.discard:{broadcast_over}",)),
    Line(
        "broadcast.send:{broadcast}:{broadcast_mark}",
        COORDINATOR,
        over=("broadcast.send:{broadcast_over}:{broadcast_mark}",),
    ),
    Line("broadcast.stop:{broadcast_going}", ELSEWHERE, over=("broadcast.stop:{broadcast_over}",)),
    Line("audit.show:{home}", COORDINATOR, reads=True),
    Line("team.show:{home}", COORDINATOR, reads=True),
    Line("team.ask:{home}", COORDINATOR),
    Line("team.yes:{join}", frozenset({"helped"}), over=("team.yes:{join_over}", "team.yes:{removal}")),
    Line("team.no:{join}", frozenset({"helped"}), over=("team.no:{join_over}", "team.no:{removal}")),
    Line("team.leave:{home}", COORDINATOR, reads=True),
    Line("team.left:{home}", NOBODY),  # the last coordinator names another first
    Line("team.whose:{home}", NOBODY),
    Line("team.remove:{home}:{member}", NOBODY),
    Line("team.remove:{home}:{member}:sure", NOBODY),
    Line("team.case:{removal}", COORDINATOR, over=("team.case:{removal_over}",), reads=True),
    Line("team.agree:{removal}", COORDINATOR, over=("team.agree:{removal_over}", "team.agree:{join}")),
    Line("team.disagree:{removal}", COORDINATOR, over=("team.disagree:{removal_over}",)),
    Line("team.agree:{removal_own}", NOBODY),
    Line("team.disagree:{removal_own}", NOBODY),
    Line("team.agree:{removal_of_me}", NOBODY),
    Line("team.disagree:{removal_of_me}", NOBODY),
    Line("setup.show:{home}", COORDINATOR, reads=True),
    Line("setup.postcodes:{home}", COORDINATOR),
    Line("setup.near:{home}", COORDINATOR, reads=True),
    Line("near.on:{home}:{elsewhere}", COORDINATOR, over=("near.on:{home}:{home}",)),
    Line("near.off:{home}:{elsewhere}", COORDINATOR, over=("near.off:{home}:{home}",), reads=True),
    # The community builder.
    Line("digest.of", frozenset({"builder"}) | ELSEWHERE, reads=True, says=("digest_not_yours",)),
    Line("digest.of:{home}", frozenset({"builder"}), reads=True),
    Line("digest.of:{home}:105700", frozenset({"builder"}), reads=True),
    Line("digest.picture:{home}:105700", frozenset({"builder"}), reads=True),
)

COMMANDS = (
    Line("/start", (KNOWN | STRANGERS) - {"removed"}, reads=True),
    Line("/help", KNOWN | STRANGERS, reads=True),
    Line("/stop", KNOWN | STRANGERS, reads=True),
    Line("/taal", KNOWN | STRANGERS, reads=True),
    Line("/wegwijzer", KNOWN | STRANGERS, reads=True),
    Line("/gegevens", KNOWN | STRANGERS, reads=True),
    Line("/vergeetmij", KNOWN | STRANGERS, reads=True),
    Line("/pauze", MEMBERS, again=OWN_SWITCH),
    Line("/coordinator", COORDINATOR | ELSEWHERE, reads=True),
    Line("/buurt", COORDINATOR | ELSEWHERE, reads=True),
    Line("/uitnodigen", COORDINATOR | ELSEWHERE, reads=True),
    Line("/digest", frozenset({"builder"}) | ELSEWHERE, reads=True, says=("digest_not_yours",)),
    Line("/nonsense", NOBODY),
)
