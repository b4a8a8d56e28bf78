"""A map without tiles: positions come back from the screen, keys do what the mouse does, pins are hit where they are drawn."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from desktop.ui.widgets.place_map import Line, Pin, PlaceMap, Spot
from desktop.ui.widgets.place_map.projection import Projection

OSH = (40.514, 72.8161)
LATS, LONS = st.floats(-80, 80), st.floats(-179, 179)


@given(LATS, LONS, st.floats(1, 100_000), st.floats(0, 400), st.floats(0, 300))
def test_what_is_on_the_screen_is_found_again_on_the_earth(lat, lon, scale, x, y):
    projection = Projection((lat, lon), scale, 400, 300)
    there = projection.to_earth(x, y)

    if abs(there[0]) < 84.9 and abs(there[1]) < 179.9:
        assert projection.to_screen(there) == pytest.approx((x, y), abs=0.1)


@given(st.lists(st.tuples(LATS, LONS), min_size=1, max_size=20))
def test_everything_that_is_to_fit_lies_on_the_screen(points):
    projection = Projection(width=640, height=320).fitting(points)

    for point in points:
        x, y = projection.to_screen(point)
        assert -1 <= x <= 641
        assert -1 <= y <= 321


def test_zooming_leaves_in_place_what_is_under_the_hand():
    projection = Projection(OSH, 5_000, 400, 300)
    held = projection.to_earth(300, 40)

    assert projection.zoomed(2, 300, 40).to_screen(held) == pytest.approx((300, 40))


@pytest.fixture
def shown(qtbot) -> PlaceMap:
    made = PlaceMap("map", "Map")
    qtbot.addWidget(made)
    made.resize(640, 320)
    made.show_ground(
        [Spot("Osh", OSH, is_near=True), Spot("Uzgen", (40.77, 73.3))], [Line((OSH, (40.6, 72.9)))]
    )
    made.show()
    return made


def test_the_map_opens_where_the_work_is(shown):
    assert shown.middle() == pytest.approx(OSH, abs=0.001)


def test_space_presses_under_the_cross_and_arrows_move_it(qtbot, shown):
    with qtbot.waitSignal(shown.pressed) as first:
        QTest.keyClick(shown, Qt.Key.Key_Space)
    QTest.keyClick(shown, Qt.Key.Key_Right)
    with qtbot.waitSignal(shown.pressed) as second:
        QTest.keyClick(shown, Qt.Key.Key_Space)

    assert first.args == pytest.approx(list(OSH), abs=0.001)
    assert second.args[1] > first.args[1]


def test_a_pin_is_chosen_by_a_click_near_it_and_an_area_within(qtbot, shown):
    square = ((40.5, 72.8), (40.5, 72.81), (40.51, 72.81), (40.51, 72.8), (40.5, 72.8))
    shown.show_pins([Pin("well", "Well", ((40.52, 72.83),)), Pin("camp", "Camp", square)], "")
    for position, key in (((40.52, 72.83), "well"), ((40.504, 72.804), "camp")):
        x, y = shown.projection.to_screen(position)
        with qtbot.waitSignal(shown.chosen) as told:
            QTest.mouseClick(shown, Qt.MouseButton.LeftButton, pos=QPoint(round(x), round(y)))
        assert told.args == [key]


def test_dragging_moves_the_map_and_sets_nothing(qtbot, shown):
    before = shown.middle()
    with qtbot.assertNotEmitted(shown.pressed):
        QTest.mousePress(shown, Qt.MouseButton.LeftButton, pos=QPoint(300, 100))
        QTest.mouseMove(shown, QPoint(360, 140))
        QTest.mouseRelease(shown, Qt.MouseButton.LeftButton, pos=QPoint(360, 140))

    assert shown.middle()[1] < before[1]


def test_an_empty_map_can_be_drawn_and_moved(qtbot):
    made = PlaceMap("map", "Map")
    qtbot.addWidget(made)
    made.resize(400, 300)
    for key in (Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_Home, Qt.Key.Key_Up):
        QTest.keyClick(made, key)

    assert not made.grab().isNull()
