"""A partnership small enough to stand in a test: a few hundred made-up children, no randomness.

Two authorities, returns of five years; the first is there to look back to. Kensington and
Chelsea records fewer referrals from April 2021, as it did; Westminster has one month beyond
chance.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import count

from lscp.access.acting import needs_second_factor
from lscp.access.models import Team, User
from lscp.access.sign_in_factors import give_second_factor
from lscp.core import facts
from lscp.core.breakdowns import BREAKDOWNS
from lscp.core.figures import Figure, Status
from lscp.core.indicators import evaluate
from lscp.core.periods import year as whole_year
from lscp.measures import actions, official
from lscp.measures.indicators import load
from lscp.submissions.models import Load
from tests.cast import assemble, join

ACCOUNTS = {  # name → role, and the organisation or team of the cast
    "analyst": ("analyst", "partnership"),
    "officer": ("returns_officer", "kensington"),
    "visitor": ("delegate", "westminster_school"),
    "school": ("school_lead", "kensington_school"),
    "manager": ("front_door_manager", "kensington_care"),
    "partner": ("mash_partner", "police"),
    "governance": ("information_governance", "kensington_care"),
    "administrator": ("organisation_administrator", "kensington_care"),
    "system": ("system_administrator", "partnership"),
    "lado": ("lado", "kensington_lado"),
}
SECRET = "JBSWY3DPEHPK3PXP"  # of everybody's authenticator app
MEMBERS = ("E09000020", "E09000033")
YEARS = (2019, 2020, 2021, 2022)
MONTHS = (4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3)
NEEDS = ("N1", "N1", "N1", "N2", "N4", "N5", "N1", "N5", "N3", "N8")
SOURCES = ("1A", "2A", "3A", "5A", "6", "1B", "4", "9")
ETHNICITIES = ("WBRI", "BAFR", "MWBC", "APKN", "OOTH", "WOTH", "NOBT")
CATEGORIES = ("NEG", "EMO", "PHY", "EMO", "NEG", "SAB")


def partnership() -> facts.Facts:
    """Return the facts of both authorities for 2018 to 2022, marked as made up."""
    parts = [
        facts.from_rows(authority=member, year=year, **_rows(member, year))
        for member in MEMBERS
        for year in (2018, *YEARS)
    ]
    whole = facts.together(parts).with_table("lscp_population", official.population())
    sources = (
        replace(each, demonstration=True, snapshot=f"made-up-{each.authority}-{each.year}")
        for each in whole.sources
    )
    return replace(whole, sources=tuple(sources))


def figures(year: int, held: facts.Facts, *, only: Iterable[str] = ()) -> list[Figure]:
    """Return indicators, all or those named, with every breakdown for a year: full values."""
    chosen = [load()[name] for name in only] or load().values()
    return evaluate(chosen, held, whole_year(year), by=BREAKDOWNS, members=MEMBERS)


def keep(*only: str) -> None:
    """Keep the figures of some indicators for all years; the published view just hides 1 to 5.

    What hides the rest looks at all indicators together, and takes ten seconds a year.
    """
    for year in YEARS:
        full = _figures(year, only)
        views = {"internal": full, "published": [_hidden(figure) for figure in full]}
        actions.keep(year, views, snapshots=["made-up"], definitions="scenario")


def everything() -> None:
    """Keep every figure of all years, the official statistics, and the loads they came from."""
    keep()
    actions.load_official(official.committed(), by="maintainer")
    loads()


def loads() -> None:
    """Keep the loads that the facts came from."""
    Load.objects.bulk_create(_load(each.authority, each.year) for each in _whole().sources)


def accounts(password: str) -> None:
    """Make an account of each who visits the site, with a second factor where they need one."""
    cast = assemble()
    for name, (role, home) in ACCOUNTS.items():
        user = User.objects.create_user(name, f"{name}@example.org", password)
        place = getattr(cast, home)
        organisation, team = (None, place) if isinstance(place, Team) else (place, None)
        join(cast, role, organisation, team, user=user)
        if needs_second_factor(user):
            give_second_factor(user, SECRET)


def _load(authority: str, year: int) -> Load:
    return Load(
        collection=Load.Collection.CIN, authority=authority, year=year, made_up=True,
        file_name=f"cin-{authority}-{year}.xml", sha256=f"{year:064x}", size=1_000_000, reader="1",
        snapshot=f"made-up-{authority}-{year}", rows={"ssd_cin_episodes": 150},
        warnings=[{"code": "date", "message": "A date is not written as in XML", "count": 3,
                   "line": 12}],
        loaded_at=datetime(2026, 4, 1, 9, 30, tzinfo=UTC), loaded_by="analyst",
    )  # fmt: skip


@cache
def _figures(year: int, only: tuple[str, ...]) -> list[Figure]:
    return figures(year, _whole(), only=only)


@cache
def _whole() -> facts.Facts:
    return partnership()


def _hidden(figure: Figure) -> Figure:
    if figure.unit != "count" or not 0 < (figure.value or 0) < 6:
        return figure
    return replace(
        figure, value=None, numerator=None, counted=0, status=Status.SUPPRESSED, reason="Hidden"
    )


def _referrals(member: str, year: int, month: int) -> int:
    if member == "E09000020":
        return (14 if year < 2022 else 8) + (month * 7 + year) % 4
    return (31 if (year, month) == (2022, 11) else 9) + (month * 5 + year) % 3


def _rows(member: str, year: int) -> dict[str, list[dict[str, object]]]:
    """Return one authority's return of a year: referrals month by month, and what follows."""
    tables: dict[str, list[dict[str, object]]] = {
        name: [] for name in (
            "ssd_person", "ssd_disability", "ssd_cin_episodes", "ssd_cin_assessments",
            "lscp_assessment_factors", "ssd_cin_plans", "ssd_s47_enquiry",
            "ssd_initial_cp_conference", "ssd_cp_plans", "ssd_cp_reviews",
        )
    }  # fmt: skip
    number = count(1)
    for month in MONTHS:
        for place in range(_referrals(member, year, month)):
            day = date(year - (month >= 4), month, 1 + (place * 3) % 28)
            _referral(tables, next(number), day, date(year, 3, 31))
    return tables


def _referral(
    tables: dict[str, list[dict[str, object]]], number: int, day: date, end: date
) -> None:
    # Each eighth child of a year was there the year before too: a re-referral, where it is soon.
    child = f"C{number % 40 if number % 8 == 0 else 1000 * end.year + number}"
    referral = f"{child}-{end.year}{number}"
    nothing_done = number % 4 == 0
    closed = day + timedelta(days=20 + number % 200)
    _once(tables["ssd_person"], {
        "pers_person_id": child, "pers_dob": date(end.year - 1 - number % 17, 1 + number % 12, 5),
        "pers_gender": str(1 + number % 2), "pers_ethnicity": ETHNICITIES[number % 7],
    })  # fmt: skip
    if number % 9 == 0:
        _once(tables["ssd_disability"], {
            "disa_person_id": child, "disa_table_id": child, "disa_disability_code": "LD",
        })  # fmt: skip
    tables["ssd_cin_episodes"].append({
        "cine_referral_id": referral, "cine_person_id": child, "cine_referral_date": day,
        "cine_cin_primary_need_code": None if nothing_done else NEEDS[number % 10],
        "cine_referral_source_code": SOURCES[number % 8],
        "cine_referral_nfa": "Y" if nothing_done else "N",
        "cine_close_date": closed if closed <= end and not nothing_done else None,
        "cine_close_reason": "RC7" if closed <= end and not nothing_done else None,
    })  # fmt: skip
    if not nothing_done:
        _work(tables, number, (child, referral), day, end)


def _work(
    tables: dict[str, list[dict[str, object]]], number: int, who: tuple[str, str], day: date,
    end: date,
) -> None:  # fmt: skip
    child, referral = who
    done = day + timedelta(days=10 + number % 60)
    tables["ssd_cin_assessments"].append({
        "cina_assessment_id": f"{referral}-A1", "cina_person_id": child,
        "cina_referral_id": referral, "cina_assessment_start_date": day,
        "cina_assessment_auth_date": done if done <= end else None,
    })  # fmt: skip
    for factor in ("3B", "4B", "16A")[: number % 4]:
        tables["lscp_assessment_factors"].append(
            {"lscp_assessment_id": f"{referral}-A1", "lscp_factor": factor}
        )
    if number % 3 == 0:
        tables["ssd_cin_plans"].append({
            "cinp_cin_plan_id": f"{referral}-N1", "cinp_referral_id": referral,
            "cinp_person_id": child, "cinp_cin_plan_start_date": day,
        })  # fmt: skip
    if number % 5 in (1, 2):
        _protection(tables, number, who, day, end)


def _protection(
    tables: dict[str, list[dict[str, object]]], number: int, who: tuple[str, str], day: date,
    end: date,
) -> None:  # fmt: skip
    child, referral = who
    enquiry, plan = f"{referral}-S1", f"{referral}-P1"
    held = day + timedelta(days=8 + number % 18)
    tables["ssd_s47_enquiry"].append({
        "s47e_s47_enquiry_id": enquiry, "s47e_referral_id": referral, "s47e_person_id": child,
        "s47e_s47_start_date": day, "s47e_s47_nfa": "N" if held <= end else None,
    })  # fmt: skip
    if held > end:
        return
    tables["ssd_initial_cp_conference"].append({
        "icpc_icpc_id": f"{enquiry}-C", "icpc_s47_enquiry_id": enquiry, "icpc_person_id": child,
        "icpc_referral_id": referral, "icpc_icpc_transfer_in": "N", "icpc_icpc_date": held,
        "icpc_icpc_outcome_cp_flag": "Y",
    })  # fmt: skip
    category = CATEGORIES[number % 6]
    tables["ssd_cp_plans"].append({
        "cppl_cp_plan_id": plan, "cppl_referral_id": referral, "cppl_icpc_id": f"{enquiry}-C",
        "cppl_person_id": child, "cppl_cp_plan_start_date": held,
        "cppl_cp_plan_initial_category": category, "cppl_cp_plan_latest_category": category,
        "lscp_previous_plans": int(number % 10 == 1),
    })  # fmt: skip
    reviewed = held + timedelta(days=80)
    if reviewed <= end:
        tables["ssd_cp_reviews"].append({
            "cppr_cp_review_id": f"{plan}-R1", "cppr_person_id": child, "cppr_cp_plan_id": plan,
            "cppr_cp_review_date": reviewed,
        })  # fmt: skip


def _once(rows: list[dict[str, object]], row: dict[str, object]) -> None:
    key = next(iter(row))
    if all(row[key] != each[key] for each in rows):
        rows.append(row)
