"""The compass: seven principles to reflect on, and what there is in a process to reflect on."""
