"""What a check for contradictions is, and what it sees."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from optimizer.inputs.eligibility import eligible_pairs
from optimizer.inputs.instance import Instance, Pair
from optimizer.inputs.lock_entries import ANY, KINDS, LockEntry, named_pairs
from optimizer.inputs.scenario import Scenario

TOLERANCE = 1e-6
"""Students by which a sum may differ from a limit before that counts."""


@dataclass(frozen=True)
class Contradiction:
    """Keys of a scenario that cannot hold together.

    Attributes
    ----------
    keys : tuple of str
        The dotted keys, all of which the message names; the finding stands at the first.
    message, mend : str
        What is wrong, and how to mend it.
    numbers : mapping of str to object
        What the message counts and whom it names, for those who tell it in other words.
    """

    keys: tuple[str, ...]
    message: str
    mend: str
    numbers: Mapping[str, Any] = field(default_factory=dict)


Found = Callable[["ScenarioUnderCheck"], Iterable[Contradiction]]


@dataclass(frozen=True)
class ContradictionCheck:
    """A named check; a shortage is held against the data set, all else against other keys of the scenario."""

    name: str
    find: Found
    shortage: bool

    def __call__(self, case: ScenarioUnderCheck) -> Iterable[Contradiction]:
        """Return every contradiction of this kind."""
        return self.find(case)


def contradiction(find: Found) -> ContradictionCheck:
    """Make a check out of a function: keys against keys."""
    return ContradictionCheck(find.__name__, find, shortage=False)


def shortage(find: Found) -> ContradictionCheck:
    """Make a check out of a function: keys against the amounts of the data set."""
    return ContradictionCheck(find.__name__, find, shortage=True)


@dataclass(frozen=True, eq=False)
class ScenarioUnderCheck:
    """A scenario and its data set, with what its locks and openings come to.

    Attributes
    ----------
    instance, scenario : Instance, Scenario
        What is checked; names that do not exist are left out, others report them.
    """

    instance: Instance
    scenario: Scenario

    def value(self, rule: str, name: str, default: Any = None) -> Any:
        """Return a parameter of a rule, or the default if the rule is off or does not have it."""
        value = getattr(self.scenario.rules.get(rule), name, default)
        return default if value is None else value

    @cached_property
    def locks(self) -> tuple[LockEntry, ...]:
        """The entries of the rule `locks` whose names exist."""
        rule = self.scenario.rules.get("locks")
        entries = []
        for kind in KINDS:
            for position, text in enumerate(getattr(rule, kind, ())):
                pairs = named_pairs(text, self.instance)
                if isinstance(pairs, frozenset):
                    entries.append(LockEntry(kind, text, f"rules.locks.{kind}.{position}", pairs))
        return tuple(entries)

    def locked(self, *kinds: str) -> list[LockEntry]:
        """Return the entries of some kinds."""
        return [entry for entry in self.locks if entry.kind in kinds]

    @cached_property
    def today(self) -> frozenset[Pair]:
        """The programmes of today."""
        return frozenset(self.instance.enrolled_today)

    def _eligible(self, *, closing: bool) -> frozenset[Pair]:
        opened = [entry.text for entry in self.locked("open")]
        closed = [entry.text for entry in self.locked("close")] if closing else []
        return frozenset(eligible_pairs(self.instance, self.scenario.openings, opened, closed))

    @cached_property
    def eligible(self) -> frozenset[Pair]:
        """What may be taught."""
        return self._eligible(closing=True)

    @cached_property
    def eligible_unless_closed(self) -> frozenset[Pair]:
        """What might be taught if no lock closed anything."""
        return self._eligible(closing=False)

    @cached_property
    def fixed(self) -> dict[Pair, LockEntry]:
        """The programmes that exist in every plan, each with the entry that says so."""
        fixed: dict[Pair, LockEntry] = {}
        for entry in self.locked("keep", "open", "lead"):
            if entry.kind == "keep" and ANY in entry.text:
                pairs = entry.pairs & self.today
            else:
                pairs = entry.pairs if len(entry.pairs) == 1 else frozenset()
            for pair in sorted(pairs):
                fixed.setdefault(pair, entry)
        return fixed

    def closing(self, pairs: Iterable[Pair]) -> list[LockEntry]:
        """Return the entries that close some of these pairs."""
        wanted = frozenset(pairs)
        return [entry for entry in self.locked("close") if entry.pairs & wanted]

    def campuses_of(self, specialisation: str, pairs: Iterable[Pair]) -> list[str]:
        """Return the campuses of some pairs that are of a specialisation."""
        return sorted(campus for campus, other in pairs if other == specialisation)

    @property
    def demanded(self) -> Iterator[tuple[str, float]]:
        """Specialisations that have students, with their number."""
        return ((s, students) for s, students in self.instance.demand_of.items() if students > 0)

    @property
    def all_are_placed(self) -> bool:
        """Whether every student must have a place."""
        return self.scenario.students.unplaced_share == 0

    @cached_property
    def most_places(self) -> dict[str, float]:
        """Places of every campus when fully expanded."""
        share = self.value("campus_capacity", "expandable_share")
        own = self.instance.expandable_of
        return {k: places * (1 + (own[k] if share is None else share)) for k, places in self.instance.places_of.items()}

    @cached_property
    def prices(self) -> dict[str, float]:
        """Prices of the data set, with those that the scenario replaces."""
        return self.instance.prices_with(self.scenario.prices)

    def groups_by(self, by: str) -> dict[str, str]:
        """Return the group of every campus: its province, network or association."""
        if by == "province":
            return self.instance.province_of
        institutions = self.instance.table("institutions")
        body = dict(zip(institutions["institution_id"], institutions[by], strict=True))
        return {campus: body[institution] for campus, institution in self.instance.institution_of.items()}
