"""What can be said of a text alone: how it reads, whom it names, what it repeats."""
