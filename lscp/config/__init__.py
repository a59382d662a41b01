"""Settings, root addresses, and the application that a server runs. Nothing else."""
