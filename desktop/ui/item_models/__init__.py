"""Qt models over frozen records, the delegates that paint them, and views set up the house's way.

PagedListModel(fetch, key_of, total=, anchors=)  RecordTableModel(columns, rows, key_of=)  RecordTreeModel(columns, roots)
Column(key="unit", title=_("Unit"), cell=lambda r: r.unit, edit=presenter.unit_typed)   Cell(text=..., mark=..., bar=...)
RecordList(model, describe, "visit_list", _("Visits"))  with  describe(record) -> Row(title=..., code=..., chip=...)
RecordTable(model, "deadlines", _("Deadlines"))   RecordTree(model, "matrix", _("Results"))
"""

from desktop.ui.item_models.cell_delegate import CellDelegate
from desktop.ui.item_models.columns import Cell, Column
from desktop.ui.item_models.paged import PagedListModel
from desktop.ui.item_models.roles import Role, record_at
from desktop.ui.item_models.row_delegate import Row, RowDelegate
from desktop.ui.item_models.table import RecordTableModel
from desktop.ui.item_models.tree import Node, RecordTreeModel
from desktop.ui.item_models.views import RecordList, RecordTable, RecordTree

__all__ = [
    "Cell",
    "CellDelegate",
    "Column",
    "Node",
    "PagedListModel",
    "RecordList",
    "RecordTable",
    "RecordTableModel",
    "RecordTree",
    "RecordTreeModel",
    "Role",
    "Row",
    "RowDelegate",
    "record_at",
]
