"""The notices of the BOAMP: read to spot tenders worth a look; a facilitateur confirms each."""
