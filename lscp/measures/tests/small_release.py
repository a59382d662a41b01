"""Small releases of official statistics, written line by line for the tests."""

from pathlib import Path

PLACE = (
    "time_period,time_identifier,geographic_level,country_code,country_name,region_code,"
    "region_name,old_la_code,new_la_code,la_name"
)
ENGLAND = "2022,Reporting year,National,E92000001,England,,,,,"
LONDON = "2022,Reporting year,Regional,E92000001,England,E12000007,London,,,"
KENSINGTON = (
    "2022,Reporting year,Local authority,E92000001,England,E13000001,Inner London,207,E09000020,"
    "Kensington and Chelsea"
)
HEREFORDSHIRE = (
    "2021,Reporting year,Local authority,E92000001,England,E12000005,West Midlands,884,E06000019,"
    '"Herefordshire, County of"'
)


def written(
    folder: Path, *lines: str, name: str = "c1_referrals.csv", encoding: str = "utf-8"
) -> Path:
    """Return a file of these lines."""
    file = folder / name
    file.write_text("\n".join(lines) + "\n", encoding=encoding)
    return file


def c1(*rows: str, columns: str = "category,Referrals,Re_referrals") -> list[str]:
    """Return the lines of a small table c1, or of another by its columns."""
    return [f"{PLACE},{columns}", *rows]
