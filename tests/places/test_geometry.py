import pytest

from jobboard.places.geometry import bounding_box, distance_miles

HOUSTON = (29.76328, -95.36327)
DALLAS = (32.78306, -96.80667)
GUAM = (13.44, 144.79)
HONOLULU = (21.31, -157.86)


def test_distance_is_the_great_circle():
    assert distance_miles(HOUSTON, DALLAS) == pytest.approx(225, abs=2)
    assert distance_miles(GUAM, HONOLULU) == pytest.approx(3800, abs=30)


def test_distance_is_nothing_to_itself_and_the_same_both_ways():
    assert distance_miles(HOUSTON, HOUSTON) == 0
    assert distance_miles(HOUSTON, DALLAS) == distance_miles(DALLAS, HOUSTON)


def test_opposite_points_are_half_the_way_around():
    assert distance_miles((0, 0), (0, 180)) == pytest.approx(12437, abs=5)


@pytest.mark.parametrize("miles", [1, 25, 250])
@pytest.mark.parametrize("place", [HOUSTON, (71.29, -156.79), GUAM])
def test_the_box_touches_the_circle_on_all_sides(place, miles):
    lat, lng = place
    box = bounding_box(lat, lng, miles)
    assert distance_miles(place, (box.north, lng)) == pytest.approx(miles, rel=1e-6)
    assert distance_miles(place, (box.south, lng)) == pytest.approx(miles, rel=1e-6)
    assert distance_miles(place, (lat, box.east)) >= miles * (1 - 1e-9)
    assert distance_miles(place, (lat, box.west)) >= miles * (1 - 1e-9)


def test_a_box_over_the_180th_meridian_has_its_west_above_its_east():
    box = bounding_box(51.88, -179.9, 50)
    assert box.west > 0 > box.east


def test_a_box_with_a_pole_goes_all_around():
    box = bounding_box(89.9, 10, 50)
    assert (box.west, box.east, box.north) == (-180, 180, 90)
