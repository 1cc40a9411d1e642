"""A buurt's week in figures that show no person.

`figures` says what a number of people may look like, `tables` how groups are merged, `telling` what is told,
`findings` what follows from it (computed from what is told and nothing else, so that it can give nothing away).
"""

from bot.domain.digest.figures import FEWEST, Breakdown, Figure, Hidden, beside, figure, fives, of_sizes
from bot.domain.digest.happening import Happening

__all__ = [
    "FEWEST",
    "Breakdown",
    "Figure",
    "Happening",
    "Hidden",
    "beside",
    "figure",
    "fives",
    "of_sizes",
]
