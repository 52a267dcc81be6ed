//! Columns of texts as Arrow lays them out: a bit for each text that is there, the places where they begin and end, and their bytes.

use drs_engine::Settings;

/// A column of texts.
pub(crate) struct Column<'b> {
    /// How many texts there are.
    pub(crate) length: usize,
    /// A bit for each text that is there; without it, all are.
    pub(crate) validity: Option<&'b [u8]>,
    /// Which bit of it is the first text's.
    pub(crate) first: usize,
    /// Where each text begins in `data`, and where the last ends: integers in the order of this machine's bytes.
    pub(crate) offsets: &'b [u8],
    /// Whether these have 64 bits, not 32.
    pub(crate) is_large: bool,
    /// The bytes of all texts, from the first offset on.
    pub(crate) data: &'b [u8],
}

/// The results for a column, in Arrow's layout.
#[derive(Debug, Default)]
pub(crate) struct Checked {
    /// A bit for each text: whether it is valid.
    pub(crate) verdicts: Vec<u8>,
    /// A bit for each text: whether it has a report.
    pub(crate) has_report: Vec<u8>,
    /// Where the reports begin and end, in 32 bits.
    pub(crate) offsets: Vec<u8>,
    /// The reports: each an entry of the format `json-lines`.
    pub(crate) data: Vec<u8>,
}

const TOO_LARGE: &str = "the reports on one column take more than 2 GiB; check smaller batches";

impl<'b> Column<'b> {
    fn offset(&self, index: usize) -> Option<i64> {
        if self.is_large {
            let bytes = self.offsets.get(index * 8..index * 8 + 8)?;
            return bytes.try_into().ok().map(i64::from_ne_bytes);
        }
        let bytes = self.offsets.get(index * 4..index * 4 + 4)?;
        bytes.try_into().ok().map(|bytes| i64::from(i32::from_ne_bytes(bytes)))
    }

    /// A text; nothing where there is none.
    fn text(&self, index: usize) -> Result<Option<&'b [u8]>, String> {
        let bit = self.first + index;
        if self.validity.is_some_and(|bits| bits.get(bit / 8).is_none_or(|byte| byte >> (bit % 8) & 1 == 0)) {
            return Ok(None);
        }
        let base = self.offset(0);
        let place = |index| usize::try_from(self.offset(index)?.checked_sub(base?)?).ok();
        let range = place(index).zip(place(index + 1));
        let text = range.and_then(|(start, end)| self.data.get(start..end));
        text.map(Some).ok_or_else(|| format!("the buffers of the column do not hold its text {index}"))
    }
}

/// Checks each text of a column.
///
/// # Errors
///
/// Buffers that do not fit each other, or reports that are too large for one column.
pub(crate) fn check(column: &Column<'_>, settings: &Settings) -> Result<Checked, String> {
    let bits = vec![0; column.length.div_ceil(8)];
    let mut checked = Checked { verdicts: bits.clone(), has_report: bits, ..Checked::default() };
    checked.offsets.extend(0_i32.to_ne_bytes());
    for index in 0..column.length {
        if let Some(text) = column.text(index)? {
            let (is_valid, entry) = drs_engine::entry(text, settings);
            checked.verdicts[index / 8] |= u8::from(is_valid) << (index % 8);
            if let Some(entry) = entry {
                checked.has_report[index / 8] |= 1 << (index % 8);
                let text = serde_json::to_string(&entry).unwrap_or_default();
                checked.data.extend(drs_diag::escape_json(&text).as_bytes());
            }
        }
        let end = i32::try_from(checked.data.len()).map_err(|_| TOO_LARGE)?;
        checked.offsets.extend(end.to_ne_bytes());
    }
    Ok(checked)
}

#[cfg(test)]
mod tests {
    use super::{Column, check};
    use drs_engine::Settings;

    const RIGHT: &str = r#"{"job": {"type": "precheck", "params": {}}}"#;

    fn column<'b>(offsets: &'b [u8], data: &'b [u8], length: usize) -> Column<'b> {
        Column { length, validity: None, first: 0, offsets, is_large: false, data }
    }

    fn offsets(places: &[i32]) -> Vec<u8> {
        places.iter().flat_map(|place| place.to_ne_bytes()).collect()
    }

    #[test]
    fn texts_have_verdicts_and_some_have_reports() {
        let (data, right) = (format!("{RIGHT}{{}}"), i32::try_from(RIGHT.len()).expect("short"));
        let places = offsets(&[7, right + 7, right + 9, right + 9]);
        let checked = check(&column(&places, data.as_bytes(), 3), &Settings::default()).expect("they fit");
        assert_eq!((checked.verdicts, checked.has_report), (vec![0b001], vec![0b110]));
        assert_eq!(checked.offsets.len(), 16);
    }

    #[test]
    fn missing_texts_have_neither() {
        let column = Column { validity: Some(&[0b10]), first: 1, ..column(&[0; 12], b"", 2) };
        let checked = check(&column, &Settings::default()).expect("they fit");
        assert_eq!((checked.verdicts, checked.has_report), (vec![0b00], vec![0b01]));
    }

    #[test]
    fn buffers_that_do_not_fit_are_an_error() {
        for (places, length) in [(vec![0, 5], 1), (vec![3, 0], 1), (vec![0], 1), (vec![i32::MIN, 0], 1)] {
            let places = offsets(&places);
            assert!(check(&column(&places, b"{}", length), &Settings::default()).is_err(), "{places:?}");
        }
    }
}
