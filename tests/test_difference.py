"""How one text became another."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import archive.finding.difference
from archive.finding.difference import Change, ChangeKind, difference, sentences

TEXTS = st.text(alphabet="甲乙丙。！”\n a.?", max_size=60)


def test_the_examples_hold():
    """The docstrings say the truth."""
    assert doctest.testmod(archive.finding.difference).failed == 0


@given(TEXTS)
def test_sentences_make_up_the_text(text):
    """Nothing is lost and nothing is empty."""
    assert ("".join(sentences(text)), "" in sentences(text)) == (text, False)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("一。二！三？四；五", 5),
        ("他问：“好吗？”她说：“好。”", 2),
        ("价格为3.5元。涨幅0.2%。", 2),
        ("标题\n正文。\n\n落款", 3),
        ("He left. It was 3.30 p.m. then.", 3),
        ("怎么会……不可能！！", 2),
    ],
)
def test_where_sentences_end(text, count):
    """At Chinese end marks and lines, at Latin ones before a blank; closing quotes belong to the sentence."""
    assert len(sentences(text)) == count


@settings(deadline=None)
@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text):
    """Nor from itself with other white space within its sentences, or in full width."""
    assert difference(text, text) == ()
    assert difference(text, text.replace(" ", "　")) == ()


@settings(deadline=None)
@given(TEXTS, TEXTS)
def test_marks_say_what_differs(old, new):
    """Without what is marked, the sentence before is the sentence after."""
    for change in difference(old, new):
        assert unmarked(change.before, change.before_marks) == unmarked(change.after, change.after_marks)


def unmarked(text, marks):
    for start, end in reversed(marks):
        text = text[:start] + text[end:]
    return text


def test_a_changed_sentence_is_shown_before_and_after():
    """With the changed characters marked in each."""
    (change,) = difference("首段。项目总投资约三亿元。末段。", "首段。项目总投资约五亿余元。末段。")
    assert change == Change(
        kind=ChangeKind.REPLACED,
        before="项目总投资约三亿元。",
        after="项目总投资约五亿余元。",
        before_marks=((6, 7),),
        after_marks=((6, 7), (8, 9)),
    )


def test_words_of_other_scripts_are_marked_whole():
    """Not letter by letter."""
    (change,) = difference("The board approved the plan.", "The board rejected the plan.")
    assert (change.before_marks, change.after_marks) == (((10, 18),), ((10, 18),))


def test_removed_and_added_sentences_are_told_from_changed_ones():
    """A sentence with little in common with any other is not the same sentence."""
    changes = difference("甲方负责。已删去的一句话。", "甲方负责。完全不同的新内容在这里！")
    assert [change.kind for change in changes] == [ChangeKind.REMOVED, ChangeKind.ADDED]


def test_within_a_changed_stretch_alike_sentences_meet():
    """One removed, one changed, one added, in the order of the text."""
    changes = difference(
        "开头。旧闻一则不再保留。费用为十元整。结尾。", "开头。费用为二十元整。新增说明见附件二。结尾。"
    )
    assert [(change.kind, change.before, change.after) for change in changes] == [
        (ChangeKind.REMOVED, "旧闻一则不再保留。", ""),
        (ChangeKind.REPLACED, "费用为十元整。", "费用为二十元整。"),
        (ChangeKind.ADDED, "", "新增说明见附件二。"),
    ]


def test_a_paragraph_break_that_moves_is_no_change():
    """White space never is."""
    assert difference("标题 正文。", "标题\n正文。") == ()


def test_long_texts_stay_cheap():
    """Thousands of sentences, one of them changed; thousands that repeat."""
    lines = [f"第{number}条规定如下。" for number in range(5000)]
    changed = [*lines[:2500], "第二千五百条已经废止。", *lines[2501:]]
    assert len(difference("".join(lines), "".join(changed))) == 2
    assert len(difference("同一行。\n" * 5000, "同一行。\n" * 4990)) == 10
