"""The demonstration: a fictitious territory and fictitious people, made again identically from a seed.

Nothing here names a real person or structure, and every row says that it is fictitious.
"""
