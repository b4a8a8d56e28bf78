"""Makes a store for a person, opens it, changes its passphrase, recovers it."""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from desktop.clock import Clock, today_of
from desktop.credentials.keyring_key import find_key, keep_key
from desktop.credentials.keys import (
    KeyFile,
    new_key,
    read_key_file,
    unwrap_with_passphrase,
    unwrap_with_recovery,
    wrap_for_recovery,
    wrap_with_passphrase,
    write_key_file,
)
from desktop.errors import BadInput, Refused, StoreProblem
from desktop.i18n import _, language
from desktop.models.ids import REGION_SCOPE, natural_id, new_id
from desktop.paths import this_program
from desktop.rules.vocabulary import OfficeType, Role
from desktop.services.accounts.access import EVERYTHING, Access, Grant
from desktop.services.accounts.records import Me, NewStore, OfficeRecord, PersonRecord, ProfileRecord
from desktop.services.typed import read_line
from desktop.services.written_files import replace_file
from desktop.storage.database import Author, Database
from desktop.storage.folder import Profile
from desktop.storage.opening import identity
from desktop.storage.opening.identity import OfficeRow, PersonRow
from desktop.storage.opening.kept import find_kept
from desktop.storage.rows import Rows
from desktop.storage.store import OpenStore, open_store

if TYPE_CHECKING:
    from desktop.models import Office, Person
    from desktop.storage.work import Work

SHORTEST_PASSPHRASE = 8


def create_store(
    folder: Path,
    *,
    passphrase: str | None,
    name: str,
    email: str | None,
    office_code: str | None,
    clock: Clock,
    use_keyring: bool = True,
    recovery_file: Path | None = None,
) -> NewStore:
    """Make an empty store with its first person, and the recovery file if a place for it is given.

    Raises BadInput where a store exists, the passphrase is too short or the recovery file cannot be written.
    """
    profile = Profile(folder)
    if profile.exists():
        raise BadInput(
            _("There already is a store in {folder}.").format(folder=folder),
            _("Open it, or choose another folder."),
        )
    if passphrase is not None and len(passphrase) < SHORTEST_PASSPHRASE:
        raise BadInput(
            _("The passphrase is too short."),
            _("Use at least {count} characters, better four words.").format(count=SHORTEST_PASSPHRASE),
        )
    name, email, office_code = read_line(name) or "", _read_email(email), _read_office_code(office_code)
    key, file = new_key(), KeyFile(store_id=str(new_id()))
    in_keyring = use_keyring and keep_key(file.store_id, key)
    if passphrase is None and not in_keyring:
        raise BadInput(
            _("This computer has no key ring, so the store needs a passphrase."),
            _("Set MILEPOST_PASSPHRASE or give --passphrase-file."),
        )
    if passphrase is not None:
        file = wrap_with_passphrase(file, key, passphrase)
    file, secret = wrap_for_recovery(file, key)
    with profile.being_made():
        write_key_file(profile.keys, replace(file, in_keyring=in_keyring))
        store = open_store(profile, key, clock, new=True)
        try:
            _write_first_person(store.database, name, email, office_code)
        finally:
            store.close()
        if recovery_file is not None:
            write_recovery_file(recovery_file, secret)
    return NewStore(folder=folder, recovery_secret=secret, in_keyring=in_keyring)


def _read_email(text: str | None) -> str | None:
    address = read_line(text)
    if address is not None and ("@" not in address or " " in address):
        raise BadInput(
            _("{text} is not an e-mail address.").format(text=address), _("Write it like name@example.org.")
        )
    return address


def _read_office_code(text: str | None) -> str | None:
    code = read_line(text)
    if code is not None and not re.fullmatch(r"[A-Za-z0-9-]{2,16}", code):
        raise BadInput(_("{text} is not the code of an office.").format(text=code), _("Write it like KG."))
    return code


def unlock(folder: Path, *, passphrase: str | None, clock: Clock) -> OpenStore:
    """Open the store with the key ring's key, else the passphrase. Raises StoreProblem."""
    profile = Profile(folder)
    return open_store(profile, unlock_key(profile, passphrase), clock)


def unlock_again(store: OpenStore, *, passphrase: str) -> None:
    """Go on with a locked store. Raises StoreProblem when it is not its passphrase."""
    store.unseal(unlock_key(store.database.profile, passphrase))


def unlock_key(profile: Profile, passphrase: str | None) -> bytes:
    """The data key of a store. Raises StoreProblem where there is none, or it stays locked."""
    if not profile.exists():
        raise StoreProblem(
            _("There is no store in {folder}.").format(folder=profile.folder),
            _("Make one with: {milepost} init, or start the window and follow its first steps.").format(
                milepost=this_program()
            ),
        )
    file = read_key_file(profile.keys)
    key = None
    if passphrase is not None and file.passphrase is not None:
        key = unwrap_with_passphrase(file, passphrase)
    elif file.in_keyring:
        key = find_key(file.store_id)
    if key is None:
        raise StoreProblem(
            _("The store is locked: no key ring answers and no passphrase was given."),
            _("Set MILEPOST_PASSPHRASE, give --passphrase-file, or type it when asked."),
        )
    return key


def needs_passphrase(folder: Path) -> bool:
    """Whether opening will have to ask; a missing store does not."""
    profile = Profile(folder)
    if not profile.keys.exists():
        return False
    file = read_key_file(profile.keys)
    return not (file.in_keyring and find_key(file.store_id) is not None)


def has_passphrase(folder: Path) -> bool:
    """Whether a passphrase was set; without one only the key ring opens the store, and a lock would shut for good."""
    keys = Profile(folder).keys
    return keys.exists() and read_key_file(keys).passphrase is not None


def check_passphrase(folder: Path, passphrase: str) -> None:
    """Raises StoreProblem when it is not the passphrase of the store."""
    unwrap_with_passphrase(read_key_file(Profile(folder).keys), passphrase)


def change_passphrase(folder: Path, *, key: bytes, new: str) -> None:
    """Wrap the same key again; nothing is re-encrypted. Raises BadInput for a short one."""
    if len(new) < SHORTEST_PASSPHRASE:
        raise BadInput(
            _("The passphrase is too short."),
            _("Use at least {count} characters, better four words.").format(count=SHORTEST_PASSPHRASE),
        )
    keys = Profile(folder).keys
    write_key_file(keys, wrap_with_passphrase(read_key_file(keys), key, new))


def recover(folder: Path, *, secret: str, new_passphrase: str) -> None:
    """Set a new passphrase with the recovery secret. Raises StoreProblem when it is not this store's."""
    key = unwrap_with_recovery(read_key_file(Profile(folder).keys), secret)
    change_passphrase(folder, key=key, new=new_passphrase)


def write_recovery_file(path: Path, secret: str) -> None:
    """Raises BadInput where it cannot be written."""
    content = json.dumps({"milepost": "recovery", "secret": secret}, indent=1) + "\n"
    try:
        replace_file(path, content.encode(), is_secret=True)
    except (OSError, ValueError) as problem:
        raise BadInput(
            _("The recovery file {name} cannot be written.").format(name=path.name),
            _("Choose another folder, best on another disk."),
        ) from problem


def read_recovery_file(path: Path) -> str:
    """Raises BadInput when the file is no recovery file."""
    try:
        return str(json.loads(path.read_text("utf-8"))["secret"])
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise BadInput(
            _("{name} is not a recovery file of Milepost.").format(name=path.name),
            _("Choose the file that was written when the store was made."),
        ) from problem


def list_profiles(root: Path) -> tuple[ProfileRecord, ...]:
    """The stores of a shared laptop, for the choice at the start."""
    if not root.is_dir():
        return ()
    folders = sorted(path for path in root.iterdir() if path.is_dir() and Profile(path).exists())
    return tuple(ProfileRecord(folder=path, name=path.name) for path in folders)


class AccountService:
    """The people and offices of an open store, and who is signed in."""

    def __init__(self, database: Database, access: Access) -> None:
        self._database = database
        self._access = access

    def sign_in(self) -> Me:
        """Take on the identity kept in the store: author of changes, roles."""
        me = self.me()
        self._database.author = Author(
            person_id=me.person.id, office=me.office.code if me.office else None, language=language()
        )
        return me

    def me(self) -> Me:
        """Raises StoreProblem when the store does not know whom it belongs to."""
        with self._database.rows() as rows:
            person_id = find_kept(rows, "person")
            person = identity.person_row(rows, person_id) if person_id else None
            if person is None:
                raise StoreProblem(
                    _("This store does not know whom it belongs to."), _("Restore its last backup.")
                )
            granted = identity.granted_roles(rows)
            enrolled = granted is not None
            today = today_of(self._database.clock)
            grants = [*_grants(rows, person.id, today), *_granted_by_server(rows, granted or {})]
            held = None if granted is None else granted.values()
            self._access.sign_in(person.id, enrolled=enrolled, grants=grants, held=held)
            office = identity.office_row(rows, person.office_code) if person.office_code else None
            return Me(
                person=person_record(person),
                office=office_record(office) if office else None,
                device_tag=str(find_kept(rows, "device_tag") or ""),
                enrolled=enrolled,
                roles=frozenset(grant.role for grant in grants) if enrolled else EVERYTHING,
            )

    def people(self) -> tuple[PersonRecord, ...]:
        with self._database.reading() as work:
            return tuple(person_record(person) for person in work.people.people())

    def offices(self) -> tuple[OfficeRecord, ...]:
        with self._database.reading() as work:
            return tuple(office_record(office) for office in work.people.offices())

    def add_person(
        self, name: str, *, email: str | None = None, office_code: str | None = None
    ) -> PersonRecord:
        """A colleague; by e-mail the same record on every laptop. Raises BadInput without a name, Refused for readers."""
        if not self._access.roles_anywhere() - {Role.READER}:
            raise Refused(_("Your role does not let you add people."), _("Ask your office's manager."))
        if not name.strip():
            raise BadInput(_("A person needs a name."))
        with self._database.writing("accounts.person") as work:
            return person_record(keep_person(work, name, email, office_code))


def keep_person(
    work: "Work", name: str, email: str | None, office_code: str | None, *, person_id: UUID | None = None
) -> "Person":
    """The person of that e-mail, made if new or back from the bin (with `person_id`, where the caller has chosen one)."""
    from desktop.models import Person

    key = (email or "").strip().lower()
    person_id = person_id or (natural_id("person", key) if key else new_id())
    found = work.find(Person, person_id, deleted=True)
    if found is not None:
        found.deleted_at = None
        return found
    person = Person(
        id=person_id,
        scope_id=REGION_SCOPE,
        name=name.strip(),
        email=key or None,
        office_code=office_code,
        languages=[],
    )
    work.add(person)
    work.flush()
    return person


def person_record(person: "Person | PersonRow") -> PersonRecord:
    return PersonRecord(id=person.id, name=person.name, email=person.email, office_code=person.office_code)


def office_record(office: "Office | OfficeRow") -> OfficeRecord:
    return OfficeRecord(
        code=office.code,
        name=office.names.get(language()) or office.names.get("en") or office.code,
        type=office.type,
        parent_code=office.parent_code,
        countries=tuple(office.countries),
    )


def _grants(rows: Rows, person_id: UUID, today: date) -> list[Grant]:
    """Of the posts held today: one that has ended, or has not begun, gives no right."""
    return [
        Grant(role=Role(post.role), country=post.country, project_id=post.project_id)
        for post in identity.posts_of(rows, person_id)
        if (post.held_from is None or post.held_from <= today)
        and (post.held_to is None or today <= post.held_to)
    ]


def _granted_by_server(rows: Rows, roles: Mapping[str, str]) -> list[Grant]:
    """A role in an office counts for the countries it serves; in one without a parent for the whole region.

    It counts as well for what the office holds of other countries: the server asks whose a scope is, so does this.
    """
    from desktop.reference.offices import family_of, find_office

    grants = []
    for code, role in roles.items():
        office = find_office(code)
        if office is None or office.parent is None:
            grants.append(Grant(role=Role(role)))
            continue
        grants += [Grant(role=Role(role), country=country) for country in office.countries]
        held = identity.projects_held_for_others(rows, code, family_of(code))
        grants += [Grant(role=Role(role), project_id=project_id) for project_id in held]
    return grants


def _write_first_person(database: Database, name: str, email: str | None, office_code: str | None) -> None:
    from desktop.models import Office
    from desktop.reference.offices import find_office

    key = (email or "").strip().lower()
    person_id = natural_id("person", key) if key else new_id()
    database.author = Author(person_id=person_id, office=office_code.upper() if office_code else None)
    with database.writing("accounts.init") as work:
        code = office_code.strip().upper() if office_code else None
        if code:
            known = find_office(code)
            work.add(
                Office(
                    id=natural_id("office", code),
                    scope_id=REGION_SCOPE,
                    code=code,
                    names={"en": known.name if known else code},
                    parent_code=known.parent if known else None,
                    type=known.type if known else OfficeType.COUNTRY,
                    countries=list(known.countries) if known else [],
                    zone=known.zone if known else "UTC",
                )
            )
        person = keep_person(work, name or _("First user"), email, code, person_id=person_id)
        work.settings.keep("person", str(person.id))
