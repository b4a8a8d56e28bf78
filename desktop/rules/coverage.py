"""How much of a portfolio stands behind each item of a framework; a budget counts once (design: domain 8)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext

from desktop.rules.vocabulary import GenderMarker, LinkWeight

PRIMARY_PART = Decimal("0.7")


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    project_id: str
    item: str
    weight: LinkWeight


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One item in one country; an empty cell is a gap to be shown, not left out."""

    projects: int = 0
    budget: Decimal = Decimal(0)


def item_shares(links: Sequence[Link]) -> dict[str, Decimal]:
    """Of one project: item > part of one. Primaries share 70 %, secondaries 30 %; one kind alone the whole."""
    primary = sorted({link.item for link in links if link.weight is LinkWeight.PRIMARY})
    # An item marked twice counts by its stronger mark.
    secondary = sorted({link.item for link in links} - set(primary))
    if not primary or not secondary:
        return _evenly(primary or secondary, Decimal(1))
    return _evenly(primary, PRIMARY_PART) | _evenly(secondary, 1 - PRIMARY_PART)


def _evenly(items: Sequence[str], whole: Decimal) -> dict[str, Decimal]:
    with localcontext(prec=40):
        return {item: whole / len(items) for item in items}


def coverage(
    links: Iterable[Link],
    budgets: Mapping[str, Decimal | None],
    countries: Mapping[str, Mapping[str, Decimal]],
    *,
    items: Collection[str],
    in_countries: Collection[str],
) -> dict[tuple[str, str], Cell]:
    """(item, country) > count and budget. `countries` is project > country > share of 100."""
    of_project: defaultdict[str, list[Link]] = defaultdict(list)
    for link in links:
        of_project[link.project_id].append(link)
    counts = dict.fromkeys(((item, country) for item in items for country in in_countries), 0)
    money = dict.fromkeys(counts, Decimal(0))
    for project_id, its_links in of_project.items():
        for item, part in item_shares(its_links).items():
            for country, share in countries.get(project_id, {}).items():
                if (item, country) not in counts:
                    continue
                counts[item, country] += 1
                with localcontext(prec=40):
                    money[item, country] += (budgets.get(project_id) or Decimal(0)) * part * share / 100
    return {key: Cell(projects=count, budget=money[key]) for key, count in counts.items()}


def gaps(cells: Mapping[tuple[str, str], Cell]) -> tuple[tuple[str, str], ...]:
    """Item and country without a project, sorted."""
    return tuple(sorted(key for key, cell in cells.items() if cell.projects == 0))


def gender_marker(
    *,
    assessment: bool | None,
    activities: bool | None,
    outputs: bool | None,
    equality_is_main_aim: bool = False,
) -> GenderMarker | None:
    """From considerations in needs assessment, activities and outputs; None while one is unanswered."""
    if assessment is None or activities is None or outputs is None:
        return None
    met = sum((assessment, activities, outputs))
    if met == 3:
        return GenderMarker.AIM if equality_is_main_aim else GenderMarker.ALL
    return GenderMarker.SOME if met else GenderMarker.NONE


_RANK = {GenderMarker.NONE: 0, GenderMarker.SOME: 1, GenderMarker.ALL: 2, GenderMarker.AIM: 3}


def marker_above_evidence(claimed: GenderMarker | None, evidence: GenderMarker | None) -> bool:
    """Does a project claim more than its parts show; "not applicable" claims nothing."""
    if claimed not in _RANK or evidence not in _RANK:
        return False
    return _RANK[claimed] > _RANK[evidence]
