"""A folder of finished work: whole files or none, put together or not, and mended whatever happened to it."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest

from optimizer.sweeps.store import ROWS_AT_ONCE, TOGETHER, Store, is_whole

SCHEMA = pa.schema([("name", pa.string()), ("value", pa.float64()), ("parts", pa.list_(pa.string()))])


def name_of(number: int) -> str:
    return f"{number:064x}"


def store_with(folder: Path, numbers: range) -> Store:
    """Return a store that holds some pieces of work, of two rows each."""
    store = Store(folder / "work", SCHEMA, "name")
    store.mend()
    for number in numbers:
        rows = [{"name": name_of(number), "value": number + part / 2, "parts": ["a"] * part} for part in (0, 1)]
        store.keep(name_of(number), rows)
    return store


def opened(store: Store) -> Store:
    """Return what a later run finds."""
    again = Store(store.place, store.schema, store.key)
    again.mend()
    again.look()
    return again


def values(store: Store) -> list[float]:
    return sorted(store.frame()["value"].tolist())


def test_what_is_kept_is_found_again(tmp_path: Path) -> None:
    store = store_with(tmp_path, range(3))
    again = opened(store)
    assert again.finished == store.finished == {name_of(number) for number in range(3)}
    assert values(again) == [0, 0.5, 1, 1.5, 2, 2.5]
    assert again.frame(["value"]).columns.tolist() == ["value"]
    assert again.frame()["parts"].map(len).sum() == 3


def test_putting_together_changes_nothing_but_the_files(tmp_path: Path) -> None:
    store = store_with(tmp_path, range(5))
    store.compact()
    assert [path.name for path in store.place.iterdir()] == [TOGETHER]
    again = opened(store)
    assert again.finished == store.finished
    again.keep(name_of(9), [{"name": name_of(9), "value": 9.0, "parts": []}])
    assert len(again.files()) == 2
    again.compact()
    assert values(opened(again)) == [*(number / 2 for number in range(10)), 9.0]
    assert [path.name for path in tmp_path.iterdir()] == ["work"]


def test_many_rows_are_read_in_pieces(tmp_path: Path) -> None:
    store = store_with(tmp_path, range(0))
    count = 2 * ROWS_AT_ONCE + 10
    rows = [{"name": name_of(1), "value": float(number), "parts": []} for number in range(count)]
    store.keep(name_of(1), rows)
    sizes = [batch.num_rows for batch in store.batches()]
    assert sum(sizes) == count
    assert max(sizes) <= ROWS_AT_ONCE
    store.compact()
    assert values(store) == [float(number) for number in range(count)]


@pytest.mark.parametrize("moment", ["new begun", "old away", "old left"])
def test_a_run_that_ends_while_putting_together_loses_nothing_and_doubles_nothing(tmp_path: Path, moment: str) -> None:
    store = store_with(tmp_path, range(4))
    expected, place = values(store), store.place
    new, old = place.with_name(".work.new"), place.with_name(".work.old")
    if moment == "new begun":
        new.mkdir()
        (new / TOGETHER).write_bytes(b"PAR1 and no more")
    else:
        singles = {path.name: path.read_bytes() for path in place.iterdir()}
        store.compact()
        old.mkdir()
        for name, content in singles.items():
            (old / name).write_bytes(content)
        if moment == "old away":
            place.rename(new)
    again = opened(store)
    assert values(again) == expected
    assert again.finished == store.finished
    assert [path.name for path in tmp_path.iterdir()] == ["work"]


def test_before_anything_was_put_in_the_new_place_the_old_one_counts(tmp_path: Path) -> None:
    store = store_with(tmp_path, range(2))
    store.place.rename(tmp_path / ".work.old")
    assert opened(store).finished == store.finished


def test_spoiled_files_and_doubles_are_removed(tmp_path: Path) -> None:
    store = store_with(tmp_path, range(3))
    single = (store.place / f"{name_of(0)}.parquet").read_bytes()
    (store.place / f"{name_of(1)}.parquet").write_bytes(b"")
    (store.place / f"{name_of(2)}.parquet").write_bytes(single[:100])
    (store.place / f".{name_of(3)}.parquet.part").write_bytes(single)
    again = opened(store)
    assert again.finished == {name_of(0)}
    assert [path.stem for path in again.place.iterdir()] == [name_of(0)]
    again.compact()
    (again.place / f"{name_of(0)}.parquet").write_bytes(single)
    assert values(opened(again)) == [0, 0.5]


def test_what_is_not_wanted_any_more_is_forgotten(tmp_path: Path) -> None:
    store = store_with(tmp_path, range(3))
    store.forget({name_of(1)})
    assert opened(store).finished == {name_of(1)}


def test_whole_files_are_told_by_both_ends(tmp_path: Path) -> None:
    store = store_with(tmp_path, range(1))
    (path,) = store.files()
    assert is_whole(path)
    assert not is_whole(tmp_path / "missing")
    path.write_bytes(path.read_bytes()[1:])
    assert not is_whole(path)
