"""Which specialisation a column speaks of."""

from __future__ import annotations

import numpy as np

from optimizer.inputs.scenario import Goal
from optimizer.reading import load_instance
from optimizer.solving.belonging import NONE
from optimizer.solving.widening import with_columns
from tests.optimizer.solving.workshops import TUTORIAL, workshop_of


def test_programmes_students_and_teachers_belong_to_a_specialisation() -> None:
    workshop = workshop_of(
        Goal(term="student_travel"), rules=TUTORIAL, instance=load_instance("tutorial"), openings="family"
    )
    model, source, belongs_to = workshop.model, workshop.source, workshop.specialisation_of_column
    numbers = {pair[1]: int(belongs_to[column]) for pair, column in workshop.column_of_pair.items()}
    assert len(set(numbers.values())) == len(numbers)
    for (_, _, specialisation), column in model.columns_of(source.pyomo.students).items():
        assert belongs_to[column] == numbers[specialisation]
    for (group, _), column in model.columns_of(source.pyomo.staff).items():
        assert belongs_to[column] == numbers[source.index.group_of[group].specialisation]
    places = list(model.columns_of(source.pyomo.expansion).values())
    assert places
    assert all(belongs_to[column] == NONE for column in places)


def test_further_columns_belong_to_none() -> None:
    workshop = workshop_of(Goal(term="student_travel"), openings="family")
    longer = with_columns(workshop.model, np.zeros(2), np.ones(2))
    wide = workshop.on(longer)
    assert wide.specialisation_of_column[-2:].tolist() == [NONE, NONE]
    assert wide.specialisation_of_column[:-2].tolist() == workshop.specialisation_of_column.tolist()
    assert len(wide.specialisation_of_column) == longer.columns
