"""Stage 4, `check`: the rules that only the whole site can break. Gives nothing.

Each rule is a function named as a claim.
"""

from collections.abc import Callable, Iterable

from explainery.check import (
    addresses,
    corrections,
    days,
    facts,
    figures,
    files,
    frame,
    headings,
    lasting,
    links,
    numbers,
    origins,
    pictures,
    recordings,
    records,
    records_sourced,
    ties,
)
from explainery.check.corrections import Earlier
from explainery.figures import Drawings
from explainery.model import Site, Sources
from explainery.numbers import Accounts
from explainery.problems import Problem, Problems

__all__ = ["RULES", "Earlier", "check", "check_one_page"]

Rule = Callable[[Site], Iterable[Problem]]

RULES: tuple[Rule, ...] = (
    files.endings_are_known,
    addresses.there_is_a_front_page,
    addresses.the_address_of_the_site_is_no_file,
    addresses.every_address_has_one_page,
    addresses.no_address_is_a_folder,
    addresses.every_page_has_a_speakable_address,
    addresses.aliases_are_free,
    lasting.published_addresses_last,
    records.every_id_is_used_once,
    records.old_ids_are_free,
    records.references_lead_somewhere,
    records.selections_find_something,
    records.sources_can_be_found,
    records.zones_are_known,
    records_sourced.numbers_are_from_somewhere,
    records_sourced.no_fact_dates_an_event_otherwise,
    origins.origins_have_a_beginning,
    origins.origins_are_no_drafts,
    origins.confirmed_facts_have_two_origins,
    facts.statuses_have_what_they_need,
    days.sources_came_out_before_the_check,
    links.links_lead_somewhere,
    links.anchors_exist,
    links.mentions_lead_somewhere,
    links.names_in_brackets_are_cited,
    figures.figures_have_addresses,
    ties.numbers_in_figures_are_tied,
    headings.headings_name_the_unit,
    pictures.pictures_exist,
    pictures.pictures_are_whole,
    pictures.pictures_have_words,
    pictures.files_have_one_licence,
    pictures.blocks_show_pictures,
    recordings.recordings_are_whole,
    recordings.files_tell_no_place,
    recordings.captions_can_be_read,
    pictures.drawings_are_harmless,
)


def check(site: Site, drawings: Drawings, sources: Sources, accounts: Accounts, earlier: Earlier) -> None:
    """Raise Problems with everything that breaks a rule.

    `sources` are the files themselves, for places; `accounts` what was found of the numbers; `earlier` gives what the
    files said before.
    """
    _check(RULES, site, drawings, sources, accounts, earlier)


def check_one_page(site: Site, drawings: Drawings, sources: Sources, accounts: Accounts, earlier: Earlier) -> None:
    """Raise Problems with what is wrong on the one page that `site` lists, as far as that page alone can tell."""
    rules = tuple(rule for rule in RULES if rule is not lasting.published_addresses_last)  # which misses all others
    _check(rules, site, drawings, sources, accounts, earlier)


def _check(
    rules: tuple[Rule, ...],
    site: Site,
    drawings: Drawings,
    sources: Sources,
    accounts: Accounts,
    earlier: Earlier,
) -> None:
    problems = [problem for rule in rules for problem in rule(site)]
    problems += figures.figures_can_be_drawn(site, drawings)
    if not accounts.facts_are_right:
        problems += facts.facts_agree_with_themselves(accounts.facts)
        problems += facts.titles_name_one_value(accounts.facts)
    problems += numbers.numbers_are_held(site, sources, accounts)
    problems += corrections.corrections_stood_there(site, sources, earlier)
    problems += pictures.assets_are_pictures(sources)
    problems += frame.named_assets_are_there(site, sources)
    problems += frame.slots_are_there(sources)
    problems += frame.tokens_are_set(sources)
    problems += days.nothing_was_checked_in_the_future(site, sources)
    if problems:
        raise Problems(problems)
