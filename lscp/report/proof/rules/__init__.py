"""The rules of the proof-reader: a file for each thing that reports get wrong."""
