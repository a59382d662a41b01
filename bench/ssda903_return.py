"""Makes up a return of children looked after, of any size, with last year's: CSV files to check."""

import random
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import polars as pl

from lscp.returns.ssda903.tables import LAST, TABLES, columns

YEAR = 2027  # the first that has every table, and so every rule
START, END = date(YEAR - 1, 4, 1), date(YEAR, 3, 31)
MADE = 1000  # children made up; more are the same again under other numbers
WRONG = 0.01  # of cells, so that every rule has something to find
POSTCODES = [f"W{1 + n % 14} {n % 9}A{a}" for n, a in enumerate("ABDEFGHJLNPQRSTUWXYZ")]
CODES = {
    "LS": "C1 C2 C2 V2 V2 V2 E1 L1 J1 V3", "CIN": "N1 N1 N2 N3 N4 N5 N6 N8",
    "PLACE": "U4 U4 U5 U6 U1 U3 K2 K2 K3 P1 R3 Z11 T0", "PLACE_PROVIDER": "PR1 PR4 PR4 PR5 PR2",
    "REC": "E4A E4B E45 E13 E5 E8", "REASON_PLACE_CHANGE": "CARPL CHILD LAREQ OTHER",
    "ETHNIC": "WBRI WBRI BAFR ABAN MWBC NOBT", "IN_TOUCH": "YES YES YES NO REFU",
    "ACTIV": "F1 F2 F4 F5 P2 G5", "ACCOM": "B1 U1 Z1 D1 K1", "PREV_PERM": "Z1 Z1 Z1 P1 P2",
    "SW_REASON": "MANAGE FCONTA CHCHAN TSPROC", "REVIEW_CODE": "PN1 PN1 PN5 PN7",
}  # fmt: skip
ADOPTERS = {"FOSTER_CARE": "0", "NB_ADOPTR": "2", "SEX_ADOPTR": "MF", "LS_ADOPTR": "L11"}
HEALTH = dict.fromkeys(
    ("CONVICTED", "HEALTH_CHECK", "IMMUNISATIONS", "TEETH_CHECK", "HEALTH_ASSESSMENT"), "1"
) | {"SUBSTANCE_MISUSE": "0", "SDQ_SCORE": "12"}
Row = dict[str, Any]


class Made:
    """The rows of made-up children, by table; last year's too."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.rows: dict[str, list[Row]] = defaultdict(list)

    def pick(self, column: str) -> str:
        """Return a code of a column."""
        return self.chance.choice(CODES[column].split())

    def day(self, first: date, last: date) -> date:
        """Return a day between two."""
        return first + timedelta(self.chance.randint(0, max((last - first).days, 0)))

    def child(self, number: int) -> None:
        """Make up a child, who is in care or has left it, and what each table says."""
        born = self.day(date(YEAR - 19, 6, 1), date(YEAR - 1, 6, 1))
        about = {"CHILD": str(number), "DOB": born}
        sex = self.chance.choice("MF")
        mother = {"MOTHER": "0"} if sex == "F" else {}
        header = {**about, "SEX": sex, "ETHNIC": self.pick("ETHNIC"), **mother,
                  "UPN": f"A{number:012}"}  # fmt: skip
        began = self.day(max(born, date(YEAR - 6, 1, 1)), END)
        left = self.day(began, END) if self.chance.random() < 0.3 else None
        for last, end in (("_last", START - timedelta(1)), ("", END)):
            if began > end or (left and left < date(end.year - 1, 4, 1)):
                continue
            self.rows[f"Header{last}"].append(header)
            self._episodes(last, about, began, left, end)
            self._beside(last, about, began, left, end)
            if self.chance.random() < 0.06:
                self.rows[f"UASC{last}"].append({**about, "SEX": sex})

    def _episodes(self, last: str, about: Row, began: date, left: date | None, end: date) -> None:
        keep = self.chance.getstate()
        self.chance.seed(int(about["CHILD"]))  # both years say the same of the same episodes
        starts = sorted({began, *(self.day(began, left or END) for _ in range(3))})
        for at, start in enumerate(starts):
            until = starts[at + 1] if at + 1 < len(starts) else left
            row = {"CHILD": about["CHILD"], "DECOM": start, "RNE": "SPLB"[at],
                   "LS": self.pick("LS"), "CIN": "N1", "PLACE": self.pick("PLACE"),
                   "PLACE_PROVIDER": self.pick("PLACE_PROVIDER"), "URN": self._urn(),
                   "HOME_POST": self.chance.choice(POSTCODES),
                   "PL_POST": self.chance.choice(POSTCODES)}  # fmt: skip
            if until and until <= end:
                follows = at + 1 < len(starts)
                row |= {"DEC": until, "REC": "X1" if follows else self.pick("REC")}
                row |= {"REASON_PLACE_CHANGE": self.pick("REASON_PLACE_CHANGE")} if follows else {}
            if start <= end and (not until or until >= date(end.year - 1, 4, 1)):
                self.rows[f"Episodes{last}"].append(row)
        self.chance.setstate(keep)

    def _urn(self) -> str:
        return f"SC{self.chance.randint(0, 399):05}"

    def _beside(self, last: str, about: Row, began: date, left: date | None, end: date) -> None:
        """Make up what is returned beside the episodes, each where it is returned at all."""
        first = date(end.year - 1, 4, 1)
        since, until = max(began, first), min(left or end, end)
        chance, rows = self.chance.random, self.rows
        for after in range(20, (until - since).days, 170):
            said: Row = {
                "REVIEW": since + timedelta(after),
                "REVIEW_CODE": self.pick("REVIEW_CODE"),
            }
            rows[f"Reviews{last}"].append({**about, **said})
        if began <= first and not (left and left < end):
            rows[f"OC2{last}"].append({**about, **HEALTH})
        if chance() < 0.2:
            said = {column: self.pick(column) for column in ("IN_TOUCH", "ACTIV", "ACCOM")}
            rows[f"OC3{last}"].append({**about, **said})
        if chance() < 0.05:
            days: Row = {"DATE_INT": since, "DATE_MATCH": until}
            rows[f"AD1{last}"].append({**about, **days, **ADOPTERS})
        if chance() < 0.08:
            rows[f"PlacedAdoption{last}"].append({**about, "DATE_PLACED": since})
        if chance() < 0.5:
            rows[f"PrevPerm{last}"].append({**about, "PREV_PERM": self.pick("PREV_PERM")})
        for away in [self.day(since, until) for _ in range(3 if chance() < 0.1 else 0)]:
            days = {"MIS_START": away, "MIS_END": away + timedelta(2)}
            rows[f"Missing{last}"].append({**about, "MISSING": self.chance.choice("MA"), **days})
        changed = self.day(since, until)
        for start, ended in ((since, changed), (changed, None)):
            who = {"SW_ID": "SW123", "SW_REASON": self.pick("SW_REASON")}
            days = {"SW_DECOM": start, "SW_DEC": ended}
            rows[f"SWEpisodes{last}"].append({**about, **who, **days})
        if chance() < 0.02:
            rows[f"DoLo{last}"].append({**about, "DOLO_START": since})


def write(folder: Path, many: int) -> None:
    """Write two years' CSV files of so many children, and the lists that may be given beside."""
    made = Made(random.Random(903))
    each = min(MADE, many)
    for number in range(each):
        made.child(number)
    for name, rows in made.rows.items():
        frame, spoilt = _frame(name, rows), random.Random(name)
        frame = frame.with_columns(_spoilt(frame[c], spoilt) for c in frame.columns if c != "CHILD")
        with (folder / f"{name}.csv").open("wb") as out:
            for copy in range(-(-many // each)):
                numbered = pl.format("{}-{}", pl.lit(copy), "CHILD").alias("CHILD")
                _renumbered(frame.with_columns(numbered), copy).write_csv(
                    out, include_header=not copy
                )
    for name, rows in _lists().items():
        pl.DataFrame(rows).select(columns(name)).write_csv(folder / f"{name}.csv")


def _lists() -> dict[str, list[Row]]:
    las = [f"E090000{number}" for number in (30, 31, 32, 33)]
    postcodes = [
        {"POSTCODE": code, "LA": las[n % 4], "EAST": 520_000 + 900 * n, "NORTH": 180_000}
        for n, code in enumerate(POSTCODES)
    ]
    providers = [
        {
            "URN": f"SC{n:05}", "PLACE_CODES": "K2,U4,U5", "PROVIDER_CODES": "PR1,PR4",
            "REG_END": None if n % 9 else f"30/06/{YEAR - 1}", "POSTCODE": POSTCODES[n % 20],
            "LA_CODE_INFERRED": las[n % 4], "LA_NAME_INFERRED": "", "LA_NAME_FROM_FILE": "",
        }
        for n in range(400)
    ]  # fmt: skip
    return {"Postcodes": postcodes, "Providers": providers}


def _renumbered(frame: pl.DataFrame, copy: int) -> pl.DataFrame:
    """Return rows with pupil numbers of this copy: no two children have the same."""
    if "UPN" not in frame.columns:
        return frame
    number = pl.format("A{}{}", pl.col("UPN").str.slice(7), pl.lit(100_000 + copy))
    known = pl.col("UPN").str.starts_with("A")
    return frame.with_columns(UPN=pl.when(known).then(number).otherwise("UPN"))


def _frame(name: str, rows: list[Row]) -> pl.DataFrame:
    of = [leaf.name for leaf in TABLES[name.removesuffix(LAST)]]
    there = [column for column in of if column != "UASC"]
    cells = {c: [_written(row.get(c)) for row in rows] for c in there}
    return pl.DataFrame(cells, schema=dict.fromkeys(there, pl.String))


def _written(value: Any) -> str | None:
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else value


def _spoilt(column: pl.Series, chance: random.Random) -> pl.Series:
    """Return a column in which some cells are empty, or hold what they should not."""
    cells = [
        chance.choice((None, "X9")) if chance.random() < WRONG else cell
        for cell in column.to_list()
    ]
    return pl.Series(column.name, cells, pl.String)
