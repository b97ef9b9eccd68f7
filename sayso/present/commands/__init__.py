"""The commands, grouped by what they work on; heavy imports happen inside them."""
