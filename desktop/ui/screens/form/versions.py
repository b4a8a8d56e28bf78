"""A newer version of the form that is open: said, looked at, moved to when the person wants it. Knows no Qt."""

from desktop.i18n import _
from desktop.services.form_library.version_records import RetiredAnswer, UpgradeReport, VersionDifference
from desktop.ui.screens.form.on_screen import FormOnScreen


class Versions:
    def __init__(self, form: FormOnScreen) -> None:
        self._form, self._screen, self._shell = form, form.screen, form.shell

    def arrived(self) -> None:
        """A version came in while a form is open; the draft stays with its own."""
        if self._form.open is None:
            return
        newer = self._form.newer()
        self._form.show_versions()
        if newer is not None:
            self._shell.notice(
                _("Version {newer} of this form arrived. What you fill in stays with version {own}.").format(
                    newer=newer.version, own=self._form.open.record.version
                )
            )

    def preview(self) -> tuple[UpgradeReport, VersionDifference]:
        """What moving to the newest version would do, and what it asks otherwise. Raises UserError."""
        self._screen.flush()
        services, record = self._shell.services, self._form.opened.record
        report = services.form_upgrades.preview(record.id)
        assert report.after.id is not None
        return report, services.form_versions.difference(
            record.version_id, report.after.id, self._form.opened.language
        )

    def upgrade(self) -> None:
        """Raises UserError; the dialog that asked shows it and stays."""
        record = self._form.opened.record
        report = self._shell.services.form_upgrades.upgrade(record.id)
        self._form.reload()
        self._shell.toast(
            _("{title} is filled with version {version} now.").format(
                title=record.shown_title, version=report.after.version
            ),
            undo=self._form.undo,
        )

    def retired(self) -> tuple[RetiredAnswer, ...]:
        return self._shell.services.form_upgrades.retired(self._form.opened)
