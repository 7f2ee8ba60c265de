"""What each construct of the manuscript language becomes, and where it stands."""
