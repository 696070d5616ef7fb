import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from mlew_tui.widgets import big_digits

texts = st.text("0123456789:/+-", min_size=1, max_size=8)
scales = st.integers(1, 30)


@pytest.mark.parametrize(("scale", "rows"), [(1, 3), (2, 5), (3, 8), (4, 10), (5, 13), (8, 20)])
def test_a_scale_takes_five_half_rows_a_pixel_rounded_up(scale: int, rows: int) -> None:
    assert big_digits.rows_of(scale) == rows == len(big_digits.scaled("12:05", scale))


@given(texts, scales)
def test_every_line_is_as_wide_and_high_as_announced(text: str, scale: int) -> None:
    lines = big_digits.scaled(text, scale)
    assert {cell_len(line) for line in lines} == {big_digits.width_of(text, scale)}
    assert len(lines) == big_digits.rows_of(scale)


@given(texts, scales)
def test_a_face_at_any_scale_is_the_same_picture_larger(text: str, scale: int) -> None:
    def pixels(lines: tuple[str, ...], scale: int) -> list[str]:
        halves = [
            "".join("#" if cell in both else "." for cell in line[::scale]) for line in lines for both in ("▀█", "▄█")
        ]
        return halves[: 5 * scale : scale]

    assert pixels(big_digits.scaled(text, scale), scale) == pixels(big_digits.small(text), 1)


@given(texts, st.integers(1, 300), st.integers(1, 100))
def test_the_largest_scale_that_fits_is_taken(text: str, width: int, height: int) -> None:
    def fits(scale: int) -> bool:
        return big_digits.width_of(text, scale) <= width and big_digits.rows_of(scale) <= height

    scale = big_digits.fitting(text, width, height)
    assert fits(scale) or scale == 1
    assert not fits(scale + 1)


def test_the_small_and_the_large_face_look_as_they_always_did() -> None:
    assert big_digits.small("1:7") == ("▄█  ▄ ▀▀█", " █  ▄  ▄▀", "▀▀▀    ▀ ")
    assert big_digits.scaled("1", 2) == ("  ██  ", "████  ", "  ██  ", "  ██  ", "██████")
