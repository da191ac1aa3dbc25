"""What a file taken over may hold, and how it is read. Pure, and cheap: a row is read in microseconds."""
