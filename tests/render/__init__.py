"""Screens: every kind in every language."""
