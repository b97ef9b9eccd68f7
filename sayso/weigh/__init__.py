"""What stands up: origins, support, disputes."""
