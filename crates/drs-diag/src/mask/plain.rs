//! Texts that have nothing to hide, to be recognised when they come again.

use drs_text::Span;

/// How many are remembered at a time, at least and at most: a place for each of so many bytes.
const KNOWN: (usize, usize) = (1 << 6, 1 << 12);
const BYTES: usize = 32;

/// Texts of a document that were looked at and have nothing to hide: documents have few texts many times.
pub(super) struct PlainTexts<'t> {
    text: &'t str,
    /// Each at the place that its ends and length determine.
    known: Vec<Known>,
}

/// A text, by its ends and length. Of a short one they are all there is.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Ends {
    first: u64,
    last: u64,
    length: u32,
}

/// A text that was added, with where it starts.
#[derive(Clone, Copy, Default)]
struct Known {
    ends: Ends,
    start: u32,
}

/// Longer texts have a middle that their ends do not have.
const MAX_ENDS_BYTES: usize = 16;

impl Ends {
    #[inline]
    fn of(written: &[u8]) -> Self {
        let word = |bytes: &[u8; 8]| u64::from_le_bytes(*bytes);
        let (first, last) = match (written.first_chunk(), written.last_chunk()) {
            (Some(first), Some(last)) => (word(first), word(last)),
            _ => (written.iter().fold(0, |ends, byte| ends << 8 | u64::from(*byte)), 0),
        };
        Self { first, last, length: u32::try_from(written.len()).unwrap_or(u32::MAX) }
    }

    /// Where such a text is remembered, in a table with `places` of them: a power of two.
    #[inline]
    fn place(self, places: usize) -> usize {
        let mixed =
            (self.first ^ self.last.rotate_left(29) ^ u64::from(self.length)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        (mixed >> 52) as usize & places.wrapping_sub(1)
    }
}

impl<'t> PlainTexts<'t> {
    pub(super) const fn new(text: &'t str) -> Self {
        Self { text, known: Vec::new() }
    }

    /// Whether what is written at `span` was added, there or elsewhere.
    #[inline]
    pub(super) fn has(&self, span: Span) -> bool {
        let written = self.written(span);
        let ends = Ends::of(written);
        self.known.get(ends.place(self.known.len())).is_some_and(|known| {
            let other = || self.written(Span::new(known.start, known.start + known.ends.length));
            known.ends == ends && (written.len() <= MAX_ENDS_BYTES || other() == written)
        })
    }

    /// Adds what is written at `span`.
    pub(super) fn add(&mut self, span: Span) {
        let ends = Ends::of(self.written(span));
        // Nothing is what no place has been taken by.
        if ends.length == 0 {
            return;
        }
        if self.known.is_empty() {
            let (min, max) = KNOWN;
            self.known.resize((self.text.len() / BYTES).next_power_of_two().clamp(min, max), Known::default());
        }
        let place = ends.place(self.known.len());
        self.known[place] = Known { ends, start: span.start };
    }

    #[inline]
    fn written(&self, span: Span) -> &'t [u8] {
        self.text.as_bytes().get(span.range()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::PlainTexts;
    use drs_text::Span;

    #[test]
    fn only_what_was_added_is_known() {
        let text = r#""a" "a" "b" "a long text" "a long text" "a longer text" "a long tex1""#;
        let mut plain = PlainTexts::new(text);
        let spans: Vec<_> = [(0, 3), (4, 7), (8, 11), (12, 25), (26, 39), (40, 55), (56, 69)]
            .map(|(start, end)| Span::new(start, end))
            .into();
        assert!(!spans.iter().any(|span| plain.has(*span)));
        plain.add(spans[0]);
        plain.add(spans[3]);
        assert_eq!(
            spans.iter().map(|span| plain.has(*span)).collect::<Vec<_>>(),
            [true, true, false, true, true, false, false]
        );
        assert!(!plain.has(Span::new(1, 3)));
        assert!(plain.has(Span::new(0, 0)), "nothing hides nothing");
    }
}
