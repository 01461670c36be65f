"""Siblings of `render`: everything that a site publishes beside its pages, one small module each."""
