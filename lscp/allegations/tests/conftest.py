"""The LADO services of the two authorities."""

import pytest


@pytest.fixture
def lado(someone, cast):
    """The LADO of Kensington and Chelsea."""
    return someone("lado", team=cast.kensington_lado, name="Lionel Adomako")


@pytest.fixture
def lado_support(lado, someone, cast):
    """Who supports that LADO."""
    return someone("lado_support", team=cast.kensington_lado, name="Leonie Sutcliffe")


@pytest.fixture
def other_lado(someone, cast):
    """The LADO of Westminster."""
    return someone("lado", team=cast.westminster_lado, name="Wanda Ilić")
