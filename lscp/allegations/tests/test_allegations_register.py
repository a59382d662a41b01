"""The register: adults and employers are recorded, for the service of an authority alone."""

import pytest

from lscp.allegations.queries.services import service_of
from lscp.allegations.tests.allegations_records import adult, employer
from lscp.core.workflow import NotAllowed, Refused

pytestmark = pytest.mark.django_db


def test_the_service_is_the_team_with_a_lado_today(cast, lado, other_lado):
    assert service_of(cast.KENSINGTON) == (cast.kensington_care, cast.kensington_lado)
    assert service_of(cast.WESTMINSTER) == (cast.westminster_care, cast.westminster_lado)


def test_without_a_lado_there_is_no_service(cast, lado):
    with pytest.raises(Refused, match="Westminster has no LADO service here"):
        service_of(cast.WESTMINSTER)


def test_record_adult(lado, lado_support, other_lado, cast, sees):
    made = adult(lado_support, given=" Zoë ", family="Smith-Jones", postcode="W8 5TT")
    assert (made.state, made.given, made.team) == ("known", "Zoë", cast.kensington_lado)
    assert sees(lado, made, "allegations.view_adult")
    assert not sees(other_lado, made, "allegations.view_adult")


def test_record_employer_is_for_the_service(lado, someone):
    assert employer(lado).name == "Elm Street School"
    with pytest.raises(Refused, match="Enter the name"):
        employer(lado, name=" - ")
    with pytest.raises(NotAllowed):
        employer(someone("front_door_manager"))
