"""A distribution of pay as a picture: where its bars, lines and words stand. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from jobboard.landing.pay import Spread

WIDTH, HEIGHT = 360, 190
LEFT, RIGHT, TOP, FLOOR = 30, 350, 26, 160
GAP = 2
MOST_TICKS = 6
# Words in the middle of their place still stay within the picture.
HALF_A_WORD = 42


@dataclass(frozen=True)
class Rect:
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Mark:
    """A word at a place of an axis."""

    at: float
    text: str


@dataclass(frozen=True)
class Picture:
    """A histogram. `middle` is the half of the jobs around the median."""

    bars: tuple[Rect, ...]
    middle: Rect
    median: float
    median_text: float
    ticks: tuple[Mark, ...]
    levels: tuple[Mark, ...]


def picture(spread: Spread) -> Picture:
    top = scale_end(max(bar.jobs for bar in spread.bars))
    start, end = spread.bars[0].low, spread.bars[-1].high

    def across(dollars: float) -> float:
        return round(LEFT + (RIGHT - LEFT) * (dollars - start) / (end - start), 1)

    def up(jobs: float) -> float:
        return round(FLOOR - (FLOOR - TOP) * jobs / top, 1)

    bars = tuple(
        Rect(
            across(bar.low) + GAP / 2,
            up(bar.jobs),
            round(across(bar.high) - across(bar.low) - GAP, 1),
            round(FLOOR - up(bar.jobs), 1),
        )
        for bar in spread.bars
    )
    return Picture(
        bars=bars,
        middle=Rect(
            across(spread.q1), TOP, round(across(spread.q3) - across(spread.q1), 1), FLOOR - TOP
        ),
        median=across(spread.median),
        median_text=min(max(across(spread.median), LEFT + HALF_A_WORD), RIGHT - HALF_A_WORD),
        ticks=tuple(Mark(across(edge), f"${edge}") for edge in _edges(spread)),
        levels=tuple(
            Mark(up(jobs), f"{jobs:,}") for jobs in dict.fromkeys((top // 2, top)) if jobs
        ),
    )


def scale_end(most: int) -> int:
    """A round number that the highest bar does not pass: 1, 2, 4, 6, 8 or 10, and so on by tens."""
    size = 1
    while most > 10 * size:
        size *= 10
    return next(step * size for step in (1, 2, 4, 6, 8, 10) if step * size >= most)


def _edges(spread: Spread) -> Iterator[int]:
    """The ends of bars that are written below them: so many that none touches the next."""
    edges = [bar.low for bar in spread.bars] + [spread.bars[-1].high]
    step = -(-len(edges) // MOST_TICKS)
    yield from edges[::step]


STRIP_WIDTH, STRIP_EDGE = 120, 2


@dataclass(frozen=True)
class Strip:
    """A distribution in a line: from a tenth to nine tenths, the middle half, and the median."""

    low: float
    q1: float
    median: float
    q3: float
    high: float


def strip(spread: Spread, start: float, end: float) -> Strip:
    """On a scale that begins and ends there."""
    wide = (end - start) or 1.0

    def across(dollars: float) -> float:
        return round(STRIP_EDGE + (STRIP_WIDTH - 2 * STRIP_EDGE) * (dollars - start) / wide, 1)

    return Strip(
        across(spread.low),
        across(spread.q1),
        across(spread.median),
        across(spread.q3),
        across(spread.high),
    )
