"""A replica stays with the key that first showed it, however somebody comes by its name."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync.client.replica import replica_of
from sync.client.rounds import NotEnrolled
from sync.client.transport import TransportError
from sync.messages.joining import words_to_sign
from sync.messages.packing import pack, unpack
from sync.messages.wire import Enrolled, Enrolment

REPLICA = "00112233445566aa"


def asked(code: str, key: Ed25519PrivateKey, signer: Ed25519PrivateKey | None = None) -> Enrolment:
    plain = Enrolment(code=code, replica=REPLICA, public_key=key.public_key().public_bytes_raw())
    return msgspec.structs.replace(plain, signature=(signer or key).sign(words_to_sign(plain)))


def outcome(office: Any, message: Enrolment) -> str:
    try:
        return unpack(office.wire().send("POST", "/enrol", pack(message)), Enrolled).person.tag
    except TransportError as refused:
        return refused.code


def replica_id(laptop: Any) -> str:
    return str(laptop.rows("SELECT replica_id FROM sync_replica")[0][0])


def test_a_known_replica_is_enrolled_again_only_by_its_key(office: Any) -> None:
    key, thief = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
    assert outcome(office, asked(office.code_for("a@example.org"), key)) == "A1"
    code = office.code_for("a@example.org")

    assert outcome(office, asked(code, thief)) == "known_replica"
    assert outcome(office, asked(code, key, signer=thief)) == "known_replica"
    unsigned = msgspec.structs.replace(asked(code, key), signature=b"")
    assert outcome(office, unsigned) == "known_replica"
    of_another_code = asked(office.code_for("a@example.org"), key).signature
    assert (
        outcome(office, msgspec.structs.replace(asked(code, key), signature=of_another_code))
        == "known_replica"
    )

    assert outcome(office, asked(code, key)) == "A2"  # no refusal used the code up


def test_nobody_shows_a_key_that_is_not_theirs(office: Any) -> None:
    key, thief = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()

    assert outcome(office, asked(office.code_for("a@example.org"), key, signer=thief)) == "known_replica"


def test_a_laptop_of_an_earlier_release_still_enrols_once(office: Any) -> None:
    old = Enrolment(code=office.code_for("a@example.org"), replica=REPLICA)
    assert outcome(office, old) == "A1"

    again = msgspec.structs.replace(old, code=office.code_for("a@example.org"))
    assert outcome(office, again) == "known_replica"


def test_without_a_code_nobody_learns_which_replicas_are_known(office: Any) -> None:
    assert outcome(office, asked("AAAA", Ed25519PrivateKey.generate())) == "unknown_code"


def test_of_two_that_claim_one_replica_at_once_one_has_it(office: Any) -> None:
    codes = [office.code_for(f"{n}@example.org") for n in range(4)]

    with ThreadPoolExecutor(4) as all_:
        got = list(all_.map(lambda c: outcome(office, asked(c, Ed25519PrivateKey.generate())), codes))

    assert sorted(got) == ["A1", *["known_replica"] * 3]


def test_a_laptop_copied_before_it_enrolled_becomes_one_of_its_own(
    make_laptop: Any, laptop_at: Any, office: Any, tmp_path: Path
) -> None:
    first = make_laptop("first", is_enrolled=False)
    shared = first.add_project("On both")
    with first.engine.begin() as connection:
        replica_of(connection)
    first.close()
    shutil.copytree(tmp_path / "first", tmp_path / "second")
    second = laptop_at("second", office.wire())
    second.add_project("On the copy")
    second.set(shared, title="Other words")

    first.client.enrol(office.code_for(first.actor))
    first.sync()
    second.client.enrol(office.code_for(second.actor))
    report = second.sync()
    first.sync()
    second.sync()

    assert replica_id(first) != replica_id(second)
    assert report.quarantined == 0
    assert second.content()["projects"] == first.content()["projects"]
    assert len(first.content()["projects"]) == 2
    assert second.sync().requests == 1


def test_a_copy_sealed_before_it_enrolled_keeps_its_work(
    make_laptop: Any, laptop_at: Any, office: Any, tmp_path: Path
) -> None:
    first = make_laptop("first", is_enrolled=False)
    first.add_project("On both")
    first.transport.before = lambda *_: pytest.fail("nothing is sent before a place is given")
    with pytest.raises(NotEnrolled):
        first.sync()  # seals, then finds that it has no place
    first.close()
    shutil.copytree(tmp_path / "first", tmp_path / "second")
    second = laptop_at("second", office.wire())
    first.transport.before = lambda *_: None

    for laptop in (first, second):
        laptop.client.enrol(office.code_for(laptop.actor))
        assert laptop.sync().quarantined == 0
    first.sync()

    assert replica_id(first) != replica_id(second)
    assert second.content() == first.content()
    assert second.rows("SELECT DISTINCT replica FROM sync_transactions WHERE own = 1") == [
        (f"{replica_id(second)}.1",)
    ]


def test_a_store_that_a_server_knew_under_this_name_is_not_renamed(two: Any, office: Any) -> None:
    one, _ = two
    one.add_project()
    one.sync()
    before = replica_id(one)
    other_key = Ed25519PrivateKey.generate().private_bytes_raw()
    with one.engine.begin() as connection:
        connection.exec_driver_sql(
            "UPDATE sync_replica SET signing_key = ?", (msgspec.json.encode(other_key).decode().strip('"'),)
        )

    with pytest.raises(TransportError) as refused:
        one.client.enrol(office.code_for(one.actor))

    assert refused.value.code == "known_replica"
    assert replica_id(one) == before
    assert one.sync().requests == 1  # its old place is still good
