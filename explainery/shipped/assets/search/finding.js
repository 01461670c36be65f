// How the search finds, where a browser loads all words: what a query asks for, and MiniSearch. It comes when a reader begins to
// search; search.js has the words of a text, and shows what is found.
"use strict";
const searchFinder = ({ words, piecesOf, telling, unspaced, longest, said, places: most }) => {
  // What is asked for ----------------------------------------------------------------------------------------------------
  // Where a sequence of words stands in another one, else -1.
  const within = (some, all) => all.findIndex((_word, at) => some.every((word, number) => word === all[at + number]));
  // What a query asks for: words; phrases, whose words stand side by side (in quotation marks, or joined, as in MS-19); and,
  // where it asks “how long” or “when”, which kinds of values answer it (outputs/passages.py).
  const QUOTED = /["“”„«»]([^"“”„«»]*)["“”„«»]?/g, JOINED = /[\p{L}\p{N}]+(?:[-‐‑.][\p{L}\p{N}]+)+/gu;
  const QUESTIONS = said.asks.flatMap(([kinds, questions]) => questions.split(",").map((question) => ({ kinds, asks: words(question) })))
    .sort((one, other) => other.asks.length - one.asks.length);
  const understood = (query) => {
    const quoted = [], joined = [];
    const keep = (phrases, text) => { const phrase = words(text); if (phrase.length) phrases.push(phrase); };
    const rest = query.slice(0, longest).replace(QUOTED, (_whole, inside) => { keep(quoted, inside); return " "; });
    for (const [one] of rest.matchAll(JOINED)) if (/\d/.test(one)) keep(joined, one);
    const loose = words(rest), question = QUESTIONS.find(({ asks }) => within(asks, loose) >= 0);
    // The words that ask say nothing of the answer, but for those such as “old” (+).
    if (question && loose.length > question.asks.length && !question.kinds.endsWith("+")) loose.splice(within(question.asks, loose), question.asks.length);
    return { quoted, joined, kinds: question?.kinds ?? "", wanted: [...new Set([...telling(loose), ...quoted.flatMap(telling)])] };
  };

  // What is found: places, those of one page together ------------------------------------------------------------------
  const WEIGHT = { lead: 3, question: 2, term: 1.5, fact: 1.2, source: .3 };
  const EXACT = 1, BEGUN = .9, MISTYPED = .9, ANSWER = 3, DOUBTFUL = .5;
  const RANK = [1, 1.1, .3]; // of a page: any, one of the navigation, one that lists facts, which are told elsewhere
  const places = searchData.passages.map(([number, anchor, kind, title, text = "", names = "", answers = ""], id) => {
    const [address, whole, sort, rank] = searchData.pages[number], own = kind && kind !== "fact";
    const fact = kind === "fact"; // what its title says, and its id, stand in place of text and names
    return { id, number, kind, title: title || whole, whole, sort, answers, names: fact ? "" : names, text: fact ? "" : text,
      name: fact ? words(names || anchor).join("") : "",
      group: own ? `record ${id}` : address, top: `./${address}`, href: `./${address}${anchor ? `#${anchor}` : ""}`,
      head: fact ? "" : title || whole, near: fact ? `${title} ${text}` : title && !kind ? `${whole} ${rank < 2 ? anchor : ""}` : "",
      weight: WEIGHT[kind || (anchor ? "" : "lead")] ?? 1, rank };
  });
  const index = new MiniSearchModule.default({ fields: ["head", "names", "near", "text"], tokenize: (text) => words(text, true), processTerm: (word) => word });
  const tokenize = (text) => text.split(" ");
  index.addAll(places);
  const prefix = (word) => word.length > 1 || unspaced.test(word), known = (word) => index.search(word, { tokenize }).length > 0;
  const sides = new Map();  // the words of a place, with spaces around each
  const stands = (phrase, place) => {
    if (!sides.has(place)) sides.set(place, [place.head, place.names, place.near, place.text].map((text) => ` ${words(text, true).join(" ")} `).join("|"));
    return sides.get(place).includes(` ${phrase.join(" ")} `);
  };
  // MS19 is looked for as MS 19 where nobody writes it so, Inspiration 4 as Inspiration4 where somebody does.
  const respelt = ({ wanted, joined, ...others }) => {
    const all = wanted.flatMap((word) => {
      const parts = /\p{L}/u.test(word) && /\d/.test(word) && !known(word) ? word.match(/\d+|[^\d]+/g) : [word];
      if (parts.length > 1) joined = [...joined, parts];
      return parts;
    });
    for (let at = 0; at + 1 < all.length; at++) {
      const one = all[at] + all[at + 1];
      if (/^\D+\d+$|^\d+\D+$/.test(one) && known(one)) all.splice(at, 2, one);
    }
    return { ...others, wanted: [...new Set(all)], joined };
  };
  const answered = ({ answers }, kinds) => answers !== "" && kinds.includes(answers[0]);
  const score = (place, kinds) => place.weight * (answered(place, kinds) ? ANSWER : 1) * (place.answers.endsWith("?") ? DOUBTFUL : 1);
  // The nearest words that there are to those of a query of which nothing was found, as they are written.
  const near = ({ quoted, wanted }) => {
    const found = new Set();
    for (const word of quoted.length ? [] : wanted) {
      for (let fuzzy = 1; fuzzy <= word.length / 3 && !found.size; fuzzy++) {
        for (const { suggestion } of index.autoSuggest(word, { fuzzy, prefix: false, tokenize }).slice(0, most)) {
          const { head, names, near: beside, text } = places[index.search(suggestion, { tokenize })[0].id];
          for (const one of [head, names, beside, text]) {
            const piece = piecesOf(one, true).find((other) => other.word === suggestion);
            if (piece) { found.add(one.slice(piece.index, piece.end)); break; }
          }
        }
      }
    }
    return [...found, ...(quoted.length ? [wanted.join(" ")] : [])];
  };
  const find = (query) => {
    const asked = respelt(understood(query)), { quoted, joined, kinds, wanted } = asked;
    const there = new Set(wanted.filter((word) => index.search(word, { prefix, tokenize }).length));
    // A word that stands nowhere may be mistyped, a long one may be a variant.
    const fuzzy = (word) => there.has(word) ? word.length > 7 && 1 : word.length > 8 ? 2 : word.length > 3 && 1;
    let hits = index.search(wanted.join(" "), {
      prefix, fuzzy, tokenize, bm25: { k: 1.2, b: .3, d: .5 }, boost: { head: 3, names: 3, near: 1.5 }, weights: { prefix: .5, fuzzy: .45 }, boostDocument: (id) => score(places[id], kinds),
    });
    hits = hits.filter(({ id }) => quoted.every((phrase) => stands(phrase, places[id])));
    for (const phrase of joined) {
      const narrower = hits.filter(({ id }) => stands(phrase, places[id]));
      if (narrower.length) hits = narrower;
    }
    // Who types the id of a fact, with its number, wants that alone.
    const named = places.find(({ name }) => /\d/.test(name) && name === words(query).join(""));
    if (named) hits = [{ id: named.id, score: Infinity, terms: [], queryTerms: wanted }];
    const groups = new Map();
    for (const { id, score, terms, queryTerms } of hits) {
      const place = places[id], group = groups.get(place.group) ?? { places: [], score: 0, terms: new Set(), asked: new Set() };
      groups.set(place.group, group);
      group.score += score * [1, .1, .05][Math.min(group.places.length, 3)] || 0;
      group.places.push(place);
      for (const term of terms) group.terms.add(term);
      for (const word of queryTerms) group.asked.add(word);
    }
    // Who says all of the words comes before who says one of them often.
    const fits = (word, terms) => terms.has(word) ? EXACT : [...terms].some((term) => term.startsWith(word)) ? BEGUN : MISTYPED;
    const found = [...groups.values()];
    for (const group of found) {
      group.share = wanted.reduce((sum, word) => sum + (group.asked.has(word) ? fits(word, group.terms) : 0), 0) / wanted.length;
      if (kinds) group.places.sort((one, other) => answered(other, kinds) - answered(one, kinds));
      const { rank, kind } = group.places[0];
      if (kind === "fact") group.answer = group.places[0];
      group.score *= group.share ** (kinds ? 1 : 2) * RANK[rank] * (group.answer && answered(group.answer, kinds) ? 2 : 1) * (kind === "source" ? .5 : 1);
    }
    const largest = Math.max(0, ...found.map((group) => group.share));
    const best = found.filter((group) => group.share * 2 > largest || (kinds && group.share * 2 === largest)).sort((one, other) => other.score - one.score);
    return Object.assign(best, { near: best.length ? [] : near(asked) });
  };
  // Where there is but one word near, what is found for it is what was meant.
  return (query) => {
    const found = find(query);
    return found.near.length === 1 ? Object.assign(find(found.near[0]), { near: found.near }) : found;
  };
};
