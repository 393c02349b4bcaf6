"""Oversight: where the loops stand, which cannot be walked, and closing."""
