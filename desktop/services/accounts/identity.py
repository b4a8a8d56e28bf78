"""Who a store belongs to from the day it joins an office: the account's person, with the work done before."""

from datetime import datetime
from uuid import UUID

from desktop.models import Person
from desktop.services.accounts.service import keep_person
from desktop.storage.work import Work


def become(work: Work, email: str, office_code: str | None, now: datetime, *, is_first_time: bool) -> Person:
    """The person of the account, made if new, as whom this store goes on.

    Whoever made the store without an e-mail is that same human being: name and work go over to the account, else her
    own visits would be a stranger's, and hers to approve. A person with another e-mail stays another.
    """
    told = work.settings.find("person")
    before = work.find(Person, UUID(told)) if told else None
    is_same = is_first_time and before is not None and before.email is None
    name = before.name if before is not None and is_same else email.partition("@")[0]
    person = keep_person(work, name, email, office_code)
    if before is not None and is_same and before.id != person.id:
        work.raw_areas |= work.people.hand_all_over(before.id, person.id)
        before.deleted_at = now
    work.settings.keep("person", str(person.id))
    return person
