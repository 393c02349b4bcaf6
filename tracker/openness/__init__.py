"""What others may read: opened insights, and a process's page for everybody."""
