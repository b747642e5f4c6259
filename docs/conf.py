"""Configuration of the documentation."""

from __future__ import annotations

import sys
from importlib import metadata
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

project = "Bundel"
author = "Bundel developers"
copyright = "2026, Bundel developers"
release = version = metadata.version("bundel")
language = "en"

extensions = ["myst_nb", "sphinx.ext.autodoc", "numpydoc", "mathml", "offline", "reference"]
exclude_patterns = ["_build", "_ext", "**/jupyter_execute", "decisions/template.md"]

html_theme = "furo"
html_title = "Bundel"
html_static_path = ["_static"]
html_css_files = ["bundel.css"]
html_math_renderer = "mathml"
html_copy_source = False

myst_enable_extensions = ["deflist", "dollarmath", "fieldlist"]
myst_heading_anchors = 3
myst_update_mathjax = False

# The notebook runs at every build, so that it cannot say what the code no longer does.
nb_execution_mode = "force"
nb_execution_raise_on_error = True
nb_execution_timeout = 300

autodoc_typehints = "none"
autodoc_member_order = "bysource"
numpydoc_show_class_members = False
numpydoc_class_members_toctree = False
