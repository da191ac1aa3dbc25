"""Measures our pages against honest peers, in one run. Never part of the tests: a clock decides nothing there."""
