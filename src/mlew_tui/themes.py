"""The console's colours: a calm dark one, and a light one for bright projectors."""

from textual.theme import Theme

DARK = Theme(
    name="mlew-dark",
    primary="#4f83cc",
    secondary="#7a869a",
    accent="#f0c674",
    foreground="#f2f2f2",
    background="#14171c",
    surface="#1c2027",
    panel="#2a303a",
    boost="#262c36",
    success="#8fd19e",
    warning="#f0b35a",
    error="#ff8a80",
    dark=True,
    variables={
        "text-muted": "#b4bccb",
        "text-success": "#9fe0ae",
        "text-warning": "#ffc27a",
        "text-error": "#ff9c94",
    },
)
LIGHT = Theme(
    name="mlew-light",
    primary="#1f5aa6",
    secondary="#51606f",
    accent="#7a3e00",
    foreground="#111111",
    background="#ffffff",
    surface="#f2f4f7",
    panel="#dde3ea",
    boost="#e8edf3",
    success="#11592b",
    warning="#7a4a00",
    error="#9b1c1c",
    dark=False,
    variables={
        "text-muted": "#3d4752",
        "text-success": "#11592b",
        "text-warning": "#7a3b00",
        "text-error": "#8f1414",
    },
)
