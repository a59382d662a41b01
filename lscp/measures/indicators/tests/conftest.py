"""Collects the tests on Spark where the extra `spark` is installed."""

from importlib.util import find_spec

collect_ignore = [] if find_spec("pyspark") else ["test_spark.py"]
