"""The markup of paragraphs and dispatches: what is ours stays to the letter, the rest is cleaned."""

import re

import nh3

DEEPEST = 40
TAGS = {"p", "b", "strong", "i", "em", "a", "br", "ul", "ol", "li", "span", "h2", "h3"}
ATTRIBUTES = {
    "a": {"href"},
    "span": {"lang", "dir"},
    "p": {"data-block-key"},
    "li": {"data-block-key"},
}
SCHEMES = {"http", "https", "mailto", "tel"}
_TAG = re.compile(
    r"<(?:(?P<close>/)?(?P<name>p|b|strong|i|em|a|ul|ol|li|span|h2|h3)"
    r"(?P<attributes>(?: (?:data-block-key=\"[a-z0-9]*\"|lang=\"[A-Za-z-]*\"|dir=\"(?:ltr|rtl|auto)\""
    r"|href=\"(?:https?://|mailto:|tel:)[^\"<>]*\"))*)|br ?/?)>"
)
_ANY_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)[^>]*?(/?)>")
_VOID = {
    "br",
    "hr",
    "img",
    "wbr",
    "input",
    "meta",
    "link",
    "source",
    "col",
    "area",
    "base",
    "embed",
}


class TooDeep(ValueError):
    """Markup nested so deeply that cleaning it would not end."""


def clean_markup(markup: str) -> tuple[str, bool]:
    """The markup as it may be kept, and whether anything had to be changed.

    Raises TooDeep: the cleaner's time grows with the square of the depth.
    """
    if _is_ours(markup):
        return markup, False
    if _depth(markup) > DEEPEST:
        raise TooDeep(f"markup is nested more than {DEEPEST} deep")
    cleaned = nh3.clean(
        markup, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None
    )
    return cleaned, cleaned != markup


def _is_ours(markup: str) -> bool:
    """Whether every tag is one that the desk writes, and each is closed in its turn."""
    if "<" not in markup and ">" not in markup:
        return True
    if "<!" in markup or "\x00" in markup:
        return False
    waiting: list[str] = []
    seen = 0
    for tag in _TAG.finditer(markup):
        seen += 1
        name = tag["name"]
        if name is None:
            continue
        if tag["close"]:
            if not waiting or waiting.pop() != name or tag["attributes"]:
                return False
        else:
            waiting.append(name)
            if len(waiting) > DEEPEST:
                return False
    return not waiting and seen == markup.count("<") == markup.count(">")


def _depth(markup: str) -> int:
    deepest = depth = 0
    for close, name, alone in _ANY_TAG.findall(markup):
        if alone or name.lower() in _VOID:
            continue
        depth = max(0, depth - 1) if close else depth + 1
        deepest = max(deepest, depth)
    return deepest
