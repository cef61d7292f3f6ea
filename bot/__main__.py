"""`python -m bot`, the same as `thuiswijzer`."""

from bot.cli import main

main(prog_name="thuiswijzer")
