"""The picture of the house: imports go down only, and a library has one home."""

from pathlib import Path

from importlinter.cli import lint_imports


def test_import_contracts_hold():
    """`lint-imports` keeps every contract of pyproject.toml."""
    pyproject = Path(__file__).parent.parent / "pyproject.toml"
    assert lint_imports(config_filename=str(pyproject), no_cache=True) == 0
