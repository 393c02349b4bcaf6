"""The demo: one invented process, told by the same verbs as a real one."""
