"""What is asked before a sample is drawn: of what, where, when, how many, and the seed number."""

from lscp.core import fields
from lscp.front_door.audit import LEAST, MOST

OF = [("referrals", "Referrals with no further action"),
      ("contacts", "Contacts that ended with no action or with advice")]  # fmt: skip
QUARTERS = [("0", "The whole year"), ("1", "April to June"), ("2", "July to September"),
            ("3", "October to December"), ("4", "January to March")]  # fmt: skip


class SampleForm(fields.ActionForm):
    """The sample to draw. The authorities to choose from are those the reader may see in full."""

    of = fields.Radios(label="What is the sample of?", choices=OF,
                       missing="Select what the sample is of")  # fmt: skip
    authority = fields.Radios(label="Of which authority?", missing="Select an authority")
    quarter = fields.Select(label="When were they received?", choices=QUARTERS,
                            missing="Select when they were received")  # fmt: skip
    size = fields.Number(label="How many?", missing="Enter how many to draw",
                         called="How many to draw", least=LEAST, most=MOST)  # fmt: skip
    seed = fields.Number(
        label="What is the seed number?", missing="Enter a seed number", called="The seed number",
        least=0, most=999_999_999, width=10,
        hint="Any whole number. Write it down: the same number draws the same sample again, as "
        "long as the records are the same.",
    )  # fmt: skip
