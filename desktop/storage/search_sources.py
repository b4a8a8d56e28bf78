"""What of each table a search finds: the words of its title, codes and body, and which record shows it."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Columns of one table; the first title and code that are filled are shown."""

    kind: str
    table: str
    opens: str = "id"
    titles: tuple[str, ...]
    codes: tuple[str, ...] = ()
    body: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Rows whose words belong to the record they hang on, such as the sites of a visit."""

    table: str
    owner: str
    owner_table: str
    words: tuple[str, ...]


SOURCES = (
    Source(
        kind="project",
        table="projects",
        titles=("title",),
        codes=("code", "prima_id", "iati_id"),
        body=("description", "programme", "donors"),
    ),
    Source(
        kind="result",
        table="results",
        opens="project_id",
        titles=("statement",),
        codes=("number",),
        body=("assumptions",),
    ),
    Source(
        kind="indicator",
        table="indicators",
        opens="project_id",
        titles=("title",),
        codes=("code", "framework_reference"),
        body=("data_source", "method"),
    ),
    Source(
        kind="visit",
        table="visits",
        titles=("title", "purpose", "code"),
        codes=("code",),
        body=("purpose", "questions", "methods", "overall_summary"),
    ),
    Source(kind="narrative", table="visit_narratives", opens="visit_id", titles=("text",)),
    Source(
        kind="finding",
        table="findings",
        opens="visit_id",
        titles=("statement",),
        body=("evidence", "no_action_reason"),
    ),
    Source(
        kind="action",
        table="action_points",
        titles=("title",),
        codes=("code",),
        body=("details", "owner_name", "done"),
    ),
    Source(kind="place", table="places", titles=("name",), codes=("code",), body=("names",)),
    Source(kind="person", table="people", titles=("name",), body=("email",)),
    Source(kind="partner", table="partners", titles=("name",)),
    Source(kind="form", table="forms", titles=("title",), codes=("form_id",)),
)

PARTS = (
    Part(
        table="project_locations",
        owner="project_id",
        owner_table="projects",
        words=("name", "description", "place_code"),
    ),
    Part(table="visit_sites", owner="visit_id", owner_table="visits", words=("name",)),
)

IdsByTable = dict[str, set[UUID]]
"""Which records changed, by table."""
