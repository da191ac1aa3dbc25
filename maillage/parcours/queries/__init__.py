"""What is read of the parcours, always as far as the acteur’s reach (`portee`) goes."""
