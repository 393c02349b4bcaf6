"""The demo: three invented processes, told by the same verbs as real ones."""
