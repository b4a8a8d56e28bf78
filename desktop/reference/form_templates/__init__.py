"""Forms for monitoring visits as the program brings them: one XLSForm a file, in English and Russian.

Written for Milepost (Apache-2.0). Ratings, reasons, source documents and the six dimensions of data quality are those of the
domain's own lists, so that what is counted in a form can be entered as a verification or an assessment.
"""

from importlib import resources

NAMES = (
    "site_monitoring",
    "distribution_monitoring",
    "post_distribution_monitoring",
    "training_evaluation",
    "protection_mainstreaming",
    "data_quality_assessment",
    "partner_capacity",
)
"""In the order they are offered."""

FORM_ID_BEGINS = "milepost_"
"""Before the name, so that no form of an office is taken for one of them."""


def read(name: str) -> bytes:
    """The XLSForm of one of `NAMES`, as CSV."""
    return (resources.files("desktop.reference.form_templates") / f"{name}.csv").read_bytes()
