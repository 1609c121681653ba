"""Sentences, quotation marks, tokens and syntax; hands names on."""

from dateline.parse.parser import Parser, find_paragraphs

__all__ = ["Parser", "find_paragraphs"]
