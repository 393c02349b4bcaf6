"""Fælles Viden: what citizens told us, followed until it is given back and answered."""
