"""One file a change; the number is the order."""
