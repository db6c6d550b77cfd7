"""What a page's scripts would write."""

import pytest

from pipelines.page.script import Scripts


@pytest.mark.parametrize(
    ("script", "written"),
    [
        ("document.write('来源：某报')", ["来源：某报"]),
        ('document.writeln("<span>" + "\\u6765源" + "</span>");', ["来源"]),
        ("var a = 'x'; var a = '某报'; document.write(a);", ["某报"]),
        ("document.write(unknown);", []),
        ("document.write('<img src=1>');", []),
        ("document.write(f(1));", []),
        ("document.write('it\\'s');", ["it's"]),
    ],
)
def test_literals_and_plain_variables_are_known(script: str, written: list[str]) -> None:
    """Markup is taken off; what would have to be computed is not guessed."""
    assert Scripts().written_by(script) == written


def test_a_library_is_not_searched() -> None:
    """A script of many thousand characters shows no source line."""
    assert Scripts().written_by("document.write('来源：某报');" + " " * 60_000) == []


@pytest.mark.timeout(5)
@pytest.mark.parametrize(
    "script", ["document.write(a" + "+a" * 20_000, "\n" * 49_000, "document.write('" + "\\'" * 20_000]
)
def test_no_script_takes_long(script: str) -> None:
    """Whatever it repeats, it is gone through once."""
    scripts = Scripts()
    scripts.written_by(script)
    assert scripts.written_by("document.write(b);") == []
