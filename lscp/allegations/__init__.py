"""Allegations about adults who work or volunteer with children: the register of the LADO."""
