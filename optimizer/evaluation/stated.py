"""What a proposal states of a plan, and what it leaves open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from optimizer.inputs.instance import Instance, Pair
from optimizer.inputs.proposal import Proposal

Wishes = Mapping[str, frozenset[Pair]]
"""By campus, pairs of which at least one is wanted."""


@dataclass(frozen=True)
class Stated:
    """What a proposal states.

    Attributes
    ----------
    complete : bool
        Whether it names everything that is taught, so that what it does not name is not taught.
    taught, shut : frozenset of (campus, specialisation)
        Programmes that it wants, and programmes that it does not want.
    leading, following : frozenset of (campus, specialisation)
        Programmes that it wants to lead, and that it wants to teach without leading.
    some_opened, some_leading : mapping of str to frozenset of (campus, specialisation)
        By campus, the pairs of which one must be opened, or must lead.
    """

    complete: bool
    taught: frozenset[Pair]
    shut: frozenset[Pair] = frozenset()
    leading: frozenset[Pair] = frozenset()
    following: frozenset[Pair] = frozenset()
    some_opened: Wishes = field(default_factory=dict)
    some_leading: Wishes = field(default_factory=dict)

    def wants(self, pair: Pair) -> bool | None:
        """Return whether a programme is wanted; None if the proposal leaves it open."""
        if pair in self.taught:
            return True
        return False if self.complete or pair in self.shut else None

    def wants_to_lead(self, pair: Pair) -> bool | None:
        """Return whether a programme is wanted to lead; None if the proposal leaves it open."""
        if pair in self.leading:
            return True
        return False if pair in self.following else None


def stated_by(proposal: Proposal, instance: Instance, *, partial: bool = False) -> Stated:
    """Return what a proposal states.

    Parameters
    ----------
    proposal : Proposal
        A list of programmes, or a list of actions. In the latter an empty specialisation means the whole campus:
        `keep` keeps all that it teaches today, `close` closes all, `open` and `lead` ask for at least one.
    instance : Instance
        The data set.
    partial : bool
        Whether a list of programmes leaves everything else free; a list of actions always does.
    """
    rows = list(proposal.table.itertuples(index=False, name=None))
    if proposal.form == "programmes":
        roles = {(campus, specialisation): role for campus, specialisation, role in rows}
        return Stated(
            complete=not partial,
            taught=frozenset(roles),
            leading=frozenset(pair for pair, role in roles.items() if role == "lead"),
            following=frozenset(pair for pair, role in roles.items() if role == "teach"),
        )
    return _from_actions(rows, instance)


def _from_actions(rows: list[tuple[str, str, str]], instance: Instance) -> Stated:
    taught, shut, leading = set[Pair](), set[Pair](), set[Pair]()
    opened, led = dict[str, frozenset[Pair]](), dict[str, frozenset[Pair]]()
    kept: list[str] = []
    today = instance.enrolled_today
    for action, campus, specialisation in rows:
        own = frozenset((campus, each) for each in instance.specialisations)
        if action == "close":
            shut |= {(campus, specialisation)} if specialisation else own
        elif specialisation:
            taught.add((campus, specialisation))
            leading |= {(campus, specialisation)} if action == "lead" else set()
        elif action == "keep":
            kept.append(campus)
        elif action == "open":
            opened[campus] = own - today.keys()
        else:
            led[campus] = own
    taught |= {pair for pair in today if pair[0] in kept} - shut
    return Stated(
        complete=False,
        taught=frozenset(taught),
        shut=frozenset(shut),
        leading=frozenset(leading),
        some_opened=opened,
        some_leading=led,
    )
