"""What is counted every night: the year that is running, and of the LADO the year before it."""

from uuid import UUID

from django.conf import settings

from lscp.core import jobs, periods
from lscp.core.policy import Actor
from lscp.core.time import today
from lscp.submissions.policy import CHECK, LOAD, WRITE


@jobs.nightly("submissions.count_live_records", may=(LOAD,), whole=False)
def count_live_records(by: Actor) -> None:
    """Load what is recorded of the running year, of each authority without a return of it."""
    from lscp.front_door.facts import begun
    from lscp.submissions import actions, figures
    from lscp.submissions.loads import NotLoaded

    year = periods.reporting_year(today())
    for authority in begun(year):
        if authority not in settings.LSCP_MEMBERS:
            continue
        try:
            actions.load_live(by=by, authority=authority, year=year)
        except NotLoaded:  # a return stands
            continue
    figures.compute(year)
    _count_registers(by, year - 1)


def _count_registers(by: Actor, year: int) -> None:
    """Count once what the LADO's register holds of the year that is over."""
    from lscp.allegations.facts import begun
    from lscp.submissions import actions, figures
    from lscp.submissions.models import Load

    for authority in begun(year):
        is_counted = Load.standing(Load.Collection.LIVE_REGISTER, authority, year).exists()
        if authority in settings.LSCP_MEMBERS and not is_counted:
            actions.load_live_register(by=by, authority=authority, year=year)
            figures.compute(year)


@jobs.job("submissions.write_census", may=(WRITE, CHECK), whole=False)
def write_census(by: Actor, census: UUID) -> None:
    """Write a census that somebody asked for, and check it."""
    from lscp.submissions.census import write

    write(census, by=by)
