"""Escalations: where agencies do not agree about a child, it goes up, stage by stage, in days.

One organisation raises it to another, which answers; what is not settled moves to the next stage,
where more senior people answer. The stages are in `stages.csv` and how long each may take in
`core/clocks.csv`: both are local policy, for a partnership to set. It is resolved with what came
of it and what was learned, or withdrawn. The organisations concerned see it, and the service
manager of the authority.
"""
