//! What stands between the scalars of a text: punctuation, comments, and what was not read.

use drs_text::{Parsed, Span};

use super::cover::Walk;
use super::faults::{may_go_on, shows_token};
use super::region::{Cover, Region, is_layout};

/// So many characters of punctuation between a key and its value are no secret.
const MAX_PUNCTUATION: usize = 3;

/// Where the next comment in `text` opens from `from` on, in JSON or in YAML, with what opens it and what closes it.
fn next_comment(text: &str, from: usize) -> Option<(usize, &'static str, &'static str)> {
    let bytes = text.as_bytes();
    let mut openings = (from..bytes.len()).filter(|&at| matches!(bytes[at], b'#' | b'/'));
    let open = |at: usize| match (bytes[at], bytes.get(at + 1)) {
        (b'#', _) => Some((at, "#", "\n")),
        (_, Some(b'/')) => Some((at, "//", "\n")),
        (_, Some(b'*')) => Some((at, "/*", "*/")),
        _ => None,
    };
    openings.find_map(open)
}

impl Walk<'_, '_> {
    /// Takes what stands between the last scalar and the next one at `end`: punctuation, and what is no value.
    pub(super) fn gap(&mut self, end: u32) {
        let (start, bytes) = (self.cursor as usize, self.text.as_bytes());
        let gap = start..(end as usize).max(start);
        if gap.clone().all(|at| is_layout(bytes, at)) {
            return;
        }
        let text = &self.text[gap.clone()];
        if self.is_after_secret {
            let mut said =
                text.chars().filter(|c| !c.is_whitespace() && !matches!(c, ':' | ',' | '{' | '[' | '"' | '\''));
            let is_punctuation = |c: char| c.is_ascii_punctuation() || c == '\u{FF1A}';
            if !said.clone().all(is_punctuation) || said.nth(MAX_PUNCTUATION).is_some() {
                self.regions.push(Region::new(Span::new(self.cursor, end), Cover::UnreadSecret));
            }
            return;
        }
        // An anchor that takes the colon in, `&password: secret`, was meant as a key, and a tag may have been as well.
        let words = text.split_whitespace().filter_map(|word| word.strip_prefix(['&', '!']));
        let mut names = words.map(|name| name.trim_start_matches('!').trim_end_matches(':'));
        self.is_after_secret |= names.any(|name| self.keys.is_secret(name));
        self.comments(gap.start, text);
        let line = text.rsplit('\n').next().unwrap_or_default();
        self.is_marked |= self.is_after_secret && self.keys.secrets().are_named_in(line);
    }

    /// Hides the comments in `text`, which starts at `start`.
    fn comments(&mut self, start: usize, text: &str) {
        let offset = |index: usize| u32::try_from(start + index).unwrap_or(u32::MAX);
        let mut at = 0;
        while let Some((open, mark, close)) = next_comment(text, at) {
            let inside = open + mark.len();
            let end = text[inside..].find(close).map_or(text.len(), |index| inside + index);
            // A name in a comment may belong to the value behind it.
            self.is_after_secret |= self.keys.secrets().are_named_in(&text[inside..end]);
            let comment = &text[inside..end];
            let (from, to) = (end - comment.trim_start().len(), inside + comment.trim_end().len());
            self.regions.push(Region::new(Span::new(offset(from), offset(to)), Cover::Comment));
            at = end;
        }
    }

    /// Takes what follows the last document of the text, up to `end`.
    pub(super) fn finish(&mut self, end: u32, parsed: &[&Parsed<'_>]) {
        if !parsed.iter().any(|parsed| may_go_on(parsed)) {
            return self.gap(end);
        }
        let rest = self.cursor as usize..(end as usize).min(self.text.len());
        if !rest.into_iter().all(|at| is_layout(self.text.as_bytes(), at)) {
            let cover = if self.is_after_secret { Cover::UnreadSecret } else { Cover::Unread };
            self.regions.push(Region::new(Span::new(self.cursor, end), cover));
        }
        // In the order of the text, as they were found.
        let unread: Vec<usize> =
            (0..self.regions.len()).filter(|&index| self.regions[index].cover == Cover::Unread).collect();
        for fault in parsed.iter().flat_map(|parsed| &parsed.faults).filter(|fault| shows_token(fault)) {
            self.uncover(fault.span, &unread);
        }
    }

    /// Shows the token `span` if it is the first of something unread, one of the regions `unread`, and cannot belong to a secret.
    fn uncover(&mut self, span: Span, unread: &[usize]) {
        let after = unread.partition_point(|&index| self.regions[index].span.start <= span.start);
        let Some(&index) = after.checked_sub(1).and_then(|last| unread.get(last)) else { return };
        let region = &mut self.regions[index];
        let mut before = region.span.start as usize..span.start as usize;
        if region.span.contains(span) && before.all(|at| is_layout(self.text.as_bytes(), at)) {
            region.span.start = span.end;
            self.show(span, None);
        }
    }
}
