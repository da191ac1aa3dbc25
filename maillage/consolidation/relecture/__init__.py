"""Reads a report over before it is published: what in its figures and its sentences contradicts itself."""
