"""Closing a process: what stands in the way, the manager's name under it, and the record."""
