//! Making the fixes of a text: all that do not touch each other at once, then those that are left, for a few rounds.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};

use drs_text::{Edit, Span};

use crate::fix::Fix;

/// How often fixes are made at most. One fix can stand in the way of another, so few texts need more than two rounds.
const MAX_ROUNDS: usize = 10;

/// How often a text of any length may be checked to find out which fixes make it worse: enough for one among thousands.
const MIN_TRIALS: usize = 40;

/// As many bytes may be checked for that in any case, so that in a short text every fix can be tried alone.
const MIN_TRIED_BYTES: usize = 1 << 20;

/// What is wrong with a text, as far as fixing goes.
#[derive(Clone, Debug, Default)]
pub struct FixCandidates {
    /// Errors, then warnings: fewer is better.
    pub counts: (u64, u64),
    /// Fixes that may be made, in the order of their diagnostics.
    pub fixes: Vec<Fix>,
}

/// A text that fixes were made in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fixed<'t> {
    /// The text.
    pub text: Cow<'t, str>,
    /// How many fixes were made in it.
    pub fixed: u64,
    /// How many of those that are left were not made because they would lead to more mistakes than there are. Where there are
    /// too many of them to find each, the text is given up: it stays as it was.
    pub refused: u64,
}

/// Makes the fixes of `text`, which `check` finds. The text never gets worse: fixes after which there would be more mistakes
/// than before are not made, and do not prevent the others unless there are many of them.
///
/// `check` is called at most 51 times, and more often only for a short text: once for each round, and where a round makes the
/// text worse, to find out which fix does.
pub fn apply_fixes(text: &str, check: impl Fn(&str) -> FixCandidates) -> Fixed<'_> {
    let mut result = Fixed { text: Cow::Borrowed(text), fixed: 0, refused: 0 };
    let mut candidates = check(text);
    // Fixes that undo each other would go round in a circle.
    let mut known = vec![(fingerprint(text), 0)];
    let mut trials = MIN_TRIALS.max(MIN_TRIED_BYTES / text.len().max(1));
    // Those of the fixes of the text as it is now that make it worse.
    let mut refused = BTreeSet::new();
    while known.len() <= MAX_ROUNDS {
        let round = Round::new(&result.text, &candidates, &refused).run(&check, &mut trials);
        let Some(Round { made, refused: worse, next, .. }) = round else {
            return Fixed { text: Cow::Borrowed(text), fixed: 0, refused: candidates.fixes.len() as u64 };
        };
        let has_learned = !worse.is_empty();
        refused.extend(worse);
        result.refused = refused.len() as u64;
        if let Some((next, found)) = next {
            let print = fingerprint(&next);
            result.text = Cow::Owned(next);
            if let Some(&(_, fixed)) = known.iter().find(|(other, _)| *other == print) {
                result.fixed = fixed;
                break;
            }
            result.fixed += made.len() as u64;
            known.push((print, result.fixed));
            candidates = found;
            refused.clear();
        } else if !has_learned {
            break;
        }
    }
    result
}

/// Making as many as possible of the fixes that can be made together.
struct Round<'r> {
    text: &'r str,
    fixes: &'r [Fix],
    /// What is wrong with the text as it becomes.
    counts: (u64, u64),
    /// Groups of fixes that are still to be tried, the next one last.
    groups: Vec<Vec<usize>>,
    /// The fixes that were made.
    made: Vec<usize>,
    /// The fixes that make it worse.
    refused: Vec<usize>,
    /// What becomes of the text, and what is wrong with that.
    next: Option<(String, FixCandidates)>,
}

impl<'r> Round<'r> {
    fn new(text: &'r str, candidates: &'r FixCandidates, refused: &BTreeSet<usize>) -> Self {
        let groups = vec![choose(&candidates.fixes, refused)];
        let (fixes, counts) = (&candidates.fixes[..], candidates.counts);
        Self { text, fixes, counts, groups, made: Vec::new(), refused: Vec::new(), next: None }
    }

    /// Makes all fixes at once if that is good. If it is not, halves are tried, and halves of these: so few bad fixes among
    /// many are found with few checks. `None` if there are too many.
    fn run(mut self, check: impl Fn(&str) -> FixCandidates, trials: &mut usize) -> Option<Self> {
        while let Some(group) = self.groups.pop() {
            if group.is_empty() {
                continue;
            }
            let next = self.with(&group);
            let found = check(&next);
            if found.counts <= self.counts {
                self.counts = found.counts;
                self.made.extend(group);
                self.next = Some((next, found));
            } else if let [bad] = group[..] {
                *trials = trials.checked_sub(1)?;
                self.refused.push(bad);
            } else {
                *trials = trials.checked_sub(2)?;
                let (first, second) = group.split_at(group.len() / 2);
                self.groups.extend([second.to_vec(), first.to_vec()]);
            }
        }
        Some(self)
    }

    /// The text with what was made so far and these fixes.
    fn with(&self, group: &[usize]) -> String {
        let fixes = self.made.iter().chain(group).filter_map(|&index| self.fixes.get(index));
        let edits: Vec<Edit> = fixes.flat_map(|fix| fix.edits.iter().cloned()).collect();
        drs_text::apply(self.text, &edits)
    }
}

/// The fixes that can be made together, without those that are refused. Of fixes that touch each other the first is made; a
/// fix is made as a whole or not at all.
fn choose(fixes: &[Fix], refused: &BTreeSet<usize>) -> Vec<usize> {
    let mut taken = Taken::default();
    let mut can_be_made = |index: usize, fix: &Fix| {
        let spans = fix.edits.iter().map(|edit| edit.span);
        !fix.edits.is_empty() && !refused.contains(&index) && taken.take(spans)
    };
    fixes.iter().enumerate().filter(|&(index, fix)| can_be_made(index, fix)).map(|(index, _)| index).collect()
}

/// Places of edits, start to end, those that touch joined.
#[derive(Debug, Default)]
struct Taken(BTreeMap<u32, u32>);

impl Taken {
    /// Takes these places if all of them are free, borders included.
    fn take(&mut self, spans: impl Iterator<Item = Span> + Clone) -> bool {
        if !spans.clone().all(|span| self.is_free(span)) {
            return false;
        }
        for span in spans {
            self.join(span);
        }
        true
    }

    fn is_free(&self, span: Span) -> bool {
        self.0.range(..=span.end).next_back().is_none_or(|(_, &end)| end < span.start)
    }

    fn join(&mut self, mut span: Span) {
        while let Some((&start, &end)) = self.0.range(..=span.end).next_back() {
            if end < span.start {
                break;
            }
            self.0.remove(&start);
            span = Span::new(start.min(span.start), end.max(span.end));
        }
        self.0.insert(span.start, span.end);
    }
}

fn fingerprint(text: &str) -> u64 {
    BuildHasherDefault::<DefaultHasher>::default().hash_one(text)
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use drs_text::{Edit, Span};

    use super::{FixCandidates, Fixed, apply_fixes};
    use crate::fix::Fix;

    /// Each `x` is a mistake, which is put right by an `o`; each `a` by a `b` and each `b` by an `a`; each `w` by two, and
    /// each `W` by a `V`, which is worse than anything else.
    fn check(text: &str) -> FixCandidates {
        let fix = |(at, c): (u32, char)| {
            let span = Span::new(at, at + 1);
            let becomes = match c {
                'x' => "o",
                'a' => "b",
                'b' => "a",
                'w' => "ww",
                'W' => "V",
                _ => return None,
            };
            Some(Fix::new("change it", vec![Edit::new(span, becomes)]))
        };
        let fixes: Vec<_> = (0..).zip(text.chars()).filter_map(fix).collect();
        FixCandidates { counts: (text.matches('V').count() as u64, fixes.len() as u64), fixes }
    }

    fn fixed(text: &str, fixed: u64, refused: u64) -> Fixed<'_> {
        Fixed { text: text.into(), fixed, refused }
    }

    #[test]
    fn fixes_that_touch_each_other_are_made_in_rounds() {
        assert_eq!(apply_fixes("-x-x-xx-xxx", check), fixed("-o-o-oo-ooo", 7, 0));
    }

    #[test]
    fn a_text_without_mistakes_stays() {
        assert_eq!(apply_fixes("-o-", check), fixed("-o-", 0, 0));
    }

    #[test]
    fn what_makes_it_worse_is_not_done() {
        assert_eq!(apply_fixes("w", check), fixed("w", 0, 1));
        // At first it looks as good as before.
        assert_eq!(apply_fixes("x-w", check), fixed("o-ww", 2, 2));
    }

    #[test]
    fn a_bad_fix_keeps_no_other_from_being_made() {
        assert_eq!(apply_fixes("W-x-x-W-x", check), fixed("W-o-o-W-o", 3, 2));
        assert_eq!(apply_fixes("Wx-xW", check), fixed("Wo-oW", 2, 2), "even where they touch");
        let (before, after) = ("W-x-".repeat(50), "W-o-".repeat(50));
        assert_eq!(apply_fixes(&before, check), fixed(&after, 50, 50));
    }

    /// Fixes a text and counts the checks.
    fn counted(text: &str) -> (Fixed<'_>, usize) {
        let count = Cell::new(0);
        let result = apply_fixes(text, |text| {
            count.set(count.get() + 1);
            check(text)
        });
        (result, count.get())
    }

    #[test]
    fn few_bad_fixes_among_many_are_found_with_few_checks() {
        let text = |x: &str| format!("{}W-{}", format!("{x}-").repeat(6000), format!("{x}-").repeat(4000));
        let (before, after) = (text("x"), text("o"));
        let (found, checks) = counted(&before);
        assert!(found == fixed(&after, 10_000, 1), "{} {}", found.fixed, found.refused);
        assert!(checks < 50, "{checks}");
    }

    #[test]
    fn a_text_with_many_bad_fixes_is_given_up() {
        let text = "W-x-W-".repeat(30_000);
        let (found, checks) = counted(&text);
        assert!(checks <= 51, "{checks}");
        assert!(found == fixed(&text, 0, 90_000), "{} {}", found.fixed, found.refused);
    }

    #[test]
    fn all_that_do_not_touch_each_other_are_made_at_once() {
        let (found, checks) = counted("x-x-x-x-x");
        assert_eq!((found, checks), (fixed("o-o-o-o-o", 5, 0), 2));
    }

    #[test]
    fn rounds_are_bounded() {
        // Each fix makes another one: an endless text of mistakes.
        let fixes = vec![Fix::new("grow", vec![Edit::new(Span::default(), "x")])];
        let check = |_: &str| FixCandidates { counts: (1, 0), fixes: fixes.clone() };
        assert_eq!(apply_fixes("", check), fixed("xxxxxxxxxx", 10, 0));
    }

    #[test]
    fn fixes_that_undo_each_other_end_where_they_began() {
        assert_eq!(apply_fixes("a", check), fixed("a", 0, 0));
        assert_eq!(apply_fixes("a-x", check), fixed("b-o", 2, 0));
    }

    #[test]
    fn a_fix_is_made_as_a_whole_or_not_at_all() {
        let edit = |start: u32, end: u32, text: &str| Edit::new(Span::new(start, end), text);
        let check = |text: &str| {
            let fixes = vec![
                Fix::new("first", vec![edit(0, 1, "1"), edit(4, 5, "1")]),
                Fix::new("touches the first", vec![edit(2, 3, "2"), edit(5, 6, "2")]),
                Fix::new("touches none", vec![edit(2, 3, "3")]),
            ];
            if text == "abcdef" { FixCandidates { counts: (3, 0), fixes } } else { FixCandidates::default() }
        };
        assert_eq!(apply_fixes("abcdef", check), fixed("1b3d1f", 2, 0));
    }
}
