"""The rest of a plan once its programmes are given: students, teachers, lead centres, institute.

Students go from zones to campuses, not to municipalities, and only programmes that exist have columns: written from the
meaning of rules and terms, not from the model.
"""

from __future__ import annotations

from collections import defaultdict
from math import ceil, floor, inf
from typing import Any

from tests.oracle_assignment import assign
from tests.oracle_facts import Facts, Offered, annuity, means
from tests.oracle_laws import hold_laws
from tests.oracle_programme import SmallProgramme, Sum, add, times

UNITS = {"campus": lambda facts, k: k, "institution": Facts.school, "municipality": Facts.town}


class Placement(SmallProgramme):
    """All ways to complete a set of programmes to a plan."""

    def __init__(self, facts: Facts, offered: Offered) -> None:
        super().__init__()
        self.facts, self.offered = facts, sorted(offered)
        self._place_students()
        assign(self)
        self._choose_leads()
        self._place_teachers()
        self.residents_km: Sum = {}
        rule = facts.rule("institute")
        if rule is not None and rule.present:
            self._add_institute(rule)
        hold_laws(self)

    def measure(self, term: str, level: str = "institution") -> Sum:
        """Return the part of a term that the programmes alone do not decide, adding columns where it must."""
        sums = {"student_travel": self.travel, "staff_travel": self.staff_km, "unplaced": self.unplaced}
        if term in sums:
            return sums[term]
        if term in ("freed", "hired", "expansion"):
            return self.named(term)
        if term == "teacher_scatter":
            return add(self.top_staff, times(-1.0, self.named("concentrated")))
        other = {
            "extra_travel": self._extra_travel,
            "worst_loss": lambda: self._worst_loss(level),
            "institute_distance": lambda: self.residents_km,
            "industry_distance": self._industry_distance,
            "cost": self._cost,
        }
        return other[term]() if term in other else {}

    def _place_students(self) -> None:
        facts = self.facts
        share, total = facts.scenario.students.unplaced_share, sum(facts.demand.values())
        self.enrolled: dict[Any, Sum] = {pair: {} for pair in self.offered}
        self.travel: Sum = {}
        self.unplaced: Sum = {}
        for (zone, s), students in facts.demand.items():
            ways: Sum = {}
            for k, other in self.offered:
                if other == s:
                    goes = self.column_sum("student", zone, k, s)
                    ways |= goes
                    self.enrolled[k, s] |= goes
                    self.travel |= times(facts.km[zone, facts.town(k)], goes)
            if share > 0:
                stays = self.column_sum("unplaced", zone, s)
                ways |= stays
                self.unplaced |= stays
            self.hold(ways, students, students)
        self.hold(self.unplaced, 0.0, share * total)
        capacity = facts.rule("campus_capacity").expandable_share
        for k, row in facts.campuses.items():
            grows = self.column_sum(
                "expansion", k, high=row["places"] * (row["expandable_share"] if capacity is None else capacity)
            )
            here = [self.enrolled[pair] for pair in self.offered if pair[0] == k]
            self.hold(add(*here, times(-1.0, grows)), -inf, row["places"])
        for (_, s), sum_ in self.enrolled.items():
            self.hold(sum_, min(facts.specialisations[s]["floor"], facts.national[s]), inf)
        self._apply_norm()
        reach = facts.rule("reach")
        if reach is not None:
            far = {n: 1.0 for n in self.column if n[0] == "student" and facts.km[n[1], facts.town(n[2])] > reach.km}
            self.hold(far, -inf, reach.share * total)

    def _apply_norm(self) -> None:
        facts, rule = self.facts, self.facts.rule("minimum_enrolment")
        if rule is None:
            return
        for k, s in self.offered:
            row = facts.specialisations[s]
            if row["norm_exempt"] and rule.exempt:
                continue
            unit = UNITS[rule.count]
            together = [
                self.enrolled[other]
                for other in self.offered
                if unit(facts, other[0]) == unit(facts, k)
                and facts.specialisations[other[1]]["accreditation_id"] == row["accreditation_id"]
            ]
            general = rule.norm_master if row["degree"] == "ma" else rule.norm
            self.hold(add(*together), self._norm_of(rule.local_norms, (k, s), general), inf)

    def _norm_of(self, local: dict[str, float], pair: tuple[str, str], general: float) -> float:
        """Return the lowest norm that names a programme's place, or the general one."""
        province = self.facts.towns[self.facts.town(pair[0])]["province_id"]
        return min(
            (n for place, n in local.items() if place == province or means(self.facts, place, pair)), default=general
        )

    def _choose_leads(self) -> None:
        facts, share = self.facts, self.facts.rule("lead_centre").student_share
        self.lead = {pair: self.column_sum("lead", *pair, high=1.0, whole=True) for pair in self.offered}
        for s in {s for _, s in self.offered}:
            here = [pair for pair in self.offered if pair[1] == s]
            self.hold(add(*(self.lead[pair] for pair in here)), 1.0, 1.0)
            placed = add(*(self.enrolled[pair] for pair in here))
            for pair in here:
                most = share * facts.national[s]
                self.hold(add(self.enrolled[pair], times(-share, placed), times(-most, self.lead[pair])), -most, inf)
        locks = facts.rule("locks")
        for entry in locks.lead if locks is not None else ():
            self.hold(add(*(self.lead[pair] for pair in self.offered if means(facts, entry, pair))), 1.0, inf)

    def _may_work(self, group: dict[str, Any], campus: str) -> bool:
        facts, rule = self.facts, self.facts.rule("secondment")
        if rule is None or campus == group["campus_id"]:
            return True
        if rule.ban and facts.school(campus) != facts.school(group["campus_id"]):
            return False
        farthest = group["max_km"] if rule.km is None else min(group["max_km"], rule.km)
        return facts.km_towns(facts.town(group["campus_id"]), facts.town(campus)) <= farthest

    def _place_teachers(self) -> None:
        facts = self.facts
        secondment, institute = facts.rule("secondment"), facts.rule("institute")
        teaching: dict[Any, Sum] = {pair: {} for pair in self.offered}
        top: dict[Any, Sum] = {pair: {} for pair in self.offered}
        self.staff_km, self.moved, self.top_staff = {}, {}, {}
        self.guests: dict[str, Sum] = defaultdict(dict)
        for name, group in facts.groups.items():
            home, s = group["campus_id"], group["specialisation_id"]
            where: Sum = self.column_sum("freed", name)
            sites: Sum = {}
            for k in [k for k, other in self.offered if other == s and self._may_work(group, k)]:
                works = self.column_sum("staff", name, k)
                where |= works
                teaching[k, s] |= works
                self.staff_km |= times(facts.km_towns(facts.town(home), facts.town(k)), works)
                self.moved |= works if k != home else {}
                if group["top"]:
                    top[k, s] |= works
                    self.top_staff |= works
                if secondment is not None and secondment.sites is not None:
                    at = self.column_sum("at", name, k, high=1.0, whole=True)
                    sites |= at
                    self.hold(add(works, times(-group["fte"], at)), -inf, 0.0)
            if sites:
                self.hold(sites, 0.0, secondment.sites)
            if group["top"] and institute is not None and institute.present:
                guest = self.column_sum("guest", name)
                where |= guest
                self.guests[s] |= guest
            self.hold(where, group["fte"], group["fte"])
        self._staff_programmes(teaching, top)

    def _staff_programmes(self, teaching: dict[Any, Sum], top: dict[Any, Sum]) -> None:
        facts, rule = self.facts, self.facts.rule("staffing")
        all_fte = sum(group["fte"] for group in facts.groups.values())
        hired: Sum = {}
        for (k, s), staff in teaching.items():
            hires = self.column_sum("hired", k, s)
            hired |= hires
            needed = times(1 / facts.specialisations[s]["students_per_fte"], self.enrolled[k, s])
            self.hold(add(staff, hires, times(-1.0, needed)), 0.0, inf)
        self.hold(self.named("freed"), 0.0, rule.freed_share * all_fte)
        top_groups = {name for name, group in facts.groups.items() if group["top"]}
        freed_top = {n: 1.0 for n in self.column if n[0] == "freed" and n[1] in top_groups}
        all_top = sum(facts.groups[name]["fte"] for name in top_groups)
        self.hold(freed_top, 0.0, rule.top_freed_share * all_top)
        self.hold(hired, 0.0, inf if rule.hired_fte is None else rule.hired_fte)
        self.concentrated: dict[str, Sum] = defaultdict(dict)
        for (k, s), staff in top.items():
            most = sum(g["fte"] for g in facts.groups.values() if g["top"] and g["specialisation_id"] == s)
            gathers = self.column_sum("concentrated", k, s)
            self.concentrated[s] |= gathers
            self.hold(add(staff, times(-1.0, gathers)), 0.0, inf)
            self.hold(add(times(most, self.lead[k, s]), times(-1.0, gathers)), 0.0, inf)
        least = facts.rule("lead_centre").top_fte
        for s, gathered in self.concentrated.items():
            most = sum(g["fte"] for g in facts.groups.values() if g["top"] and g["specialisation_id"] == s)
            self.hold(gathered, min(least, most), inf)

    def _add_institute(self, rule: Any) -> None:
        facts = self.facts
        teaching = {k for k, _ in self.offered}
        hosts = [name for name, row in facts.hosts.items() if self._may_host(rule, name, row, teaching)]
        sits = {host: self.column_sum("host", host, high=1.0, whole=True) for host in hosts}
        self.hold(add(*sits.values()), 1.0, rule.max_hosts)
        here: dict[str, Sum] = {host: {} for host in hosts}
        of_family: dict[str, Sum] = {family: {} for family in facts.weights}
        for s in sorted({s for _, s in self.offered}):
            track = self.column_sum("track", s, high=1.0, whole=True)
            most = floor(rule.graduate_share * facts.graduates[s] + 1e-9)
            in_track: Sum = {}
            for host in hosts:
                for k in [k for k, other in self.offered if other == s]:
                    fed = self.column_sum("feeds", k, s, host, whole=True)
                    in_track |= fed
                    here[host] |= fed
                    of_family[facts.family(s)] |= fed
                    km = facts.km_towns(facts.town(k), facts.hosts[host]["municipality_id"])
                    self.residents_km |= times(km, fed)
                    self.hold(add(fed, times(-rule.residents_total, self.lead[k, s])), -inf, 0.0)
            self.hold(add(in_track, times(-rule.min_track, track)), 0.0, inf)
            self.hold(add(in_track, times(-most, track)), -inf, 0.0)
            gives = times(rule.guest_fte_per_resident, in_track)
            self.hold(add(self.guests[s], times(-1.0, gives)), 0.0, 0.0)
            self.hold(add(self.concentrated[s], times(-1.0, gives)), 0.0, inf)
        for s in set(self.guests) - {s for _, s in self.offered}:
            self.hold(self.guests[s], 0.0, 0.0)
        self.hold(add(*here.values()), rule.residents_total, rule.residents_total)
        for host in hosts:
            self.hold(add(here[host], times(-facts.hosts[host]["studios"], sits[host])), -inf, 0.0)
            self.hold(add(here[host], times(-1.0, sits[host])), 0.0, inf)
        for family, weight in facts.weights.items():
            quota = rule.residents_total * weight / sum(facts.weights.values())
            self.hold(of_family[family], floor(quota + 1e-9), ceil(quota - 1e-9))

    def _may_host(self, rule: Any, name: str, row: dict[str, Any], teaching: set[str]) -> bool:
        town = self.facts.towns[row["municipality_id"]]
        shut = {row["municipality_id"], town["province_id"], town["pole"]} & set(rule.not_in)
        open_ = not row["campus_id"] or row["campus_id"] in teaching
        return open_ and not shut and (rule.hosts is None or name in rule.hosts)

    def _extra_travel(self) -> Sum:
        facts = self.facts
        extra: Sum = {}
        for zone, s in facts.demand:
            towns = {facts.town(k) for k, other in facts.today if other == s}
            if towns:
                nearest = min(facts.km[zone, town] for town in towns)
                more = self.column_sum("extra", zone, s)
                extra |= more
                farther = {
                    name: facts.km[zone, facts.town(name[2])] - nearest
                    for name in self.column
                    if name[0] == "student" and name[1] == zone and name[3] == s
                }
                self.hold(add(more, times(-1.0, farther)), 0.0, inf)
        return extra

    def _worst_loss(self, level: str) -> Sum:
        facts = self.facts
        member = {
            "institution": facts.school,
            "association": lambda k: facts.institutions[facts.school(k)]["association"],
            "province": lambda k: facts.towns[facts.town(k)]["province_id"],
        }[level]
        worst = self.column_sum("loss", level)
        for name in {member(k) for k in facts.campuses}:
            today = sum(students for (k, _), students in facts.today.items() if member(k) == name)
            if today > 0:
                keeps = add(*(self.enrolled[pair] for pair in self.offered if member(pair[0]) == name))
                self.hold(add(worst, times(1 / today, keeps)), 1.0, inf)
        return worst

    def _industry_distance(self) -> Sum:
        facts = self.facts
        near = {pair: facts.firm_km.get((facts.town(pair[0]), facts.family(pair[1])), 0.0) for pair in self.offered}
        return add(*(times(near[pair], enrolled) for pair, enrolled in self.enrolled.items()))

    def _cost(self) -> Sum:
        prices = self.facts.prices
        per_km = 2 * prices["days_per_year"] * prices["eur_per_km"]
        salary, yearly = prices["eur_per_fte_year"], annuity(prices)
        return add(
            times(per_km, self.travel),
            times(per_km, self.staff_km),
            times(salary, self.named("staff", "guest", "hired")),
            times(yearly * prices["eur_per_place"], self.measure("expansion")),
            times(yearly * prices["eur_per_fte_moved"], self.moved),
        )
