"""Qualifying: answers, meetings, what the answers led to, and outcomes."""
