"""Every service of one open store, each made when first asked for, so that the start stays short."""

import sys
from functools import cached_property
from typing import TYPE_CHECKING

from desktop.clock import Clock
from desktop.services.accounts.access import Access
from desktop.storage.store import OpenStore

if TYPE_CHECKING:
    from desktop.services.accounts.service import AccountService
    from desktop.services.actions.service import ActionService
    from desktop.services.exchanging.service import ExchangeService
    from desktop.services.form_library.audit import AuditService
    from desktop.services.form_library.copying import LastTimeService
    from desktop.services.form_library.entities.service import EntityService
    from desktop.services.form_library.exporting import SubmissionExportService
    from desktop.services.form_library.incoming.service import SubmissionImportService
    from desktop.services.form_library.links import FormLinkService
    from desktop.services.form_library.map_ground import MapGroundService
    from desktop.services.form_library.service import FormLibraryService
    from desktop.services.form_library.submissions import SubmissionService
    from desktop.services.form_library.summaries.service import SummaryService
    from desktop.services.form_library.upgrading import UpgradeService
    from desktop.services.form_library.versions import FormVersionService
    from desktop.services.history.service import HistoryService
    from desktop.services.preferences.service import PreferenceService
    from desktop.services.projects.service import ProjectService
    from desktop.services.references.service import ReferenceService
    from desktop.services.reporting.projects import ProjectReportService
    from desktop.services.reporting.service import ReportService
    from desktop.services.results.figures import FigureService
    from desktop.services.results.service import ResultService
    from desktop.services.search.service import SearchService
    from desktop.services.syncing.bundles import BundleService
    from desktop.services.syncing.service import SyncService
    from desktop.services.syncing.standing import StandingService
    from desktop.services.today.service import TodayService
    from desktop.services.upkeep.service import UpkeepService
    from desktop.services.visits.attachments import AttachmentService
    from desktop.services.visits.brief import BriefService
    from desktop.services.visits.fieldwork import FieldworkService
    from desktop.services.visits.findings import FindingService
    from desktop.services.visits.planning import PlanService
    from desktop.services.visits.service import VisitService
    from desktop.services.visits.verifications import VerificationService
    from desktop.storage.attachment_files import AttachmentFiles


def prepare_first_reading() -> None:
    """Ready beforehand what the first screen asks."""
    import desktop.services.preferences.service
    import desktop.services.search.service
    import desktop.services.syncing.standing
    import desktop.services.today.service
    import desktop.services.upkeep.service  # noqa: F401


def are_records_loaded() -> bool:
    """Whether mapped records can be asked for at once; the first time takes a third of a second of imports."""
    return "desktop.storage.units" in sys.modules


def load_records() -> None:
    """Load what every unit of work over records needs, to be called off the window's thread."""
    from desktop.models import Base

    Base.registry.configure()
    import desktop.storage.units  # noqa: F401 - last, for it is the sign that all is there


class Services:
    """What window and command line are handed once a store is open."""

    def __init__(self, store: OpenStore, clock: Clock) -> None:
        self.store = store
        self.clock = clock
        self.database = store.database
        self.access = Access()

    def close(self) -> None:
        self.store.close()

    def lock(self) -> None:
        """Let go of the key and of what was read with it, until `accounts.unlock_again`."""
        self.store.seal()
        self.database.rest()

    @cached_property
    def files(self) -> "AttachmentFiles":
        from desktop.storage.attachment_files import AttachmentFiles

        return AttachmentFiles(self.database.profile)

    @cached_property
    def history(self) -> "HistoryService":
        from desktop.services.history.service import HistoryService

        return HistoryService(self.database, self.access)

    @cached_property
    def syncing(self) -> "SyncService":
        from desktop.services.syncing.service import SyncService

        return SyncService(self.store, self.files, self.accounts, self.access, self.clock)

    @cached_property
    def standing(self) -> "StandingService":
        from desktop.services.syncing.standing import StandingService

        return StandingService(self.database)

    @cached_property
    def bundles(self) -> "BundleService":
        from desktop.services.syncing.bundles import BundleService

        return BundleService(self.store, self.files, self.accounts, self.clock)

    @cached_property
    def accounts(self) -> "AccountService":
        from desktop.services.accounts.service import AccountService

        return AccountService(self.database, self.access)

    @cached_property
    def references(self) -> "ReferenceService":
        from desktop.services.references.service import ReferenceService

        return ReferenceService(self.database)

    @cached_property
    def projects(self) -> "ProjectService":
        from desktop.services.projects.service import ProjectService

        return ProjectService(self.database, self.access, self.clock)

    @cached_property
    def results(self) -> "ResultService":
        from desktop.services.results.service import ResultService

        return ResultService(self.database, self.access, self.clock)

    @cached_property
    def figures(self) -> "FigureService":
        from desktop.services.results.figures import FigureService

        return FigureService(self.database, self.access, self.clock)

    @cached_property
    def exchanging(self) -> "ExchangeService":
        from desktop.services.exchanging.service import ExchangeService

        return ExchangeService(self.database, self.access, self.clock)

    @cached_property
    def actions(self) -> "ActionService":
        from desktop.services.actions.service import ActionService

        return ActionService(self.database, self.access, self.clock)

    @cached_property
    def search(self) -> "SearchService":
        from desktop.services.search.service import SearchService

        return SearchService(self.database)

    @cached_property
    def preferences(self) -> "PreferenceService":
        from desktop.services.preferences.service import PreferenceService

        return PreferenceService(self.database)

    @cached_property
    def upkeep(self) -> "UpkeepService":
        from desktop.services.upkeep.service import UpkeepService

        return UpkeepService(self.store, self.clock)

    @cached_property
    def visits(self) -> "VisitService":
        from desktop.services.visits.service import VisitService

        return VisitService(self.database, self.access, self.clock)

    @cached_property
    def visit_plans(self) -> "PlanService":
        from desktop.services.visits.planning import PlanService

        return PlanService(self.database, self.access, self.clock)

    @cached_property
    def findings(self) -> "FindingService":
        from desktop.services.visits.findings import FindingService

        return FindingService(self.database, self.access, self.clock)

    @cached_property
    def verifications(self) -> "VerificationService":
        from desktop.services.visits.verifications import VerificationService

        return VerificationService(self.database, self.access, self.clock)

    @cached_property
    def fieldwork(self) -> "FieldworkService":
        from desktop.services.visits.fieldwork import FieldworkService

        return FieldworkService(self.database, self.access, self.clock)

    @cached_property
    def attachments(self) -> "AttachmentService":
        from desktop.services.visits.attachments import AttachmentService

        return AttachmentService(self.database, self.files, self.access, self.clock)

    @cached_property
    def briefs(self) -> "BriefService":
        from desktop.services.visits.brief import BriefService

        return BriefService(self.database, self.access, self.clock)

    @cached_property
    def reporting(self) -> "ReportService":
        from desktop.services.reporting.service import ReportService

        return ReportService(self.database, self.files, self.access, self.clock)

    @cached_property
    def project_reports(self) -> "ProjectReportService":
        from desktop.services.reporting.projects import ProjectReportService

        return ProjectReportService(self.database, self.access)

    @cached_property
    def today(self) -> "TodayService":
        from desktop.services.today.service import TodayService

        return TodayService(self.database, self.access, self.clock)

    @cached_property
    def form_library(self) -> "FormLibraryService":
        from desktop.services.form_library.service import FormLibraryService

        return FormLibraryService(self.database, self.files, self.access, self.clock)

    @cached_property
    def submissions(self) -> "SubmissionService":
        from desktop.services.form_library.submissions import SubmissionService

        return SubmissionService(self.database, self.files, self.form_library, self.access, self.clock)

    @cached_property
    def entities(self) -> "EntityService":
        from desktop.services.form_library.entities.service import EntityService

        return EntityService(self.database, self.access, self.clock)

    @cached_property
    def last_time(self) -> "LastTimeService":
        from desktop.services.form_library.copying import LastTimeService

        return LastTimeService(self.database, self.access, self.form_library)

    @cached_property
    def form_audit(self) -> "AuditService":
        from desktop.services.form_library.audit import AuditService

        return AuditService(self.database)

    @cached_property
    def form_links(self) -> "FormLinkService":
        from desktop.services.form_library.links import FormLinkService

        return FormLinkService(self.database, self.access, self.findings, self.verifications)

    @cached_property
    def map_grounds(self) -> "MapGroundService":
        from desktop.services.form_library.map_ground import MapGroundService

        return MapGroundService(self.database, self.form_library)

    @cached_property
    def form_versions(self) -> "FormVersionService":
        from desktop.services.form_library.versions import FormVersionService

        return FormVersionService(self.database, self.form_library)

    @cached_property
    def form_upgrades(self) -> "UpgradeService":
        from desktop.services.form_library.upgrading import UpgradeService

        return UpgradeService(
            self.database, self.access, self.form_library, self.form_versions, self.submissions
        )

    @cached_property
    def form_summaries(self) -> "SummaryService":
        from desktop.services.form_library.summaries.service import SummaryService

        return SummaryService(self.form_library, self.submission_exports)

    @cached_property
    def submission_imports(self) -> "SubmissionImportService":
        from desktop.services.form_library.incoming.service import SubmissionImportService

        return SubmissionImportService(
            self.database, self.files, self.form_library, self.submissions, self.access, self.clock
        )

    @cached_property
    def submission_exports(self) -> "SubmissionExportService":
        from desktop.services.form_library.exporting import SubmissionExportService

        return SubmissionExportService(
            self.database, self.files, self.form_library, self.submissions, self.access, self.clock
        )
