// Extras for readers; nothing on a page needs them. Evidence and terms open on a click without any script.
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

  // Words that a fact holds open its entry of the panel, below or above their sentence: where there is more room.
  const claim = document.createElement("div");
  claim.className = "claim";
  claim.popover = "manual";
  if (claim.showPopover && document.querySelector(".evidence")) {
    document.querySelector("main").append(claim);
    const sentences = self.Intl?.Segmenter && new Intl.Segmenter(root.lang, { granularity: "sentence" });
    const sentenceOf = (words) => {
      const block = words.closest("p, li, td, th, dd, figcaption, blockquote") ?? words, whole = document.createRange();
      if (!sentences) { whole.selectNodeContents(block); return whole; }
      const texts = document.createTreeWalker(block, NodeFilter.SHOW_TEXT), nodes = [];
      for (let at = 0; texts.nextNode(); at += texts.currentNode.length) nodes.push([at, texts.currentNode]);
      const found = (node) => nodes.find(([, one]) => node.contains(one)) ?? [0];
      const held = sentences.segment(nodes.map(([, one]) => one.data).join("")).containing(found(words)[0]) ?? { index: 0, segment: "" };
      const point = (offset) => { const [at, node] = nodes.findLast(([one]) => one <= offset); return [node, Math.min(offset - at, node.length)]; };
      whole.setStart(...point(held.index));
      whole.setEnd(...point(held.index + held.segment.trimEnd().length));
      return whole;
    };
    let shown;
    const close = () => { if (shown) claim.hidePopover(); shown = null; delete claim.dataset.stays; };
    const open = (words, entry) => {
      close();
      shown = words;
      claim.replaceChildren(...[...entry.childNodes].map((node) => node.cloneNode(true)));
      claim.querySelector(".evidence__words")?.replaceChildren(words.textContent);
      claim.style.maxBlockSize = "";
      claim.showPopover();
      const sentence = sentenceOf(words).getBoundingClientRect(), first = words.getClientRects()[0] ?? sentence, gap = 8;
      const above = sentence.top - gap, below = innerHeight - sentence.bottom - gap;
      const under = claim.offsetHeight <= below || below >= Math.min(above, 240);
      claim.style.maxBlockSize = `${Math.max(80, under ? below : above) - gap}px`;
      claim.style.top = `${scrollY + (under ? sentence.bottom + gap : sentence.top - gap - claim.offsetHeight)}px`;
      claim.style.left = `${Math.max(2 * gap, Math.min(first.left, root.clientWidth - claim.offsetWidth - 2 * gap))}px`;
    };
    for (const words of all(".fact[data-note]")) {
      const entry = document.getElementById(`note-${words.dataset.note}`);
      if (!entry) continue;
      rest(words, claim, () => { if (shown !== words) open(words, entry); });
      words.addEventListener("click", () => {
        clearTimeout(opening);
        if (!getSelection().isCollapsed) return;
        if (shown === words && claim.dataset.stays) return close();
        if (shown !== words) open(words, entry);
        claim.dataset.stays = "yes";
      });
    }
    over(claim, () => clearTimeout(closing), () => leave(claim));
    claim.addEventListener("toggle", (event) => { if (event.newState === "closed" && shown && !claim.matches(":popover-open")) shown = null; });
    document.addEventListener("keydown", (event) => {
      const panel = event.key === "Escape" && !shown && event.target.closest(".evidence[open]");
      if (event.key === "Escape") close();
      if (panel) { panel.open = false; panel.firstElementChild.focus(); }
    });
    document.addEventListener("click", (event) => { if (!claim.contains(event.target) && !event.target.closest(".fact")) close(); });
  }

  const choice = document.getElementById("all-notes");
  const follow = () => {
    if (choice.checked) root.dataset.notes = ""; else delete root.dataset.notes;
    for (const panel of all(".evidence")) panel.open = choice.checked;
  };
  if (choice) {
    if ("notes" in root.dataset) { choice.checked = true; follow(); }
    choice.addEventListener("change", () => {
      follow();
      choice.scrollIntoView({ block: "center" });
      try { if (choice.checked) localStorage.notes = "all"; else localStorage.removeItem("notes"); } catch {}
    });
  }

  for (const button of all("[data-copy]")) {
    if (!navigator.clipboard) { button.hidden = true; continue; }
    const words = button.textContent;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
      button.textContent = "Copied";
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
