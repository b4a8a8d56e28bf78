"""Makes the store with the invented region: ten countries, their projects, and visits in every state."""

import secrets
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from desktop.clock import Clock, today_of
from desktop.errors import BadInput
from desktop.i18n import _
from desktop.models.ids import natural_id
from desktop.progress import SILENT, Progress
from desktop.services.accounts import service as accounts
from desktop.services.demo.centres import FILE_NAME as REGISTER_NAME
from desktop.services.demo.centres import CentreMaker, register_bytes
from desktop.services.demo.evidence import PhotoMaker, SubmissionMaker
from desktop.services.demo.form_file import FILE_NAME, form_bytes
from desktop.services.demo.people import HOME, ME, add_lands, home_people
from desktop.services.demo.projects import ProjectMaker
from desktop.services.demo.rows import Rows
from desktop.services.demo.visits import VisitMaker
from desktop.services.roster import Services

PROJECTS, VISITS, SEED = 40, 150, 7
_STEPS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoStore:
    """`passphrase` is None where the key ring opens the store; `passphrase_file` holds one that was made up."""

    folder: Path
    passphrase: str | None
    passphrase_file: Path | None
    rows: int


def make_demo_store(
    folder: Path,
    clock: Clock,
    progress: Progress = SILENT,
    *,
    passphrase: str | None = None,
    projects: int = PROJECTS,
    visits: int = VISITS,
    seed: int = SEED,
    with_photos: bool = True,
) -> DemoStore:
    """A new store in `folder`, filled. Raises BadInput where there is one already.

    Without a passphrase the key ring keeps the key; without a key ring one is made up and written beside the
    folder, which is good enough for data that is invented.
    """
    progress.step(0, _STEPS, _("Making the store"))
    used, file = _create(folder, clock, passphrase)
    mark_of(folder).write_text(
        "The folders of this name are a demo of Milepost; a new demo sets them aside.\n"
    )
    progress.step(1, _STEPS, _("Opening the store"))
    services = open_demo(folder, used, clock)
    try:
        rows = fill_region(
            services, progress, projects=projects, visits=visits, seed=seed, with_photos=with_photos
        )
    finally:
        services.close()
    progress.step(_STEPS, _STEPS)
    return DemoStore(folder=folder, passphrase=used, passphrase_file=file, rows=rows)


def mark_of(folder: Path) -> Path:
    """A file beside the stores of a demo: what it names may be made anew, nothing else."""
    return folder.with_name(f"{folder.name}-is-a-demo")


def open_demo(folder: Path, passphrase: str | None, clock: Clock) -> Services:
    """The services of a store, signed in; the caller closes them."""
    services = Services(accounts.unlock(folder, passphrase=passphrase, clock=clock), clock)
    try:
        services.accounts.sign_in()
    except BaseException:
        services.close()
        raise
    return services


def _create(folder: Path, clock: Clock, passphrase: str | None) -> tuple[str | None, Path | None]:
    name, email = home_people()[ME]

    def create(secret: str | None) -> None:
        accounts.create_store(
            folder, passphrase=secret, name=name, email=email, office_code=HOME, clock=clock
        )

    if passphrase is not None:
        create(passphrase)
        return passphrase, None
    try:
        create(None)
    except BadInput:  # no key ring here; a store that exists already is refused once more below
        pass
    else:
        return None, None
    made_up = "-".join(secrets.token_hex(2) for _part in range(4))
    create(made_up)
    file = folder.with_name(f"{folder.name}-passphrase.txt")
    file.write_text(f"{made_up}\n", encoding="utf-8")
    file.chmod(0o600)
    return made_up, file


def fill_region(
    services: Services,
    progress: Progress = SILENT,
    *,
    projects: int = PROJECTS,
    visits: int = VISITS,
    seed: int = SEED,
    with_photos: bool = True,
) -> int:
    """Write the region into an open, new store, in one commit; answers how many records."""
    if projects < 1 or visits < 0:
        raise BadInput(_("A region has at least one project."))
    rows = Rows(seed, today_of(services.clock))
    lands = add_lands(rows, _known_offices(services), _known_people(services))
    project_maker = ProjectMaker(rows, lands)
    made = tuple(project_maker.make(number) for number in range(projects))
    visit_maker = VisitMaker(rows, made)
    all_visits = tuple(visit_maker.make(number) for number in range(visits))
    progress.step(2, _STEPS, _("Taking in the form"))
    report = services.form_library.import_form(form_bytes(), FILE_NAME)
    if report.version_id is None:
        raise BadInput(
            _("The form of the demo cannot be used."), "; ".join(one.message for one in report.errors)
        )
    forms = SubmissionMaker(
        rows, services.form_library.definition(report.version_id), report.version_id, services.clock
    )
    register = services.form_library.import_form(register_bytes(), REGISTER_NAME)
    if register.version_id is not None:
        centres = CentreMaker(
            rows, services.form_library.definition(register.version_id), register.version_id, services.clock
        )
        for land in lands:
            centres.add(land)
    there = [visit for visit in all_visits if visit.was_there]
    for number, visit in enumerate(there):
        if number % 2 == 0:
            forms.add(visit)
    progress.step(3, _STEPS, _("Drawing photos"))
    photos = PhotoMaker(rows, services.files, len(there)) if with_photos else None
    with services.database.writing("demo.region") as work:
        if photos is not None:
            for visit in there:
                photos.add(work, visit)
        progress.step(4, _STEPS, _("Writing the region"))
        return rows.write(work)


def _known_offices(services: Services) -> frozenset[str]:
    return frozenset(office.code for office in services.accounts.offices())


def _known_people(services: Services) -> frozenset[UUID]:
    mine = natural_id("person", home_people()[ME][1])
    return frozenset(person.id for person in services.accounts.people()) | {mine}
