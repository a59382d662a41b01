"""The kernel: what every area declares to, written once. It knows no area."""
