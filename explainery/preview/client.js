// The preview's part in a page. livereload.js stands before it and holds the connection; this says what a message does.
"use strict";
(() => {
  const live = window.LiveReload;
  let panel;

  // Constructed, because the page's policy allows neither style elements nor style attributes.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host { all: initial; }
    div { position: fixed; inset: auto 0 0 0; box-sizing: border-box; z-index: 2147483647; inline-size: 100%;
      max-block-size: 60vh; margin: 0; padding: 1rem; overflow: auto; border: 0; border-block-start: 4px solid #ff6b5e;
      background: #1b1b1f; color: #f3f1ec; font: 14px/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
    pre { margin: 0; font: inherit; white-space: pre-wrap; overflow-wrap: anywhere; }
    a { color: #ffb4a8; }
    button { float: inline-end; margin-inline-start: 1rem; font: inherit; }
    :focus-visible { outline: 2px solid #fff; outline-offset: 2px; }
    @media print { div { display: none; } }`);

  const element = (name, properties, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };

  // The first line of a passage names the file: it opens it. The text stays, sign by sign, that of the terminal.
  const passage = ({ text, open }) => {
    if (!open) return [text];
    const [first, ...rest] = text.split("\n");
    return [element("a", { href: open }, first), ["", ...rest].join("\n")];
  };

  const show = (problems) => {
    panel?.remove();
    panel = null;
    if (!problems) return;
    panel = element("explainery-problems", { role: "alert" });
    const root = panel.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheet];
    const text = problems.flatMap((part, index) => [...(index ? ["\n"] : []), ...passage(part)]);
    const hide = element("button", { type: "button", onclick: () => panel.remove() }, "Hide");
    root.append(element("div", { popover: "manual" }, hide, element("pre", {}, ...text)));
    document.documentElement.append(panel);
    root.querySelector("div").showPopover?.(); // above notes and dialogs
  };

  // The new sheet stands beside the old one until it has loaded, so that nothing flickers.
  const swap = (styles) => document.querySelectorAll("link[rel=stylesheet]:not([data-going])").forEach((old, index) => {
    if (old.getAttribute("href") === styles[index]) return;
    const made = old.cloneNode();
    old.dataset.going = "";
    made.onload = made.onerror = () => old.remove();
    made.href = styles[index];
    old.after(made);
  });

  // Browsers restore the scroll position by themselves, but not surely: not where the page is slow or has a fragment.
  const kept = "explainery-preview-scroll";
  const reload = () => {
    try { sessionStorage[kept] = JSON.stringify([location.href, scrollX, scrollY]); } catch {}
    location.reload();
  };
  try {
    const [href, left, top] = JSON.parse(sessionStorage[kept] ?? "[]");
    delete sessionStorage[kept];
    const restore = () => scrollTo({ left, top, behavior: "instant" });
    if (href === location.href) for (const event of ["DOMContentLoaded", "load"]) addEventListener(event, restore);
  } catch {} // storage may be forbidden

  live.performReload = ({ version, styles, problems }) => {
    if (version && !styles) return reload();
    if (version) { live.options.snipver = version; swap(styles); }
    show(problems);
  };

  // Tells the server, along with the address, whether somebody looks: the page in view is rendered first.
  live.addPlugin(class { static identifier = "preview"; static version = "1"; analyze() { return { visible: !document.hidden }; } });
  let cut = false;
  document.addEventListener("securitypolicyviolation", (event) => { cut ||= event.effectiveDirective === "connect-src"; });
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return;
    if (cut) location.reload(); // the 404 page's policy forbids to connect again
    else if (live.connector.protocol) live.analyze();
    else if (live.connector.socket.readyState === WebSocket.CLOSED) live.connector.connect(); // a tab that slept need not wait
  });
})();
