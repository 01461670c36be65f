// Extras: evidence and terms open on a click without any script.
"use strict";
(() => {
  const root = document.documentElement, all = (selector) => document.querySelectorAll(selector);
  for (const element of all("[data-script]")) element.hidden = false;

  // What a pointer rests on for half a second opens, and closes when it has left both the words and what they opened.
  let opening, closing;
  const over = (element, enter, leave) => {
    element.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && enter());
    element.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && leave());
  };
  const rest = (words, opened, open) => {
    over(words, () => { clearTimeout(closing); opening = setTimeout(open, 500); }, () => { clearTimeout(opening); leave(opened); });
  };
  const leave = (opened) => { closing = setTimeout(() => { if (opened.matches(":popover-open") && !opened.dataset.stays) opened.hidePopover(); }, 300); };

  for (const button of all("button[popovertarget]")) {
    const preview = document.getElementById(button.getAttribute("popovertarget"));
    if (!preview?.showPopover) continue;
    const words = button.closest("label") ?? button;
    words.addEventListener("click", () => { clearTimeout(opening); preview.dataset.stays = "yes"; });
    preview.addEventListener("toggle", (event) => { if (event.newState === "closed") delete preview.dataset.stays; });
    rest(words, preview, () => { try { if (!preview.matches(":popover-open")) preview.showPopover({ source: button }); } catch {} });
    over(preview, () => clearTimeout(closing), () => leave(preview));
  }

  // Words that a fact holds open its entry of the panel: beside their paragraph, else below or above their sentence; where
  // there is no room, the panel itself.
  const claim = document.createElement("div");
  claim.className = "claim";
  claim.popover = "manual";
  if (claim.showPopover && document.querySelector(".evidence")) {
    document.querySelector("main").append(claim);
    let sentences;
    try { sentences = new Intl.Segmenter(root.lang, { granularity: "sentence" }); } catch {}
    const sentenceOf = (words) => {
      const block = words.closest("p, li, td, th, dd, figcaption, blockquote") ?? words, whole = document.createRange();
      whole.selectNodeContents(block);
      if (!sentences) return whole;
      const texts = document.createTreeWalker(block, NodeFilter.SHOW_TEXT), nodes = [];
      for (let at = 0; texts.nextNode(); at += texts.currentNode.length) nodes.push([at, texts.currentNode]);
      const first = nodes.find(([, one]) => words.contains(one));
      const held = first && sentences.segment(nodes.map(([, one]) => one.data.replace(/\s/g, " ")).join("")).containing(first[0]);
      if (!held) return whole;
      const point = (offset) => { const [at, node] = nodes.findLast(([one]) => one <= offset); return [node, Math.min(offset - at, node.length)]; };
      whole.setStart(...point(held.index));
      whole.setEnd(...point(held.index + held.segment.trimEnd().length));
      return whole;
    };
    const noteOf = (words) => document.getElementById(`note-${words.dataset.note}`);
    const gap = 8, least = 120;
    let shown;
    const forget = () => { shown = null; delete claim.dataset.stays; };
    const close = () => { if (shown) claim.hidePopover(); forget(); };
    // Returns whether there is room.
    const place = () => {
      const sentence = sentenceOf(shown).getBoundingClientRect(), first = shown.getClientRects()[0];
      if (!first) return false;
      const width = root.clientWidth, height = innerHeight - 2 * gap;
      claim.removeAttribute("style");
      const full = claim.offsetWidth, column = shown.closest(".prose > *")?.getBoundingClientRect();
      const right = column ? width - column.right : 0, left = column?.left ?? 0, beside = Math.max(right, left) - 3 * gap;
      if (beside >= full * 0.6) {
        claim.style.inlineSize = `${Math.min(full, beside)}px`;
        claim.style.maxBlockSize = `${height}px`;
        claim.style.left = `${right >= left ? column.right + 2 * gap : column.left - 2 * gap - claim.offsetWidth}px`;
        claim.style.top = `${scrollY + Math.max(gap, Math.min(first.top, innerHeight - gap - claim.offsetHeight))}px`;
        return true;
      }
      const above = sentence.top - 2 * gap, below = innerHeight - sentence.bottom - 2 * gap;
      if (Math.max(above, below) < least) return false;
      const under = claim.offsetHeight <= below || below >= above;
      claim.style.maxBlockSize = `${under ? below : above}px`;
      claim.style.top = `${scrollY + (under ? sentence.bottom + gap : sentence.top - gap - claim.offsetHeight)}px`;
      claim.style.left = `${Math.max(2 * gap, Math.min(first.left, width - claim.offsetWidth - 2 * gap))}px`;
      return true;
    };
    const open = (words, entry, whole) => {
      close();
      shown = words;
      claim.replaceChildren(...[...entry.childNodes].map((node) => node.cloneNode(true)));
      claim.querySelector(".evidence__words")?.replaceChildren(words.textContent.replaceAll("\n", " "));
      claim.showPopover();
      claim.scrollTop = 0;
      if (place()) return;
      close();
      if (whole) reveal(entry);
    };
    for (const words of all(".fact[data-note]")) {
      const entry = noteOf(words);
      if (!entry) continue;
      rest(words, claim, () => { if (shown !== words) open(words, entry); });
      words.addEventListener("click", () => {
        clearTimeout(opening);
        if (!getSelection().isCollapsed) return;
        if (shown === words && claim.dataset.stays) return close();
        if (shown !== words) open(words, entry, true);
        if (shown) claim.dataset.stays = "yes";
      });
    }
    over(claim, () => clearTimeout(closing), () => leave(claim));
    claim.addEventListener("toggle", () => { if (!claim.matches(":popover-open")) forget(); });
    // Keys lead from the words into what they opened, and from there to the control of their paragraph.
    document.addEventListener("keydown", (event) => {
      const panel = event.key === "Escape" && !shown && event.target.closest(".evidence[open]");
      if (panel) { panel.open = false; panel.firstElementChild.focus(); }
      const links = shown ? [...claim.querySelectorAll("a")] : [], at = links.indexOf(document.activeElement);
      let block = shown;
      while (block && !block.nextElementSibling?.matches(".evidence")) block = block.parentElement;
      const control = (block?.nextElementSibling ?? (shown && noteOf(shown).closest(".evidence")))?.firstElementChild;
      if (event.key === "Escape" && shown) { close(); if (at >= 0) control?.focus(); }
      if (event.key !== "Tab" || !shown) return;
      const to = at < 0 ? !event.shiftKey && claim.dataset.stays && links[0] : at === (event.shiftKey ? 0 : links.length - 1) && control;
      if (!to) return;
      event.preventDefault();
      if (at >= 0) close();
      to.focus();
    });
    document.addEventListener("click", (event) => { if (!claim.contains(event.target) && !event.target.closest(".fact")) close(); });
    document.addEventListener("toggle", (event) => { if (event.target.localName === "details") close(); }, true);
    addEventListener("resize", () => { if (shown && !place()) close(); });
  }

  const choice = document.getElementById("all-notes");
  const follow = () => {
    if (choice.checked) root.dataset.notes = ""; else delete root.dataset.notes;
    for (const panel of all(".evidence")) panel.open = choice.checked;
  };
  if (choice) {
    choice.checked = "notes" in root.dataset;
    if (choice.checked) follow();
    choice.addEventListener("change", () => {
      follow();
      choice.scrollIntoView({ block: "center" });
      try { if (choice.checked) localStorage.notes = "all"; else localStorage.removeItem("notes"); } catch {}
    });
  }

  // A page that the browser kept, and brings back, has not heard of what the reader chose on another one meanwhile.
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    try {
      root.dataset.theme = localStorage.theme || "";
      if (choice && choice.checked !== ("notes" in localStorage)) { choice.checked = !choice.checked; follow(); }
    } catch {}
  });

  // An address that leads into a fold opens it, in browsers that do not do so by themselves.
  const reveal = (element) => {
    for (let fold = element?.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    element?.scrollIntoView();
  };
  const follows = () => {
    let id = location.hash.slice(1);
    try { id = decodeURIComponent(id); } catch {}
    const element = id && document.getElementById(id);
    if (element && !element.checkVisibility()) reveal(element);
  };
  addEventListener("hashchange", follows);
  follows();

  // What is wider than its place is a stop for keys, under the name of its table, else of the heading above it.
  const above = (box) => [...all("main :is(h2, h3, h4)[id]")].findLast((one) => one.compareDocumentPosition(box) & Node.DOCUMENT_POSITION_FOLLOWING);
  const measured = self.ResizeObserver && new ResizeObserver((entries) => {
    const wide = entries.map(({ target: box }) => box.scrollWidth > box.clientWidth + 1); // before any change
    for (const [at, { target: box }] of entries.entries()) {
      if (wide[at] === box.hasAttribute("tabindex")) continue;
      for (const name of ["tabindex", "role", "aria-label", "aria-labelledby"]) box.removeAttribute(name);
      if (!wide[at]) continue;
      const table = box.querySelector("table"), name = table?.caption?.textContent;
      const by = name ? null : table?.getAttribute("aria-labelledby") ?? above(box)?.id;
      box.tabIndex = 0;
      box.setAttribute("role", "group");
      box.setAttribute(by ? "aria-labelledby" : "aria-label", by ?? name ?? document.title);
    }
  });
  if (measured) for (const box of all(".scroll, pre:not([tabindex]), .formula__drawn, .formula__line")) measured.observe(box);

  for (const button of all("[data-copy]")) {
    if (!navigator.clipboard) { button.hidden = true; continue; }
    const words = button.textContent;
    button.addEventListener("click", async () => {
      try { await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent); } catch { return; }
      button.textContent = button.dataset.copied;
      setTimeout(() => { button.textContent = words; }, 2000);
    });
  }

  for (const button of all("[data-theme-switch]")) {
    button.addEventListener("click", () => {
      const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
      root.dataset.theme = dark ? "light" : "dark";
      try { localStorage.theme = root.dataset.theme; } catch {}
    });
  }
})();
