"""Writes and takes in bundles: work on a stick, for the office's server or straight for a colleague's laptop."""

import errno
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.clock import Clock
from desktop.errors import BadInput, UserError, of_the_system
from desktop.i18n import _
from desktop.paths import this_program
from desktop.progress import SILENT, Cancelled, Progress
from desktop.services.accounts.service import AccountService
from desktop.services.syncing.announcing import announce_scopes
from desktop.services.syncing.bundle_records import (
    BundleLook,
    CarriedRecord,
    ExportPreview,
    ExportRecord,
    ImportRecord,
    KeyRecord,
    KindCount,
    PartyRecord,
    TravelRecord,
)
from desktop.services.syncing.bundle_sentences import cannot_read, cannot_write, problem_of_bundle
from desktop.services.syncing.parties import named_by, party, read_line, stranger
from desktop.services.syncing.service import STANDING
from desktop.storage.arriving_files import ArrivingFiles
from desktop.storage.attachment_files import AttachmentFiles
from desktop.storage.carried_files import CarriedFiles, copy_whole
from desktop.storage.changed import Changed
from desktop.storage.migrate import synced_metadata
from desktop.storage.opening.unsent import unsent_in
from desktop.storage.store import OpenStore

if TYPE_CHECKING:
    from sync.client.acquaintances import Acquaintance
    from sync.client.bundle_in import Opened, Taken

ENDING = ".milepost"


class BundleService:
    def __init__(
        self, store: OpenStore, files: AttachmentFiles, accounts: AccountService, clock: Clock
    ) -> None:
        self._database = store.database
        self._files = ArrivingFiles(store, files)
        self._carried = CarriedFiles(store.database.profile)
        self._accounts = accounts
        self._clock = clock

    # Keys

    def key(self) -> KeyRecord:
        """The line that introduces this laptop to one that no server has told of it."""
        from sync.bundle.keys import fingerprint, key_line, spoken
        from sync.client.acquaintances import myself

        with self._database.transaction() as connection:
            me = myself(connection)
        return KeyRecord(line=key_line(self._name(), me.key), fingerprint=spoken(fingerprint(me.key)))

    def recipients(self) -> tuple[PartyRecord, ...]:
        """Whom a bundle can be made for: the server, colleagues' laptops, those added by hand."""
        return tuple(party(one) for one in self._known())

    def add_key(self, text: str, name: str | None = None) -> PartyRecord:
        """Trust the key in a pasted line, or in the file of that name. Raises BadInput."""
        from sync.client.acquaintances import add_key, myself

        told, public, is_server = read_line(text)
        called = " ".join((name or told).split())
        if not called:
            raise BadInput(_("The key comes without a name."), _("Say whose it is."))
        with self._database.transaction() as connection:
            if public == myself(connection).key:
                raise BadInput(_("This is the key of this laptop itself."))
            add_key(connection, public, called, self._clock().isoformat(), is_server=is_server)
        return party(next(one for one in self._known() if one.key == public))

    def forget_key(self, word: str) -> PartyRecord:
        """No longer trust a key that was added by hand; what came from there stays. Raises BadInput."""
        from sync.client.acquaintances import forget_key

        one = named_by([one for one in self._known() if one.kind == "added"], word)
        with self._database.transaction() as connection:
            forget_key(connection, one.key)
        return party(one)

    # Out

    def suggested_name(self, recipients: Sequence[PartyRecord]) -> str:
        """A file name that says from whom, for whom and when."""
        whom = "-".join("server" if one.kind == "server" else one.name for one in recipients[:3])
        day = self._clock().date().isoformat()
        words = f"{self._name()} to {whom} {day}"
        return "".join(char if char.isalnum() or char in "-_@." else "-" for char in words) + ENDING

    def preview(self, recipients: Sequence[str], *, has_files: bool = True) -> ExportPreview:
        """What a bundle for these would hold now. Raises BadInput for one that is not known."""
        from sync.client.bundle_out import content_for, kinds_in

        chosen = self._chosen(recipients)
        announce_scopes(self._database, self._accounts)
        begin = self._database.transaction
        content = content_for(begin, synced_metadata(), self._files, chosen, has_files=has_files)
        return ExportPreview(
            actions=len(content.transactions),
            kinds=_kinds(kinds_in(begin, content)),
            files=len(content.blobs),
            file_bytes=content.file_bytes,
        )

    def export(
        self,
        recipients: Sequence[str],
        target: Path,
        *,
        has_files: bool = True,
        progress: Progress = SILENT,
    ) -> ExportRecord:
        """One file that all of these can open, and nobody else; complete or not there. Raises BadInput."""
        from sync.client.bundle_out import write_bundle

        chosen = self._chosen(recipients)
        announce_scopes(self._database, self._accounts)
        try:
            written = write_bundle(
                self._database.transaction,
                synced_metadata(),
                self._files,
                target,
                chosen,
                made_at=self._clock().isoformat(),
                name=self._name(),
                has_files=has_files,
                step=lambda done, total: progress.step(done, total, _("Writing the bundle")),
            )
        except OSError as problem:
            raise cannot_write(target.name, problem.strerror or type(problem).__name__) from problem
        self._tell(STANDING)
        return ExportRecord(
            path=target,
            bundle=written.bundle,
            recipients=tuple(party(one) for one in chosen),
            changes=written.changes,
            files=written.files,
            size_bytes=written.size_bytes,
        )

    # In

    def look(self, path: Path) -> BundleLook:
        """What a file holds, as far as this laptop can tell; nothing is taken. Raises UserError."""
        from sync.bundle.layout import BadBundle
        from sync.bundle.reading import read_cover
        from sync.client.bundle_look import look_into

        with _reading(path):
            cover = read_cover(path)
            recipients = self._named(cover.recipients)
            plain = BundleLook(
                path=path,
                size_bytes=cover.size,
                is_whole=cover.is_whole,
                is_for_us=False,
                recipients=recipients,
            )
            try:
                opened = self._open(path)
            except BadBundle as fault:
                if fault.code == "not_for_us":
                    return plain
                raise
            look = look_into(self._database.transaction, opened)
        bundle = opened.bundle
        return BundleLook(
            path=path,
            size_bytes=cover.size,
            is_whole=not bundle.missing,
            is_for_us=True,
            recipients=recipients,
            sender=self._sender(opened),
            made_at=_moment(bundle.manifest.made_at),
            new=look.new,
            known=look.known,
            receipts=look.receipts,
            kinds=_kinds(look.kinds),
            file_bytes=look.file_bytes,
            missing_changes=sum(place.changes for place in bundle.missing),
            missing_chunks=sum(place.chunks for place in bundle.missing),
        )

    def take(self, path: Path, progress: Progress = SILENT) -> ImportRecord:
        """Take in what is there and sound; the same file twice changes nothing more. Raises UserError.

        Stopped halfway, what came by then stays, whole; the same file goes on from there.
        """
        from desktop.storage.schema_file import present_schema
        from sync.client.bundle_in import take_bundle

        try:
            with _reading(path):
                opened = self._open(path)
                taken = take_bundle(
                    self._database.transaction,
                    synced_metadata(),
                    present_schema(),
                    self._files,
                    opened,
                    at=self._clock().isoformat(),
                    step=lambda done, total: progress.step(done, total, _("Taking the bundle in")),
                )
        except (UserError, Cancelled):
            # What had come by then is here to stay, so screens must hear of it.
            self._tell(STANDING.union(table.name for table in synced_metadata().sorted_tables))
            raise
        self._take_over(taken)
        return self._import_record(opened, taken)

    # For others

    def carry(self, path: Path) -> CarriedRecord:
        """Keep a bundle for somebody else, unread, to hand it on. Raises BadInput."""
        from sync.bundle.reading import read_cover

        with _reading(path):
            read_cover(path)
            kept = self._carried.keep(path)
        return next(one for one in self.carried() if one.name == kept.name)

    def carried(self) -> tuple[CarriedRecord, ...]:
        """What this laptop carries for others."""
        from sync.bundle.layout import BadBundle
        from sync.bundle.reading import read_cover

        found = []
        for one in self._carried.all():
            try:
                cover = read_cover(one.path)
            except (OSError, BadBundle):
                continue  # no longer what was taken along; it is not offered to be handed on
            found.append(
                CarriedRecord(
                    name=one.name,
                    size_bytes=one.size_bytes,
                    is_whole=cover.is_whole,
                    recipients=self._named(cover.recipients),
                )
            )
        return tuple(found)

    def hand_on(self, name: str, target: Path) -> None:
        """Write a carried bundle out as it is; it stays here until `drop`. Raises BadInput."""
        kept = self._carried.find(name)
        if kept is None:
            raise BadInput(
                _("This laptop carries nothing called {name}.").format(name=name),
                _("{milepost} bundle carried lists what it carries.").format(milepost=this_program()),
            )
        try:
            copy_whole(kept.path, target)
        except OSError as problem:
            raise cannot_write(target.name, problem.strerror or type(problem).__name__) from problem

    def drop(self, name: str) -> None:
        """Carry it no longer."""
        self._carried.drop(name)

    # What was

    def travels(self, limit: int = 50) -> tuple[TravelRecord, ...]:
        """The bundles that went out and came in, newest first, with what of them has no answer yet."""
        from sync.client.bundle_log import logged

        known = {one.id: one for one in self.recipients()}
        with self._database.transaction() as connection:
            entries = logged(connection, limit)
        return tuple(
            TravelRecord(
                id=one.id,
                bundle=one.bundle,
                is_out=one.is_out,
                at=datetime.fromisoformat(one.at),
                parties=tuple(known.get(key) or _gone(key, name) for key, name in one.parties),
                file_name=one.file_name,
                size_bytes=one.size_bytes,
                changes=one.changes,
                files=one.files,
                missing=one.missing,
                unanswered=one.open,
            )
            for one in entries
        )

    def _open(self, path: Path) -> "Opened":
        from sync.client.bundle_in import open_for

        return open_for(self._database.transaction, path)

    def _known(self) -> list["Acquaintance"]:
        from sync.client.acquaintances import acquaintances

        with self._database.transaction() as connection:
            return acquaintances(connection)

    def _chosen(self, recipients: Sequence[str]) -> list["Acquaintance"]:
        known = self._known()
        chosen = {one.key: one for one in (named_by(known, word) for word in recipients)}
        if not chosen:
            raise BadInput(_("A bundle needs somebody it is for."), _("Choose at least one."))
        return list(chosen.values())

    def _named(self, shorts: Sequence[bytes]) -> tuple[PartyRecord, ...]:
        from sync.bundle.keys import fingerprint
        from sync.client.acquaintances import myself

        with self._database.transaction() as connection:
            mine = myself(connection)
        names = {fingerprint(one.key): party(one) for one in (*self._known(), mine)}
        return tuple(names.get(short) or stranger(short) for short in shorts)

    def _sender(self, opened: "Opened") -> PartyRecord:
        return party(opened.sender)

    def _name(self) -> str:
        me = self._accounts.me()
        return me.device_tag or me.person.name

    def _take_over(self, taken: "Taken") -> None:
        """What the server says about this laptop and person rules from now on."""
        with self._database.local() as work:
            found = work.enrolment.enrolment()
            if found.enrolled:
                work.settings.keep("device_tag", found.tag)
        self._accounts.sign_in()
        self._tell(STANDING.union(taken.tables))

    def _import_record(self, opened: "Opened", taken: "Taken") -> ImportRecord:
        with self._database.rows() as rows:
            conflicts = unsent_in(rows).conflicts
        return ImportRecord(
            bundle=taken.bundle,
            sender=self._sender(opened),
            made_at=_moment(taken.made_at),
            taken=taken.taken,
            known=taken.known,
            refused=taken.refused,
            gaps=taken.gaps,
            strange=taken.strange,
            receipts=taken.receipts,
            files=taken.files,
            conflicts=conflicts,
            missing_changes=taken.missing_changes,
            missing_chunks=taken.missing_chunks,
        )

    def _tell(self, tables: frozenset[str]) -> None:
        self._database.announce(Changed(areas=tables, ids=frozenset(), origin="sync", action="bundle"))


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    """Turns what is wrong with a file into errors that people can use."""
    from sync.bundle.layout import BadBundle

    try:
        path.stat()
        yield
    except BadBundle as fault:
        raise problem_of_bundle(fault.code, fault.detail, path.name) from fault
    except OSError as fault:
        if fault.errno in (errno.ENOSPC, errno.EDQUOT):  # of this laptop, while files came in
            raise of_the_system(fault) from fault
        raise cannot_read(path.name) from fault


def _kinds(counts: Mapping[str, int]) -> tuple[KindCount, ...]:
    """The most frequent first."""
    listed = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(KindCount(table=table, count=count) for table, count in listed)


def _moment(text: str) -> datetime | None:
    """None for what another program wrote there; it only serves the reader."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else None


def _gone(key: str, name: str) -> PartyRecord:
    """One that was known once."""
    return PartyRecord(id=key, name=name, email="", kind="unknown", fingerprint="")
