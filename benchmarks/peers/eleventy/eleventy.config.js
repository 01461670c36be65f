// Eleventy with markdown-it, the fastest of its engines for Markdown; no template language inside Markdown files.
const { feedPlugin } = require("@11ty/eleventy-plugin-rss");
const markdownIt = require("markdown-it");
const anchor = require("markdown-it-anchor");
const footnote = require("markdown-it-footnote");
const contents = require("markdown-it-toc-done-right");

module.exports = (config) => {
  const markdown = markdownIt({ html: true, typographer: true }).use(anchor).use(footnote).use(contents, { level: 2 });
  config.setLibrary("md", markdown);
  config.addPassthroughCopy({ "content/site.css": "site.css" });
  config.addCollection("texts", (all) => all.getFilteredByGlob("content/folder-*/page-*.md"));
  // Grouped once a build: a filter in the template would walk all pages for every folder.
  config.addCollection("byFolder", (all) => {
    const folders = {};
    for (const page of all.getFilteredByGlob("content/folder-*/page-*.md")) {
      (folders[page.url.split("/")[1]] ??= []).push(page);
    }
    return folders;
  });
  config.addFilter("day", (date) => date.toISOString().slice(0, 10));
  config.addPlugin(feedPlugin, {
    type: "atom",
    outputPath: "/feed.xml",
    collection: { name: "texts", limit: 20 },
    metadata: { language: "en", title: "Benchmark", base: "https://example.org/", author: { name: "Nobody" } },
  });
  config.setServerOptions({ showAllHosts: false });
  return { dir: { input: "content", output: "output" }, markdownTemplateEngine: false, htmlTemplateEngine: false };
};
