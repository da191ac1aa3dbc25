"""The cells of a millésime: counted in each dispositif, added up at each level above, written as a file."""
