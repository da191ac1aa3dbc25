"""One report, several renderings: a page that stands alone, a paper, files to reuse, a picture. None writes a number of its own."""
