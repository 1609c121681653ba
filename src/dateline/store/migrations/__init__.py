"""The changes to the tables, oldest first; each is frozen once released."""
