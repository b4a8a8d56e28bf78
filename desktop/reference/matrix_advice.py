"""What each rule of the results-matrix linter says to a person: the reason, the fix, an example."""

from collections.abc import Callable
from dataclasses import dataclass

from desktop.i18n import _


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    reason: str
    fix: str
    example: str = ""

    def sentence(self) -> str:
        return f"{self.reason} {self.fix}".strip()


_Text = Callable[[], str]

_ADVICE: dict[str, tuple[_Text, _Text, _Text]] = {
    "RM01": (
        lambda: _("A matrix has exactly one objective; this one has {about}."),
        lambda: _("Keep the one the project contributes to."),
        lambda: _("To contribute to safe and dignified migration from Osh."),
    ),
    "RM02": (
        lambda: _("The result hangs in the wrong place, or nowhere."),
        lambda: _("Move it under a result of the level above."),
        lambda: _("An output belongs under an outcome."),
    ),
    "RM03": (
        lambda: _("Nothing stands below this result."),
        lambda: _("Add what is to be delivered or done for it."),
        lambda: _("Outcome 1 > Output 1.1 > Activity 1.1.1"),
    ),
    "RM04": (
        lambda: _("The result has no indicator."),
        lambda: _("Add how you will see that it was reached."),
        lambda: _("Number of returnees who received counselling"),
    ),
    "RM05": (
        lambda: _("The outcome does not say what changes in people or institutions."),
        lambda: _("Name who is able to do what, or what is different for them."),
        lambda: _("Border officials apply the new referral procedure."),
    ),
    "RM06": (
        lambda: _("The output is not a product or a service that is delivered."),
        lambda: _("Say what will be there once the work is done."),
        lambda: _("Border officials have skills and tools for referrals."),
    ),
    "RM07": (
        lambda: _("Two results seem to stand in one sentence."),
        lambda: _("Split them, so that each can be rated."),
        lambda: _("“Centres are built and laws are adopted” is two outputs."),
    ),
    "RM08": (
        lambda: _("The indicator has no unit."),
        lambda: _("Say what is counted."),
        lambda: _("persons, households, %"),
    ),
    "RM09": (
        lambda: _("The indicator has no baseline, and no date by which there will be one."),
        lambda: _("Enter the value before the start, or when it will be established."),
        lambda: _("0 on 1 January 2026"),
    ),
    "RM10": (
        lambda: _("The indicator has no target with a date."),
        lambda: _("Enter what is to be reached, and by when."),
        lambda: _("500 by 31 December 2027"),
    ),
    "RM11": (
        lambda: _("The target's date {about} lies outside the project."),
        lambda: _("Choose a date between start and end."),
        lambda: "",
    ),
    "RM12": (
        lambda: _("The target {about} goes against the direction of the indicator."),
        lambda: _("Correct the target, the baseline or the direction."),
        lambda: _("An indicator that should fall has a target below its baseline."),
    ),
    "RM13": (
        lambda: _("The indicator has no data source or no method."),
        lambda: _("Say where the figure comes from and how it is collected."),
        lambda: _("Attendance sheets, counted monthly by the partner"),
    ),
    "RM14": (
        lambda: _("Nobody is responsible for the figure, or it is not said how often it is collected."),
        lambda: _("Name a post and a frequency."),
        lambda: _("M&E officer, quarterly"),
    ),
    "RM15": (
        lambda: _("The result has no assumption."),
        lambda: _("Name what must hold true outside the project for it to work."),
        lambda: _("The ministry keeps the posts of the trained staff."),
    ),
    "RM16": (
        lambda: _("Persons are counted, but not by sex."),
        lambda: _("Add the dimension sex, or the reason why it cannot be had."),
        lambda: _("female, male, other, unknown"),
    ),
    "RM17": (
        lambda: _("Persons are counted, but not by age."),
        lambda: _("Add the dimension age, or the reason why it cannot be had."),
        lambda: _("0-4, 5-11, 12-17, 18-59, 60+"),
    ),
    "RM18": (
        lambda: _("The indicator holds a target or a direction."),
        lambda: _("Name only what is measured; figures belong into the target."),
        lambda: _("“Number of persons trained” instead of “500 persons trained”"),
    ),
    "RM19": (
        lambda: _("What does “{about}” mean here? Two people would count differently."),
        lambda: _("Define the word in the method, or leave it out."),
        lambda: _("“adequate shelter” by the Sphere standards"),
    ),
    "RM20": (
        lambda: _("The result has {about} indicators."),
        lambda: _("Keep the three that say most."),
        lambda: "",
    ),
    "RM21": (
        lambda: _("The outcome has no qualitative indicator."),
        lambda: _("Add one that tells how people see the change."),
        lambda: _("Extent to which returnees feel safe in their community"),
    ),
    "RM22": (
        lambda: _("The outcome is measured only by counting what was delivered."),
        lambda: _("Measure what people do or have because of it."),
        lambda: _("Share of trained officials who use the procedure after six months"),
    ),
    "RM23": (
        lambda: _("The percentage is of what?"),
        lambda: _("Describe numerator and denominator."),
        lambda: _("persons referred / persons identified, in the period"),
    ),
    "RM24": (
        lambda: _("The target equals the baseline, though something should change."),
        lambda: _("Correct one of them, or choose “maintain”."),
        lambda: "",
    ),
    "RM25": (
        lambda: _("The activity is not in the workplan."),
        lambda: _("Add it with its dates."),
        lambda: "",
    ),
    "RM26": (
        lambda: _("The activity has no budget line."),
        lambda: _("Add its amount, or say that it costs nothing."),
        lambda: "",
    ),
    "RM27": (
        lambda: _("The project is linked to no framework."),
        lambda: _("Link it to MiGOF and to a Sustainable Development Goal."),
        lambda: _("MiGOF O3, SDG 10.7"),
    ),
    "RM28": (
        lambda: _("The gender marker {about} claims more than the project shows."),
        lambda: _("Show it in assessment, activities and outputs, or lower the marker."),
        lambda: "",
    ),
    "RM29": (
        lambda: _("The assumption repeats a risk or an output."),
        lambda: _("Name something that must hold true outside the project."),
        lambda: "",
    ),
    "RM30": (
        lambda: _("The same indicator stands at {about}."),
        lambda: _("Keep it where it measures the result best."),
        lambda: "",
    ),
    "RM31": (
        lambda: _("The figure comes less often than the donor is reported to."),
        lambda: _("Collect it at least every {about} months."),
        lambda: "",
    ),
    "RM32": (
        lambda: _("No evaluation is planned."),
        lambda: _("Plan one with date and budget, or note why there is none."),
        lambda: "",
    ),
}


def advice_for(code: str, about: str = "") -> Advice:
    reason, fix, example = _ADVICE[code]
    return Advice(
        reason=reason().format(about=about),
        fix=fix().format(about=about),
        example=example(),
    )
