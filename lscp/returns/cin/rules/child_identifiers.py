"""Rules about who a child is: identifiers, sex, the days of birth and death."""

from datetime import date

import narwhals as nw

from lscp.core import vocab
from lscp.returns import shapes
from lscp.returns.cin.rules import CHILD, error, query, upn
from lscp.returns.rules import Rows, Tables

_error, _query = error("ChildIdentifiers"), query("ChildIdentifiers")

ID_LENGTH = 20
MOST_WITHOUT_SEX = 2
"""Per cent."""
SEX_SINCE = 2025
"""The first collection that asks for sex; the ones before ask for gender."""
MALE, FEMALE, UNKNOWN = "1", "2", ("0", "9")
"""The codes of gender; as sex is M, F and U."""


@_error("1510", {"ChildIdentifiers": ("UPN",)})
def check_letter_wrong(tables: Tables) -> Rows:
    """The first letter of the UPN is not the check letter of the rest. Copy the UPN again."""
    there = tables.ChildIdentifiers.filter(~nw.col("UPN").is_null())
    return there.filter(~upn.check_letter_is_right("UPN"))


@_error("1520", {"ChildIdentifiers": ("UPN",)})
def upn_of_several_records(tables: Tables) -> Rows:
    """Several records have this UPN. Find whose it is, or merge the records of the same child."""
    return shapes.groups_with_more_than(tables.ChildIdentifiers, ("UPN",), 1)


@_error("1530", {"ChildIdentifiers": ("UPN",)})
def upn_authority_unknown(tables: Tables) -> Rows:
    """Characters 2 to 4 of the UPN are no authority's number. Copy the UPN again."""
    authority = nw.col("UPN").str.slice(1, 3)
    known = shapes.valid_codes("dfe/upn_authority", tables)
    return tables.ChildIdentifiers.filter(~authority.is_in(known))


@_error("1540", {"ChildIdentifiers": ("UPN",)})
def upn_number_not_digits(tables: Tables) -> Rows:
    """Characters 5 to 12 of the UPN are not all digits. Copy the UPN again."""
    number = nw.col("UPN").str.slice(4, 8)
    return tables.ChildIdentifiers.filter(~number.str.contains("^[0-9]{8}$"))


@_error("1550", {"ChildIdentifiers": ("UPN",)})
def upn_ends_wrongly(tables: Tables) -> Rows:
    """Character 13 of the UPN is no digit and no letter of a UPN. Copy the UPN again."""
    last = nw.col("UPN").str.slice(12, 1)
    return tables.ChildIdentifiers.filter(~last.str.contains(f"^{upn.LAST}$"))


@_query("1560Q", {"ChildIdentifiers": ("FormerUPN",)})
def former_upn_wrongly_formed(tables: Tables) -> Rows:
    """The former UPN is not built as a UPN is. Copy it again, leave it out, or say why."""
    return tables.ChildIdentifiers.filter(~nw.col("FormerUPN").str.contains(upn.FORM))


@_error("1570", {"ChildIdentifiers": CHILD}, since=2025)
def child_id_too_long(tables: Tables) -> Rows:
    """The child's identifier is longer than 20 characters. Shorten it, the same way every year."""
    return tables.ChildIdentifiers.filter(nw.col("LAchildID").str.len_chars() > ID_LENGTH)


@_error("1580", {"ChildIdentifiers": CHILD}, since=2025)
def child_id_not_alphanumeric(tables: Tables) -> Rows:
    """The child's identifier has other than letters and digits. Leave the other characters out."""
    return tables.ChildIdentifiers.filter(nw.col("LAchildID").str.contains("[^A-Za-z0-9]"))


@_query("2886Q", needs=("ChildIdentifiers.ExpectedPersonBirthDate", "ChildIdentifiers.Sex"))
def sex_often_not_recorded(tables: Tables) -> Rows:
    """More than 2% of the children, the unborn apart, have no sex recorded.

    Record it where it is known, or say why it is not.
    """
    born = tables.ChildIdentifiers.filter(nw.col("ExpectedPersonBirthDate_on").is_null())
    missing = _sex(tables).is_null() | (_sex(tables) == "U")
    counts = born.select(
        missing.fill_null(True).cast(nw.Int64).sum().alias("missing"), nw.len().alias("all")
    )
    return counts.filter(nw.col("missing") * 100 > nw.col("all") * MOST_WITHOUT_SEX)


_DEATH = "PersonDeathDate"


@_error(
    "4008",
    {"ChildIdentifiers": (_DEATH,), "CINplanDates": ("CINPlanStartDate",)},
    needs=("ChildIdentifiers.LAchildID", "CINplanDates.LAchildID"),
)
def plan_starts_after_death(tables: Tables) -> Rows:
    """A CIN plan starts after the child's death. Correct the day that is wrong."""
    both = tables.joined("ChildIdentifiers", "CINplanDates", on=CHILD)
    return shapes.before(both, "PersonDeathDate_on", "CINPlanStartDate_on")


@_query(
    "4009Q",
    {"ChildIdentifiers": (_DEATH,), "CINplanDates": ("CINPlanEndDate",)},
    needs=("ChildIdentifiers.LAchildID", "CINplanDates.LAchildID"),
)
def plan_ends_after_death(tables: Tables) -> Rows:
    """A CIN plan ends after the child's death. End it on the day of death, or say why not."""
    both = tables.joined("ChildIdentifiers", "CINplanDates", on=CHILD)
    return shapes.before(both, "PersonDeathDate_on", "CINPlanEndDate_on")


@_error("4180", {"ChildIdentifiers": ("Sex",)})
def sex_missing_or_not_valid(tables: Tables) -> Rows:
    """The child's sex is missing or is no code of the census.

    Enter M, F, or U where it is not known; before 2025, the code of the gender.
    """
    sex = _sex(tables)
    return tables.ChildIdentifiers.filter(sex.is_null() | ~sex.is_in(list(vocab.codes("cin/sex"))))


@_error("8500", {"ChildIdentifiers": CHILD})
def child_id_missing(tables: Tables) -> Rows:
    """The child has no identifier. Enter the one that your case system knows the child by."""
    return tables.ChildIdentifiers.filter(nw.col("LAchildID").is_null())


@_error("8510", {"ChildIdentifiers": CHILD})
def child_id_of_several_records(tables: Tables) -> Rows:
    """Several child records have this identifier. Merge them, with every episode in the one."""
    return shapes.groups_with_more_than(tables.ChildIdentifiers, CHILD, 1)


@_error("8520", {"ChildIdentifiers": ("PersonBirthDate",)})
def born_after_the_collection(tables: Tables) -> Rows:
    """The date of birth is after the end of the collection. Correct it; unborn, give the expected.

    A child not born by 31 March has an expected date of birth instead.
    """
    return tables.ChildIdentifiers.filter(nw.col("PersonBirthDate_on") > tables.end)


@_query("8525Q", {"ChildIdentifiers": ("PersonBirthDate", "ExpectedPersonBirthDate")})
def birth_given_twice_or_not(tables: Tables) -> Rows:
    """The child has neither a date of birth nor an expected one, or has both.

    Give the date of birth of a child who is born, the expected one of a child who is not.
    """
    birth = nw.col("PersonBirthDate_on").is_null()
    expected = nw.col("ExpectedPersonBirthDate_on").is_null()
    return tables.ChildIdentifiers.filter((birth & expected) | (~birth & ~expected))


@_query("8530Q", {"ChildIdentifiers": ("ExpectedPersonBirthDate",)})
def expected_outside_the_range(tables: Tables) -> Rows:
    """The expected date of birth is not within March to December of the year that ends.

    Check whether the child is born by now; correct the day, or say why it is right.
    """
    year, expected = tables.end.year, nw.col("ExpectedPersonBirthDate_on")
    outside = (expected < date(year, 3, 1)) | (expected > date(year, 12, 31))
    return tables.ChildIdentifiers.filter(outside)


@_query("8535Q", {"ChildIdentifiers": (_DEATH, "PersonBirthDate")})
def died_before_birth(tables: Tables) -> Rows:
    """The child's death is before the birth. Correct the day that is wrong, or say why not."""
    return shapes.before(tables.ChildIdentifiers, "PersonDeathDate_on", "PersonBirthDate_on")


@_query("8545Q", {"ChildIdentifiers": (_DEATH,)})
def died_outside_the_year(tables: Tables) -> Rows:
    """The child's death is outside the census year. Correct the day, or say why it is right."""
    return shapes.outside(tables.ChildIdentifiers, "PersonDeathDate_on", tables)


@_error("8590", {"ChildIdentifiers": CHILD}, needs=("CINdetails.LAchildID",))
def child_without_an_episode(tables: Tables) -> Rows:
    """The child has no episode of need. Add the episode, or take the child out of the return."""
    known = tables.ChildIdentifiers.filter(~nw.col("LAchildID").is_null())
    return known.join(tables.CINdetails, on=list(CHILD), how="anti")


@_error("8750", {"ChildIdentifiers": ("Sex", "PersonBirthDate", "ExpectedPersonBirthDate")})
def unborn_with_a_sex(tables: Tables) -> Rows:
    """An unborn child's sex is not U. Enter U, or the date of birth if the child is born."""
    unborn = (
        nw.col("PersonBirthDate_on").is_null() & ~nw.col("ExpectedPersonBirthDate_on").is_null()
    )
    return tables.ChildIdentifiers.filter(unborn & (_sex(tables).fill_null("") != "U"))


@_query(
    "8770Q",
    {"ChildIdentifiers": ("UPN", "UPNunknown", "PersonBirthDate")},
    needs=("ChildIdentifiers.LAchildID", "CINdetails.LAchildID", "CINdetails.ReferralNFA"),
)
def no_upn_at_school_age(tables: Tables) -> Rows:
    """A child of school age whose referral led to action has no UPN and no fitting reason why.

    Enter the UPN, or a reason other than UN1, or say why neither is known.
    """
    reason = nw.col("UPNunknown")
    unexplained = nw.col("UPN").is_null() & (reason.is_null() | (reason == "UN1"))
    children = tables.ChildIdentifiers.filter(unexplained & _of_school_age(tables))
    return children.join(_led_to_action(tables), on=list(CHILD), how="semi")


@_error(
    "8772",
    {"ChildIdentifiers": ("UPNunknown",), "CINdetails": ("ReferralNFA",)},
    needs=("ChildIdentifiers.LAchildID", "CINdetails.LAchildID"),
)
def no_action_as_reason_despite_action(tables: Tables) -> Rows:
    """The UPN is unknown for UN7, no further action, but a referral of the child led to action.

    Enter the UPN, or the reason that it is unknown now.
    """
    both = tables.joined("ChildIdentifiers", "CINdetails", on=CHILD)
    return both.filter((nw.col("UPNunknown") == "UN7") & ~nw.col("ReferralNFA_is"))


@_query(
    "8775Q",
    {"ChildIdentifiers": ("PersonBirthDate",), "CINdetails": ("CINclosureDate",)},
    needs=("ChildIdentifiers.LAchildID", "CINdetails.LAchildID"),
)
def older_than_25(tables: Tables) -> Rows:
    """The child is past the 25th birthday when the episode closes, or at the end of the year.

    Correct the date of birth, close the episode, or say why it is open.
    """
    both = tables.joined("ChildIdentifiers", "CINdetails", on=CHILD)
    last = nw.col("CINclosureDate_on").fill_null(tables.end)
    return both.filter(nw.col("PersonBirthDate_on").dt.offset_by("25y") < last)


def _sex(tables: Tables) -> nw.Expr:
    """Return sex; in collections before it was asked for, gender in the codes of sex."""
    sex, gender = nw.col("Sex"), nw.col("GenderCurrent")
    if tables.year >= SEX_SINCE:
        return sex
    as_sex = nw.when(gender == MALE).then(nw.lit("M")).otherwise(gender)
    as_sex = nw.when(gender == FEMALE).then(nw.lit("F")).otherwise(as_sex)
    as_sex = nw.when(gender.is_in(UNKNOWN)).then(nw.lit("U")).otherwise(as_sex)
    return nw.coalesce(sex, as_sex)


def _of_school_age(tables: Tables) -> nw.Expr:
    """Say whether a child is of compulsory school age at the end of the collection.

    It begins at five, and ends with the school year in which the child becomes 16 (Education Act
    1996, section 8). School years begin on 1 September.
    """
    birth = nw.col("PersonBirthDate_on")
    oldest = date(max(tables.end.year - 17, 1), 9, 1)
    return (birth >= oldest) & (birth.dt.offset_by("5y") <= tables.end)


def _led_to_action(tables: Tables) -> Rows:
    return tables.CINdetails.filter(~nw.col("ReferralNFA_is")).select(*CHILD)
