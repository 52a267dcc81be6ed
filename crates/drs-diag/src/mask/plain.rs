//! Texts that have nothing to hide, to be recognised when they come again.

use drs_text::Span;

/// How many are remembered at a time, at least and at most: a place for each of so many bytes.
const KNOWN: (usize, usize) = (1 << 6, 1 << 12);
const BYTES: usize = 32;

/// Texts of a document that were looked at and have nothing to hide: documents have few texts many times.
pub(super) struct PlainTexts<'t> {
    text: &'t str,
    /// Each at the place that its ends and length determine.
    known: Vec<Span>,
}

impl<'t> PlainTexts<'t> {
    pub(super) const fn new(text: &'t str) -> Self {
        Self { text, known: Vec::new() }
    }

    /// Whether what is written at `span` was added, there or elsewhere.
    #[inline]
    pub(super) fn has(&self, span: Span) -> bool {
        let written = self.written(span);
        self.known.get(self.place(written)).is_some_and(|known| self.written(*known) == written)
    }

    /// Adds what is written at `span`.
    pub(super) fn add(&mut self, span: Span) {
        if self.known.is_empty() {
            let (min, max) = KNOWN;
            self.known.resize((self.text.len() / BYTES).next_power_of_two().clamp(min, max), Span::default());
        }
        let place = self.place(self.written(span));
        self.known[place] = span;
    }

    #[inline]
    fn written(&self, span: Span) -> &'t [u8] {
        self.text.as_bytes().get(span.range()).unwrap_or_default()
    }

    /// Where a text is remembered: their number is a power of two.
    #[inline]
    fn place(&self, written: &[u8]) -> usize {
        let word = |bytes: Option<&[u8; 8]>| bytes.map_or(0, |bytes| u64::from_le_bytes(*bytes));
        let ends = match (written.first_chunk(), written.last_chunk()) {
            (None, _) => written.iter().fold(0, |ends, byte| ends << 8 | u64::from(*byte)),
            (first, last) => word(first) ^ word(last).rotate_left(29),
        };
        let mixed = (ends ^ written.len() as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        (mixed >> 52) as usize & self.known.len().wrapping_sub(1)
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
    }
}
