"""Hands names on."""
