"""Films shot in space, and the questions that each answers with yes or no."""

from explainery.draw import NARROW, WIDE, Data, Figure, Sign, Table, cells

QUESTIONS = ("full_length", "fiction", "shot_in_space", "actor_and_director_flew")
"""The fields of a film that are answers."""


def draw(data: Data) -> Figure:
    """Return a filled square for every yes and a hollow one for every no.

    The template shows the same as a table in HTML, with more about each film. Raises Fault.
    """
    records = data["records"]
    yes, no = data["words"]["yes"], data["words"]["no"]
    rows = [
        (
            f"{film.fields['title']} {film.fields['year']}",
            [[Sign(yes, "accent") if film.fields[name] else Sign(no, "accent", "disputed")] for name in QUESTIONS],
        )
        for film in records
    ]
    columns = [data["words"][name] for name in QUESTIONS]
    answers = tuple(
        (str(film.fields["title"]), str(film.fields["year"]), *(yes if film.fields[name] else no for name in QUESTIONS))
        for film in records
    )
    return Figure(
        wide=cells(WIDE, columns, rows),
        narrow=cells(NARROW, columns, rows),
        table=Table(("film", "year", *QUESTIONS), answers),
        in_html=True,
    )
