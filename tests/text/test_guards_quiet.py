"""Ordinary sentences pass as they are: times, dates, counts, prices, bus lines, streets without a number."""

import pytest

from bot.text.guards import guard

ORDINARY = """
om 14.30
om 14.30 uur graag
van 14.30 tot 16.00
maandag 08:30-10:30, 12:00-14:00 en 16:00-18:00
dinsdag 24-11-2026 om 14:30
24/11/2026 14:30
op 01-12-2026 14.30
06-12-2026 14:30
van 06.12.2026 tot 10.12.2026
van 2010 tot 2014, en van 2018 tot 2021
3 kinderen van 5
mijn kinderen zijn 3, 5, 7, 9, 11 en 13
ik ben geboren op 19-04-1952
ik woon in de Kerkstraat
de Kerkstraat is afgesloten
wie loopt mee door de Kerkstraat om 14.30
Kerkstraat 14:30
in de Kerkstraat 3 kinderen
Stationsplein 5 minuten lopen
op het schoolplein 12 kinderen
bij de supermarkt 2 pakken melk
op de markt 10 eieren
naar de markt 10 december
kom naar het Dorpsplein 5 mei
bus 12
bus 12 naar het station
lijn 2, 3, 12, 15, 300 en 346
bus 73 of tram 4
het kost 12,50 euro
€ 12.50
1.250 euro
100 gram
100 gram suiker en 500 ml melk
2 x per week
4 x 250 gram
een half uurtje, 2 à 3 keer per week
kamer van 3,5 bij 4,20 meter
derde verdieping, lift is stuk
mijn oma is 84 en ik ben 62
samen 10 of 12 mensen
een kast van 80 bij 120 bij 200 cm
lamp van 60 watt
windows 11 doet het niet
mijn tv is een Samsung 55 inch uit 2019
in 2026 om 14 uur
2026 is een mooi jaar
ik kom morgen. Be on time
bijv. een wandeling, o.a. in het park
a.u.b. bellen
dat is een punt me dunkt
het akkoord 3 van de cao
twee potten verf 2 kwasten
2 broodjes @ 3 euro
ik ben @ home
wie kan bellen met de gemeente 14023
bel 0800-0113
bel 112
de huisarts zit om de hoek 2 straten verder
onderweg 3 tassen dragen
voor 6 personen van 18 tot 20 uur
een wandeling van 5 km in het park 2 uur
Facebook: inloggen lukt niet
wie helpt met telegram op mijn nieuwe telefoon
1 januari, 2 februari en 3 maart
ik spreek nul komma nul Arabisch
een of twee keer, drie mag ook
بكرا الساعة ٩
الساعة 14:30
من ٥ الى ٧
عندي ٣ اولاد عمرهم ٥ و ٧ و ٩
باص رقم ١٢
الباص ١٢
بدي ١٠٠ غرام
في شارعنا ٣ اطفال
انا ساكن بشارع الكنيسة
شارع السوق الساعة ٥
يوم ٢٤-١١-٢٠٢٦ الساعة ٩
حي قريب من هون ٣ دقائق
الطابق الثالث
٢٠ يورو
سنة ٢٠٢٦
مرتين او ٣ مرات بالاسبوع
الغرفة رقم ٣
at 2.30 pm
from 9 to 5
3 kids on the street
I need 2 bags from the market
on 24 November 2026 at 14:30
it costs 12.50 euros
take bus 12 to the station
my son is 7 and my daughter is 10
one or two hours a week
the street is closed
5 minutes down the road
""".strip().splitlines()


@pytest.mark.parametrize("text", ORDINARY)
def test_an_ordinary_sentence_is_left_alone(text: str) -> None:
    assert guard(text) == ()
