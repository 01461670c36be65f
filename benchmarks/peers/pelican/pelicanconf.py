"""Pelican, with what it can keep kept: parsed articles from run to run; no listing that the others do not write."""

SITENAME = "Benchmark"
SITEURL = "https://example.org"
AUTHOR = "Nobody"
PATH = "content"
OUTPUT_PATH = "output"
THEME = "theme"
TIMEZONE = "UTC"
USE_FOLDER_AS_CATEGORY = True
CACHE_CONTENT = True
LOAD_CONTENT_CACHE = True
CHECK_MODIFIED_METHOD = "mtime"
PLUGINS: list[str] = []
MARKDOWN = {
    "extensions": ["extra", "smarty", "toc", "meta"],
    "extension_configs": {"toc": {"toc_depth": "2-2"}},
    "output_format": "html5",
}
ARTICLE_URL = "{category}/{slug}/"
ARTICLE_SAVE_AS = "{category}/{slug}/index.html"
CATEGORY_URL = "{slug}/"
CATEGORY_SAVE_AS = "{slug}/index.html"
DIRECT_TEMPLATES = ["index", "sitemap"]
SITEMAP_SAVE_AS = "sitemap.xml"
AUTHOR_SAVE_AS = TAG_SAVE_AS = ARCHIVES_SAVE_AS = ""
FEED_ALL_ATOM = "feed.xml"
FEED_MAX_ITEMS = 20
CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
# Its preview compares these with every part of the path, and this corpus stands below `.cache`.
IGNORE_FILES: list[str] = []
DEFAULT_PAGINATION = False
SUMMARY_MAX_LENGTH = None
