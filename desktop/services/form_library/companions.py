"""Files that go out beside a submission and that no OpenRosa server needs: what was said beside its answers."""

import csv
import io
from collections.abc import Mapping

from desktop.exchange.writers import unguarded, write_csv
from desktop.forms import MARKS, AnswerRemark

REMARKS_FILE = "remarks.csv"


def remarks_csv(remarks: Mapping[str, AnswerRemark]) -> bytes:
    """A line for each question with a remark: its node as in an ODK audit, why there is no answer, the comment."""
    rows = [[path, remark.mark, remark.comment] for path, remark in sorted(remarks.items())]
    return write_csv(["node", "mark", "comment"], rows)


def read_remarks(content: bytes) -> dict[str, AnswerRemark]:
    """The remarks of such a file; lines that say nothing, or nothing known, are passed over."""
    rows = csv.DictReader(io.StringIO(content.decode("utf-8-sig", "replace"), newline=""))
    found: dict[str, AnswerRemark] = {}
    for row in rows:
        mark, comment = row.get("mark") or "", unguarded(row.get("comment") or "")
        remark = AnswerRemark(mark=mark if mark in MARKS else "", comment=comment)
        if row.get("node") and remark:
            found[str(row["node"])] = remark
    return found
