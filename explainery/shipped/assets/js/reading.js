// Extras for readers; nothing on a page needs them. Notes and terms open on a click without any script.
"use strict";
(() => {
  const root = document.documentElement, all = (selector) => document.querySelectorAll(selector);
  for (const element of all("[data-script]")) element.hidden = false;

  // A note or term opens after the pointer has rested on its words for half a second, and closes when it has left both.
  let opening, closing, open;
  const over = (element, enter, leave) => {
    element.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && enter());
    element.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && leave());
  };
  const close = () => { closing = setTimeout(() => { if (open?.matches(":popover-open")) open.hidePopover(); open = null; }, 300); };
  for (const button of all("button[popovertarget]")) {
    const preview = document.getElementById(button.getAttribute("popovertarget"));
    if (!preview?.showPopover) continue;
    const words = button.closest("label") ?? button;
    words.addEventListener("click", () => clearTimeout(opening));  // what a click opens or closes stays so
    over(words, () => {
      clearTimeout(closing);
      opening = setTimeout(() => {
        if (preview.matches(":popover-open")) return;
        try { preview.showPopover({ source: button }); open = preview; } catch {}
      }, 500);
    }, () => { clearTimeout(opening); if (open) close(); });
  }
  for (const preview of all("[popover]")) over(preview, () => clearTimeout(closing), () => { if (open === preview) close(); });

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
