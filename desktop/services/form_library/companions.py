"""Files that go out beside a submission and that no OpenRosa server needs: what was said beside its answers."""

from collections.abc import Mapping

from desktop.exchange.writers import write_csv
from desktop.forms import AnswerRemark

REMARKS_FILE = "remarks.csv"


def remarks_csv(remarks: Mapping[str, AnswerRemark]) -> bytes:
    """A line for each question with a remark: its node as in an ODK audit, why there is no answer, the comment."""
    rows = [[path, remark.mark, remark.comment] for path, remark in sorted(remarks.items())]
    return write_csv(["node", "mark", "comment"], rows)
