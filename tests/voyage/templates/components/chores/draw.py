"""Sailors in rows, parts of the boat in columns, a dot for every duty."""

from explainery.draw import NARROW, WIDE, Data, Fault, Figure, Sign, Table, cells


def draw(data: Data) -> Figure:
    """Return a dot for every duty of the `people`, by `groups`. Raises Fault."""
    groups = [group["id"] for group in data["groups"]]
    people = {page.path.removesuffix(".md").rpartition("/")[2]: page.title for page in data["people"]}
    duties: dict[str, dict[str, list[str]]] = {name: {group: [] for group in groups} for name in people}
    for record in data["records"]:
        name = str(record.fields["person"].id)
        if name not in duties:
            message = f"`people` lacks `{name}`."
            raise Fault(message, "people")
        duties[name].setdefault(str(record.fields["group"]), []).append(str(record.fields["job"]))
    columns = [group["label"] for group in data["groups"]]
    rows = [
        (people[name], [[Sign(job, "accent", "dot") for job in mine[group]] for group in groups])
        for name, mine in duties.items()
    ]
    table = tuple((people[name], *("; ".join(mine[group]) for group in groups)) for name, mine in duties.items())
    return Figure(
        wide=cells(WIDE, columns, rows, "people"),
        narrow=cells(NARROW, columns, rows, "people"),
        table=Table(("person", *groups), table),
        in_html=True,
    )
