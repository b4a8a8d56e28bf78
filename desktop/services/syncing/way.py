"""The way to the server: proxy and bandwidth as the person set them, and a look at each step of it."""

from urllib.parse import quote, urlsplit

from desktop.clock import Clock
from desktop.errors import BadInput
from desktop.i18n import _
from desktop.progress import SILENT
from desktop.rules.sync_schedule import parse_time_of_day
from desktop.services.accounts.proxy_password import find_proxy_password, keep_proxy_password
from desktop.services.syncing.gate import Gate
from desktop.services.syncing.look import LOOK_WITHIN_S, first_hop, look
from desktop.services.syncing.moving import Moving
from desktop.services.syncing.records import LookRecord
from desktop.settings.sync_settings import LARGEST_KBPS, SyncSettings, read_sync_settings
from desktop.storage.opening.kept import find_kept
from desktop.storage.store import OpenStore
from sync.client.pace import Pace
from sync.client.transport import HttpTransport

SETTINGS = "sync.settings"


class Way:
    """Keeps the settings in the store, the proxy's password in the key ring."""

    def __init__(self, store: OpenStore, clock: Clock) -> None:
        self._database, self._clock = store.database, clock
        self._password: str | None = None
        """Of this session, where no key ring keeps it."""

    def settings(self) -> SyncSettings:
        with self._database.rows() as rows:
            return read_sync_settings(find_kept(rows, SETTINGS))

    def keep(self, settings: SyncSettings, password: str | None) -> bool:
        """Raises BadInput for what is none; False where the password lives for this session only."""
        checked = checked_settings(settings)
        with self._database.local() as work:
            work.settings.keep(SETTINGS, checked.plain())
        if password is None:
            return True
        self._password = password
        return keep_proxy_password(self._database.profile, password)

    def transport(
        self,
        address: str,
        settings: SyncSettings | None = None,
        *,
        password: str | None = None,
        moving: Moving | None = None,
        timeout_s: float = 60,
    ) -> HttpTransport:
        """`moving` hears of all that goes over it, and of its silence. Raises TransportError for what is no address."""
        found = settings or self.settings()
        heard = moving or Moving(SILENT, Gate(), lambda _moved: None, 0)
        transport = HttpTransport(
            address,
            proxy=self._proxy(found, password),
            pace=Pace(found.limit_kbps) if found.limit_kbps else None,
            timeout_s=timeout_s,
            still=heard.within_message,
            quiet=heard.while_quiet,
        )
        heard.watch(transport)
        return transport

    def _proxy(self, settings: SyncSettings, password: str | None) -> str | None:
        if settings.proxy != "manual":
            return None if settings.proxy == "system" else ""
        parts = urlsplit(proxy_url(settings.proxy_address))
        if not settings.proxy_user:
            return parts.geturl()
        word = password if password is not None else self._password
        if word is None:
            word = find_proxy_password(self._database.profile) or ""
        login = f"{quote(settings.proxy_user, safe='')}:{quote(word, safe='')}"
        return f"{parts.scheme}://{login}@{parts.netloc}"

    def look(
        self, address: str, settings: SyncSettings | None = None, password: str | None = None
    ) -> tuple[LookRecord, ...]:
        """Each step in its order. Asks the network: to be run in the background."""
        found = settings or self.settings()
        with self._database.reading() as work:
            token = work.enrolment.token()
        with self.transport(address, found, password=password, timeout_s=LOOK_WITHIN_S) as transport:
            return look(first_hop(address, found), transport, token, self._clock)


def checked_settings(settings: SyncSettings) -> SyncSettings:
    """The same in canonical spelling. Raises BadInput for what is none."""
    if not 0 <= settings.limit_kbps <= LARGEST_KBPS:
        raise BadInput(
            _("{number} kilobits a second are no limit.").format(number=settings.limit_kbps),
            _("Write 0 for none, or up to {most}.").format(most=LARGEST_KBPS),
        )
    times = []
    for text in settings.times if settings.schedule == "at" else ():
        moment = parse_time_of_day(text)
        if moment is None:
            raise BadInput(_("{text} is no time of day.").format(text=text), _("Write it like 09:30."))
        times.append(f"{moment:%H:%M}")
    address = proxy_url(settings.proxy_address) if settings.proxy == "manual" else settings.proxy_address
    changed = settings.plain() | {"proxy_address": address, "proxy_user": settings.proxy_user.strip()}
    if times:
        changed["times"] = sorted(set(times))
    return read_sync_settings(changed)


def proxy_url(text: str) -> str:
    """proxy.example.org:3128 is http://proxy.example.org:3128. Raises BadInput for what is no address."""
    written = text.strip()
    try:
        parts = urlsplit(written if "//" in written else f"http://{written}")
        is_one = bool(parts.hostname) and parts.scheme in ("http", "https") and (parts.port or 1) > 0
    except ValueError:
        is_one = False
    if not is_one or not written.isprintable() or " " in written or parts.username:
        raise BadInput(
            _("This is no address of a proxy."), _("Write it like proxy.example.org:3128, without a name.")
        )
    return f"{parts.scheme}://{parts.netloc}"
