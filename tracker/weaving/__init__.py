"""Weaving: insights, their versions and evidence, and what was set aside."""
