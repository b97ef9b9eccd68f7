"""`python -m sayso` is the command line."""

from sayso.present.cli import main

if __name__ == "__main__":
    main()
