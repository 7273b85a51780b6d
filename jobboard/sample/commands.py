"""`jobboard sample`"""

import click

from jobboard.clock import clock
from jobboard.commands import progress_of, with_app
from jobboard.sample.making import make_sample


@click.command()
@click.option("--postings", type=click.IntRange(1, 1_000_000), default=300, show_default=True)
@click.option(
    "--seed", type=int, default=1, show_default=True, help="The same seed, the same jobs."
)
@with_app
def sample(postings: int, seed: int) -> None:
    """Make jobs of invented employers, to try the board out or to measure it."""
    with progress_of(postings, "Making jobs") as progress:
        counts = make_sample(postings=postings, seed=seed, now=clock(), progress=progress)
    click.echo(f"Made a sample of {postings} jobs with seed {seed}: {counts}.")
