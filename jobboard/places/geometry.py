"""Distances on the earth in miles, between points given as (latitude, longitude)."""

from math import asin, cos, degrees, radians, sin, sqrt
from typing import NamedTuple

EARTH_RADIUS = 3958.8
MILES_PER_DEGREE = EARTH_RADIUS * radians(1)

Point = tuple[float, float]


class Box(NamedTuple):
    """Between two parallels and two meridians. `west > east` means that it spans the 180th."""

    south: float
    west: float
    north: float
    east: float


def distance_miles(a: Point, b: Point) -> float:
    """Along the great circle (haversine)."""
    (lat_a, lng_a), (lat_b, lng_b) = (tuple(map(radians, point)) for point in (a, b))
    half = sin((lat_b - lat_a) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin((lng_b - lng_a) / 2) ** 2
    return 2 * EARTH_RADIUS * asin(sqrt(min(1.0, half)))


def bounding_box(lat: float, lng: float, miles: float) -> Box:
    """The smallest box that holds every point within so many miles: a first, cheap filter."""
    up = miles / MILES_PER_DEGREE
    south, north = max(-90.0, lat - up), min(90.0, lat + up)
    if south == -90.0 or north == 90.0:
        return Box(south, -180.0, north, 180.0)
    aside = degrees(asin(min(1.0, sin(radians(up)) / cos(radians(lat)))))
    return Box(south, _around(lng - aside), north, _around(lng + aside))


def _around(lng: float) -> float:
    return (lng + 180.0) % 360.0 - 180.0
