"""Who works here: signing in, users, and their roles in departments."""
