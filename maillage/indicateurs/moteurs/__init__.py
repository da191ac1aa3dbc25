"""The engines that run what is compiled."""
