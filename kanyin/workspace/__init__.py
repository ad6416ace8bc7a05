"""The disk: the only room that reads and writes files.

Reading never leaves the manuscript's folder; writing never leaves the output folder,
and whoever looks at the output finds either the old edition or the new one, whole.
"""

from kanyin.workspace.names import is_safe_name, slug
from kanyin.workspace.reading import (
    DiskFolder,
    isolate_fonts,
    issues_under,
    read_file,
    read_manuscript,
    read_manuscripts,
    shown,
)
from kanyin.workspace.writing import (
    DiskCache,
    clean,
    free_name,
    write_artifacts,
    write_file,
    write_files,
    write_manuscript,
)

__all__ = [
    "DiskCache",
    "DiskFolder",
    "clean",
    "free_name",
    "is_safe_name",
    "isolate_fonts",
    "issues_under",
    "read_file",
    "read_manuscript",
    "read_manuscripts",
    "shown",
    "slug",
    "write_artifacts",
    "write_file",
    "write_files",
    "write_manuscript",
]
