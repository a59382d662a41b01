"""The roles of the partnership; which organisations may hold each and who gives it: `roles.csv`."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.db import models

TABLE = Path(__file__).with_name("roles.csv")
ANY = "any"


class Role(models.TextChoices):
    """In which role somebody acts. What each may do stands in the areas' `policy.py`."""

    REFERRER = "referrer", "Referrer"
    SCHOOL_LEAD = "school_lead", "School safeguarding lead"
    HEALTH_LEAD = "health_lead", "GP or named health professional"
    POLICE_OFFICER = "police_officer", "Police safeguarding officer"
    MASH_PARTNER = "mash_partner", "MASH partner"
    FRONT_DOOR_OFFICER = "front_door_officer", "Front door officer"
    FRONT_DOOR_MANAGER = "front_door_manager", "Front door manager"
    SOCIAL_WORKER = "social_worker", "Social worker"
    TEAM_MANAGER = "team_manager", "Team manager"
    SERVICE_MANAGER = "service_manager", "Service manager"
    EARLY_HELP_PRACTITIONER = "early_help_practitioner", "Early help practitioner"
    EARLY_HELP_MANAGER = "early_help_manager", "Early help manager"
    CONFERENCE_CHAIR = "conference_chair", "Conference chair or IRO"
    LADO = "lado", "LADO"
    LADO_SUPPORT = "lado_support", "LADO support"
    EXPLOITATION_LEAD = "exploitation_lead", "Child exploitation lead"
    BUSINESS_MANAGER = "business_manager", "Business manager"
    SCRUTINEER = "scrutineer", "Independent chair or scrutineer"
    EXECUTIVE = "executive", "Executive or lead partner"
    ANALYST = "analyst", "Performance analyst"
    RETURNS_OFFICER = "returns_officer", "Returns officer"
    INFORMATION_GOVERNANCE = "information_governance", "Information governance lead"
    ORGANISATION_ADMINISTRATOR = "organisation_administrator", "Organisation administrator"
    SYSTEM_ADMINISTRATOR = "system_administrator", "System administrator"
    AUDITOR = "auditor", "Auditor"
    TRAINER = "trainer", "Trainer"
    DELEGATE = "delegate", "Delegate"
    YOUNG_ADVISER = "young_adviser", "Young adviser"


# However the table of grants is changed, no record of a person is open to these.
NEVER_SEE_PEOPLE = frozenset({Role.SYSTEM_ADMINISTRATOR.value})


@dataclass(frozen=True)
class Belonging:
    """Which kinds of organisation a role belongs to, and which role gives it to somebody."""

    kinds: frozenset[str]
    granted_by: str

    def fits(self, kind: str) -> bool:
        """Say whether an organisation of a kind may have the role."""
        return ANY in self.kinds or kind in self.kinds


@cache
def belongings() -> dict[str, Belonging]:
    """Return where each role belongs."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {
            row["role"]: Belonging(frozenset(row["kinds"].split()), row["granted_by"])
            for row in csv.DictReader(file)
        }
