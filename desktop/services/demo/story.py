"""What an invented visit found, so that its findings, ratings and words tell of the same thing."""

from dataclasses import dataclass
from random import Random
from uuid import UUID

from desktop.services.demo.invented import FindingSketch
from desktop.services.demo.matrices import MadeResult
from desktop.services.demo.projects import MadeProject
from desktop.services.demo.rows import pick

_GRAVEST = ("on_track", "at_risk", "off_track")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One finding, under the output that it is about."""

    sketch: FindingSketch
    output: MadeResult


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    findings: tuple[Found, ...]
    ratings: dict[UUID, str]
    """Of each output."""

    @property
    def overall(self) -> str:
        return max(self.ratings.values(), key=_GRAVEST.index)


def tell(random: Random, project: MadeProject, outputs: tuple[MadeResult, ...]) -> Story:
    """Of the outputs a visit looks at: up to three findings, and ratings that follow from them."""
    by_place = {project.outputs.index(output): output for output in outputs}
    fitting = [sketch for sketch in project.theme.findings if sketch.output in by_place]
    chosen = random.sample(fitting, min(len(fitting), random.choice((1, 2, 2, 3))))
    findings = tuple(Found(sketch=sketch, output=by_place[sketch.output]) for sketch in chosen)
    return Story(
        findings=findings,
        ratings={output.id: _rating(random, output, findings) for output in outputs},
    )


def _rating(random: Random, output: MadeResult, findings: tuple[Found, ...]) -> str:
    severities = {one.sketch.severity for one in findings if one.output is output}
    if "critical" in severities:
        return "off_track"
    if "major" in severities:
        return pick(random, {"at_risk": 4, "off_track": 1})
    return pick(random, {"on_track": 8, "at_risk": 2})
