"""The catalogue of the network: every published figure as a value, with its source, its base and its version."""
