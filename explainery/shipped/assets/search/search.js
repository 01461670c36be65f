// The search of search.html. Words, titles and addresses become text and attributes of elements, never markup.
"use strict";
(() => {
  const form = document.getElementById("search"), field = form.elements.q;
  const status = document.getElementById("status");
  const list = document.getElementById("results"), everything = document.getElementById("a-to-z");
  // What is said to readers comes with the page, in its language (render/search.py).
  const said = JSON.parse(form.dataset.words), kindOf = (kind) => Object.hasOwn(said.kinds, kind) ? said.kinds[kind] : kind;
  const filled = (text, values) => text.replace(/%\((\w+)\)s|%%/g, (_whole, name) => name ? values[name] : "%");
  const LONGEST = 200, SHOWN = 30, PLACES = 3, AROUND = 110;

  // Words --------------------------------------------------------------------------------------------------------------
  // Some scripts put no spaces between words: there every letter is found by itself, and two side by side make a word.
  const CJK = "\\p{sc=Han}\\p{sc=Hira}\\p{sc=Kana}ー", LETTER = `[${CJK}\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmr}\\p{sc=Mymr}]`, UNSPACED = new RegExp(LETTER, "u");
  const WORD = new RegExp(`\\d+(?:[,\\u00a0\\u202f]\\d{3})+(?!\\d)|${LETTER}\\p{M}*|(?:(?!${LETTER})[\\p{L}\\p{M}\\p{N}])+`, "gu");
  const folded = new Map();  // the same words come again and again
  const fold = (word) => {
    if (!folded.has(word)) folded.set(word, word.normalize("NFKD").replace(/[^\p{L}\p{N}]/gu, "").toUpperCase().toLowerCase());
    return folded.get(word);
  };
  const beside = (one, other) => one && other && UNSPACED.test(one[0]) && UNSPACED.test(other[0]) && one.index + one[0].length === other.index;
  const piecesOf = (text, indexed) => [...text.matchAll(WORD)].flatMap((one, number, all) => {
    const pair = beside(one, all[number + 1]);
    if (!pair && !indexed && beside(all[number - 1], one)) return [];  // the last letter is a word in an index alone
    const word = one[0] + (pair ? all[number + 1][0] : "");
    return { word: fold(word), index: one.index, end: one.index + word.length };
  });
  const words = (text, indexed) => (UNSPACED.test(text) ? piecesOf(text, indexed).map(({ word }) => word) : (text.match(WORD) ?? []).map(fold)).filter(Boolean);
  const COMMON = new Set(words(said.common));
  const telling = (all) => { const kept = all.filter((word) => !COMMON.has(word)); return kept.length ? kept : all; };
  // What is found: places, those of one page together ------------------------------------------------------------------
  const load = (src) => new Promise((done, fail) => {
    document.head.append(Object.assign(document.createElement("script"), { src, onload: done, onerror: fail }));
  });
  const minisearch = async () => {
    await Promise.all(form.dataset.engine.trim().split(" ").map(load));
    return searchFinder({ words, piecesOf, telling, unspaced: UNSPACED, longest: LONGEST, said, places: PLACES });
  };
  // For more words than a browser should load at once: Pagefind (pagefind.app), which finds pages and records. It takes what
  // stands between spaces for words; explainery/outputs/pagefind.py puts some between letters of Chinese and Japanese.
  const spaced = (text) => text.replace(new RegExp(`[${CJK}]`, "gu"), " $& ").trim(), joined = (text) => text.replaceAll("\u2063 ", "");
  const askedPagefind = (query) => {
    if (!UNSPACED.test(query)) return query.replace(/[“”„«»]/g, '"').includes('"') ? query.replace(/[“”„«»]/g, '"') : telling(words(query)).join(" ");
    return new RegExp(`^[${CJK}]+$`, "u").test(query) ? `"${spaced(query)}"` : spaced(query);
  };
  const pagefind = async () => {
    const finder = await import(new URL(form.dataset.pagefind, document.baseURI).href);
    await finder.options({ baseUrl: "/" });
    return async (query) => {
      const { results } = await finder.search(askedPagefind(query.slice(0, LONGEST)));
      const groups = await Promise.all(results.slice(0, SHOWN).map(async (result) => {
        const { content, excerpt, meta, sub_results } = await result.data();
        const kind = ["question", "term", "source"].includes(meta.kind) ? meta.kind : "", top = `./${meta.place.split("#")[0]}`;
        const title = joined(meta.title), all = { kind, whole: title, sort: meta.kind, title, text: joined(content), top, href: kind ? `./${meta.place}` : top };
        const parts = sub_results.filter(({ url }) => url.includes("#"))
          .map(({ title, url }) => ({ kind: "", title: joined(title), top, href: `${top}#${url.split("#")[1]}` }));
        const marked = [...excerpt.matchAll(/<mark>(.*?)<\/mark>/g)].flatMap((found) => words(found[1]));
        const unspaced = words(query).filter((word) => UNSPACED.test(word));  // found letter by letter, and shown as they were asked for
        const whole = unspaced.length ? piecesOf(all.text, true).map(({ word }) => word).filter((word) => unspaced.some((one) => word.startsWith(one))) : [];
        return { places: kind ? [all] : [all, ...parts], terms: new Set([...marked.filter((word) => !UNSPACED.test(word)), ...whole]) };
      }));
      return Object.assign(groups, { count: results.length });
    };
  };
  let ready;
  const begin = () => { ready ??= form.dataset.pagefind ? pagefind() : minisearch(); ready.catch(() => { ready = undefined; }); return ready; };

  // What is shown ------------------------------------------------------------------------------------------------------
  const make = (name, className, ...inside) => {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...inside);
    return made;
  };
  const marked = (text, terms) => {
    const parts = [], stretches = [];
    for (const { word, index, end } of piecesOf(text, true)) {
      if (!terms.has(word)) continue;
      const before = stretches.at(-1);
      if (before && index <= before[1]) before[1] = end;
      else stretches.push([index, end]);
    }
    let at = 0;
    for (const [index, end] of stretches) {
      parts.push(text.slice(at, index), make("mark", "", text.slice(index, end)));
      at = end;
    }
    return [...parts, text.slice(at)];
  };
  // The stretch of a text in which most of the words stand.
  const stretch = (text, terms) => {
    const spots = piecesOf(text, true).filter(({ word }) => terms.has(word));
    let best = 0, most = 0;
    spots.forEach(({ index }, number) => {
      const near = new Set(spots.slice(number).filter((spot) => spot.index < index + AROUND).map(({ word }) => word));
      if (near.size > most) [best, most] = [index, near.size];
    });
    const first = best - AROUND, gap = text.indexOf(" ", first), begins = first < 0 ? 0 : gap >= 0 && gap < best ? gap + 1 : first;
    const limit = begins + 2 * AROUND, last = text.lastIndexOf(" ", limit);
    const ends = limit >= text.length ? text.length : last > best ? last : limit;
    return (begins ? "… " : "") + text.slice(begins, ends) + (ends < text.length ? " …" : "");
  };
  const link = (href, className, text, terms) => Object.assign(make("a", className, ...marked(text, terms)), { href });
  // Runs of a foreign script say their language, as on every page (explainery/render/scripts.py).
  const scripts = form.dataset.scripts.split(" ").filter(Boolean).map((pair) => {
    const [script, lang] = pair.split(":"), letter = `\\p{Script=${script}}`;
    return { lang, run: new RegExp(`(${letter}(?:[${letter}\u0301\\d.,:!?’'\\-–\u00a0 ]*[${letter}\u0301])?)`, "u") };
  });
  const inTheirLanguage = (element) => {
    for (const { lang, run } of scripts) {
      const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT), nodes = [];
      while (texts.nextNode()) nodes.push(texts.currentNode);
      for (const node of nodes) { // of what is split, every second part is such a run
        const parts = node.data.split(run).map((part, number) => number % 2 ? Object.assign(make("span", "", part), { lang }) : part);
        if (parts.length > 1) node.replaceWith(...parts);
      }
    }
    return element;
  };
  const entry = ({ places, terms, answer }) => {
    const sections = places.filter((place) => place.kind !== "fact");
    const main = sections[0] ?? places[0], page = main.kind === "fact" || !main.kind;
    const made = make("li", "results__entry",
      page ? link(main.top, "results__title", main.whole, terms) : link(main.href, "results__title", main.title, terms), " ",
      make("span", "results__kind", kindOf(page ? main.sort : main.kind)));
    // Where a fact fits best, it is the answer, and stands first.
    if (answer) made.append(make("p", "results__text", link(answer.href, "results__answer", answer.title, terms)));
    if (main.text) made.append(make("p", "results__text", ...marked(stretch(main.text, terms), terms)));
    const others = page ? places.filter((place) => place !== answer && place.href !== place.top).slice(0, PLACES) : [];
    if (others.length) {
      made.append(make("ul", "results__more", ...others.map((place) => make("li", "",
        ...(place.kind ? [make("span", "results__kind", kindOf(place.kind)), " "] : []), link(place.href, "results__place", place.title, terms)))));
    }
    return inTheirLanguage(made);
  };
  const nearby = (word) => make("li", "results__entry", Object.assign(make("a", "results__title", word), { href: `./search.html?q=${encodeURIComponent(word)}` }));
  const say = (query, count, near) => {
    if (near.length) return filled(count ? said.instead : said.near, { query, near: near[0] });
    if (!count) return filled(said.nothing, { query });
    const forms = count > SHOWN ? said.many : said.found;
    return filled(forms[new Intl.PluralRules(document.documentElement.lang).select(count)] ?? forms.other ?? Object.values(forms)[0], { num: count, query, shown: SHOWN });
  };

  // What happens -------------------------------------------------------------------------------------------------------
  let last = "";
  const search = async () => {
    const query = field.value.trim();
    if (query === last) return;
    last = query;
    try { history.replaceState(null, "", query ? `?q=${encodeURIComponent(query)}` : location.pathname); } catch {}
    let found = [];
    if (query) {
      try { found = await (await begin())(query); } catch {
        status.textContent = said.failed;
        return;
      }
      if (query !== last) return;
    }
    const near = found.near ?? [];
    list.replaceChildren(...(found.length ? found.slice(0, SHOWN).map(entry) : near.map(nearby)));
    list.hidden = everything.hidden = found.length + near.length > 0;
    list.hidden = !everything.hidden;
    status.textContent = query ? say(query, found.count ?? found.length, near) : "";
    inTheirLanguage(status);
    field.lang = scripts.find(({ run }) => run.test(query))?.lang ?? document.documentElement.lang;
  };
  let waiting;
  field.addEventListener("focus", () => begin().catch(() => {}), { once: true });
  field.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(search, 150); });
  form.addEventListener("submit", (event) => { event.preventDefault(); clearTimeout(waiting); search(); });
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || !["ArrowDown", "ArrowUp", "Escape"].includes(event.key)) return;
    const stops = [field, ...list.querySelectorAll("a")], at = stops.indexOf(document.activeElement);
    if (at < 0 || (event.key === "Escape" && !at)) return;
    const next = event.key === "Escape" ? field : stops[at + (event.key === "ArrowDown" ? 1 : -1)];
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
  field.value = new URLSearchParams(location.search).get("q") ?? "";
  if (field.value.trim()) {
    field.focus();
    search();
  }
})();
