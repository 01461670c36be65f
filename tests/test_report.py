"""Many problems: the first are shown, and the rest is counted."""

from explainers import SMALL, build, put

from explainery.problems import Place, Problem, Problems
from explainery.report import as_json, as_text, passages

LINES = [f"line {number}" for number in range(1, 5_000)]


def problems(count, says="Line {} is wrong."):
    return Problems(
        Problem("WRONG", Place("content/film.md", number, 6, 4), says.format(number), "Correct it.")
        for number in range(1, count + 1)
    )


def test_the_first_hundred_are_shown_and_the_rest_is_counted():
    text = as_text(problems(4_700), lambda _path: LINES)
    assert text.count("-- WRONG ---") == 100
    assert "Line 100 is wrong." in text
    assert "Line 101 is wrong." not in text
    assert text.endswith("… and 4,600 more.\n\n4,700 problems. Nothing was written.\n")


def test_a_hundred_are_all_shown():
    text = as_text(problems(100), lambda _path: LINES)
    assert text.count("-- WRONG ---") == 100
    assert "more" not in text


def test_the_same_is_shown_three_times_and_leaves_room_for_others():
    found = Problems([*problems(200, "This is wrong.").problems, *problems(99).problems])
    text = as_text(found, lambda _path: LINES)
    assert text.count("This is wrong.") == 3
    assert text.count("-- WRONG ---") == 100
    assert text.endswith("… and 199 more.\n\n299 problems. Nothing was written.\n")
    alike = as_text(problems(1_200, "This is wrong."), lambda _path: LINES)
    assert alike.endswith("… and 1,197 more like these.\n\n1,200 problems. Nothing was written.\n")


def test_a_terminal_obeys_nothing_that_a_problem_says():
    odd = Problem(
        "WRONG", Place("content/\x1b]0;a\x07.md", 1), "It says “\x1b[2J\u202e”.\nSo it is.", "Delete\t“\x9b”."
    )
    text = as_text(Problems([odd]), lambda _path: ["a\x1bb"])
    assert not {sign for sign in text if not sign.isprintable()} - {"\n"}
    assert "It says “�[2J�”.\nSo it is.\n\n 1 | a�b\n     ^\n\nDelete “�”.\n" in text


def test_a_file_is_read_once_for_all_its_problems():
    asked = []

    def lines_of(path):
        asked.append(path)
        return LINES

    assert len(passages(problems(90), lines_of)) == 91
    assert asked == ["content/film.md"]


def test_programs_get_them_all():
    assert as_json(problems(4_700)).count('"WRONG"') == 4_700


def test_thousands_of_problems_in_one_file_are_counted(tmp_path):
    links = "\n\n".join(f"[words](nowhere-{number}.md)" for number in range(4_700))
    root = put(tmp_path, {**SMALL, "content/film.md": f"{SMALL['content/film.md']}\n{links}\n"})
    result = build(root)
    assert result.stderr.endswith("… and 4,600 more.\n\n4,700 problems. Nothing was written.\n")
