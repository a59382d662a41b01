"""The typeface of charts and the report, so that page, PDF and Word look the same everywhere.

It comes at set-up from the package @expo-google-fonts/inter (SIL Open Font License), and the
same files serve vl-convert, which measures the text, and Typst and the browser, which draw it.
"""

from pathlib import Path

FAMILY = "Inter"
FALLBACK = "Inter, Arial, sans-serif"
PACKAGE = Path(__file__).parents[2] / "node_modules" / "@expo-google-fonts" / "inter"
WEIGHTS = ("400Regular", "400Regular_Italic", "600SemiBold", "700Bold")


def folders() -> list[Path]:
    """Return the folders of the weights in use. Raises FileNotFoundError where one is missing."""
    found = [PACKAGE / weight for weight in WEIGHTS]
    for folder in found:
        if not folder.is_dir():
            raise FileNotFoundError(
                f"The typeface is not installed: there is no {folder}. Run `make setup`."
            )
    return found
