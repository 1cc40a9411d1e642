"""What the simulated buurt is like: every number with where it comes from."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.categories import Category


@dataclass(frozen=True)
class Setting:
    """The world's parameters. Times in days unless the name says hours (waking hours, 08 to 21)."""

    residents: int = 300
    """domain.md. Who is no helper may ask."""
    helpers: int = 120
    """domain.md."""
    weeks: int = 26
    """domain.md."""
    requests_per_week: float = 8.0
    """domain.md."""
    willingness_a: float = 0.5
    willingness_b: float = 3.35
    """Beta of a rested helper's chance of a yes to what fits: mean .13 (domain.md); its heavy tail assumed."""
    willingness: float = 1.0
    """Times that chance; for what-if runs."""
    farthest: float = 0.3
    """Times that chance for who lives at the far end of the buurt; even from 1 down to this. Assumed."""
    attrition_per_year: float = 0.30
    """domain.md (Manshadi & Rodilitz); a newcomer takes the place at once (assumed)."""
    tolerance: tuple[tuple[float, int, int], ...] = (
        (0.10, 1, 1),
        (0.37, 2, 5),
        (0.33, 6, 10),
        (0.20, 11, 30),
    )
    """Share of people, least and most questions a week they bear: domain.md (Localytics 2017); 30 assumed."""
    leaves_when_tired: float = 0.015
    """Chance that a question above their tolerance is their last: chosen so that rivals lose what domain.md says."""
    rest_after_ask: float = 2.0
    rest_after_task: float = 7.0
    """domain.md: how long the readiness for a next yes takes to come back (1 - exp(-days / this))."""
    bilingual: float = 0.15
    """Helpers who speak Dutch and Arabic: assumed."""
    arabic_helpers: float = 0.09
    """Helpers who speak Arabic only: assumed."""
    arabic_requesters: float = 0.17
    """Residents who ask and speak Arabic only: assumed, 15-20%."""
    bilingual_requesters: float = 0.08
    """Assumed."""
    offers: tuple[int, int] = (3, 7)
    """Least and most categories that a helper offers: assumed."""
    any_time: float = 0.4
    """Helpers who named no days and parts: assumed."""
    within_hours: float = 0.15
    any_time_requests: float = 0.15
    """Requests for today, and requests without a date (open two weeks); the rest in days: assumed."""
    own_limit: tuple[tuple[float, int], ...] = ((0.05, 1), (0.10, 2), (0.85, 4))
    """Share of helpers, and the questions a week that they told the bot they allow: assumed."""
    reply_median_hours: float = 0.6
    reply_spread: float = 1.5
    """Lognormal time to a reply, in waking hours: heavy-tailed, chosen near domain.md's times to a yes."""
    says_no: float = 0.45
    """Of those who do not say yes, how many answer at all: assumed."""
    decides_hours: float = 0.5
    """Mean waking hours until the requester says yes to the first helper (always yes): assumed."""
    drops_out: float = 0.08
    """Helpers who cancel between the match and the deadline: assumed."""
    stays_away: float = 0.03
    """Helpers who do not come, without a word; the request is not filled then: assumed."""
    standby_holds: float = 0.85
    """Standbys who still can when they are called, if they are ready at that moment: assumed."""
    near: bool = False
    """Whether three neighbouring buurten may be asked."""
    near_helpers: int = 360
    near_agreed: float = 0.4
    """Of their helpers, how many agreed to be asked by this buurt: assumed."""
    near_willing: float = 0.7
    """Times the chance of a yes, for the distance: assumed."""
    near_asks_per_week: float = 0.8
    """How often those are asked in their own buurt: assumed."""


MIX: dict[Category, float] = {
    Category.ERRANDS: 0.15,
    Category.COMPANY: 0.24,
    Category.TRANSPORT: 0.14,
    Category.LANGUAGE: 0.10,
    Category.PAPERWORK: 0.10,
    Category.HANDYMAN: 0.08,
    Category.MEALS: 0.04,
    Category.CHILDCARE: 0.04,
    Category.PETS: 0.03,
    Category.GARDEN: 0.03,
    Category.TECH: 0.03,
    Category.OTHER: 0.02,
}
"""What is asked for. Company, language and meals (the social share) are 38%, within domain.md's 30-50%; assumed."""
