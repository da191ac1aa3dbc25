"""The measure language: what is counted, of whom, when and out of what, as values; compiled once per population.

Knows no business noun and no engine: a catalogue is written above, an engine is handed in.
"""
