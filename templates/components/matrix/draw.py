"""Who did which job: people in rows, kinds of work in columns, a dot for every job."""

from explainery.draw import NARROW, WIDE, Data, Fault, Figure, Record, Sign, Table, cells

_ROLES = {"flight": "series-1"}


def draw(data: Data) -> Figure:
    """Return a dot for every job of the `people`, by the `groups` of the jobs; each record is one dot.

    The template shows the same as a table in HTML, with links. Raises Fault.
    """
    groups = [group["id"] for group in data["groups"]]
    people = {page.path.removesuffix(".md").split("/")[-1]: page.title for page in data["people"]}
    if len(set(groups)) < len(groups):
        message = "`groups` names one twice; each of its jobs would be drawn twice."
        raise Fault(message, "groups")
    jobs: dict[str, dict[str, list[str]]] = {name: {group: [] for group in groups} for name in people}
    for record in data["records"]:
        _into(record, jobs, groups)
    rows = [
        (people[name], [[Sign(job, _ROLES.get(group, "accent"), "dot") for job in mine[group]] for group in groups])
        for name, mine in jobs.items()
    ]
    columns = [group["label"] for group in data["groups"]]
    table = tuple((people[name], *("; ".join(mine[group]) for group in groups)) for name, mine in jobs.items())
    return Figure(
        wide=cells(WIDE, columns, rows, "people"),
        narrow=cells(NARROW, columns, rows, "people"),
        table=Table(("person", *groups), table),
        in_html=True,
    )


def _into(record: Record, jobs: dict[str, dict[str, list[str]]], groups: list[str]) -> None:
    """Put a job where it belongs. Raises Fault where its person or its group is not drawn."""
    name, group = str(record.fields["person"].id), str(record.fields["group"])
    if name not in jobs:
        message = f"`people` lacks `{name}`, who did the job `{record.id}`."
        raise Fault(message, "people")
    if group not in groups:
        message = f"`groups` lacks `{group}`, the group of the job `{record.id}`."
        raise Fault(message, "groups")
    jobs[name][group].append(str(record.fields["job"]))
