//! Texts that have nothing to hide, to be recognised when they come again.

use drs_text::Span;

/// How many are remembered at a time, at least and at most: a place for each of so many bytes.
const KNOWN: (usize, usize) = (1 << 6, 1 << 14);
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
const MAX_ENDS_BYTES: u32 = 16;

impl Ends {
    /// The ends of what is written at `span`. Nothing has none, and neither has what is at the start of the text.
    #[expect(clippy::inline_always, reason = "measured: a call takes as long as what is done in it")]
    #[inline(always)]
    fn of(text: &[u8], span: Span) -> Option<Self> {
        let (written, length) = (text.get(span.range())?, span.len());
        let word = |bytes: &[u8; 8]| u64::from_le_bytes(*bytes);
        match (written.first_chunk(), written.last_chunk()) {
            (Some(first), Some(last)) => Some(Self { first: word(first), last: word(last), length }),
            _ if length == 0 => None,
            _ => {
                let last = word(text[..span.end as usize].last_chunk()?) >> (64 - 8 * length);
                Some(Self { first: 0, last, length })
            }
        }
    }

    /// Where such a text is remembered, in a table with `places` of them: a power of two.
    #[inline]
    fn place(self, places: usize) -> usize {
        let mixed =
            (self.first ^ self.last.rotate_left(29) ^ u64::from(self.length)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        (mixed >> 50) as usize & places.wrapping_sub(1)
    }
}

impl<'t> PlainTexts<'t> {
    pub(super) const fn new(text: &'t str) -> Self {
        Self { text, known: Vec::new() }
    }

    /// Whether what is written at `span` was added, there or elsewhere.
    #[expect(clippy::inline_always, reason = "measured: a call takes as long as what is done in it")]
    #[inline(always)]
    pub(super) fn has(&self, span: Span) -> bool {
        let Some(ends) = Ends::of(self.text.as_bytes(), span) else { return false };
        self.known.get(ends.place(self.known.len())).is_some_and(|known| {
            known.ends == ends && (ends.length <= MAX_ENDS_BYTES || self.is_same(known.start, span))
        })
    }

    /// Whether a text that starts elsewhere is the one at `span`.
    fn is_same(&self, start: u32, span: Span) -> bool {
        let written = |span: Span| self.text.as_bytes().get(span.range());
        written(Span::new(start, start + span.len())) == written(span)
    }

    /// Adds what is written at `span`.
    pub(super) fn add(&mut self, span: Span) {
        let Some(ends) = Ends::of(self.text.as_bytes(), span) else { return };
        if self.known.is_empty() {
            let (min, max) = KNOWN;
            self.known.resize((self.text.len() / BYTES).next_power_of_two().clamp(min, max), Known::default());
        }
        let place = ends.place(self.known.len());
        self.known[place] = Known { ends, start: span.start };
    }
}

#[cfg(test)]
mod tests {
    use super::PlainTexts;
    use drs_text::Span;

    #[test]
    fn only_what_was_added_is_known() {
        let text = r#"texts:  "a" "a" "b" "a long text" "a long text" "a longer text" "a long tex1""#;
        let mut plain = PlainTexts::new(text);
        let spans: Vec<_> = [(8, 11), (12, 15), (16, 19), (20, 33), (34, 47), (48, 63), (64, 77)]
            .map(|(start, end)| Span::new(start, end))
            .into();
        assert!(!spans.iter().any(|span| plain.has(*span)));
        plain.add(spans[0]);
        plain.add(spans[3]);
        assert_eq!(
            spans.iter().map(|span| plain.has(*span)).collect::<Vec<_>>(),
            [true, true, false, true, true, false, false]
        );
        assert!(!plain.has(Span::new(9, 11)));
        assert!(!plain.has(Span::new(0, 0)), "nothing is nowhere");
    }
}
