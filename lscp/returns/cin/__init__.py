"""The children in need census: one XML file for each authority and year, from 2017."""
