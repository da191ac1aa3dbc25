"""The pages of campaigns and deposits."""
