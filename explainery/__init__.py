"""Explainery: the static generator for explainers people can check."""

__version__ = "0.1.0"
