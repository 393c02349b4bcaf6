"""Processes: what citizens take part in, its occasions, promises and hindrances."""
