"""Measurements. Each says what it compares, and prints what it saw; nothing here can fail."""
