"""What people see: the command line, pages, exports."""
