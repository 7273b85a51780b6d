"""What Medicare's physician fee schedule pays for a service in a locality. Numbers only.

Payment = (work × work index + practice expense × its index + malpractice × its index) × conversion
factor, rounded to the cent.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
ONE = Decimal(1)


@dataclass(frozen=True)
class Units:
    """The three relative values of a service in one setting."""

    work: Decimal
    pe: Decimal
    mp: Decimal


@dataclass(frozen=True)
class Indices:
    work: Decimal = ONE
    pe: Decimal = ONE
    mp: Decimal = ONE


NATIONAL = Indices()


def payment(units: Units, factor: Decimal, indices: Indices = NATIONAL) -> Decimal:
    total = units.work * indices.work + units.pe * indices.pe + units.mp * indices.mp
    return (total * factor).quantize(CENT, ROUND_HALF_UP)
