"""The institute: its hosts against where it may not sit and what locks close; its residents against what there is."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil, floor

from optimizer.inputs.contradictions.checks import Contradiction, ScenarioUnderCheck, contradiction, shortage

HOSTS, NOT_IN, RESIDENTS = "rules.institute.hosts", "rules.institute.not_in", "rules.institute.residents_total"


def _is_wanted(case: ScenarioUnderCheck) -> bool:
    return bool(case.value("institute", "present", False))


def _allowed(case: ScenarioUnderCheck) -> list[str]:
    """Return the hosts that lie where the institute may sit, among those that are named, or all."""
    hosts = case.instance.table("institute_hosts")
    towns = case.instance.table("municipalities").set_index("municipality_id")
    shut, named = set(case.value("institute", "not_in", ())), case.value("institute", "hosts")
    return [
        host
        for host, town in zip(hosts["host_id"], hosts["municipality_id"], strict=True)
        if (named is None or host in named)
        and shut.isdisjoint({town, towns["province_id"][town], towns["pole"][town]} - {""})
    ]


@contradiction
def hosts_lie_where_the_institute_may_sit(case: ScenarioUnderCheck) -> Iterator[Contradiction]:
    """Yield the hosts and the places without institute, where no host is left."""
    if _is_wanted(case) and not _allowed(case) and case.value("institute", "not_in", ()):
        named = case.value("institute", "hosts")
        hosts = "names no host" if named is None else f"is {', '.join(named)}"
        message = f"{HOSTS} {hosts}, and {NOT_IN} ({', '.join(case.value('institute', 'not_in'))}) leaves no place"
        yield Contradiction((HOSTS, NOT_IN), message, "Name another host, or take a place out of not_in.")


@contradiction
def locks_leave_a_host(case: ScenarioUnderCheck) -> Iterator[Contradiction]:
    """Yield the hosts, where locks close everything at every campus on which one stands."""
    frame = case.instance.table("institute_hosts").set_index("host_id")
    hosts = _allowed(case) if _is_wanted(case) else []
    campuses = {host: frame["campus_id"][host] for host in hosts}
    teaching = {campus for campus, _ in case.eligible}
    before = {campus for campus, _ in case.eligible_unless_closed}
    if not hosts or any(not campus or campus in teaching for campus in campuses.values()):
        return
    closed = {pair for pair in case.eligible_unless_closed if pair[0] in campuses.values()}
    keys = [entry.key for entry in case.closing(closed)]
    if keys and before & set(campuses.values()):
        message = f"{HOSTS} leaves {', '.join(hosts)}, and {', '.join(keys)} close all that is taught there"
        yield Contradiction((HOSTS, *keys), message, "Allow another host, or remove entries.")


def _most_residents(case: ScenarioUnderCheck) -> dict[str, int]:
    """Return the most residents of each specialisation that may be taught."""
    share, least = case.value("institute", "graduate_share", 1.0), case.value("institute", "min_track", 1)
    graduates = case.instance.table("programmes").groupby("specialisation_id")["graduates"].sum()
    taught = {specialisation for _, specialisation in case.eligible}
    most = {s: floor(share * float(graduates.get(s, 0.0)) + 1e-9) for s in case.instance.specialisations}
    return {s: count for s, count in most.items() if s in taught and count >= max(1, least)}


@shortage
def residents_fit_the_studios(case: ScenarioUnderCheck) -> Iterator[Contradiction]:
    """Yield the number of residents, where the largest hosts have too few studios for them."""
    if not _is_wanted(case):
        return
    wanted, hosts = case.value("institute", "residents_total", 0), case.value("institute", "max_hosts", 1)
    frame = case.instance.table("institute_hosts").set_index("host_id")["studios"].astype(float)
    studios = sum(sorted((frame[host] for host in _allowed(case)), reverse=True)[:hosts])
    if wanted > studios:
        message = f"{RESIDENTS} is {wanted}, and rules.institute.max_hosts = {hosts} gives {studios:g} studios at most"
        mend = "Lower the number of residents, or allow more or other hosts."
        numbers = {"residents": wanted, "hosts": hosts, "studios": studios}
        yield Contradiction((RESIDENTS, "rules.institute.max_hosts"), message, mend, numbers)


@shortage
def residents_are_graduates(case: ScenarioUnderCheck) -> Iterator[Contradiction]:
    """Yield the number of residents, where too few graduates may become one, in all or in a family."""
    if not _is_wanted(case):
        return
    wanted, share = case.value("institute", "residents_total", 0), case.value("institute", "graduate_share", 1.0)
    families = case.instance.table("families")
    weights = dict(zip(families["family_id"], families["institute_weight"].astype(float), strict=True))
    possible = dict.fromkeys(weights, 0)
    for specialisation, count in _most_residents(case).items():
        possible[case.instance.family_of[specialisation]] += count
    quotas = {family: wanted * weight / sum(weights.values()) for family, weight in weights.items() if weight > 0}
    keys, mend = (RESIDENTS, "rules.institute.graduate_share"), "Lower the number of residents, or raise the share."
    few = {family: possible[family] for family, quota in quotas.items() if floor(quota + 1e-9) > possible[family]}
    for family, count in few.items():
        message = (
            f"{RESIDENTS} is {wanted}, of which {floor(quotas[family] + 1e-9)} of {family}, and {keys[1]} = {share:g} "
            f"allows {count} there"
        )
        numbers = {"family": family, "residents": floor(quotas[family] + 1e-9), "possible": count}
        yield Contradiction(keys, message, mend, numbers)
    most = sum(min(possible[family], ceil(quota - 1e-9)) for family, quota in quotas.items())
    if not few and most < wanted:
        message = f"{RESIDENTS} is {wanted}, and {keys[1]} = {share:g} allows {most}"
        yield Contradiction(keys, message, mend, {"residents": wanted, "possible": most})
