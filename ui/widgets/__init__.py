"""Small widgets of our own, used by pages and forms alike; they know the style, never the register."""
