"""Measures: indicators that a return can answer, official statistics beside them, the scorecard."""
