"""Returning: rounds, the reports that are frozen and sent, and what became of them."""
