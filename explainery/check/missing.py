"""The problems of names that lead to nothing: one for every kind of thing, with the name that was probably meant."""

import posixpath

from explainery import walk
from explainery.model import Record, Ref, Site
from explainery.paths import below_content, without_ending
from explainery.problems import Place, Problem, did_you_mean, names_a_draft, near, unknown_record


def relative(path: str, place: Place) -> str:
    """Return a path below `content/` as a link in the file of `place` writes it."""
    return posixpath.relpath(path, posixpath.dirname(below_content(place.path)) or ".")


def no_record(site: Site, ref: Ref) -> Problem:
    """Return the problem that a reference finds no record, or only a draft."""
    draft = draft_called(site, ref.kind, ref.id)
    if draft:
        return is_a_draft(draft, ref.id, ref.place)
    if ref.kind not in site.parsed.record_kinds:
        says = f"There is no {ref.kind} `{ref.id}`: this explainer has no records of that kind."
        hint = f"Delete the link; or take `{ref.kind}` out of `without` in `content/site.yaml`."
        return Problem(f"UNKNOWN {ref.kind.upper()}", ref.place, says, hint)
    ids = [*site.records.get(ref.kind, {}), *(alias for kind, alias in site.record_aliases if kind == ref.kind)]
    return unknown_record(ref.kind, ref.id, ref.place, ids, str(site.parsed.record_kinds[ref.kind].content))


def draft_called(site: Site, kind: str, name: str) -> Record | None:
    """Return the draft that a name would lead to if it were published, also an id that it had before; None for none."""
    drafts = [record for record in site.parsed.records if record.kind == kind and record.draft]
    by_id = {record.id: record for record in drafts}
    by_alias = {alias: record for record in drafts for alias in record.aliases}
    return by_id.get(name) or by_alias.get(name)


def is_a_draft(draft: Record, name: str, place: Place) -> Problem:
    """Return the problem that something published calls a draft by `name`."""
    return names_a_draft(draft.kind, draft.id, name, place, draft.places["draft"])


def no_page(site: Site, path: str, place: Place, *, linked: bool) -> Problem:
    """Return the problem that there is no page at `path`; `linked` from the file, else named from `content/` on."""
    other_case = {known.casefold(): known for known in site.by_path}.get(path.casefold())
    if other_case:
        says = f"The file is called `{other_case}`; letter case counts on the web."
        return Problem(
            "WRONG LETTER CASE", place, says, f"Write `{relative(other_case, place) if linked else other_case}`."
        )
    if any(document.path == path for document in site.parsed.documents):
        says = f"The page `{path}` is a draft, so it is not on the site."
        return Problem("DRAFT", place, says, "Publish that page (delete its `draft: true`), or do not name it here.")
    guess = near(path, site.by_path)
    here = "Links are relative to the file in which they stand." if linked else "Paths begin in the folder `content`."
    hint = f"Did you mean `{relative(guess, place) if linked else guess}`?" if guess else here
    return Problem("NO SUCH PAGE", place, f"There is no page `content/{path}`.", hint)


def no_member(site: Site, ref: Ref) -> Problem:
    """Return the problem that a reference finds no page in the folder that its kind names."""
    path = walk.path_of(ref)
    if any(document.path == path for document in site.parsed.documents):
        return no_page(site, path, ref.place, linked=False)
    names = [
        without_ending(page.removeprefix(f"{ref.kind}/")) for page in site.by_path if page.startswith(f"{ref.kind}/")
    ]
    hint = did_you_mean(ref.id, names, f"Write its page: `content/{path}`.")
    return Problem("NO SUCH PAGE", ref.place, f"There is no page `{ref.id}` in the folder `content/{ref.kind}`.", hint)


def no_file(site: Site, target: str, place: Place) -> Problem:
    """Return the problem that a file is not in `content/`, or only in another letter case."""
    other_case = {path.casefold(): path for path in site.parsed.files}.get(target.casefold())
    if other_case:
        says = f"The file is called `{other_case}`; letter case counts on the web."
        return Problem("WRONG LETTER CASE", place, says, f"Write `{relative(other_case, place)}`.")
    guess = near(target, site.parsed.files)
    hint = f"Did you mean `{relative(guess, place)}`?" if guess else "Put the file there, or correct its name."
    return Problem("NO SUCH FILE", place, f"There is no file `content/{target}`.", hint)
