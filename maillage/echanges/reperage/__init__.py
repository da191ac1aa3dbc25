"""What public files and the purchasers' programmes announce: read, sorted, and put in a queue where a facilitateur decides."""
