"""`lscp facts`: registers of earlier years are loaded from files, or refused with a sentence."""

import pytest

pytestmark = pytest.mark.django_db
HEADER = "kind,received_on,agency,sector"
CALL = ("--authority", "E09000020", "--year", "2022")


def test_a_register_is_loaded_and_what_is_wrong_with_one_is_said(lscp, tmp_path):
    file = tmp_path / "register.csv"
    file.write_text(f"{HEADER}\nreferral,2021-05-04,school,school\n")
    said = lscp("facts", "allegations", file, *CALL)
    assert (said.status, said.err) == (0, "")
    assert "Kensington and Chelsea, 2022: loaded, 1 rows of facts" in said.out
    assert "Figures of 2022" in said.out
    file.write_text(f"{HEADER}\nreferral,soon,school,school\n")
    said = lscp("facts", "allegations", file, *CALL)
    assert said.status == 1
    assert "Not loaded: register.csv, line 2, column received_on: 'soon' is not a date" in said.err
