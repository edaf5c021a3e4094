"""Tests of the table's arithmetic; run by python3 -m unittest."""
import unittest

import figures


def line(verdict, value, accept=(None, 1.0)):
    return {"rules": {"a.b": [verdict, value, list(accept)]}}


class Rates(unittest.TestCase):
    def test_eer_is_zero_where_scores_lie_apart_and_a_half_where_they_do_not(self):
        self.assertEqual(figures.equal_error_rate([0, 1, 2], [3, 4]), 0)
        self.assertEqual(figures.equal_error_rate([0, 1], [0, 1]), 0.5)
        self.assertAlmostEqual(figures.equal_error_rate([0, 1, 2, 9], [3, 4, 5, 1]), 0.25)

    def test_a_band_counts_from_its_middle_and_a_lower_limit_turns_the_sign(self):
        self.assertEqual(figures.badness(["pass", 4, [0, 10]]), 1)
        self.assertEqual(figures.badness(["pass", 4, [2, None]]), -4)
        self.assertEqual(figures.badness(["pass", 4, [None, 5]]), 4)
        self.assertIsNone(figures.badness(None))

    def test_not_assessed_is_a_miss_where_bad_and_no_alarm_where_good(self):
        nothing = {"rules": {}}
        entry = figures.rates("a.b", [nothing, line("refuse", 2)], [nothing, line("ask", 1.1)], "real")
        self.assertEqual((entry["missed_bad"], entry["asked_good"], entry["refused_good"]), (0.5, 0.5, 0))
        self.assertIsNone(entry["eer"], "too few")

    def test_eer_needs_thirty_on_each_side(self):
        entry = figures.rates("a.b", [line("refuse", 2)] * 30, [line("pass", 0)] * 30, "real")
        self.assertEqual(entry["eer"], 0)

    def test_wilson_interval_of_none_in_sixty(self):
        low, high = figures.wilson(0, 60)
        self.assertEqual(low, 0)
        self.assertAlmostEqual(high, 0.0602, 3)

    def test_worse_beyond_the_interval_fails_and_within_it_does_not(self):
        good, bad = [line("pass", 0)] * 60, [line("refuse", 2)] * 60
        recorded = {"a.b": figures.rates("a.b", bad, good, "real")}
        slightly = {"a.b": figures.rates("a.b", bad[:58] + [line("pass", 0)] * 2, good, "real")}
        much = {"a.b": figures.rates("a.b", bad[:50] + [line("pass", 0)] * 10, good, "real")}
        self.assertEqual(figures.worse_than(slightly, recorded), [])
        self.assertTrue(any("missed_bad" in x for x in figures.worse_than(much, recorded)))
        self.assertTrue(figures.worse_than({}, recorded), "a rule that is gone is worse")

    def test_where_half_turns(self):
        self.assertAlmostEqual(figures.half_turn([(0, 0), (1, 0.25), (2, 0.75)]), 1.5)
        self.assertIsNone(figures.half_turn([(0, 0), (1, 0.4)]))
        self.assertAlmostEqual(figures.half_turn([(110, 0), (90, 1)]), 100)


if __name__ == "__main__":
    unittest.main()
