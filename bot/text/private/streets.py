"""The words of addresses, each list as a piece of a pattern. Arabic as `lookalikes.fold` leaves it."""

from __future__ import annotations


def _any_of(words: str) -> str:
    return f"(?:{'|'.join(words.split())})"


STREET = _any_of(
    "straat straatje str laan ln plein pln gracht kade dijk singel steeg plantsoen dreef boulevard weg allee"
)
"""Ends of names that only streets have."""
PLACE = _any_of(
    """hof hofje pad burg wal erf hoek baan veld akker kamp park markt oord haven schans zoom meent waard donk weide
    hoeve poort brink berg dal beek horst molen tuin duin oever wijk"""
)
"""Ends of names that streets share with other things."""
COMMON = "|".join(
    (
        _any_of(
            """onder snel fiets uit halver terug weg heen zij school winkel woon speel spoor zand zebra voet wandel om
            bij af op in onze mijn deze die elke iedere dezelfde"""
        )
        + _any_of("weg straat plein pad"),
        _any_of("super rommel week kerst vlooien arbeids woning vis boeren zwarte jaar") + "markt",
        _any_of("school sport speel voetbal trap hockey") + _any_of("veld park plein tuin"),
        _any_of("rij loop tennis zwem bij ijs fiets glij") + "baan",
        _any_of("jacht lucht") + "haven",
        _any_of("moes volks voor achter dieren kinder") + "tuin",
        _any_of("buurt volks") + "wijk",
        _any_of("akkoord antwoord verf scherf geval afval"),
    )
)
"""Words that end like a street and are none."""
OF_STREET = _any_of("laan weg plein pad dreef kade park hof boulevard rue avenue via")
NUMBER = _any_of("nr no nummer huisnummer num")
COUNTED = (
    "[%°€$]|"
    + _any_of(
        """euro eur cent uur uren u h min minuut minuten minuutje minuutjes seconden jaar jaren jarige maand maanden
        week weken dag dagen keer maal x km kilometer meter m cm mm gram gr kilo kg liter l ml graden am pm o'clock
        kinderen kids mensen personen man vrouwen mannen buren honden katten tassen huizen winkels stuks planten
        jan januari feb februari maart april mei juni juli aug augustus sep sept september okt oktober nov november
        dec december january february march may june july august october oct hour hours minute minutes mins year
        years month months weeks day days times people children dogs cats bags mile miles
        دقيقه دقايق اطفال طفل ولاد اولاد اشخاص شخص متر امتار كيلو مره مرات ساعه ساعات سنين سنوات سنه يورو يوم ايام ناس
        نفر محلات غرفه غرف طابق طوابق"""
    )
    + r"(?!\w)"
)
"""What follows a number that counts or measures something."""
LIVES = _any_of(
    """woon woont wonen wonend adres huisadres thuisadres bezoekadres ophalen langs kom\\snaar bij\\smij mijn\\shuis
    ons\\shuis live address my\\shouse my\\splace"""
)
AT_HOME = _any_of(
    "woon woont wonen live woning flat appartement app kamer portiek deur buurman buurvrouw thuis"
)

AR_STREET = _any_of("شارع شارعنا زنقه درب ستريت سترات ساحه حاره حي")
AR_HOUSE = _any_of("رقم نمره بنايه البنايه عماره العماره بيت البيت منزل دار شقه")
AR_OWN = _any_of("بنايه عماره شقه بيت منزل دار منزلي بيتي")
AR_DUTCH = _any_of("سترات شترات ستراط ستريت خراخت بلاين لان")
"""Dutch ends of street names as Arabic speakers write them."""
AR_NO_NAME = _any_of(
    """ساعه يوم بكرا بكره غدا في من الي مع عندي علي لمده بعد قبل كل حوالي حدود بدي بدنا عايز فيه فيها عنا لازم"""
)
"""Words that stand between a street and a number that is not its own."""
EN_STREET = _any_of("street st road rd avenue ave lane square drive court close")
NO_NAME = _any_of("the my our your this that on in at across down from of to same een de het")
"""Words that are no part of a street's name."""
_PAIRS = """om en in op is de te ik je we ze of al er na nu zo ga km kg cm mm ml cl dl gr mg mb gb tb kb wh kw pk af
bv dr hr ie ja jl ma di wo do vr za va wa hi ok to at on or it if he me my us so no by be as an am pm st nd rd th el
la fi ya sa sd ss ex pc tv cv eu nl"""
TWO_LETTERS = frozenset(_PAIRS.split())
"""Pairs of letters that follow a number of four digits without being a postcode."""
