"""A small area for tests of the kernel: visits to children. It is installed in tests alone."""
