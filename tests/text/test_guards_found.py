"""What hides in public text is found, in Dutch, Arabic and English, however it is cut up."""

import pytest

from bot.text.guards import Guard, guard, relay_guard, without

PHONES = """
bel 06/12345678
bel 06.12.34.56.78
bel 06_1234_5678
06x12x34x56x78
mijn nummer: 06 dan 12 34 dan 56 78
0️⃣6️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣
０６１２３４５６７８
o6-12345678
nul zes twaalf vierendertig zesenvijftig achtenzeventig
nul zes een twee drie vier vijf zes zeven acht
zero six one two three four five six seven eight
oh six twelve thirty four fifty six seventy eight
صفر ستة واحد اثنين ثلاثة أربعة خمسة ستة سبعة ثمانية
٠٦-١٢٣٤٥٦٧٨
۰۶ ۱۲ ۳۴ ۵۶ ۷۸
رقمي ٠٩٤٤/١٢٣/٤٥٦
+31 (0)6 12 34 56 78
0031 6 1234 5678
plus 31 6 12345678
31612345678
+963 944 123 456
00212 661 234567
0770 123 4567
023-5321234
bel me op 023 - 532 12 34
06*12*34*56*78
06 😀 12 😀 34 😀 56 😀 78
wie belt mij even terug op 5321234, telefoon 5321234
bel nul 6 en dan 12345678
06.12.24.56.78
06:12:34:56:78
06a12b34c56d78
nul-zes-een-twee-drie-vier-vijf-zes-zeven-acht
0 zes 12 34 56 78
""".strip().splitlines()

PLACES = """
ik woon Kerkstr 12
Kerkstr. 12-b
Lange Nieuwstr12
Lange Nieuwstraat 12 bis
kom naar de Dorpsstraat nr. 4
Kerkstraat nummer 12
Burgemeester van Lierlaan 7a
Laan van Meerdervoort 300
Lange Voorhout 12
ik woon in de rozenhof 5
wij wonen op Oosterpark 12-3
Stationsplein, 14
Beukenln 5
kerkstraat twaalf
huisnummer 12
ik woon op nummer 12
nr 12 in de Kerkstraat, ik woon nr 12 in de Kerkstraat
1011AB 12
1011 ab 12
3512hk
2021 TT nr 5
postcode 3512 ab
1 0 1 1 A B
12 Baker Street
12 baker street
I live at Baker Street 12
شارع الملك فيصل رقم ١٢
ساكن بشارع لانيو ١٢
عنواني شارع كيرك رقم ۱۲
زنقة الورد رقم 5
بناية رقم ٧
حي السلام بناية 4
كيركسترات ١٢
بيتي رقم ١٢
Kerkstraat ١٢
kerkstr.12b
Prins Hendrikkade 33-2
1e Helmersstraat 3
ik woon Lindenhof nummer drie
1011-AB
ساكن بناية 5 شقة 3
شارع٣٤ رقم ٥
""".strip().splitlines()

LINKS = """
t․me/janjansen
t[.]me/jan
t(.)me/jan
t. me/janjansen
t me/janjansen
t punt me/jan
ｔ．ｍｅ／ｊａｎ
t.mе/jan
www point voorbeeld punt nl
www.voorbeeld.nl
www voorbeeld nl
voorbeeld punt nl
voorbeeld dot com
hxxp://voorbeeld.nl
https : // voorbeeld . nl
voorbeeld[dot]nl
voorbeeld .nl
www,voorbeeld,nl
t point me slash jan
wa.me/qr/JANJANSEN
bit.ly/xyz
tg://resolve?domain=jan
@janjansen
＠janjansen
mijn telegram is jan_jansen
insta: jan.jansen99x @jan.jansen
telegram: janjansen1
apenstaartje janjansen
راسلني @samira_9
تيليجرام t.me/samira
""".strip().splitlines()

MAILS = """
jan@voorbeeld.nl
jan (at) voorbeeld.nl
jan[at]voorbeeld[dot]nl
jan apenstaartje voorbeeld punt nl
jan at voorbeeld dot com
jan @ voorbeeld . nl
jan@gmail
jan punt jansen apenstaartje gmail punt com
jan＠voorbeeld．nl
ايميلي samira@voorbeeld.com
""".strip().splitlines()

SECRETS = [
    ("bsn 1112.22.333", Guard.BSN),
    ("111-222-333", Guard.BSN),
    ("1 1 1 2 2 2 3 3 3", Guard.BSN),
    ("111/222/333", Guard.BSN),
    ("111_222_333", Guard.BSN),
    ("١١١٢٢٢٣٣٣", Guard.BSN),
    ("mijn bsn: 123456789", Guard.BSN),
    ("NL91-ABNA-0417-1643-00", Guard.IBAN),
    ("NL91/ABNA/0417/1643/00", Guard.IBAN),
    ("NL 91 ABNA 0417 1643 00", Guard.IBAN),
    ("n l 9 1 a b n a 0 4 1 7 1 6 4 3 0 0", Guard.IBAN),
    ("NL91_ABNA_0417_1643_00", Guard.IBAN),
    ("ＮＬ９１ABNA０４１７１６４３００", Guard.IBAN),
    ("BE71 0961 2345 6769", Guard.IBAN),
    ("rekening 0417164300", Guard.IBAN),
    ("4111-1111-1111-1111", Guard.CARD),
    ("4111/1111/1111/1111", Guard.CARD),
    ("4111.1111.1111.1111", Guard.CARD),
    ("4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1", Guard.CARD),
    ("٤١١١ ١١١١ ١١١١ ١١١١", Guard.CARD),
    ("pin: 4 8 2 1", Guard.PIN),
    ("mijn pincode is vier acht twee een", Guard.PIN),
    ("4821 is mijn pincode", Guard.PIN),
    ("de code van mijn pas is 4821", Guard.PIN),
    ("deurcode 4821", Guard.PIN),
    ("رمز البطاقة ٤٨٢١", Guard.PIN),
]


def kinds(text: str) -> set[Guard]:
    return {span.kind for span in guard(text)}


@pytest.mark.parametrize("text", [*PHONES, "06\n12\n34\n56\n78"])
def test_a_phone_number_is_found(text: str) -> None:
    assert kinds(text) == {Guard.PHONE}


@pytest.mark.parametrize("text", PLACES)
def test_an_address_is_found(text: str) -> None:
    assert Guard.ADDRESS in kinds(text)


@pytest.mark.parametrize("text", LINKS)
def test_a_link_or_account_is_found(text: str) -> None:
    assert Guard.LINK in kinds(text)


@pytest.mark.parametrize("text", MAILS)
def test_an_email_address_is_found(text: str) -> None:
    assert Guard.EMAIL in kinds(text)


@pytest.mark.parametrize(("text", "kind"), SECRETS)
def test_a_number_that_opens_a_door_or_a_purse_is_found(text: str, kind: Guard) -> None:
    assert kinds(text) == {kind}


@pytest.mark.parametrize(("text", "kind"), [pair for pair in SECRETS if "deur" not in pair[0]])
def test_a_relay_warns_of_it_too(text: str, kind: Guard) -> None:
    assert {span.kind for span in relay_guard(text)} == {kind}


@pytest.mark.parametrize(
    "text", [*PHONES, *PLACES, *LINKS, *MAILS, "wa.me/31612345678", *(text for text, _ in SECRETS)]
)
def test_the_sentence_without_it_holds_none_of_it(text: str) -> None:
    sentence = f"Wie helpt? {text}, alvast bedankt"
    left = without(sentence, guard(sentence))
    assert guard(left) == (), left
    assert "Wie helpt?" in left
    assert "bedankt" in left
