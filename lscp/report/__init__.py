"""The annual report: compiled once from stored figures, then laid out as PDF, web page and Word."""
