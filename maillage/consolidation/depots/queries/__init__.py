"""What is read of campaigns and deposits."""
