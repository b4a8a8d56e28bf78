"""Lists by pages: what is looked at is read, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex

from desktop.ui.item_models import PagedListModel, RecordList, Role, Row

_SIZE = 100


class Source:
    """A store of numbered rows that remembers which pages it was asked for."""

    def __init__(self, total):
        self.rows = list(range(1, total + 1))
        self.asked = []

    def fetch(self, after, limit):
        self.asked.append(after)
        first = 0 if after is None else after
        return self.rows[first : first + limit]

    def anchors(self):
        return [None, *range(_SIZE, len(self.rows), _SIZE)]

    def model(self, **more):
        return PagedListModel(self.fetch, lambda row: row, page_size=_SIZE, text_of=str, **more)


def test_a_list_of_a_hundred_thousand_reads_only_the_pages_on_screen(qtbot):
    source = Source(100_000)
    model = source.model(total=100_000, anchors=source.anchors())
    view = RecordList(model, lambda row: Row(title=f"Visit {row}"), "visits", "Visits")
    qtbot.addWidget(view)
    view.resize(400, 700)
    view.show()
    view.grab()

    view.setCurrentIndex(model.index(50_000))
    view.scrollTo(model.index(50_000))
    view.grab()

    assert model.index(50_000).data(Role.RECORD) == 50_001
    assert len(set(source.asked)) <= 4


def test_a_page_is_read_once_however_often_it_is_looked_at():
    source = Source(1000)
    model = source.model(total=1000, anchors=source.anchors())

    for row in (5, 7, 5, 99):
        model.record(row)

    assert source.asked == [None]


def test_without_anchors_pages_follow_as_one_scrolls():
    source = Source(250)
    model = source.model()
    assert model.rowCount() == 100

    while model.canFetchMore(QModelIndex()):
        model.fetchMore(QModelIndex())

    assert [model.record(at) for at in range(model.rowCount())] == source.rows
    assert model.total == 250


@given(total=st.integers(0, 450), row=st.integers(0, 460))
def test_both_ways_of_paging_show_the_same_rows(total, row):
    source = Source(total)
    jumping = source.model(total=total, anchors=source.anchors())
    walking = source.model()
    while walking.canFetchMore(QModelIndex()):
        walking.fetchMore(QModelIndex())

    assert jumping.record(row) == walking.record(row)
    assert jumping.rowCount() == walking.rowCount() == total


@pytest.mark.parametrize("jumps", [True, False])
def test_a_changed_record_is_shown_without_a_reload(qtbot, jumps):
    rows = [("a", 1), ("b", 2)]
    model = PagedListModel(
        lambda after, limit: rows if after is None else [],
        lambda row: row[0],
        text_of=str,
        total=2 if jumps else None,
        anchors=[None] if jumps else None,
    )
    model.record(0)

    with qtbot.waitSignal(model.dataChanged):
        model.replace(("b", 3))

    assert model.record(1) == ("b", 3)
