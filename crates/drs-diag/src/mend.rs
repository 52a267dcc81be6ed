//! Making the fixes of a text, again and again until there is none left to make.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use drs_text::{Edit, Span};

use crate::fix::Fix;

/// How often a text is checked again at most. One fix of an object can stand in the way of another, so some texts need
/// many rounds; each makes at least one fix.
const ROUNDS: usize = 200;

/// What is wrong with a text, as far as fixing goes.
#[derive(Clone, Debug, Default)]
pub struct Wrongs {
    /// Errors, then warnings: fewer is better.
    pub counts: (u64, u64),
    /// Fixes that may be made, in the order of their diagnostics.
    pub fixes: Vec<Fix>,
}

/// A text that fixes were made in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mended<'t> {
    /// The text.
    pub text: Cow<'t, str>,
    /// How many fixes were made in it.
    pub fixed: u64,
    /// How many were not made because they would have led to more mistakes than there were.
    pub refused: u64,
}

/// Makes the fixes of `text`, which `check` finds. The text never gets worse: a round of fixes after which there would be
/// more mistakes than before is not made.
pub fn mend(text: &str, check: impl Fn(&str) -> Wrongs) -> Mended<'_> {
    let mut mended = Mended { text: Cow::Borrowed(text), fixed: 0, refused: 0 };
    let mut wrongs = check(text);
    // Fixes that undo each other would go round in a circle.
    let mut known = vec![(fingerprint(text), 0)];
    for _ in 0..ROUNDS {
        let (edits, count) = choose(&wrongs.fixes);
        if count == 0 {
            break;
        }
        let next = drs_text::apply(&mended.text, &edits);
        let found = check(&next);
        if found.counts > wrongs.counts {
            mended.refused = count;
            break;
        }
        mended.text = Cow::Owned(next);
        let print = fingerprint(&mended.text);
        if let Some(&(_, fixed)) = known.iter().find(|(other, _)| *other == print) {
            mended.fixed = fixed;
            break;
        }
        mended.fixed += count;
        known.push((print, mended.fixed));
        wrongs = found;
    }
    mended
}

/// The edits of the fixes that can be made together, and the number of these fixes. Of fixes that touch each other the
/// first is made; a fix is made as a whole or not at all.
fn choose(fixes: &[Fix]) -> (Vec<Edit>, u64) {
    let mut taken = Taken::default();
    let (mut edits, mut count) = (Vec::new(), 0);
    for fix in fixes {
        if !fix.edits.is_empty() && taken.take(fix.edits.iter().map(|edit| edit.span)) {
            edits.extend(fix.edits.iter().cloned());
            count += 1;
        }
    }
    (edits, count)
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
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use drs_text::{Edit, Span};

    use super::{Mended, Wrongs, mend};
    use crate::fix::Fix;

    /// Each `x` is a mistake, which is put right by an `o`; each `a` by a `b` and each `b` by an `a`; each `w` by two.
    fn check(text: &str) -> Wrongs {
        let fix = |(at, c): (u32, char)| {
            let span = Span::new(at, at + 1);
            let becomes = match c {
                'x' => "o",
                'a' => "b",
                'b' => "a",
                'w' => "ww",
                _ => return None,
            };
            Some(Fix::new("change it", vec![Edit::new(span, becomes)]))
        };
        let fixes: Vec<_> = (0..).zip(text.chars()).filter_map(fix).collect();
        Wrongs { counts: (fixes.len() as u64, 0), fixes }
    }

    fn mended(text: &str, fixed: u64, refused: u64) -> Mended<'_> {
        Mended { text: text.into(), fixed, refused }
    }

    #[test]
    fn fixes_that_touch_each_other_are_made_in_rounds() {
        assert_eq!(mend("-x-x-xx-xxx", check), mended("-o-o-oo-ooo", 7, 0));
    }

    #[test]
    fn a_text_without_mistakes_stays() {
        assert_eq!(mend("-o-", check), mended("-o-", 0, 0));
    }

    #[test]
    fn what_makes_it_worse_is_not_done() {
        assert_eq!(mend("w", check), mended("w", 0, 1));
        assert_eq!(mend("x-w", check), mended("o-ww", 2, 1));
    }

    #[test]
    fn fixes_that_undo_each_other_end_where_they_began() {
        assert_eq!(mend("a", check), mended("a", 0, 0));
        assert_eq!(mend("a-x", check), mended("b-o", 2, 0));
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
            if text == "abcdef" { Wrongs { counts: (3, 0), fixes } } else { Wrongs::default() }
        };
        assert_eq!(mend("abcdef", check), mended("1b3d1f", 2, 0));
    }
}
