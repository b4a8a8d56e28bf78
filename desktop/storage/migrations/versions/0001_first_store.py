"""The first store: every table of the domain, and what a laptop keeps for sync."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _make_people()
    _make_places()
    _make_projects()
    _make_results()
    _make_visits()
    _make_findings()
    _make_actions()
    _make_forms()
    _make_attachments()
    _make_issued()
    _make_local()
    _make_sync_log()
    _make_sync_state()


def _make_people() -> None:
    op.create_table(
        "offices",
        *_record("offices"),
        _text("code"),
        _json("names"),
        _text("parent_code", optional=True),
        _text("type"),
        _json("countries"),
        _day("valid_from", optional=True),
        _day("valid_to", optional=True),
        _text("zone"),
        _json("working_days"),
        _json("holidays"),
        _one_of("offices", "type", "regional", "sub_regional", "support", "country", "sub", "field"),
        _in_order("offices", "valid_from", "valid_to"),
    )
    _index("offices", "scope_id", "code")
    op.create_table(
        "people",
        *_record("people"),
        _text("name"),
        _text("email", optional=True),
        _text("office_code", optional=True),
        _json("languages"),
    )
    _index("people", "scope_id", "email")
    op.create_table(
        "posts",
        *_record("posts"),
        _text("title", optional=True),
        _parent("posts", "person_id", "people"),
        _text("role"),
        _text("office_code"),
        _text("country", optional=True),
        _id("project_id", optional=True),
        _day("held_from", optional=True),
        _day("held_to", optional=True),
        _id("lent_by", optional=True),
        _in_order("posts", "held_from", "held_to"),
        _one_of("posts", "role", "monitor", "manager", "reviewer", "admin", "reader"),
    )
    _index("posts", "scope_id", "person_id")
    op.create_table(
        "partners",
        *_record("partners"),
        _text("name"),
        _text("type", optional=True),
        _text("country", optional=True),
        _json("contact", optional=True),
        _one_of("partners", "type", "government", "un", "ngo", "civil_society", "private"),
    )
    _index("partners", "scope_id", "name")


def _make_places() -> None:
    op.create_table(
        "places",
        *_record("places"),
        _text("country"),
        _integer("level", optional=True),
        _yes_no("is_site"),
        _text("code", optional=True),
        _text("code_system", optional=True),
        _text("name"),
        _json("names"),
        _id("parent_id", optional=True),
        _number("lat", optional=True),
        _number("lon", optional=True),
        _number("accuracy_m", optional=True),
        _day("valid_from", optional=True),
        _one_of("places", "code_system", "ocha_pcode", "gadm", "office"),
        _on_earth("places"),
    )
    _index("places", "scope_id", "code", "country", "name", "parent_id")


def _make_projects() -> None:
    op.create_table(
        "projects",
        *_record("projects"),
        _text("kind"),
        _text("programme", optional=True),
        _text("code", optional=True),
        _text("prima_id", optional=True),
        _text("iati_id", optional=True),
        _text("title"),
        _text("description", optional=True),
        _json("drivers"),
        _text("project_type", optional=True),
        _text("project_type_name", optional=True),
        _text("thematic_area", optional=True),
        _day("planned_start", optional=True),
        _day("planned_end", optional=True),
        _day("actual_start", optional=True),
        _day("actual_end", optional=True),
        _json("countries"),
        _json("sectors"),
        _json("donors"),
        _json("target_groups"),
        _number("budget", optional=True),
        _text("currency", optional=True),
        _day("budget_date", optional=True),
        _id("manager_id", optional=True),
        _text("gender_marker", optional=True),
        _text("gender_reason", optional=True),
        _text("stage"),
        _text("stage_reason", optional=True),
        _id("stage_by", optional=True),
        _in_order("projects", "actual_start", "actual_end"),
        _one_of("projects", "gender_marker", "2b", "2a", "1", "0", "n/a"),
        _one_of("projects", "kind", "own", "external"),
        _in_order("projects", "planned_start", "planned_end"),
        _one_of(
            "projects",
            "stage",
            "concept",
            "proposal",
            "in_review",
            "returned",
            "endorsed",
            "rejected",
            "with_donor",
            "declined",
            "implementing",
            "suspended",
            "completing",
            "closed",
            "cancelled",
        ),
    )
    _index("projects", "scope_id", "code", "iati_id", "stage", "title")
    op.create_table(
        "project_locations",
        *_record("project_locations"),
        _parent("project_locations", "project_id", "projects"),
        _text("ref", optional=True),
        _text("name"),
        _text("description", optional=True),
        _id("place_id", optional=True),
        _text("place_code", optional=True),
        _text("place_vocabulary", optional=True),
        _text("place_level", optional=True),
        _number("lat", optional=True),
        _number("lon", optional=True),
        _number("accuracy_m", optional=True),
        _text("exactness", optional=True),
        _text("location_class", optional=True),
        _on_earth("project_locations"),
    )
    _index("project_locations", "scope_id", "project_id")
    op.create_table(
        "budget_lines",
        *_record("budget_lines"),
        _parent("budget_lines", "project_id", "projects"),
        _id("activity_id", optional=True),
        _text("description", optional=True),
        _text("line_type", optional=True),
        _text("line_status", optional=True),
        _day("period_start", optional=True),
        _day("period_end", optional=True),
        _number("amount"),
        _text("currency"),
        _day("value_date", optional=True),
        _in_order("budget_lines", "period_start", "period_end"),
    )
    _index("budget_lines", "scope_id", "project_id")
    op.create_table(
        "expenditures",
        *_record("expenditures"),
        _parent("expenditures", "project_id", "projects"),
        _id("activity_id", optional=True),
        _day("month"),
        _number("amount"),
        _text("currency"),
        _number("rate", optional=True),
    )
    _index("expenditures", "scope_id", "project_id")
    op.create_table(
        "framework_links",
        *_record("framework_links"),
        _parent("framework_links", "project_id", "projects"),
        _id("result_id", optional=True),
        _text("framework"),
        _text("item"),
        _text("weight"),
        _text("reason", optional=True),
        _one_of("framework_links", "weight", "primary", "secondary"),
    )
    _index("framework_links", "scope_id", "project_id")


def _make_results() -> None:
    op.create_table(
        "results",
        *_record("results"),
        _parent("results", "project_id", "projects"),
        _parent("results", "parent_id", "results", optional=True),
        _text("level"),
        _text("number"),
        _integer("position"),
        _text("statement"),
        _text("assumptions", optional=True),
        _text("responsible", optional=True),
        _one_of("results", "level", "objective", "outcome", "output", "activity"),
    )
    _index("results", "scope_id", "parent_id", "project_id")
    op.create_table(
        "indicators",
        *_record("indicators"),
        _parent("indicators", "project_id", "projects"),
        _parent("indicators", "result_id", "results"),
        _integer("position"),
        _text("code", optional=True),
        _text("title"),
        _text("unit", optional=True),
        _text("measure"),
        _text("value_mode"),
        _text("direction"),
        _number("baseline", optional=True),
        _day("baseline_date", optional=True),
        _text("baseline_source", optional=True),
        _day("baseline_due", optional=True),
        _text("time_aggregation"),
        _text("place_aggregation"),
        _text("data_source", optional=True),
        _text("method", optional=True),
        _text("frequency", optional=True),
        _text("responsible", optional=True),
        _json("dimensions"),
        _yes_no("counts_persons"),
        _yes_no("counts_unique"),
        _text("framework_reference", optional=True),
        _day("retired_on", optional=True),
        _one_of("indicators", "direction", "up", "down", "maintain"),
        _one_of("indicators", "frequency", "monthly", "quarterly", "six_monthly", "annual", "once"),
        _one_of("indicators", "measure", "unit", "percentage", "nominal", "ordinal", "qualitative"),
        _one_of("indicators", "place_aggregation", "sum", "ratio", "weighted_mean", "latest", "none"),
        _one_of("indicators", "time_aggregation", "sum", "ratio", "weighted_mean", "latest", "none"),
        _one_of("indicators", "value_mode", "period", "cumulative", "snapshot"),
    )
    _index("indicators", "scope_id", "project_id", "result_id")
    op.create_table(
        "targets",
        *_record("targets"),
        _parent("targets", "project_id", "projects"),
        _parent("targets", "indicator_id", "indicators"),
        _number("value"),
        _day("due", optional=True),
        _text("basis"),
        _day("period_start", optional=True),
        _day("period_end", optional=True),
        _id("place_id", optional=True),
        _text("place_name", optional=True),
        _json("cells", optional=True),
        _day("valid_from", optional=True),
        _text("amendment", optional=True),
        _one_of("targets", "basis", "absolute", "increment"),
        _in_order("targets", "period_start", "period_end"),
    )
    _index("targets", "scope_id", "indicator_id", "project_id")
    op.create_table(
        "indicator_values",
        *_record("indicator_values"),
        _parent("indicator_values", "project_id", "projects"),
        _parent("indicator_values", "indicator_id", "indicators"),
        _day("period_start"),
        _day("period_end"),
        _id("place_id", optional=True),
        _text("place_name", optional=True),
        _text("source", optional=True),
        _number("value", optional=True),
        _number("numerator", optional=True),
        _number("denominator", optional=True),
        _text("text_value", optional=True),
        _json("cells", optional=True),
        _text("status"),
        _text("status_reason", optional=True),
        _id("status_by", optional=True),
        _id("document_id", optional=True),
        _in_order("indicator_values", "period_start", "period_end"),
        _one_of("indicator_values", "status", "draft", "submitted", "approved", "returned", "corrected"),
    )
    _index("indicator_values", "scope_id", "indicator_id", "project_id")


def _make_visits() -> None:
    op.create_table(
        "trips",
        *_record("trips"),
        _text("title"),
        _day("start", optional=True),
        _day("end", optional=True),
        _json("team"),
        _in_order("trips", "start", "end"),
    )
    _index("trips", "scope_id")
    op.create_table(
        "visits",
        *_record("visits"),
        _parent("visits", "project_id", "projects"),
        _id("trip_id", optional=True),
        _text("code"),
        _text("title", optional=True),
        _text("type"),
        _day("start", optional=True),
        _day("end", optional=True),
        _id("lead_id", optional=True),
        _text("purpose", optional=True),
        _text("questions", optional=True),
        _text("methods", optional=True),
        _text("logistics", optional=True),
        _text("security", optional=True),
        _text("state"),
        _text("state_reason", optional=True),
        _id("state_by", optional=True),
        _instant("state_at", optional=True),
        _text("overall_rating", optional=True),
        _text("overall_summary", optional=True),
        _integer("revision"),
        _one_of("visits", "overall_rating", "on_track", "at_risk", "off_track", "not_monitored"),
        _in_order("visits", "start", "end"),
        _one_of(
            "visits",
            "state",
            "draft",
            "planned",
            "assigned",
            "accepted",
            "declined",
            "in_field",
            "reporting",
            "submitted",
            "returned",
            "approved",
            "reopened",
            "cancelled",
        ),
        _one_of(
            "visits", "type", "monitoring", "verification", "joint", "third_party", "remote", "unannounced"
        ),
    )
    _index("visits", "scope_id", "code", "lead_id", "project_id", "start", "state")
    op.create_table(
        "visit_narratives",
        *_record("visit_narratives"),
        _parent("visit_narratives", "visit_id", "visits"),
        _text("section"),
        _text("text"),
    )
    _index("visit_narratives", "scope_id", "visit_id")
    op.create_table(
        "visit_results",
        *_record("visit_results"),
        _parent("visit_results", "visit_id", "visits"),
        _parent("visit_results", "result_id", "results"),
        _parent("visit_results", "indicator_id", "indicators", optional=True),
    )
    _index("visit_results", "scope_id", "indicator_id", "result_id", "visit_id")
    op.create_table(
        "visit_team",
        *_record("visit_team"),
        _parent("visit_team", "visit_id", "visits"),
        _id("person_id"),
        _text("duty", optional=True),
    )
    _index("visit_team", "scope_id", "visit_id")
    op.create_table(
        "visit_sites",
        *_record("visit_sites"),
        _parent("visit_sites", "visit_id", "visits"),
        _id("place_id", optional=True),
        _text("name"),
        _id("partner_id", optional=True),
        _integer("position"),
        _number("lat", optional=True),
        _number("lon", optional=True),
        _number("accuracy_m", optional=True),
        _text("state"),
        _text("state_reason", optional=True),
        _day("visited_on", optional=True),
        _on_earth("visit_sites"),
        _one_of("visit_sites", "state", "planned", "visited", "not_reached", "access_denied"),
    )
    _index("visit_sites", "scope_id", "visit_id")
    op.create_table(
        "people_met",
        *_record("people_met"),
        _parent("people_met", "visit_id", "visits"),
        _parent("people_met", "site_id", "visit_sites", optional=True),
        _text("name", optional=True),
        _text("role", optional=True),
        _text("organisation", optional=True),
        _text("sex", optional=True),
        _text("age_group", optional=True),
        _json("consent", optional=True),
        _one_of("people_met", "sex", "female", "male", "other", "unknown"),
    )
    _index("people_met", "scope_id", "site_id", "visit_id")
    op.create_table(
        "visit_groups",
        *_record("visit_groups"),
        _parent("visit_groups", "visit_id", "visits"),
        _parent("visit_groups", "site_id", "visit_sites", optional=True),
        _text("title"),
        _json("counts"),
    )
    _index("visit_groups", "scope_id", "site_id", "visit_id")
    op.create_table(
        "interviews",
        *_record("interviews"),
        _parent("interviews", "visit_id", "visits"),
        _parent("interviews", "site_id", "visit_sites", optional=True),
        _text("method", optional=True),
        _text("source", optional=True),
        _instant("held_at", optional=True),
        _text("zone", optional=True),
        _text("spoken", optional=True),
        _text("interpreter", optional=True),
        _yes_no("consent_read", optional=True),
        _text("notes", optional=True),
    )
    _index("interviews", "scope_id", "site_id", "visit_id")


def _make_findings() -> None:
    op.create_table(
        "result_ratings",
        *_record("result_ratings"),
        _parent("result_ratings", "visit_id", "visits"),
        _parent("result_ratings", "result_id", "results"),
        _parent("result_ratings", "site_id", "visit_sites", optional=True),
        _text("rating", optional=True),
        _text("summary", optional=True),
        _one_of("result_ratings", "rating", "on_track", "at_risk", "off_track", "not_monitored"),
    )
    _index("result_ratings", "scope_id", "result_id", "site_id", "visit_id")
    op.create_table(
        "findings",
        *_record("findings"),
        _parent("findings", "visit_id", "visits"),
        _parent("findings", "result_id", "results", optional=True),
        _parent("findings", "indicator_id", "indicators", optional=True),
        _parent("findings", "site_id", "visit_sites", optional=True),
        _integer("position"),
        _text("statement"),
        _text("evidence", optional=True),
        _text("severity"),
        _text("criterion", optional=True),
        _text("tag", optional=True),
        _text("no_action_reason", optional=True),
        _id("answer_id", optional=True),
        _one_of(
            "findings",
            "criterion",
            "relevance",
            "coherence",
            "effectiveness",
            "efficiency",
            "impact",
            "sustainability",
        ),
        _one_of("findings", "severity", "good_practice", "minor", "major", "critical"),
        _one_of(
            "findings", "tag", "gender", "human_rights", "protection", "aap", "disability", "environment"
        ),
    )
    _index("findings", "scope_id", "indicator_id", "result_id", "site_id", "visit_id")
    op.create_table(
        "verifications",
        *_record("verifications"),
        _parent("verifications", "visit_id", "visits"),
        _parent("verifications", "indicator_id", "indicators"),
        _parent("verifications", "site_id", "visit_sites", optional=True),
        _day("period_start"),
        _day("period_end"),
        _id("place_id", optional=True),
        _text("place_name", optional=True),
        _text("source", optional=True),
        _number("reported", optional=True),
        _text("extent"),
        _number("checked", optional=True),
        _number("confirmed", optional=True),
        _json("frame", optional=True),
        _text("method", optional=True),
        _text("sources_seen", optional=True),
        _json("reasons"),
        _text("note", optional=True),
        _one_of("verifications", "extent", "census", "sample"),
        _one_of("verifications", "method", "recount", "observation", "document", "call"),
        _in_order("verifications", "period_start", "period_end"),
        sa.CheckConstraint(
            "extent <> 'sample' OR (checked IS NOT NULL AND confirmed IS NOT NULL)",
            name="ck_verifications_sample_counts",
        ),
        _one_of("verifications", "sources_seen", "all", "some", "none"),
    )
    _index("verifications", "scope_id", "indicator_id", "site_id", "visit_id")
    op.create_table(
        "quality_checks",
        *_record("quality_checks"),
        _parent("quality_checks", "visit_id", "visits"),
        _parent("quality_checks", "indicator_id", "indicators"),
        _id("partner_id", optional=True),
        _integer("validity", optional=True),
        _integer("integrity", optional=True),
        _integer("precision", optional=True),
        _integer("reliability", optional=True),
        _integer("timeliness", optional=True),
        _integer("completeness", optional=True),
        _text("notes", optional=True),
    )
    _index("quality_checks", "scope_id", "indicator_id", "visit_id")
    op.create_table(
        "known_issues",
        *_record("known_issues"),
        _parent("known_issues", "project_id", "projects"),
        _id("place_id", optional=True),
        _text("statement"),
        _text("state"),
        _one_of("known_issues", "state", "open", "recurring", "resolved"),
    )
    _index("known_issues", "scope_id", "project_id")


def _make_actions() -> None:
    op.create_table(
        "action_points",
        *_record("action_points"),
        _parent("action_points", "project_id", "projects"),
        _parent("action_points", "visit_id", "visits", optional=True),
        _parent("action_points", "finding_id", "findings", optional=True),
        _text("code"),
        _text("title"),
        _text("details", optional=True),
        _id("owner_id", optional=True),
        _text("owner_name", optional=True),
        _day("due", optional=True),
        _text("priority"),
        _text("state"),
        _text("state_reason", optional=True),
        _id("state_by", optional=True),
        _text("done", optional=True),
        _id("completed_by", optional=True),
        _id("evidence_id", optional=True),
        _one_of("action_points", "priority", "normal", "high"),
        _one_of(
            "action_points", "state", "open", "in_progress", "completed", "verified", "reopened", "cancelled"
        ),
    )
    _index(
        "action_points",
        "scope_id",
        "code",
        "due",
        "finding_id",
        "owner_id",
        "project_id",
        "state",
        "visit_id",
    )
    op.create_table(
        "action_comments",
        *_record("action_comments"),
        _parent("action_comments", "action_id", "action_points"),
        _text("text"),
    )
    _index("action_comments", "scope_id", "action_id")


def _make_forms() -> None:
    op.create_table(
        "forms",
        *_record("forms"),
        _text("form_id"),
        _text("title"),
        _yes_no("retired"),
    )
    _index("forms", "scope_id", "form_id")
    op.create_table(
        "form_versions",
        *_record("form_versions"),
        _parent("form_versions", "form_id", "forms"),
        _text("version"),
        _text("title"),
        _text("source_name"),
        _text("source_sha256"),
        _text("xform"),
        _json("languages"),
        _integer("question_count"),
        _json("repairs"),
    )
    _index("form_versions", "scope_id", "form_id", "source_sha256")
    op.create_table(
        "submissions",
        *_record("submissions"),
        _id("visit_id", optional=True),
        _id("site_id", optional=True),
        _id("version_id"),
        _text("form_title"),
        _text("instance_name", optional=True),
        _text("fill_language", optional=True),
        _text("state"),
        _text("state_reason", optional=True),
        _id("state_by", optional=True),
        _integer("missing"),
        _text("xml", optional=True),
        _one_of(
            "submissions",
            "state",
            "draft",
            "finalised",
            "submitted",
            "approved",
            "has_issues",
            "edited",
            "rejected",
        ),
    )
    _index("submissions", "scope_id", "version_id", "visit_id")
    op.create_table(
        "answers",
        *_record("answers"),
        _parent("answers", "submission_id", "submissions"),
        _text("path"),
        _text("value", optional=True),
    )
    _index("answers", "scope_id", "submission_id")


def _make_attachments() -> None:
    op.create_table(
        "attachments",
        *_record("attachments"),
        _id("visit_id", optional=True),
        _id("owner_id", optional=True),
        _id("site_id", optional=True),
        _integer("position"),
        _text("kind"),
        _text("sha256"),
        _integer("size_bytes"),
        _text("media_type"),
        _text("file_name"),
        _text("thumbnail", optional=True),
        _instant("taken_at", optional=True),
        _number("lat", optional=True),
        _number("lon", optional=True),
        _integer("rotation"),
        _text("caption", optional=True),
        _yes_no("shows_people", optional=True),
        _yes_no("shows_minor", optional=True),
        _json("consent", optional=True),
        _id("redacted_id", optional=True),
        _one_of("attachments", "kind", "photo", "document", "personal"),
        _on_earth("attachments"),
    )
    _index("attachments", "scope_id", "owner_id", "sha256", "visit_id")
    op.create_table(
        "blob_keys",
        _text("sha256"),
        _id("scope_id"),
        _text("key"),
        _integer("size_bytes"),
        sa.PrimaryKeyConstraint("sha256", "scope_id", name="pk_blob_keys"),
    )


def _make_issued() -> None:
    op.create_table(
        "issued_reports",
        *_record("issued_reports"),
        _id("visit_id", optional=True),
        _id("project_id", optional=True),
        _text("kind"),
        _integer("revision"),
        _text("audience"),
        _text("report_language"),
        _text("file_sha256"),
        _text("data_sha256"),
        _instant("issued_at"),
    )
    _index("issued_reports", "scope_id", "project_id", "visit_id")


def _make_local() -> None:
    op.create_table(
        "local_settings",
        _text("key"),
        _text("value"),
        sa.PrimaryKeyConstraint("key", name="pk_local_settings"),
    )


def _make_sync_log() -> None:
    op.create_table(
        "sync_never",
        sa.Column("id", sa.Integer, sa.CheckConstraint("0", name="ck_sync_never_empty"), primary_key=True),
    )
    op.create_table(
        "sync_applying",
        _one("sync_applying"),
        _never(),
    )
    op.create_table(
        "capture_context",
        _one("capture_context"),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("session", sa.Text),
        sa.Column("reason", sa.Text),
        sa.Column("seen", sa.Integer),
        sa.Column("undoes", sa.Text),
        _never(),
    )
    op.create_table(
        "journal",
        sa.Column("change", sa.Integer, primary_key=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("actor", sa.Text),
        sa.Column("action", sa.Text),
        sa.Column("session", sa.Text),
        sa.Column("reason", sa.Text),
        sa.Column("seen", sa.Integer),
        sa.Column("undoes", sa.Text),
        sa.Column("table_name", sa.Text),
        sa.Column("record_id", sa.Text),
        sa.Column("scope_id", sa.Text),
        sa.Column("atom", sa.Text),
        sa.Column("old", sa.Text),
        sa.Column("new", sa.Text),
        sa.Column("sealed", sa.Text),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_journal_action", "journal", ["action"])
    op.create_index("ix_journal_undoes", "journal", ["undoes"], sqlite_where=sa.text("undoes IS NOT NULL"))
    op.create_index("ix_journal_unsealed", "journal", ["change"], sqlite_where=sa.text("sealed IS NULL"))
    op.create_table(
        "sync_transactions",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("scope_id", sa.Text, nullable=False),
        sa.Column("replica", sa.Text, nullable=False),
        sa.Column("first_n", sa.Integer, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("actor", sa.Text),
        sa.Column("reason", sa.Text),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("change", sa.Integer, nullable=False),
        sa.Column("own", sa.Integer, nullable=False),
        sa.Column("first_seq", sa.Integer),
        sa.Column("outcome", sa.Text),
        sa.Column("code", sa.Text),
        sa.Column("body", sa.LargeBinary),
    )
    op.create_index(
        "ix_sync_transactions_own",
        "sync_transactions",
        ["scope_id", "first_n"],
        sqlite_where=sa.text("own = 1"),
    )
    op.create_index(
        "ix_sync_transactions_open",
        "sync_transactions",
        ["outcome"],
        sqlite_where=sa.text("own = 1 AND (outcome IS NULL OR outcome IN ('waiting', 'quarantined'))"),
    )
    op.create_table(
        "sync_operations",
        sa.Column("record_id", sa.Text, primary_key=True),
        sa.Column("dot", sa.Text, primary_key=True),
        sa.Column("transaction_id", sa.Integer, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("table_name", sa.Text, nullable=False),
        sa.Column("atom", sa.Text, nullable=False),
        sa.Column("base", sa.Text, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_sync_operations_unsettled",
        "sync_operations",
        ["record_id"],
        sqlite_where=sa.text("state != 'applied'"),
    )
    op.create_table(
        "sync_conflicts",
        sa.Column("record_id", sa.Text, primary_key=True),
        sa.Column("atom", sa.Text, primary_key=True),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("table_name", sa.Text, nullable=False),
        sa.Column("scope_id", sa.Text, nullable=False),
    )


def _make_sync_state() -> None:
    op.create_table(
        "sync_replica",
        _one("sync_replica"),
        sa.Column("replica_id", sa.Text, nullable=False),
        sa.Column("incarnation", sa.Integer, nullable=False),
        sa.Column("epoch", sa.Text),
        sa.Column("device_id", sa.Text),
        sa.Column("token", sa.Text),
        sa.Column("tag", sa.Text),
        sa.Column("email", sa.Text),
        sa.Column("roles", sa.Text),
        sa.Column("signing_key", sa.Text),
    )
    op.create_table(
        "sync_chains",
        sa.Column("scope_id", sa.Text, primary_key=True),
        sa.Column("n", sa.Integer, nullable=False),
        sa.Column("hash", sa.Text, nullable=False),
    )
    op.create_table(
        "sync_scopes",
        sa.Column("scope_id", sa.Text, primary_key=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("office", sa.Text),
    )
    op.create_table(
        "sync_cursors",
        sa.Column("scope_id", sa.Text, primary_key=True),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("told", sa.Integer, nullable=False, server_default="0"),
    )
    op.create_table(
        "sync_devices",
        sa.Column("replica", sa.Text, primary_key=True),
        sa.Column("tag", sa.Text, nullable=False),
        sa.Column("email", sa.Text),
    )
    op.create_table(
        "sync_blobs",
        sa.Column("scope_id", sa.Text, primary_key=True),
        sa.Column("sha256", sa.Text, primary_key=True),
        sa.Column("size_bytes", sa.Integer, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("received", sa.Integer, nullable=False, server_default="0"),
    )


def _record(table: str) -> tuple[Any, ...]:
    return (
        _id("id"),
        _id("scope_id"),
        _instant("created_at"),
        _id("created_by", optional=True),
        _text("office", optional=True),
        _text("language", optional=True),
        _text("sensitivity"),
        _instant("deleted_at", optional=True),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
    )


def _id(name: str, *, optional: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(36), nullable=optional)


def _parent(table: str, name: str, target: str, *, optional: bool = False) -> sa.Column[str]:
    reference = sa.ForeignKey(f"{target}.id", name=f"fk_{table}_{name}")
    return sa.Column(name, sa.String(36), reference, nullable=optional)


def _number(name: str, *, optional: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(64), nullable=optional)


def _day(name: str, *, optional: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(10), nullable=optional)


def _instant(name: str, *, optional: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(27), nullable=optional)


def _json(name: str, *, optional: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=optional)


def _text(name: str, *, optional: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String, nullable=optional)


def _integer(name: str, *, optional: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=optional)


def _yes_no(name: str, *, optional: bool = False) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean, nullable=optional)


def _one_of(table: str, column: str, *words: str) -> sa.CheckConstraint:
    listed = ", ".join(f"'{word}'" for word in words)
    return sa.CheckConstraint(f"{column} IN ({listed})", name=f"ck_{table}_{column}")


def _in_order(table: str, first: str, last: str) -> sa.CheckConstraint:
    rule = f"{first} IS NULL OR {last} IS NULL OR {first} <= {last}"
    return sa.CheckConstraint(rule, name=f"ck_{table}_{first}_order")


def _on_earth(table: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(
        "(lat IS NULL) = (lon IS NULL) AND (lat IS NULL OR "
        "(CAST(lat AS REAL) BETWEEN -90 AND 90 AND CAST(lon AS REAL) BETWEEN -180 AND 180))",
        name=f"ck_{table}_position",
    )


def _index(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(f"ix_{table}_{column}", table, [column])


def _one(table: str) -> sa.Column[int]:
    return sa.Column(
        "one", sa.Integer, sa.CheckConstraint("one = 1", name=f"ck_{table}_one"), primary_key=True
    )


def _never() -> sa.Column[int]:
    # What refers to the row that cannot be keeps its transaction from committing.
    target = sa.ForeignKey("sync_never.id", deferrable=True, initially="DEFERRED")
    return sa.Column("never", sa.Integer, target, nullable=False, server_default="1")
