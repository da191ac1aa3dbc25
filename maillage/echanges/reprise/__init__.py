"""Takes over the files of another tool: persons, parcours, étapes, contacts, from a spreadsheet."""
