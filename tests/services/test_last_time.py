"""Answers of the last time are taken over by the part of the form, and never what belongs to that day alone."""

from lxml import etree

from tests.makers import make_form, make_form_file, make_project, make_visit

SURVEY = (
    ("type", "name", "label", "choice_filter", "calculation"),
    ("start", "begun", "", "", ""),
    ("username", "who", "", "", ""),
    ("begin_group", "place", "The place", "", ""),
    ("select_one region", "region", "Region", "", ""),
    ("select_one town", "town", "Town", "region = ${region}", ""),
    ("text", "director", "Director", "", ""),
    ("end_group", "", "", "", ""),
    ("begin_group", "today", "Today", "", ""),
    ("integer", "people", "People", "", ""),
    ("calculate", "twice", "", "", "${people} * 2"),
    ("integer", "shown", "Twice as many", "", "${people} * 2"),
    ("image", "photo", "Photo", "", ""),
    ("begin_repeat", "rooms", "Room", "", ""),
    ("text", "name", "Name", "", ""),
    ("end_repeat", "", "", "", ""),
    ("end_group", "", "", "", ""),
)
CHOICES = (
    ("list_name", "name", "label", "region"),
    ("region", "osh", "Osh", ""),
    ("region", "naryn", "Naryn", ""),
    ("town", "uzgen", "Uzgen", "osh"),
    ("town", "karasuu", "Kara-Suu", "osh"),
)
ROOMS = "/data/today/rooms"


def _filled_before(services, clock, **more):
    form = make_form(services, survey=SURVEY, choices=CHOICES, form_id="place_check", title="Place check")
    before = services.submissions.start(form, **more)
    for path, value in (
        ("/data/place/region", "osh"),
        ("/data/place/town", "uzgen"),
        ("/data/place/director", "Ainura"),
        ("/data/today/people", "40"),
    ):
        before.set(path, value)
    before.add(ROOMS)
    before.set(f"{ROOMS}[1]/name", "Workshop")
    before.set(f"{ROOMS}[2]/name", "Kitchen")
    clock.move(days=30)
    return form, before


def _values(opened):
    return {
        item.path: item.value
        for section in opened.sections()
        for item in opened.items(section)
        if getattr(item, "value", "")
    }


def _recorded(services, opened):
    root = etree.fromstring(services.submissions.xml(opened.record.id).encode())
    return {name: root.findtext(name) for name in ("begun", "who")}


def test_the_offer_says_where_from_and_how_many_answers_each_part_has(services, clock):
    form, before = _filled_before(services, clock)
    offer = services.last_time.offer(services.submissions.start(form))

    assert offer.record.id == before.record.id
    assert [(group.title, group.answers) for group in offer.groups] == [("The place", 3), ("Today", 3)]


def test_only_the_chosen_parts_are_taken_over_lists_with_their_entries(services, clock):
    form, _before = _filled_before(services, clock)
    now = services.submissions.start(form)
    groups = {group.title: group.section_id for group in services.last_time.offer(now).groups}

    assert services.last_time.take_over(now, [groups["The place"]]) == 3
    assert _values(services.submissions.open(now.record.id)) == {
        "/data/place/region": "osh",
        "/data/place/town": "uzgen",
        "/data/place/director": "Ainura",
    }
    assert services.last_time.take_over(now, [groups["Today"]]) == 3
    assert _values(now)[f"{ROOMS}[2]/name"] == "Kitchen"


def test_what_belongs_to_the_other_day_or_is_worked_out_is_never_copied(services, clock):
    form, before = _filled_before(services, clock)
    now = services.submissions.start(form)
    own = _recorded(services, now)
    services.last_time.take_over(now)

    assert _recorded(services, now) == own
    assert own["begun"] != _recorded(services, before)["begun"]


def test_answers_that_are_there_stay_and_undo_takes_the_copy_back_whole(services, clock):
    form, _before = _filled_before(services, clock)
    now = services.submissions.start(form)
    now.set("/data/place/director", "Bakyt")
    assert services.last_time.take_over(now) == 5
    assert _values(now)["/data/place/director"] == "Bakyt"
    services.history.undo()

    assert _values(services.submissions.open(now.record.id)) == {"/data/place/director": "Bakyt"}


def test_answers_of_an_older_version_go_where_they_stand_now(services, clock):
    form, _before = _filled_before(services, clock)
    moved = (
        *SURVEY[:3],
        ("text", "director", "Director", "", ""),
        ("integer", "people", "People", "", ""),
    )
    services.form_library.import_form(
        make_form_file(moved, (), form_id="place_check", title="Place check", version="5"), "newer.xlsx"
    )
    now = services.submissions.start(form)
    services.last_time.take_over(now)

    assert _values(now) == {"/data/director": "Ainura", "/data/people": "40"}


def test_the_last_time_at_the_same_site_comes_first(services, clock):
    project = make_project(services)
    first = make_visit(services, project, state="in_field", sites=("Osh centre", "Naryn centre"))
    osh, naryn = (site.id for site in services.visits.get(first).sites)
    form, _before = _filled_before(services, clock, visit_id=first, site_id=osh)
    other = services.submissions.start(form, visit_id=first, site_id=naryn)
    other.set("/data/place/director", "Someone else")
    clock.move(days=1)
    now = services.submissions.start(form, visit_id=first, site_id=osh)

    assert services.last_time.offer(now).record.site == "Osh centre"


DAYS = (
    ("type", "name", "label", "default", "trigger", "calculation"),
    ("start", "begun", "", "", "", ""),
    ("end", "ended", "", "", "", ""),
    ("today", "today", "", "", "", ""),
    ("date", "day", "Day of the interview", "today()", "", ""),
    ("dateTime", "moment", "When?", "now()", "", ""),
    ("text", "head", "Head", "", "", ""),
    ("date", "noted", "Noted on", "", "${head}", "today()"),
    ("date", "typed", "Day of the interview, typed", "", "", ""),
    ("date", "opened", "Centre opened on", "", "", ""),
    ("begin_repeat", "talks", "Talk", "", "", ""),
    ("text", "with_whom", "With whom", "", "", ""),
    ("date", "held", "Held on", "", "", ""),
    ("end_repeat", "", "", "", "", ""),
)


def test_the_day_of_the_last_time_is_not_taken_over_however_it_came_in(services, clock):
    form = make_form(services, survey=DAYS, choices=(), form_id="days", title="Days")
    before = services.submissions.start(form)
    day = clock().astimezone().date().isoformat()
    for path, value in (
        ("/data/head", "Ainura"),
        ("/data/typed", day),
        ("/data/opened", "2011-09-01"),
        ("/data/talks[1]/with_whom", "The guard"),
        ("/data/talks[1]/held", day),
    ):
        before.set(path, value)
    clock.move(days=30)
    opened = services.submissions.start(form)
    for path in ("/data/day", "/data/moment"):
        opened.set(path, "")

    assert services.last_time.offer(opened).groups[0].answers == 3
    services.last_time.take_over(opened)

    kept = _values(opened)
    assert (kept["/data/head"], kept["/data/opened"]) == ("Ainura", "2011-09-01")
    assert kept["/data/talks[1]/with_whom"] == "The guard"
    assert not [path for path, text in kept.items() if text.startswith(day)]
