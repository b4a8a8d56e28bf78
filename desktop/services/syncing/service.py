"""Enrols this laptop, brings it and the server to rest, tells what is unsent, settles conflicts."""

import dataclasses
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from desktop.clock import Clock
from desktop.errors import Refused, UserError
from desktop.i18n import _
from desktop.progress import SILENT, Cancelled, Progress
from desktop.services.accounts.access import Access
from desktop.services.accounts.identity import become
from desktop.services.accounts.service import AccountService
from desktop.services.syncing.announcing import announce_scopes
from desktop.services.syncing.checking import mended_records, note_checked, scopes_due, trouble_code
from desktop.services.syncing.deciding import Keep
from desktop.services.syncing.desk import ConflictDesk
from desktop.services.syncing.gate import Gate
from desktop.services.syncing.moving import Moving
from desktop.services.syncing.parallel import note_seen, unseen
from desktop.services.syncing.records import (
    AsideRecord,
    ConflictRecord,
    DecidedRecord,
    LadderRecord,
    LookRecord,
    MendedRecord,
    MovedRecord,
    ParallelRecord,
    ProblemRecord,
    Rung,
    ScopeRecord,
    SyncReport,
    SyncState,
    WhereRecord,
)
from desktop.services.syncing.scopes import scope_records
from desktop.services.syncing.sentences import problem_of
from desktop.services.syncing.standing import LAST_RUN, SERVER, StandingService
from desktop.services.syncing.troubles import note_trouble, troubles
from desktop.services.syncing.way import Way, checked_settings
from desktop.services.syncing.whereabouts import aside_record, where_records
from desktop.settings.sync_settings import SMALL_FILE_BYTES, SyncSettings
from desktop.storage.arriving_files import ArrivingFiles
from desktop.storage.attachment_files import AttachmentFiles
from desktop.storage.changed import Changed
from desktop.storage.files_in_order import files_in_order
from desktop.storage.migrate import synced_metadata
from desktop.storage.opening.unsent import unsent_in
from desktop.storage.store import OpenStore

if TYPE_CHECKING:
    from sync.client.rounds import Client, Report
    from sync.client.transport import HttpTransport

SHORT_WRITING = 100
"""Operations of one writing beside a person who types; measured by `./run bench typing`."""
STANDING = frozenset({"sync_transactions"})
"""The area that changes with every run, also where no record did: what is unsent, and what was set aside."""


class SyncService:
    def __init__(
        self,
        store: OpenStore,
        files: AttachmentFiles,
        accounts: AccountService,
        access: Access,
        clock: Clock,
    ) -> None:
        self._database = store.database
        self._files = ArrivingFiles(store, files)
        self._accounts = accounts
        self._clock = clock
        self._desk = ConflictDesk(store.database, accounts, access)
        self._way = Way(store, clock)

    def enrol(
        self,
        url: str,
        code: str,
        progress: Progress = SILENT,
        told: Callable[[MovedRecord], None] = lambda _moved: None,
    ) -> SyncState:
        """Take a place on the server with a one-time code; roles and device tag come with it.

        Raises BadInput for a wrong address or code, NetworkProblem where the server does not answer. A code whose
        answer was not waited for may be used again from here.
        """
        address = url.strip().rstrip("/")
        moving = Moving(progress, Gate(), told, 0, what=_("Joining the office"))
        with _Sentences(), moving:
            person = self._client_over(self._way.transport(address, moving=moving)).enrol(code)
        with self._database.writing("accounts.enrolled") as work:
            is_first_time = not work.settings.find("enrolled")
            office = next(iter(person.roles), None)
            become(work, person.email, office, self._clock(), is_first_time=is_first_time)
            work.settings.keep("enrolled", True)
            work.settings.keep("device_tag", person.tag)
            work.settings.keep(SERVER, address)
        self._accounts.sign_in()
        return self.state()

    def sync(
        self,
        progress: Progress = SILENT,
        *,
        gate: Gate | None = None,
        told: Callable[[MovedRecord], None] = lambda _moved: None,
        settings: SyncSettings | None = None,
        is_beside_a_person: bool = False,
        check_copy: bool = False,
        only_small_files: bool = False,
    ) -> SyncReport:
        """Push and pull until nothing is left; raises a UserError with the remedy where that fails.

        A shut `gate` holds it between two messages; `told` hears how far it is, on the thread that syncs.
        `settings` of this run alone, in the place of those that are kept. Beside a person who types it writes in
        short pieces and lets her go first, which takes longer in all. `check_copy` holds all that is here against
        the server's and mends what differs; without it each project has its turn once a day. `only_small_files`
        leaves large attachments for another run.
        """
        address, wanted = self._address(), checked_settings(settings) if settings is not None else None
        announce_scopes(self._database, self._accounts)
        with self._database.reading() as work:
            due = scopes_due(work, self._clock().date(), is_asked=check_copy)
        moving = Moving(progress, gate or Gate(), told, self._bytes_to_go())
        progress.step(0, 0, _("Syncing"))
        try:
            with _Sentences(), moving:
                transport = self._way.transport(address, wanted, moving=moving)
                report = self._client_over(
                    transport, is_beside_a_person=is_beside_a_person, only_small_files=only_small_files
                ).run(moving.between_messages, check=due)
                told(moving.moved())
        except (UserError, Cancelled) as stopped:
            if isinstance(stopped, UserError):
                self._remember(None, stopped)
            # What had come before it stopped is here to stay, so screens must hear of it.
            self._tell(STANDING.union(table.name for table in synced_metadata().sorted_tables))
            raise
        answer = self._told(report, due)
        self._remember(answer, None)
        self._take_over()
        self._tell(report.tables_touched | STANDING)
        return answer

    def _told(self, report: "Report", due: Sequence[str]) -> SyncReport:
        """The report in plain numbers, with what the checkup came to noted for the diagnosis."""
        with self._database.local() as work:
            note_checked(work, due, self._clock().date())
            mended = mended_records(work, report.mended)
            for one in mended:
                note_trouble(work, self._clock(), trouble_code(one), f"{one.scope_id} {one.count}")
        return _report(report, mended)

    def _tell(self, tables: frozenset[str]) -> None:
        self._database.announce(Changed(areas=tables, ids=frozenset(), origin="sync", action="sync"))

    def state(self) -> SyncState:
        """What the top bar says, and the ladder of the Sync screen."""
        return StandingService(self._database).state()

    # The way to the server

    def settings(self) -> SyncSettings:
        """When and how this laptop syncs."""
        return self._way.settings()

    def set_settings(self, settings: SyncSettings, proxy_password: str | None = None) -> bool:
        """Keep them; the password goes to the key ring. False where it is remembered for this session only.

        Raises BadInput for a limit, a time or an address that is none; nothing is kept then.
        """
        is_kept = self._way.keep(settings, proxy_password)
        self._tell(STANDING)
        return is_kept

    def look_at_the_way(
        self, settings: SyncSettings | None = None, proxy_password: str | None = None
    ) -> tuple[LookRecord, ...]:
        """Each step of the way to the server, those behind one that fails not looked at; with other settings, to try them.

        Asks the network for up to half a minute. Raises Refused before enrolment, BadInput for a proxy that is none.
        """
        wanted = checked_settings(settings) if settings is not None else None
        return self._way.look(self._address(), wanted, proxy_password)

    def troubles(self) -> tuple[ProblemRecord, ...]:
        """The last tries that failed, the newest first."""
        with self._database.reading() as work:
            return troubles(work)

    def scopes(self) -> tuple[ScopeRecord, ...]:
        """How this laptop stands with each project and with what is shared; those with something to do first."""
        with self._database.reading() as work:
            return scope_records(work)

    def ladder(self) -> LadderRecord:
        """How many records stand on each rung that is known here."""
        with self._database.reading() as work:
            counts, unsent = work.whereabouts.counts(), unsent_in(work.rows)
            return LadderRecord(
                here=counts.here,
                oldest=datetime.fromisoformat(unsent.oldest) if unsent.oldest else None,
                waiting=counts.waiting,
                stored=counts.stored,
                secured=counts.secured,
                files_here=counts.files_here,
                file_bytes=counts.file_bytes,
                files_wanted=counts.files_wanted,
            )

    def whereabouts(
        self, rung: Rung, *, after: tuple[str, str] | None = None, limit: int = 100
    ) -> tuple[WhereRecord, ...]:
        """Records of this laptop on one rung, the newest change first, in pages by key."""
        with self._database.reading() as work:
            return where_records(work, work.whereabouts.page(rung, after, limit))

    def set_aside(self) -> tuple[AsideRecord, ...]:
        """What the server did not take, newest first; it is kept here, and `retry` offers it again."""
        with self._database.reading() as work:
            return tuple(aside_record(work, kept) for kept in reversed(work.whereabouts.kept_back()))

    def retry(self, *, is_meant: bool = False) -> int:
        """Offer what was set aside once more at the next sync, after a role or the program changed.

        `is_meant`: what was held because it deletes a large part of a project is to go through.
        """
        with self._database.local() as work:
            count = work.whereabouts.retry(is_meant=is_meant)
        self._tell(STANDING)
        return count

    def conflicts(self) -> tuple[ConflictRecord, ...]:
        """All that wait for a person's decision, with every side."""
        return self._desk.conflicts()

    def conflict(self, conflict_id: str) -> ConflictRecord:
        """By id, unique prefix, or the id of the record. Raises NotFound when there is none such."""
        return self._desk.conflict(conflict_id)

    def resolve(
        self,
        conflict_id: str,
        *,
        keep: Keep | None = None,
        value: Any = None,
        note: str | None = None,
        shown: ConflictRecord | None = None,
    ) -> ConflictRecord:
        """Keep a side, or write a third `value`; both sides stay in the history.

        `shown` is what the person looked at: where another value has arrived since, nothing is decided.
        Raises BadInput for a side that is not there or a value that does not fit the field, Refused where the
        role may not decide this field.
        """
        return self._desk.resolve(conflict_id, keep=keep, value=value, note=note, shown=shown)

    def resolve_many(
        self,
        conflict_ids: Sequence[str],
        *,
        keep: Keep,
        note: str | None = None,
        shown: Sequence[ConflictRecord] = (),
    ) -> DecidedRecord:
        """Decide several alike, as one step: what the role or the choice does not fit is left and named.

        `shown` is what the person looked at; where another value has arrived since, nothing is decided (BadInput).
        """
        return self._desk.resolve_many(conflict_ids, keep=keep, note=note, shown=shown)

    def ask_to_decide(
        self, conflict_ids: Sequence[str], person_id: UUID | None, note: str | None = None
    ) -> None:
        """Hand conflicts to a colleague, in one step; nobody takes the question back. All laptops hear of it.

        Raises NotFound for a conflict or person that is not there, Refused for readers.
        """
        self._desk.ask(conflict_ids, person_id, note)

    def parallel_edits(self) -> tuple[ParallelRecord, ...]:
        """Where a colleague changed other fields of a record than I did meanwhile, and I have not looked at it yet.

        Both are kept; nothing is to be done. Known on the laptop whose change came second.
        """
        with self._database.reading() as work:
            return unseen(work)

    def parallel_edits_seen(self, told: Sequence[ParallelRecord]) -> None:
        """These were looked at."""
        with self._database.local() as work:
            note_seen(work, told)
        self._tell(STANDING)

    def _address(self) -> str:
        with self._database.reading() as work:
            address = work.settings.find(SERVER)
        if not address:
            raise Refused(
                _("This store is not enrolled at a server yet."),
                _("Ask your office for an address and a code."),
            )
        return str(address)

    def _client_over(
        self,
        transport: "HttpTransport",
        *,
        is_beside_a_person: bool = False,
        only_small_files: bool = False,
    ) -> "Client":
        from desktop.storage.schema_file import present_schema
        from sync.client.bound import Bound
        from sync.client.rounds import Client

        return Client(
            self._database.behind if is_beside_a_person else self._database.transaction,
            synced_metadata(),
            present_schema(),
            transport,
            self._files,
            bound=Bound(SHORT_WRITING if is_beside_a_person else None),
            in_order=files_in_order,
            largest=SMALL_FILE_BYTES if only_small_files else None,
        )

    def _bytes_to_go(self) -> int:
        with self._database.reading() as work:
            return work.scopes.bytes_to_go()

    def _take_over(self) -> None:
        """What the server says about this laptop and person rules from now on."""
        with self._database.local() as work:
            found = work.enrolment.enrolment()
            work.settings.keep("device_tag", found.tag)
        self._accounts.sign_in()

    def _remember(self, report: SyncReport | None, problem: UserError | None) -> None:
        with self._database.local() as work:
            last = dict(work.settings.find(LAST_RUN) or {})
            last["problem"] = problem.sentence() if problem is not None else ""
            if problem is not None:
                fault = problem.__cause__
                code, detail = getattr(fault, "code", "stopped"), getattr(fault, "detail", "")
                note_trouble(work, self._clock(), str(code), str(detail))
            if report is not None:
                last |= {"at": self._clock().isoformat(), "report": dataclasses.asdict(report)}
            work.settings.keep(LAST_RUN, last)


class _Sentences:
    """Turns what sync says in codes into errors that people can use."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, problem: BaseException | None, trace: object) -> None:
        from sync.client.rounds import NotEnrolled
        from sync.client.transport import TransportError

        if isinstance(problem, TransportError):
            raise problem_of(problem.code, problem.detail) from problem
        if isinstance(problem, NotEnrolled):
            raise Refused(
                _("This store is not enrolled at a server yet."),
                _("Ask your office for an address and a code."),
            ) from problem


def _report(report: "Report", mended: tuple[MendedRecord, ...]) -> SyncReport:
    plain = {field.name: getattr(report, field.name) for field in dataclasses.fields(SyncReport)}
    return SyncReport(**plain | {"compared": len(report.compared), "mended": mended})
