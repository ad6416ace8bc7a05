"""kanyin (刊印): an open-source press for Chinese writing."""

__version__ = "0.1.0"
