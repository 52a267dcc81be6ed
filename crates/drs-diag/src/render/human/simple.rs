//! Drawing of the most frequent layout in a fraction of the time that [`snippets`](super::snippets) takes for any: one mark in
//! one line, remarks, and a change of that line, without colours.

use super::layout::{Change, Layout};
use crate::escape::is_plain;

/// The lines of a layout as [`snippets::draw`](super::snippets::draw) returns them for a terminal without colours, but for
/// blanks at their ends; `None` if the layout is not simple.
pub(super) fn draw(layout: &Layout) -> Option<String> {
    let [mark] = &layout.main.marks[..] else { return None };
    let (line, number) = (simple(&layout.main.text)?, layout.main.first_line);
    if !layout.far.is_empty() || mark.label.as_deref().is_some_and(|label| label.trim().is_empty()) {
        return None;
    }
    let changed = match &layout.change {
        Some((message, change)) if change.first_line == number => Some((message, change, Changed::new(change)?)),
        Some(_) => return None,
        None => None,
    };
    let number = number.to_string();
    let mut page = Page { text: String::with_capacity(8 * line.len()), indent: number.len() };
    page.row("", "|");
    page.row(&number, "| ");
    page.text.push_str(line);
    page.row("", "| ");
    page.repeat(' ', columns(line.get(..mark.range.start)?));
    page.repeat('^', columns(line.get(mark.range.clone())?).max(1));
    if let Some(label) = &mark.label {
        page.text.extend([" ", label]);
    }
    if layout.help.is_some() || layout.note.is_some() || changed.is_some() {
        page.row("", "|");
    }
    page.remark("help: ", layout.help.as_deref());
    page.remark("note: ", layout.note.as_deref());
    if let Some((message, change, changed)) = changed {
        page.text.extend(["\nhelp: ", message]);
        page.row("", "|");
        if changed.is_diff {
            page.row(&number, "- ");
            page.text.push_str(&change.text);
        }
        page.row(&number, if changed.is_diff { "+ " } else { "| " });
        page.text.push_str(&changed.line);
        page.row("", "|");
        let mut column = 0;
        for (start, length) in changed.inserted.iter().filter(|_| !changed.is_diff) {
            page.repeat(' ', if column == 0 { start + 1 } else { start - column });
            page.repeat('+', *length);
            column = start + length;
        }
    }
    Some(page.text)
}

/// Lines behind each other.
struct Page {
    text: String,
    /// Columns of the line numbers.
    indent: usize,
}

impl Page {
    /// Begins a line.
    fn row(&mut self, number: &str, sign: &str) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(number);
        self.repeat(' ', self.indent + 1 - number.len());
        self.text.push_str(sign);
    }

    fn repeat(&mut self, sign: char, count: usize) {
        self.text.extend(std::iter::repeat_n(sign, count));
    }

    /// Adds a text of one or more lines.
    fn remark(&mut self, word: &str, text: Option<&str>) {
        for (index, line) in text.into_iter().flat_map(|text| text.split('\n')).enumerate() {
            if index == 0 {
                self.row("", "= ");
                self.text.push_str(word);
            } else {
                self.row("", "  ");
                self.repeat(' ', word.len());
            }
            self.text.push_str(line);
        }
    }
}

/// A line after a change.
struct Changed {
    line: String,
    /// Whether something of it is not there any more, so that both lines are shown.
    is_diff: bool,
    /// Columns where something was inserted, and how many, from left to right.
    inserted: Vec<(usize, usize)>,
}

impl Changed {
    /// The line after a change, if that is simple.
    fn new(change: &Change) -> Option<Self> {
        let old = simple(&change.text)?;
        let mut changed = Self { line: String::with_capacity(old.len() + 64), is_diff: false, inserted: Vec::new() };
        let mut rest = 0;
        for (range, new) in &change.patches {
            let replaced = old.get(range.clone())?;
            changed.line.push_str(old.get(rest..range.start)?);
            rest = range.end;
            if !new.is_empty() && !is_narrow(new) {
                return None;
            }
            if let Some((before, added)) = added(replaced, new) {
                if added.is_empty() || added.trim() != added {
                    return None;
                }
                changed.inserted.push((columns(&changed.line) + columns(&replaced[..before]), columns(added)));
            } else {
                let is_lost = new.trim().is_empty() || added(replaced.trim(), new.trim()).is_none();
                if replaced.trim().is_empty() || !is_lost {
                    return None;
                }
                changed.is_diff = true;
            }
            changed.line.push_str(new);
        }
        changed.line.push_str(&old[rest..]);
        (!changed.line.trim().is_empty() && changed.line != old).then_some(changed)
    }
}

/// What was added to `old`, if `new` is all of it and something in one place, and how much of `old` is before that.
fn added<'n>(old: &str, new: &'n str) -> Option<(usize, &'n str)> {
    if let Some(added) = new.strip_prefix(old) {
        return Some((old.len(), added));
    }
    if let Some(added) = new.strip_suffix(old) {
        return Some((0, added));
    }
    let common = old.chars().zip(new.chars()).take_while(|(one, other)| one == other);
    let before = common.map(|(c, _)| c.len_utf8()).sum();
    Some((before, new[before..].strip_suffix(&old[before..])?))
}

/// A text that is one line, not blank, and has as many columns as characters.
fn simple(text: &str) -> Option<&str> {
    (is_narrow(text) && !text.trim_ascii().is_empty()).then_some(text)
}

/// Whether all characters are those of ASCII that can be seen, blanks, and ellipses.
fn is_narrow(text: &str) -> bool {
    is_plain(text) || text.chars().all(|c| matches!(c, ' '..='~' | '…'))
}

/// How many columns a narrow text has.
fn columns(text: &str) -> usize {
    text.chars().count()
}

#[cfg(test)]
mod tests {
    use annotate_snippets::Renderer;
    use proptest::prelude::{Strategy, prop, prop_assert_eq, prop_oneof, proptest};
    use proptest::sample::Index;

    use super::super::layout::{Change, Layout, Mark, Pane};
    use super::super::snippets;
    use super::draw;
    use crate::severity::Severity;

    fn trimmed(text: &str) -> Vec<&str> {
        text.lines().map(str::trim_end).collect()
    }

    /// A line of source.
    fn line() -> impl Strategy<Value = String> {
        prop_oneof!["…?[ab:\" ]{0,30}…?", "[ab ]{1,8}", "\t?[ab数é\u{301}]{0,8}", "a\nb"]
    }

    fn remark() -> impl Strategy<Value = Option<String>> {
        prop::option::of("[a-c é数]{0,12}(\n[a-c]{0,9}){0,2}")
    }

    /// The character of `text` with this index, or its end.
    fn place(text: &str, index: Index) -> usize {
        let places: Vec<_> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        places[index.index(places.len())]
    }

    fn change() -> impl Strategy<Value = (String, Vec<(Index, Index, String)>)> {
        let patch = (any(), any(), "[ab\" ]{0,3}");
        (line(), prop::collection::vec(patch, 1..4))
    }

    fn any() -> impl Strategy<Value = Index> {
        proptest::prelude::any::<Index>()
    }

    proptest! {
        #[test]
        fn what_is_simple_is_drawn_as_everything_is(
            (text, start, end) in (line(), any(), any()),
            label in prop::option::of("[a-c é数]{0,12}"),
            (help, note) in (remark(), remark()),
            first_line in prop_oneof![1_usize..20, 95_usize..105],
            change in prop::option::of(("[a-c 数]{0,9}", change(), prop_oneof![9 => 0_usize..1, 1 => 0_usize..9], proptest::bool::ANY)),
        ) {
            let (one, other) = (place(&text, start), place(&text, end));
            let range = one.min(other)..one.max(other);
            let change = change.map(|(message, (other, patches), lines, is_same)| {
                let text = if is_same { text.clone() } else { other };
                let mut places: Vec<_> =
                    patches.iter().flat_map(|(start, end, _)| [place(&text, *start), place(&text, *end)]).collect();
                places.sort_unstable();
                let ranges = places.chunks(2).map(|pair| pair[0]..pair[1]);
                let patches = ranges.zip(patches).map(|(range, (.., text))| (range, text)).collect();
                (message, Change { text, first_line: first_line + lines, patches })
            });
            let marks = vec![Mark { is_primary: true, range, label }];
            let main = Pane { text, first_line, marks };
            let layout = Layout { severity: Severity::Error, main, help, note, far: Vec::new(), change };
            if let Some(drawn) = draw(&layout) {
                let renderer = Renderer::plain().term_width(usize::from(u16::MAX));
                let expected = snippets::draw(&renderer, &layout);
                prop_assert_eq!(trimmed(&drawn), trimmed(&expected));
            }
        }
    }

    #[test]
    fn what_is_usual_is_simple() {
        let pane = |text: &str, range| {
            let marks = vec![Mark { is_primary: true, range, label: Some("a label".to_owned()) }];
            Pane { text: text.to_owned(), first_line: 7, marks }
        };
        let patches = |patches: &[(usize, usize, &str)]| {
            let patches = patches.iter().map(|&(start, end, text)| (start..end, text.to_owned())).collect();
            Some(("change it".to_owned(), Change { text: "…  \"a\": 1,".to_owned(), first_line: 7, patches }))
        };
        for change in [
            None,
            patches(&[(5, 8, "\"ab\"")]),
            patches(&[(10, 11, "\"1\"")]),
            patches(&[(10, 10, "\""), (11, 11, "\"")]),
            patches(&[(10, 11, "2")]),
            patches(&[(5, 6, ""), (7, 8, "")]),
        ] {
            let help = Some("what to do\nand more".to_owned());
            let main = pane("…  \"a\": 1,", 10..11);
            let layout = Layout { severity: Severity::Error, main, help, note: None, far: Vec::new(), change };
            assert!(draw(&layout).is_some(), "{layout:?}");
        }
    }
}
