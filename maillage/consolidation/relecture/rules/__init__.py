"""The rules of proofreading: pure functions from a report to what contradicts itself in it."""
