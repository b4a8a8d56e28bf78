"""Who answered what is shown on the form, in words, and found by typing."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QFileDialog

from tests.makers import make_form

A = "/data/arrival"


def test_every_step_is_shown_newest_first_and_found_by_words(person, open_form, clock, tmp_path, monkeypatch):
    open_form(make_form(person.services))
    person.enter("Osh")
    clock.move(minutes=5)
    person.find(f"{A}/register=some").click()
    QApplication.processEvents()
    person.window.findChild(QAction, "form_audit").trigger()
    QApplication.processEvents()
    dialog = next(top for top in QApplication.topLevelWidgets() if top.objectName() == "audit_dialog")
    rows = [[dialog.model.index(at, column).data() for column in range(1, 5)] for at in range(3)]

    assert rows[0] == ["Aigul Example", "Did you see the register?", "", "Some pages"]
    assert rows[1] == ["Aigul Example", "Which centre is this?", "", "Osh"]
    dialog.search.setText("pages")
    QApplication.processEvents()
    assert dialog.model.rowCount() == 1
    out = tmp_path / "audit.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(out), ""))
    dialog.findChild(object, "audit_write").click()
    QApplication.processEvents()

    assert b"question" in out.read_bytes()
    dialog.accept()
