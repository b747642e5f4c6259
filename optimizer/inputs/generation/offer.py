"""Invented institutions, campuses, specialisations and programmes, with the proportions of the real ones."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from optimizer.inputs.generation.geography import SYNTHETIC, numbered
from optimizer.inputs.schema import NETWORKS

FAMILIES = (
    ("film_television", "Film en televisie", "Film and television", "core", 5, 0.14),
    ("animation_games", "Animatie, games en multimedia", "Animation, games and multimedia", "digital", 4, 0.11),
    ("image_graphics", "Beeld en grafiek", "Image and graphics", "related", 4, 0.19),
    ("fine_arts", "Vrije kunsten", "Fine arts", "related", 8, 0.11),
    ("fashion", "Mode", "Fashion", "related", 2, 0.05),
    ("space", "Ruimte", "Space", "related", 0, 0.11),
    ("product", "Product", "Product", "related", 2, 0.05),
    ("performing_arts", "Podiumkunsten", "Performing arts", "related", 0, 0.11),
    ("music", "Muziek", "Music", "related", 0, 0.05),
    ("journalism_communication", "Journalistiek en communicatie", "Journalism and communication", "related", 0, 0.08),
)
"""Identifier, names, layer, institute weight, and share of the specialisations."""

DEGREE_SHARES = {"aba_ma": 19 / 37, "pba": 17 / 37, "ma": 1 / 37}
MEDIAN_ENROLMENT = {"aba_ma": 100.0, "pba": 250.0, "ma": 100.0}
ENROLMENT_SPREAD = 0.65
LEAST_ENROLMENT, MOST_ENROLMENT = 30.0, 900.0
MORE_CAMPUSES = 1.5
MORE_PROGRAMMES = 0.4
MOST_PROGRAMMES = 9
MORE_FAMILIES = 2.5
SHARED_ACCREDITATION = 0.7
SECOND_DEGREE = 0.3
SIZE_NORM = 115.0
"""What is taught at one place to fewer students is exempt from size norms; anything else has at least so many."""

RESIDENTS = 25
GRADUATE_SHARE = 0.2
LEAST_TRACK = 2


def draw_offer(
    random: np.random.Generator, towns: pd.DataFrame, institutions: int, specialisations: int
) -> dict[str, pd.DataFrame]:
    """Return the tables ``institutions``, ``campuses``, ``specialisations`` and ``programmes``."""
    schools = _draw_institutions(random, institutions)
    campuses = _draw_campuses(random, schools, towns)
    seats = campuses.drop_duplicates("institution_id").set_index("institution_id")["municipality_id"]
    names = towns.set_index("municipality_id")["name_nl"]
    schools["seat"] = schools["institution_id"].map(seats).map(names)
    taught = _draw_specialisations(random, specialisations)
    programmes = _viable(_draw_programmes(random, campuses, taught))
    taught = _mark_exempt(taught, programmes)
    return {"institutions": schools, "campuses": campuses, "specialisations": taught, "programmes": programmes}


def _draw_institutions(random: np.random.Generator, count: int) -> pd.DataFrame:
    identifiers = numbered("school", count)
    associations = max(1, round(count / 4))
    tiers = random.choice(["core", "likely", "guess"], count, p=[12 / 17, 3 / 17, 2 / 17])
    tiers[0] = "core"
    return pd.DataFrame(
        {
            "institution_id": identifiers,
            "name": [f"Hogeschool {number}" for number in range(1, count + 1)],
            "short_name": [f"H{number}" for number in range(1, count + 1)],
            "network": random.choice(list(NETWORKS), count, p=[0.25, 0.55, 0.2]).astype(object),
            "association": [f"Associatie {number}" for number in random.integers(1, associations + 1, count)],
            "tier": tiers.astype(object),
            "seat": "",
            "successor": "",
            "students_total": float("nan"),
            **SYNTHETIC,
        }
    )


def _draw_campuses(random: np.random.Generator, schools: pd.DataFrame, towns: pd.DataFrame) -> pd.DataFrame:
    """Return 2.5 campuses an institution on average, most of them in the seat, the seats in the dominant cities."""
    pull = 1.0 / np.arange(1, len(towns) + 1)
    pull /= pull.sum()
    rows = []
    for school in schools["institution_id"]:
        seat = int(random.choice(len(towns), p=pull))
        for letter in range(1 + min(int(random.poisson(MORE_CAMPUSES)), 25)):
            town = seat if letter == 0 or random.random() < 0.7 else int(random.choice(len(towns), p=pull))
            place = towns.iloc[town]
            north, east = random.uniform(-0.02, 0.02, 2)
            rows.append(
                {
                    "campus_id": f"{school}-{chr(ord('a') + letter)}",
                    "institution_id": school,
                    "municipality_id": place["municipality_id"],
                    "name": f"Campus {chr(ord('A') + letter)}",
                    "lat": round(float(place["lat"] + north), 4),
                    "lon": round(float(place["lon"] + east), 4),
                }
            )
    return pd.DataFrame(rows).assign(**SYNTHETIC)


def _draw_specialisations(random: np.random.Generator, count: int) -> pd.DataFrame:
    """Return specialisations spread over the families; some subjects have a second degree, some share a recognition."""
    shares = np.array([family[-1] for family in FAMILIES])
    families = [int(index) for index in np.argsort(-shares, kind="stable")[:count]]
    families += [int(index) for index in random.choice(len(FAMILIES), count - len(families), p=shares / shares.sum())]
    degrees = list(DEGREE_SHARES)
    rows: list[dict[str, object]] = []
    subjects = dict.fromkeys((family[0] for family in FAMILIES), 0)
    last: dict[str, tuple[str, str]] = {}
    for index in families:
        family = FAMILIES[index][0]
        degree = str(random.choice(degrees, p=list(DEGREE_SHARES.values())))
        if family in last and random.random() < SECOND_DEGREE and last[family][1] != degree:
            subject = last.pop(family)[0]
        else:
            subjects[family] += 1
            subject = f"{family}_{subjects[family]}"
            last[family] = (subject, degree)
        name = f"{subject}-{degree}"
        shared = degree == "aba_ma" and random.random() < SHARED_ACCREDITATION
        rows.append(
            {
                "specialisation_id": name,
                "subject_id": subject,
                "degree": degree,
                "family_id": family,
                "accreditation_id": f"{family}-{degree}" if shared else f"recognised-{name}",
                "name_nl": f"{FAMILIES[index][1]} {subject.rpartition('_')[2]}",
                "name_en": f"{FAMILIES[index][2]} {subject.rpartition('_')[2]}",
            }
        )
    return pd.DataFrame(rows).assign(**SYNTHETIC)


def _draw_programmes(random: np.random.Generator, campuses: pd.DataFrame, taught: pd.DataFrame) -> pd.DataFrame:
    """Return programmes: 2.5 a campus on average, in the few families of its institution, at least one everywhere."""
    family_of = taught["family_id"].to_numpy(object)
    popularity = random.lognormal(0.0, 0.8, len(taught))
    present = sorted(set(family_of))
    size = np.array([popularity[family_of == family].sum() for family in present])
    pairs: set[tuple[int, int]] = set()
    for school in campuses.groupby("institution_id", sort=True).indices.values():
        wanted = min(len(present), 1 + int(random.poisson(MORE_FAMILIES)))
        own = random.choice(present, wanted, replace=False, p=size / size.sum())
        suited = np.flatnonzero(np.isin(family_of, own))
        for campus in school:
            main = np.where(family_of[suited] == random.choice(own), 5.0, 1.0) * popularity[suited]
            many = min(int(random.geometric(MORE_PROGRAMMES)), MOST_PROGRAMMES, len(suited))
            chosen = random.choice(suited, many, replace=False, p=main / main.sum())
            pairs |= {(int(campus), int(specialisation)) for specialisation in chosen}
    missing = sorted(set(range(len(taught))) - {specialisation for _, specialisation in pairs})
    pairs |= {(int(random.integers(len(campuses))), specialisation) for specialisation in missing}
    ordered = sorted(pairs)
    median = taught["degree"].map(MEDIAN_ENROLMENT).to_numpy(float)[[specialisation for _, specialisation in ordered]]
    enrolled = median * random.lognormal(0.0, ENROLMENT_SPREAD, len(ordered))
    rows = [
        (f"p{number}", campuses["campus_id"].iloc[campus], taught["specialisation_id"].iloc[specialisation])
        for number, (campus, specialisation) in zip(_numbers(len(ordered)), ordered, strict=True)
    ]
    frame = pd.DataFrame(rows, columns=["programme_id", "campus_id", "specialisation_id"])
    names = dict(zip(taught["specialisation_id"], taught["name_nl"], strict=True))
    return frame.assign(
        programme_name_nl=frame["specialisation_id"].map(names),
        language="nl",
        enrolled=np.clip(np.round(enrolled / 10) * 10, LEAST_ENROLMENT, MOST_ENROLMENT),
        **SYNTHETIC,
    )


def _numbers(count: int) -> list[str]:
    return [name.rpartition("-")[2] for name in numbered("p", count)]


def _mark_exempt(taught: pd.DataFrame, programmes: pd.DataFrame) -> pd.DataFrame:
    """Return the specialisations, with those exempt from the size norm that are small and taught at one place."""
    grouped = programmes.groupby("specialisation_id")["enrolled"].agg(["count", "sum"])
    alone = (grouped["count"] == 1) & (grouped["sum"] < SIZE_NORM)
    exempt = taught["specialisation_id"].map(alone).astype(bool)
    reason = f"taught at one place only, to fewer than {SIZE_NORM:g} students"
    return taught.assign(norm_exempt=exempt, norm_exempt_reason=np.where(exempt, reason, ""))


def _viable(programmes: pd.DataFrame) -> pd.DataFrame:
    """Return the programmes, the largest of a specialisation raised where all of them together miss the size norm."""
    grouped = programmes.groupby("specialisation_id")["enrolled"]
    several = grouped.transform("count") > 1
    missing = np.ceil(np.maximum(SIZE_NORM - grouped.transform("sum"), 0.0) / 10) * 10
    largest = programmes.index.isin(grouped.idxmax())
    return programmes.assign(enrolled=programmes["enrolled"] + np.where(largest & several, missing, 0.0))


def institute_weights(tables: Mapping[str, pd.DataFrame], assumptions: Mapping[str, float]) -> pd.DataFrame:
    """Return the families that are taught, with weights that split 25 residents into whole numbers.

    The real weights are followed as far as graduates allow: a specialisation takes at most a fifth of its yearly
    graduates, and none if that is less than two. If all families together have room for fewer than 25, the weights
    are that room.
    """
    taught, programmes = tables["specialisations"], tables["programmes"]
    enrolled = taught["specialisation_id"].map(programmes.groupby("specialisation_id")["enrolled"].sum())
    years = taught["degree"].map({degree: assumptions[f"years_{degree}"] for degree in DEGREE_SHARES})
    room = np.floor(enrolled / years * GRADUATE_SHARE)
    room_of = room.where(room >= LEAST_TRACK, 0.0).groupby(taught["family_id"]).sum()
    families = [family for family in FAMILIES if family[0] in room_of]
    given = dict.fromkeys((family[0] for family in families), 0)
    for _ in range(RESIDENTS):
        lack = {
            family[0]: (family[4] + 0.01) / (given[family[0]] + 1)
            for family in families
            if given[family[0]] < room_of[family[0]]
        }
        if not lack:
            break
        given[max(lack, key=lambda family: lack[family])] += 1
    rows = [(family[0], family[1], family[2], family[3], given[family[0]]) for family in families]
    columns = ["family_id", "name_nl", "name_en", "layer", "institute_weight"]
    return pd.DataFrame(rows, columns=columns).assign(**SYNTHETIC)
