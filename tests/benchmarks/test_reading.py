"""Files of the OR-Library: what their numbers mean, and what is wrong with damaged ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.orlib.reading import read_published
from optimizer.errors import Finding, InputError
from tests.benchmarks.problems import written

PMED = " 4 5 2 \n 1 2 10 \n 2 3 4 \n 3 4 9\n 1 3 30\n 2 1 7 \n"
"""Edge 1-2 costs 10, then 7: the later one counts, in whichever direction it is written."""

CAP = " 2 3 \n 50 100.\n capacity 0.\n 10 \n 20.5\n 30 \n 20\n 1\n 2 5 3 4\n"
"""Two sites, the second without fixed cost; three customers, with breaks in the middle of their costs."""

PMEDCAP = "7 33\n3 1 20\n1 0 0 4\n2 3 4 5\n3 1 1 6\n"


def faults(path: Path, capacity: float | None = None) -> tuple[Finding, ...]:
    with pytest.raises(InputError) as caught:
        read_published(path, capacity)
    return caught.value.findings


def test_shortest_paths_over_the_last_edges(tmp_path: Path) -> None:
    problem = read_published(written(tmp_path, "pmed0.txt", PMED))
    assert (problem.name, problem.kind, problem.open_sites, problem.divided) == ("pmed0", "pmed", 2, True)
    assert problem.costs.tolist() == [[0, 7, 11, 20], [7, 0, 4, 13], [11, 4, 0, 9], [20, 13, 9, 0]]
    assert problem.demand.tolist() == [1, 1, 1, 1]
    assert (problem.capacity >= 4).all()
    assert not problem.fixed_costs.any()


def test_an_edge_may_cost_nothing_and_lead_back(tmp_path: Path) -> None:
    problem = read_published(written(tmp_path, "pmed0.txt", "3 3 1\n1 2 0\n2 3 5\n3 3 8\n"))
    assert problem.costs.tolist() == [[0, 0, 5], [0, 0, 5], [5, 5, 0]]


def test_costs_are_of_all_demand_whatever_the_line_breaks(tmp_path: Path) -> None:
    problem = read_published(written(tmp_path, "cap0.txt", CAP), capacity=8000)
    assert (problem.kind, problem.open_sites, problem.divided) == ("cap", None, True)
    assert problem.capacity.tolist() == [50, 8000]
    assert problem.fixed_costs.tolist() == [100, 0]
    assert problem.demand.tolist() == [10, 20, 5]
    assert problem.costs.tolist() == [[20.5, 30], [1, 2], [3, 4]]
    in_one_line = read_published(written(tmp_path, "cap1.txt", " ".join(CAP.split())), capacity=8000)
    assert in_one_line.costs.tolist() == problem.costs.tolist()


def test_distances_are_rounded_down_and_demand_stays_together(tmp_path: Path) -> None:
    problem = read_published(written(tmp_path, "pmedcap0.txt", PMEDCAP))
    assert (problem.kind, problem.open_sites, problem.divided) == ("pmedcap", 1, False)
    assert problem.best_known == 33
    assert problem.costs.tolist() == [[0, 5, 1], [5, 0, 3], [1, 3, 0]]
    assert problem.demand.tolist() == [4, 5, 6]
    assert problem.capacity.tolist() == [20, 20, 20]


def test_an_open_capacity_has_to_be_given(tmp_path: Path) -> None:
    (fault,) = faults(written(tmp_path, "capa.txt", CAP))
    assert (fault.file, fault.row) == ("capa.txt", 3)
    assert "--capacity" in fault.mend


def test_every_word_that_is_no_number_is_named(tmp_path: Path) -> None:
    found = faults(written(tmp_path, "pmed0.txt", PMED.replace(" 2 3 4", " 2 x 4").replace("30", "3O")))
    assert [(fault.row, fault.message) for fault in found] == [
        (3, '"x" is not a number'),
        (5, '"3O" is not a number'),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (PMED.replace(" 2 1 7 \n", ""), "neither a pmed, a cap nor a pmedcap file"),
        (PMED.replace("4 5 2", "4 5 5"), "number of open sites"),
        (PMED.replace(" 3 4 9", " 3 5 9"), "ends at no vertex"),
        (PMED.replace(" 3 4 9", " 3 4 -9"), "cost below 0"),
        (PMED.replace(" 3 4 9", " 3 1 9"), "cannot reach each other"),
        (CAP.replace("capacity", "-1"), "below 0"),
        (CAP.replace("capacity", "9").replace("\n 20\n", "\n 0\n"), "no demand"),
        (PMEDCAP.replace("3 1 20", "3 4 20"), "number of open sites"),
        (PMEDCAP.replace("3 4 5", "3 4 0"), "no demand"),
        ("", "0 numbers"),
    ],
)
def test_damaged_files_are_refused(tmp_path: Path, text: str, message: str) -> None:
    assert any(message in fault.message for fault in faults(written(tmp_path, "damaged.txt", text)))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path / "nowhere.txt")
    assert (fault.file, fault.message) == ("nowhere.txt", "does not exist")
