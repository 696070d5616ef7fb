"""Define the colour themes: dark, light for projectors, and high contrast.

Every colour is opaque and named by its meaning, so that tests can check the contrast of each pair. In all themes text
has a contrast of at least 7:1 on every background, lines and scrollbars 4.5:1 (relative luminance of WCAG 2).
No meaning is carried by colour alone: a word, a glyph or the weight of the type carries it too.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from textual.theme import Theme


class Palette(NamedTuple):
    """The colours of a theme as ``#rrggbb``, by meaning.

    ``ground``, ``surface`` (above the ground), ``panel`` (bars and notices) and ``cursor`` are backgrounds; all others
    are drawn on any of them. ``accent`` is for titles outside the phases; ``phases`` has one colour per phase id.
    """

    ground: str
    surface: str
    panel: str
    cursor: str
    text: str
    muted: str
    bar: str
    accent: str
    good: str
    poor: str
    bad: str
    phases: Mapping[str, str]


_VARIABLES: Mapping[str, tuple[str, ...]] = {
    "surface": ("panel-darken-1",),
    "panel": (
        "boost", "panel-lighten-1", "block-hover-background", "scrollbar-background", "scrollbar-background-hover",
        "scrollbar-background-active", "scrollbar-corner-color",
    ),
    "cursor": (
        "primary-muted", "block-cursor-background", "block-cursor-blurred-background", "input-selection-background",
        "screen-selection-background",
    ),
    "text": ("text", "block-cursor-foreground", "block-cursor-blurred-foreground", "input-cursor-background"),
    "ground": ("input-cursor-foreground",),
    "muted": ("text-muted", "text-disabled", "foreground-muted", "foreground-disabled"),
    "bar": ("scrollbar", "scrollbar-hover", "scrollbar-active", "border-blurred"),
    "accent": ("text-primary", "text-secondary", "text-accent", "border"),
    "good": ("text-success",),
    "poor": ("text-warning",),
    "bad": ("text-error",),
}  # fmt: skip
"""The Textual variables set to each palette colour; Textual would otherwise derive them by blending or fading."""


def _theme(name: str, palette: Palette, *, dark: bool) -> Theme:
    """Return the theme of a palette, with the accent of each phase as ``$phase-<id>``."""
    variables = {variable: getattr(palette, colour) for colour, names in _VARIABLES.items() for variable in names}
    accents = {f"phase-{phase}": colour for phase, colour in palette.phases.items()}
    return Theme(
        name=name,
        primary=palette.accent,
        secondary=palette.muted,
        accent=palette.accent,
        foreground=palette.text,
        background=palette.ground,
        surface=palette.surface,
        panel=palette.panel,
        success=palette.good,
        warning=palette.poor,
        error=palette.bad,
        dark=dark,
        variables=variables | accents,
    )


DARK = _theme(
    "mlew-dark",
    Palette(
        ground="#14171c",
        surface="#1b1f26",
        panel="#262b34",
        cursor="#23344c",
        text="#f2f2f2",
        muted="#bcc5d4",
        bar="#8f9bb0",
        accent="#c9d3e3",
        good="#a3e0b0",
        poor="#ffc886",
        bad="#ffb0a8",
        phases={
            "opening": "#c3cede",
            "listen": "#8ccbff",
            "define": "#74dccf",
            "invent": "#cdb8ff",
            "refine": "#ffb0da",
            "iterate": "#c3dc78",
            "next_step": "#f5c48c",
            "break": "#c9cdd4",
            "plan": "#ffb59e",
        },
    ),
    dark=True,
)
LIGHT = _theme(
    "mlew-light",
    Palette(
        ground="#ffffff",
        surface="#f3f5f8",
        panel="#e6eaf0",
        cursor="#dbe7f6",
        text="#111111",
        muted="#39424d",
        bar="#566170",
        accent="#24384f",
        good="#0b4a22",
        poor="#5f3300",
        bad="#7d1010",
        phases={
            "opening": "#2f4157",
            "listen": "#0a3f73",
            "define": "#004a44",
            "invent": "#4b2590",
            "refine": "#740b50",
            "iterate": "#344400",
            "next_step": "#613300",
            "break": "#3d4249",
            "plan": "#70260f",
        },
    ),
    dark=False,
)
CONTRAST = _theme(
    "mlew-contrast",
    Palette(
        ground="#000000",
        surface="#000000",
        panel="#1c1c1c",
        cursor="#00264d",
        text="#ffffff",
        muted="#e4e4e4",
        bar="#ffffff",
        accent="#ffffff",
        good="#8dffab",
        poor="#ffd75e",
        bad="#ffcfca",
        phases={
            "opening": "#ffffff",
            "listen": "#a6e0ff",
            "define": "#4dffe1",
            "invent": "#e2d2ff",
            "refine": "#ffc8e8",
            "iterate": "#ccff66",
            "next_step": "#ffd080",
            "break": "#e8e8e8",
            "plan": "#ffcdb8",
        },
    ),
    dark=True,
)

THEMES: Mapping[str, Theme] = MappingProxyType({"dark": DARK, "light": LIGHT, "contrast": CONTRAST})
"""The themes by their names in the settings."""
