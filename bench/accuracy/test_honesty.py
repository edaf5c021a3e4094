"""Tests of what is printed for honesty; run by python3 -m unittest."""
import unittest

import figures
import honesty


def line(verdict, **more):
    return {"rules": {"a.b": [verdict, 2.0 if verdict == "refuse" else 0.0, [None, 1.0]]}, "error": None, **more}


def lines_of(clean, degraded, real=()):
    lines = figures.Lines.__new__(figures.Lines)
    lines.faults = {"f": {"fault": "f", "falls": False, "drawn": False, "rules": ["a.b"], "words": "w"}}
    lines.clean = {x["person"]: x for x in clean}
    lines.degraded, lines.real = list(degraded), dict(real)
    return lines


class Honesty(unittest.TestCase):
    def test_halves_go_by_the_portrait_number(self):
        self.assertEqual(honesty.halves(["london_001", "london_012", "london_103"]),
                         {"odd": {"london_001", "london_103"}, "even": {"london_012"}})

    def test_a_rule_that_misses_one_half_alone_is_apart(self):
        people = [f"london_{i:03}" for i in range(40)]
        clean = [line("pass", person=p) for p in people]
        bad = [line("refuse" if i % 2 else "pass", person=p, fault="f", strength=1, bad=True)
               for i, p in enumerate(people)]
        (rule, entries), = honesty.by_half(lines_of(clean, bad))
        self.assertEqual((rule, entries["odd"]["missed_bad"], entries["even"]["missed_bad"]), ("a.b", 0, 1))
        self.assertTrue(honesty.apart(entries, "missed_bad"))
        self.assertFalse(honesty.apart(entries, "refused_good"))

    def test_a_labelled_picture_counts_once_and_not_where_it_breaks_any_rule(self):
        real = {"a": line("refuse"), "b": line("ask"), "c": line("pass"), "d": line("refuse")}
        truth = {"a.b": [("a", False), ("b", False), ("c", False), ("d", False)], "c.d": [("a", False), ("d", True)]}
        self.assertEqual(honesty.labelled_good(lines_of([], [], real), truth), (3, 1, 1))

    def test_the_sections_say_so_where_nothing_was_judged(self):
        text = honesty.write(lines_of([line("pass", person="london_001")], []), {})
        self.assertIn("No labelled pictures were judged.", text)


if __name__ == "__main__":
    unittest.main()
