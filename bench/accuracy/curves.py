"""One SVG of how often each rule speaks at each strength of the fault that breaks it."""
from xml.sax.saxutils import escape

import figures

WIDTH, HEIGHT, COLUMNS = 235, 165, 4
LEFT, TOP, WIDE, TALL = 34, 34, 185, 95


def shares(lines, fault, rule):
    """[(strength, asked or refused, refused)], the weakest first; clean pictures at 0 where the fault grows from 0."""
    rows = [] if lines.faults[fault]["falls"] else [(0, list(lines.clean.values()))]
    rows += [(s, lines.with_fault(fault, s)) for s in lines.strengths(fault)]
    found = []
    for strength, pictures in rows:
        verdicts = [figures.verdict_of(x, rule) for x in pictures]
        refused = verdicts.count("refuse") / len(verdicts)
        found.append((strength, refused + verdicts.count("ask") / len(verdicts), refused))
    return found


def pairs(lines):
    """(fault, rule that it breaks), where the reports hold the rule."""
    held = set(lines.held_rules())
    return [(name, rule) for name, fault in lines.faults.items() for rule in fault["rules"]
            if rule in held and lines.strengths(name)]


def line_of(points, colour, dashes=""):
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.2" fill="{colour}"/>' for x, y in points)
    return f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="1.6"{dashes}/>{dots}'


def panel(lines, fault, rule, left, top):
    rows = shares(lines, fault, rule)
    ends = [row[0] for row in rows]
    low, high = ends[0], ends[-1]
    across = lambda s: LEFT + WIDE * (s - low) / ((high - low) or 1)
    down = lambda share: TOP + TALL * (1 - share)
    bad = across(lines.bad_strengths(fault)[0])
    parts = [f'<g transform="translate({left},{top})">',
             f'<text x="{LEFT}" y="13" font-weight="bold">{escape(rule)}</text>',
             f'<text x="{LEFT}" y="27" fill="#555">{escape(fault)}</text>',
             f'<rect x="{bad:.1f}" y="{TOP}" width="{LEFT + WIDE - bad:.1f}" height="{TALL}" fill="#f3e3e3"/>',
             f'<rect x="{LEFT}" y="{TOP}" width="{WIDE}" height="{TALL}" fill="none" stroke="#bbb"/>',
             f'<line x1="{LEFT}" x2="{LEFT + WIDE}" y1="{down(.5)}" y2="{down(.5)}" stroke="#ddd"/>']
    for share in (0, 0.5, 1):
        parts.append(f'<text x="{LEFT - 4}" y="{down(share) + 4}" text-anchor="end">{share * 100:.0f}</text>')
    for strength in ends:
        parts.append(f'<text x="{across(strength):.1f}" y="{TOP + TALL + 14}" text-anchor="middle" '
                     f'font-size="9">{strength:g}</text>')
    parts.append(line_of([(across(s), down(spoke)) for s, spoke, _ in rows], "#c77800"))
    parts.append(line_of([(across(s), down(refused)) for s, _, refused in rows], "#b3261e",
                         ' stroke-dasharray="4 2"'))
    return "".join(parts) + "</g>"


def draw(lines):
    every = pairs(lines)
    rows = -(-len(every) // COLUMNS)
    total = 26 + rows * HEIGHT
    body = "".join(panel(lines, fault, rule, i % COLUMNS * WIDTH, 26 + i // COLUMNS * HEIGHT)
                   for i, (fault, rule) in enumerate(every))
    key = "".join(f'<text x="{x}" y="16" fill="{colour}">{text}</text>' for x, colour, text in (
        (34, "#c77800", "asked or refused, %"), (190, "#b3261e", "refused (dashed)"),
        (320, "#555", "shaded: a careful person would reject")))
    return (f'<svg xmlns="http://www.w3.org/2000/svg" width="{COLUMNS * WIDTH}" height="{total}" '
            f'viewBox="0 0 {COLUMNS * WIDTH} {total}" font-family="sans-serif" font-size="11">'
            f'<rect width="100%" height="100%" fill="#fff"/>{key}{body}</svg>\n')
