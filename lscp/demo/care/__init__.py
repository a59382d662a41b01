"""The demonstration's children in care: made-up SSDA903 returns that add up to what was published.

Each module takes one step: who comes and goes (`flows`), how often and when each moves (`moves`),
how old each is (`births`), who each is (`people`), where each is placed (`places`), and what the
return asks beside. `years` takes the steps in order.
"""
