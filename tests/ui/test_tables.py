"""Tables and trees: edited in place, sorted with the unknown last."""

from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QLineEdit

from desktop.ui.item_models import (
    Cell,
    Column,
    Node,
    RecordTable,
    RecordTableModel,
    RecordTree,
    RecordTreeModel,
)


@dataclass(frozen=True)
class Indicator:
    id: int
    name: str
    target: int | None = None
    locked: bool = False


class Matrix:
    """Takes edits as a presenter would and shows the new record."""

    def __init__(self, rows):
        self.edits = []
        self.columns = [
            Column[Indicator](key="name", title="Indicator", cell=lambda r: r.name, stretch=True),
            Column[Indicator](
                key="target", title="Target", end=True,
                cell=lambda r: Cell("" if r.target is None else str(r.target), end=True, missing=True),
                sort_by=lambda r: r.target, edit=self.target_typed, may_edit=lambda r: not r.locked,
            ),
        ]  # fmt: skip
        self.model = RecordTableModel(self.columns, rows, key_of=lambda r: r.id)

    def target_typed(self, record, text):
        self.edits.append((record.id, text))
        self.model.replace(replace(record, target=int(text)))


@pytest.fixture
def matrix():
    return Matrix(
        [Indicator(1, "Trained", 55), Indicator(2, "Households"), Indicator(3, "Centres", 6, locked=True)]
    )


@pytest.fixture
def table(qtbot, matrix):
    made = RecordTable(matrix.model, "matrix", "Results matrix")
    qtbot.addWidget(made)
    made.resize(500, 300)
    made.show()
    made.activateWindow()
    made.setFocus()
    return made


def test_typing_in_a_cell_and_enter_tells_the_edit_and_moves_down(qtbot, table, matrix):
    table.setCurrentIndex(matrix.model.index(0, 1))

    qtbot.keyClick(table, Qt.Key.Key_F2)
    editor = table.findChild(QLineEdit, "cell_editor")
    editor.setText("60")
    qtbot.keyClick(editor, Qt.Key.Key_Return)

    assert matrix.edits == [(1, "60")]
    assert matrix.model.record(0).target == 60
    assert table.currentIndex().row() == 1


def test_escape_keeps_the_old_value(qtbot, table, matrix):
    table.setCurrentIndex(matrix.model.index(0, 1))

    qtbot.keyClick(table, Qt.Key.Key_F2)
    editor = table.findChild(QLineEdit, "cell_editor")
    editor.setText("1")
    qtbot.keyClick(editor, Qt.Key.Key_Escape)

    assert matrix.edits == []


def test_a_locked_cell_cannot_be_edited(matrix):
    locked = matrix.model.index(2, 1)

    assert not matrix.model.flags(locked) & Qt.ItemFlag.ItemIsEditable


def test_sorting_puts_the_unknown_last_in_either_order(matrix):
    matrix.model.sort(1, Qt.SortOrder.AscendingOrder)
    assert [r.id for r in matrix.model.records] == [3, 1, 2]

    matrix.model.sort(1, Qt.SortOrder.DescendingOrder)
    assert [r.id for r in matrix.model.records] == [1, 3, 2]


def test_the_current_row_follows_its_record_when_sorted(table, matrix):
    table.setCurrentIndex(matrix.model.index(0, 0))

    matrix.model.sort(1, Qt.SortOrder.AscendingOrder)

    assert matrix.model.record(table.currentIndex().row()).id == 1


def test_enter_on_a_cell_that_is_not_edited_opens_the_record(qtbot, table, matrix):
    table.setCurrentIndex(matrix.model.index(1, 0))

    with qtbot.waitSignal(table.opened) as told:
        qtbot.keyClick(table, Qt.Key.Key_Return)

    assert told.args[0].id == 2


def test_a_cell_says_its_column_to_those_who_hear_it(matrix):
    spoken = matrix.model.index(0, 1).data(Qt.ItemDataRole.AccessibleTextRole)

    assert spoken == "Target: 55"


def test_a_tree_shows_rows_within_rows_and_finds_them_by_key(qtbot, matrix):
    inner = Node(Indicator(11, "Of them women"))
    model = RecordTreeModel(
        matrix.columns,
        [Node(Indicator(1, "Trained"), [inner]), Node(Indicator(2, "Centres"))],
        key_of=lambda r: r.id,
    )
    tree = RecordTree(model, "tree", "Results")
    qtbot.addWidget(tree)
    tree.expandAll()
    tree.show()
    tree.grab()

    index = model.index_of(11)

    assert model.rowCount(QModelIndex()) == 2
    assert model.node_at(index.parent()).record.id == 1
    assert [node.record.id for node in model.nodes()] == [1, 11, 2]


def test_a_changed_record_keeps_the_shape_of_the_tree(matrix):
    model = RecordTreeModel(
        matrix.columns, [Node(Indicator(1, "Trained"), [Node(Indicator(11, "Women"))])], key_of=lambda r: r.id
    )

    model.replace(Indicator(11, "Of them women"))

    assert model.index_of(11).data() == "Of them women"
    assert model.rowCount(model.index_of(1)) == 1
