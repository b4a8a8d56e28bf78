"""What an author had seen is what the operation says, and what nobody has answered is still there."""

from tools.simulate.invariants.counted import promise
from tools.simulate.invariants.reckoning import Reckoning, Said
from tools.simulate.laptop import Deed, Laptop
from tools.simulate.violation import Violation

_PLAIN = ("title", "summary", "body")


@promise
def i06_writes_follow_reads(laptop: Laptop, deed: Deed, reckoning: Reckoning) -> None:
    """An operation is based on all that its author knew of the field, and for a deletion of the record."""
    record = reckoning.records.get(deed.record, {})
    for said in reckoning.first_with(deed.word, deed.atom):
        about = {dot for dot, one in record.items() if deed.atom in ("deleted", one.atom) or one.atom == "*"}
        forgotten = {dot for dot in deed.knew & about if not reckoning.is_seen(dot, said)}
        own = laptop.own_prefix()
        # Own work that was not sent may have been given other names meanwhile.
        if forgotten := {dot for dot in forgotten if not dot.startswith(own)}:
            raise Violation(
                "i06_writes_follow_reads", f"{laptop.name}'s {deed.word} forgets {sorted(forgotten)}"
            )


@promise
def i22_no_leap_over_what_was_not_seen(laptop: Laptop, deed: Deed, reckoning: Reckoning) -> None:
    """What arrived after the screen was opened is not among what the saved edit says it has seen."""
    for said in reckoning.first_with(deed.word, deed.atom):
        if leapt := deed.unseen & reckoning.seen_by(said):
            raise Violation(
                "i22_no_leap_over_what_was_not_seen", f"{laptop.name}'s {deed.word} over {sorted(leapt)}"
            )


@promise
def i01_shown_open_or_answered(laptop: Laptop, said: Said, reckoning: Reckoning) -> None:
    """A text that the server took is shown, or someone who saw it went on, or a person is asked."""
    value = said.value[said.atom]
    rows = laptop.rows(f"SELECT {said.atom} FROM {said.table} WHERE id = ?", said.record)
    if not rows or rows[0][0] == value:
        return
    record = reckoning.records[said.record]
    later = [one for one in record.values() if one.is_taken and one.atom == said.atom]
    if any(said.dot in reckoning.seen_by(one) for one in later):
        return
    if any(one.value == said.value and one.dot != said.dot for one in later):
        return  # two who said the same are one
    if not _is_open(laptop, said.record, said.atom):
        raise Violation("i01_no_lost_write", f"{laptop.name}: {value!r} in {said.atom} is nowhere")


@promise
def i12_an_edit_keeps_a_deleted_record(laptop: Laptop, record: str, reckoning: Reckoning) -> None:
    """Where nobody who deleted it had seen an edit that nobody made knowing of the deletion."""
    said = [one for one in reckoning.records[record].values() if one.is_taken]
    tombstones = [one for one in said if one.atom == "deleted"]
    answered = {dot for one in tombstones for dot in reckoning.seen_by(one)}
    heads = [one for one in tombstones if one.dot not in answered and one.words]
    edits = [one for one in said if one.atom in _PLAIN]
    for head in heads:
        apart = [
            one
            for one in edits
            if not reckoning.is_seen(one.dot, head) and head.dot not in reckoning.seen_by(one)
        ]
        rows = laptop.rows(f"SELECT deleted_at FROM {head.table} WHERE id = ?", record)
        if apart and rows and (rows[0][0] is not None or not _is_open(laptop, record, "deleted")):
            raise Violation("i12_an_edit_keeps_the_record", f"{laptop.name}: {record} is gone, {apart[0]}")


def all_about(laptop: Laptop, reckoning: Reckoning, *, is_quiet: bool) -> None:
    """Each promise for what was done here, and, where nothing is kept back, for all that is shown here."""
    for deed in laptop.deeds.values():
        if deed.atom != "*":
            i06_writes_follow_reads(laptop, deed, reckoning)
            if deed.unseen:
                i22_no_leap_over_what_was_not_seen(laptop, deed, reckoning)
    if not is_quiet:
        return
    for record, said in reckoning.records.items():
        for one in said.values():
            if one.is_taken and one.atom in _PLAIN and one.table == "projects":
                i01_shown_open_or_answered(laptop, one, reckoning)
        if any(one.atom == "deleted" for one in said.values()):
            i12_an_edit_keeps_a_deleted_record(laptop, record, reckoning)


def _is_open(laptop: Laptop, record: str, atom: str) -> bool:
    return bool(laptop.rows("SELECT 1 FROM sync_conflicts WHERE record_id = ? AND atom = ?", record, atom))
