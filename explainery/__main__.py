"""Where the command line begins: `explainery`, or `python -m explainery`."""

from explainery.loading import loading


def main() -> None:
    """Run the command line."""
    with loading():
        from explainery.cli import main as run_command_line  # noqa: PLC0415 - it takes a while

    run_command_line()


if __name__ == "__main__":
    main()
