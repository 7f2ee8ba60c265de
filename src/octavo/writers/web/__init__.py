"""The web edition: pages, and what machines and those who cite read of them."""
