"""The yearly report, written from cells: no figure of it was typed. Text, pictures, tables and files are renderings of one `Rapport`."""
