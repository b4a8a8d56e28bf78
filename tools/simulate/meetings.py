"""Steps of two laptops that are made to meet: what chance alone brings about too seldom."""

from dataclasses import replace

from tools.simulate import acts
from tools.simulate.laptop import Laptop
from tools.simulate.plan import Step
from tools.simulate.scopes import PEOPLE
from tools.simulate.world import World


def part_ways(world: World, laptop: Laptop, step: Step) -> None:
    """Two who know the same write to the same record, neither knowing of the other."""
    other = _other(world, laptop, step)
    for one in (laptop, other, laptop):
        one.sync()
    world.act(laptop, acts.edit, step)
    world.act(other, (acts.edit, acts.edit, acts.delete, acts.tag)[step.two // 4 % 4], step)
    if step.two % 3:
        laptop.sync()
        other.sync()


def slow_screen(world: World, laptop: Laptop, step: Step) -> None:
    """While a screen is open, someone else's change of the same field arrives."""
    other = _other(world, laptop, step)
    for one in (laptop, other, laptop):
        one.sync()
    world.act(laptop, acts.open_screen, step)
    world.act(other, acts.edit, step)
    other.sync()
    laptop.sync()
    world.act(laptop, acts.save_screen, step)


def kept_back_together(world: World, laptop: Laptop, step: Step) -> None:
    """Two lose their roles, write all the same, and get the roles back."""
    other = _other(world, laptop, step)
    both = (laptop, other)
    for one in (laptop, other, laptop):
        one.sync()
    for one, role in ((one, role) for role in ("reader", "manager") for one in both):
        world.office.give_role(one.email, _office_of(one), role)
        if role == "reader":
            world.act(one, acts.edit, step)
            one.sync()
    world.office.judge_again()


def day_lost(world: World, laptop: Laptop, step: Step) -> None:
    """The server takes in work and is then put back to the day before."""
    laptop.sync()
    world.office.back_up()
    world.act(laptop, acts.edit, step)
    world.act(laptop, acts.attach, step)
    laptop.sync()
    world.restore_server()


def copy_writes(world: World, laptop: Laptop, step: Step) -> None:
    """A store and its copy both go on; sometimes the copy does while an answer is on its way."""
    laptop.sync()
    world.clone(laptop)
    twin = world.laptops[-1]
    world.act(laptop, acts.edit, step)
    laptop.sync()
    if step.two % 3 == 1:
        world.sync(twin, replace(step, kind="sync", fault="typing_after_answer", at=1))
    else:
        world.act(twin, acts.edit, step)
        twin.sync()


def _other(world: World, laptop: Laptop, step: Step) -> Laptop:
    others = [one for one in world.laptops if one is not laptop]
    return others[step.one // 7 % len(others)] if others else laptop


def _office_of(laptop: Laptop) -> str:
    return next(office for name, office, _ in PEOPLE if laptop.email.startswith(name))


MEETINGS = {
    "part_ways": part_ways,
    "slow_screen": slow_screen,
    "kept_back_together": kept_back_together,
    "day_lost": day_lost,
    "copy_writes": copy_writes,
}
