"""Who is who: mentions to entities."""
