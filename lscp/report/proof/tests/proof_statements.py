"""Writes sentences and tables whose truth is known, in the phrasings of published reports.

Of each phrasing a statement is made that is right, and one that is wrong by so much that no
rounding explains it.
"""

SHARES = (
    "{part} of {whole} children ({share}%) were seen.",
    "{part} of the {whole} children ({share}%) were seen.",
    "{part} out of {whole} children ({share}%) were seen.",
    "{part} ({share}%) of the {whole} children were seen.",
    "{part} children ({share}%) out of {whole} were seen.",
    "{part}/{whole} ({share}%) of plans were reviewed.",
    "{share}% ({part} of {whole}) of children were seen.",
    "{share}% ({part}/{whole}) were seen in time.",
    "{share}% ({part} out of {whole}) were seen in time.",
    "{share}% of the {whole} children ({part}) were seen.",
    "{share}% ({part}) of the {whole} children were seen.",
    "{share}% (n={part}) of the {whole} children were seen.",
    "{part} of the {whole} children, or {share}%, were seen.",
    "{part} out of {whole} plans were reviewed in time, which is {share}%.",
    "{part} of the {whole} plans were reviewed in time, representing {share}%.",
    "Of the {whole} children, {part} ({share}%) were seen in time.",
    "Of {whole} children, {part} ({share}%) were seen in time.",
    "Of the {whole} referrals received in 2021/22, {part} ({share}%) led to an assessment.",
    "Of the {whole} referrals received in 2021/22, {share}% ({part}) led to an assessment.",
    "Out of {whole} referrals, {part} ({share}%) led to an assessment.",
    "There were {whole} referrals, of which {part} ({share}%) led to an assessment.",
    "{whole} children live with foster families, of whom {part} ({share}%) live elsewhere.",
    "{whole} contacts were received in the year. Of these, {part} ({share}%) became referrals.",
    "{whole} contacts were received. Of those contacts, {part} ({share}%) became referrals.",
    "{whole} contacts were received. {part} ({share}%) of these became referrals.",
    "In 2021/22 {whole} children were seen. Of these, {share}% ({part}) were under five.",
    "{whole} children were looked after. Of this number:\n• {part} ({share}%) live elsewhere\n",
    "{whole} children were in care. Of this number:\n\n\uf0b7 {part} (or {share}%) live elsewhere",
    "There were {whole} referrals in the year:\n\n• {part} ({share}%) came from schools\n",
    "Of the {whole} referrals:\n\n- {part} ({share}%) came from schools\n",
)
SHARES += (
    "{part} of {whole} plans were reviewed in time, a rate of {share}%.",
    "{part} of {whole} plans were reviewed in time, giving a performance of {share}%.",
    "{part} of the {whole} schools responded, a {share}% response rate.",
    "We received {part} responses from {whole} schools, a response rate of {share}%.",
    "The survey was sent to {whole} schools and {part} of these responded ({share}%).",
    "{part} children ({share}% of the {whole}) had a plan.",
    "Police made {part} referrals, {share}% of the total of {whole}.",
    "{part} young people are at university, which represents {share}% of the {whole} in touch.",
    "There are {whole} care leavers.\n\n{share}% ({part} young people) of care leavers had work.",
    "Attendance was {share}%: {part} of {whole} members.",
    "{part} of {whole} care leavers, {share}%, had work.",
)
CHANGES = (
    "Referrals {rose} from {old} to {new}, {a_rise} of {percent}%.",
    "Referrals {rose} by {percent}% from {old} to {new}.",
    "Referrals {rose} from {old} in 2020/21 to {new} in 2021/22 ({percent}%).",
    "There was {a_rise} of {percent}% in referrals, from {old} in 2020/21 to {new} in 2021/22.",
    "There was a {percent}% {rise} in referrals from {old} to {new}.",
    "Referrals {rose} by {percent}%, from {old} in 2020-21 to {new} in 2021-22.",
    "Referrals {rose} from {old} to {new}, a {percent}% {rise}.",
    "Referrals {rose} from {old} to {new}. This is {a_rise} of {percent}%.",
    "Referrals {rose} from {old} to {new}. This represents a {percent}% {rise}.",
    "Referrals {rose} by {percent}% to {new}, from {old} in the previous year.",
    "There were {new} referrals compared to {old} in 2020/21, {a_rise} of {percent}%.",
    "There were {new} referrals in 2021/22 compared with {old} in 2020/21, a {percent}% {rise}.",
    "In 2021/22 there were {new} referrals, {a_rise} of {percent}% from {old} in 2020/21.",
    "In 2021/22 there were {new} referrals, a {percent}% {rise} on the {old} in 2020/21.",
    "In 2021/22 there were {new} referrals, {a_rise} of {percent}% on the previous year’s {old}.",
    "In 2020/21 there were {old} referrals and in 2021/22 there were {new}, a {percent}% {rise}.",
    "The number of referrals {rose} to {new} ({old} in 2020/21), {a_rise} of {percent}%.",
    "There were {new} referrals in the year, {up} from {old}, {a_rise} of {percent}%.",
    "There were {new} referrals in the year, {up} {percent}% from {old} in the previous year.",
)
CHANGES += (
    "There were {new} homes, {a_rise} of {percent}% on the previous year ({old}).",
    "There were {old} referrals in 2020/21. This {rose} to {new}, {a_rise} of {percent}%.",
    "In 2021/22 there were {new} contacts. In 2020/21 there were {old}. It is a {percent}% {rise}.",
    "Compared to {old} referrals last year, there were {new} this year, {a_rise} of {percent}%.",
    "There was a {percent}% {rise} in referrals ({old} to {new}).",
    "Referrals {rose} {percent}%, from {old} to {new}.",
)
DIRECTIONS = (
    "Referrals {rose} from {old} to {new}.",
    "At 31 March 2015, {new} children had a plan. This is {a_rise} from {old} at 31 March 2014.",
    "There were {new} referrals, {up} from {old} the year before.",
    "There were {new} referrals in 2021/22, {a_rise} from {old} in 2020/21.",
    "There were {new} referrals in 2021/22 compared with {old} in 2020/21, {a_rise}.",
    "The number of referrals {rose} to {new} from {old}.",
    "The percentage seen in time {rose} from {old}% in 2020/21 to {new}% in 2021/22.",
    "The percentage seen in time {rose} to {new}% in 2021/22 from {old}%.",
)
COMPARISONS = (
    "At {one}%, this is {above} than the national average of {other}%.",
    "The share was {one}%, which is {above} than the England average ({other}%).",
    "The share was {one}%. This is {above} than the England average of {other}%.",
    "The rate of {one}% is {above} than statistical neighbours ({other}%).",
    "The re-referral rate was {one}%, {above} than both the London average ({other}%) and ours.",
    "In the borough {one}% had a plan, {above} than {other}% nationally.",
)
# Tables of three rows, whose parts, shares and changes are right but in one cell.
ROWS = ("Police\t{a}\t{pa}%", "Schools\t{b}\t{pb}%", "Health\t{c}\t{pc}%", "Total\t{all}\t100%")
BARE = tuple(row.replace("%", "") for row in ROWS)
IN_CELLS = ("Police\t{a} ({pa}%)", "Schools\t{b} ({pb}%)", "Health\t{c} ({pc}%)", "Total\t{all}")
SHARE_TABLES = (
    "\n".join(("Agency\tReferrals\t%", *ROWS)),
    "\n".join(("Agency\tReferrals\t% of total", *BARE)),
    "\n".join(("Agency\tReferrals", *IN_CELLS)),
)
TOTAL_TABLES = (
    "Agency\tReferrals\nPolice\t{a}\nSchools\t{b}\nHealth\t{c}\nTotal\t{all}",
    "Agency\tReferrals\nTotal\t{all}\nPolice\t{a}\nSchools\t{b}\nHealth\t{c}",
    "Area\tPolice\tSchools\tHealth\tTotal\nNorth\t{a}\t{b}\t{c}\t{all}",
    "Agency\tPaid\nPolice\t£{a}\nSchools\t£{b}\nHealth\t£{c}\nTotal\t£{all}",
)
CHANGE_TABLES = (
    "Referrals\t2020-21\t2021-22\t% change\nNorth\t{old}\t{new}\t{sign}{percent}%",
    "Referrals\t2020/21\t2021/22\tChange (%)\nNorth\t{old}\t{new}\t{sign}{percent}",
    "Year\tReferrals\n2020-21\t{old}\n2021-22\t{new}\nChange\t{sign}{percent}%",
)
# What may be so: a half rounded down, a number that is about so many, points called per cent.
BORDERLINE = (
    "{half} of {eight} children ({down}%) were seen.",
    "Around {part} of {whole} children ({near}%) were seen.",
    "The share rose from 40% to {more}%, an increase of {points}%.",
)
WORDS = {
    1: {"rose": "rose", "a_rise": "an increase", "rise": "increase", "up": "up", "above": "higher"},
    -1: {"rose": "fell", "a_rise": "a reduction", "rise": "decrease", "up": "down",
         "above": "lower"},
}  # fmt: skip
