import math
import tomllib

import pytest

from optimizer.errors import InputError
from optimizer.inputs.generation import generate
from optimizer.inputs.reading import read_dataset
from optimizer.inputs.schema import PRICES


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture(scope="module")
def real_size(tmp_path_factory):
    return read_dataset(generate(tmp_path_factory.mktemp("real") / "set", seed=3))


@pytest.mark.parametrize(("institutions", "specialisations", "zones"), [(1, 1, 1), (2, 3, 2), (1, 12, 5), (40, 20, 3)])
@pytest.mark.parametrize("seed", [0, 7])
def test_any_size_reads_without_a_finding(tmp_path, institutions, specialisations, zones, seed):
    folder = generate(
        tmp_path / "set", institutions=institutions, specialisations=specialisations, zones=zones, seed=seed
    )
    instance = read_dataset(folder)
    assert instance.notes == ()
    assert len(instance.institutions) == institutions
    assert len(instance.specialisations) == specialisations
    assert len(instance.zones) == zones
    taught = {name for _, name in instance.enrolled_today}
    assert taught == set(instance.specialisations)
    assert {campus for campus, _ in instance.enrolled_today} >= set(instance.campuses)


def test_same_seed_gives_the_same_bytes(tmp_path):
    first = generate(tmp_path / "first", institutions=5, specialisations=8, zones=6, seed=11)
    second = generate(tmp_path / "second", institutions=5, specialisations=8, zones=6, seed=11)
    other = generate(tmp_path / "other", institutions=5, specialisations=8, zones=6, seed=12)
    assert contents(first) == contents(second)
    assert contents(first)["programmes.csv"] != contents(other)["programmes.csv"]


def test_shape_of_the_real_set(real_size):
    assert 2.0 <= len(real_size.campuses) / len(real_size.institutions) <= 3.5
    assert 80 <= len(real_size.enrolled_today) <= 160
    sizes = sorted(real_size.enrolled_today.values())
    assert sum(sizes) / len(sizes) > 1.2 * sizes[len(sizes) // 2]
    towns = real_size.table("campuses")["municipality_id"].value_counts()
    assert towns.iloc[:3].sum() > 0.3 * towns.sum()
    assert set(real_size.table("municipalities")["pole"]) == {"", "town-01", "town-02", "town-03"}
    groups = real_size.table("specialisations").groupby("accreditation_id").size()
    assert groups.max() > 1


def test_flows_are_whole_students_and_sums_are_exact(real_size):
    flows = real_size.table("today_flows")
    assert (flows["students"] == flows["students"].round()).all()
    assert (flows["students"] > 0).all()
    sums = flows.groupby(["campus_id", "specialisation_id"])["students"].sum().to_dict()
    assert sums == real_size.enrolled_today
    demand = flows.groupby(["zone_id", "specialisation_id"])["students"].sum().to_dict()
    assert demand == real_size.demand


def test_places_are_as_tight_as_in_the_real_set(real_size):
    assert sum(real_size.places_of.values()) == pytest.approx(1.2 * sum(real_size.enrolled_today.values()), rel=0.01)


@pytest.mark.parametrize("seed", range(5))
def test_what_is_not_exempt_can_reach_the_size_norm(tmp_path, seed):
    instance = read_dataset(generate(tmp_path / "set", institutions=4, specialisations=12, zones=4, seed=seed))
    taught = instance.table("specialisations")
    exempt = dict(zip(taught["specialisation_id"], taught["norm_exempt"], strict=True))
    assert all(exempt[name] or demand >= 115 for name, demand in instance.demand_of.items())


def test_residents_split_into_whole_numbers_that_graduates_allow(real_size):
    weights = dict(zip(real_size.families, real_size.table("families")["institute_weight"], strict=True))
    assert sum(weights.values()) == 25
    graduates = real_size.table("programmes").groupby("specialisation_id")["graduates"].sum()
    room = dict.fromkeys(weights, 0)
    for name, count in graduates.items():
        most = math.floor(0.2 * count + 1e-9)
        room[real_size.family_of[name]] += most if most >= 2 else 0
    assert all(weight <= room[family] for family, weight in weights.items())


def test_settings_say_that_it_is_synthetic(tmp_path):
    folder = generate(tmp_path / "set", institutions=2, specialisations=2, zones=2, seed=5)
    settings = tomllib.loads((folder / "dataset.toml").read_text(encoding="utf-8"))
    assert settings["name"] == "generated-2x2x2-5"
    assert "synthetic" in settings["note_en"]
    assert "kunstmatig" in settings["note_nl"]
    assert list(settings["prices"]) == list(PRICES)
    assert settings["assumptions"]["beta"]["value"] == settings["calibration"]["beta"]


def test_a_generated_folder_is_replaced_and_a_foreign_one_refused(tmp_path):
    folder = generate(tmp_path / "set", institutions=2, specialisations=2, zones=2, seed=1)
    generate(folder, institutions=1, specialisations=1, zones=1, seed=1)
    assert read_dataset(folder).name == "generated-1x1x1-1"
    foreign = tmp_path / "mine"
    foreign.mkdir()
    (foreign / "thesis.txt").write_text("years of work", encoding="utf-8")
    with pytest.raises(InputError, match="not empty"):
        generate(foreign, institutions=1, specialisations=1, zones=1)
    assert [path.name for path in foreign.iterdir()] == ["thesis.txt"]


def test_a_real_data_set_is_not_overwritten(tmp_path):
    folder = tmp_path / "set"
    folder.mkdir()
    (folder / "dataset.toml").write_text('name = "mine"\n', encoding="utf-8")
    with pytest.raises(InputError, match="no generated data set"):
        generate(folder, institutions=1, specialisations=1, zones=1)


def test_every_faulty_size_is_a_finding(tmp_path):
    with pytest.raises(InputError) as error:
        generate(tmp_path / "set", institutions=0, specialisations=-1, zones=10**9, seed=-1)
    assert [finding.key for finding in error.value.findings] == ["institutions", "specialisations", "zones", "seed"]
    assert not (tmp_path / "set").exists()
