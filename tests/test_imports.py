"""The picture of the house: imports go down only, and a library has one home."""

import subprocess
import sys
from pathlib import Path


def test_import_contracts_hold():
    """`lint-imports` keeps every contract of pyproject.toml, in a process that has loaded nothing of it."""
    code = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    root = Path(__file__).parent.parent
    linted = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True)
    assert linted.returncode == 0, linted.stdout + linted.stderr
