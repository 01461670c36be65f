// Finds the front page from a page that may stand anywhere. It knows three things: what was asked for, the
// names of the site's own folders and pages (data-known), and that a host of project pages keeps a site in a first folder.
(() => {
  const link = document.getElementById("home");
  const parts = location.pathname.split("/").slice(1, -1);
  const known = link.dataset.known.split(" ");
  const inside = parts.findIndex((part) => known.includes(part));
  const project = /\.(github|gitlab)\.io$/.test(location.hostname) ? 1 : parts.length;
  const depth = inside < 0 ? Math.min(project, parts.length) : inside;
  link.href = ["", ...parts.slice(0, depth), ""].join("/");
})();
