"""A scenario: a data set, rules with parameters, and goals."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field
from pydantic.fields import FieldInfo

Openings = Literal["none", "family", "anywhere"]
Assignment = Literal["optimal", "nearest"]
GoalMode = Literal["hierarchy", "weighted", "pareto"]
LossLevel = Literal["institution", "association", "province"]
Share = Annotated[float, Field(ge=0, le=1)]


class StrictModel(BaseModel):
    """Base of all parts of a scenario: frozen, and an unknown key is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class RuleParameters(StrictModel):
    """Base of every rule's parameters."""

    enabled: bool = Field(default=True, description="Whether the rule holds")

    def files(self) -> dict[str, Path]:
        """Return the shipped files that these parameters obey, by the name under which a result lists them."""
        return {}


class RepeatedParameters(RuleParameters):
    """Base of the parameters of a rule that may be given several times, as ``[[rules.NAME]]``.

    A subclass narrows the type of ``each`` to a tuple of its own entries, which are `RuleParameters` themselves.
    """

    each: tuple[RuleParameters, ...] = ()

    @classmethod
    def entry_model(cls) -> type[RuleParameters]:
        """Return the model of one entry."""
        entry: type[RuleParameters] = get_args(cls.model_fields["each"].annotation)[0]
        return entry

    def holding(self) -> dict[int, Any]:
        """Return the entries that hold, by their number from 0."""
        return {number: entry for number, entry in enumerate(self.each) if entry.enabled}


def parameter_fields(model: type[RuleParameters]) -> dict[str, FieldInfo]:
    """Return the parameters that a scenario may give to a rule; of each entry, if it may be given several times."""
    described = model.entry_model() if issubclass(model, RepeatedParameters) else model
    return {name: field for name, field in described.model_fields.items() if name != "enabled"}


class Goal(StrictModel):
    """One goal: a term to minimise, and what later goals may cost it."""

    term: str = Field(description="Name of the term that is minimised")
    give_up: float = Field(default=0.0, ge=0, description="Share of the best value that later goals may cost")
    give_up_abs: float = Field(default=0.0, ge=0, description="The same in the term's own unit, added to the share")
    price: float | None = Field(default=None, ge=0, description="EUR per unit; weighted mode only")
    by: LossLevel = Field(default="institution", description="Level at which `worst_loss` is measured")

    @property
    def key(self) -> str:
        """Name that tells this goal from every other: `worst_loss` may be pursued at several levels."""
        return self.term if self.by == "institution" else f"{self.term}_by_{self.by}"


class Goals(StrictModel):
    """The goals, in the order in which they are pursued."""

    mode: GoalMode = Field(default="hierarchy", description="One goal after the other, all together in EUR, or a front")
    order: tuple[Goal, ...] = Field(min_length=1, description="The goals, the most important first")


class Students(StrictModel):
    """How students are placed."""

    assignment: Assignment = Field(
        default="optimal",
        description="Who decides where students go: the goals, or the students, who pass no place on their way",
    )
    unplaced_share: Share = Field(default=0.0, description="Share of all students that may stay without a place")
    single_source: bool = Field(
        default=False, description="Whether the students of a zone and specialisation all go to the same municipality"
    )

    @property
    def are_free(self) -> bool:
        """Whether the goals may send students anywhere."""
        return self.assignment == "optimal" and not self.single_source

    def freely(self) -> Students:
        """Return the same, with students sent where the goals want them."""
        return self.model_copy(update={"assignment": "optimal", "single_source": False})


@dataclass(frozen=True)
class Override:
    """One changed key of a scenario: from the parent to the child, by a norm pack, or by ``--set``."""

    key: str
    old: Any
    new: Any
    by: str


@dataclass(frozen=True)
class Scenario:
    """A validated scenario.

    Attributes
    ----------
    name : str
        Name of the file, without suffix.
    title, title_nl : str
        English and Dutch title.
    dataset : str
        Name or folder of the data set.
    openings : {"none", "family", "anywhere"}
        Which programmes may be opened.
    goals, students : Goals, Students
        What is minimised; how students are placed.
    rules : dict of str to RuleParameters
        The rules that hold, by name; a rule that is off is not in it.
    prices : dict of str to float
        Prices that replace those of the data set.
    norms : str
        Name of the norm pack that the scenario takes; empty: none.
    overrides : tuple of Override
        Every key that a child, a norm pack or ``--set`` changed.
    hashes : dict of str to str
        SHA-256 of the scenario files that were read, and of the norms and laws that it takes.
    """

    name: str
    title: str
    dataset: str
    openings: Openings
    goals: Goals
    students: Students
    rules: dict[str, RuleParameters]
    prices: dict[str, float]
    title_nl: str = ""
    description: str = ""
    description_nl: str = ""
    norms: str = ""
    overrides: tuple[Override, ...] = ()
    hashes: dict[str, str] | None = None
