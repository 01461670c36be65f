"""Run the command line with `python -m explainery`."""

from explainery.cli import main

main()
