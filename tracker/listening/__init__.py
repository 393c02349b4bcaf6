"""Listening: who takes part, what they told us, and what a file of it brings in."""
