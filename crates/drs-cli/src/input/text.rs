//! The text of one input, read up to a limit.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;

use super::stamp::Stamp;

/// A text, or the beginning of one that is too long.
#[derive(Debug)]
pub(crate) struct InputText {
    /// The bytes that were read.
    pub(crate) bytes: Vec<u8>,
    /// Whether the text is longer.
    pub(crate) is_truncated: bool,
    /// The file as it was before it was read; `None` for standard input.
    pub(crate) stamp: Option<Stamp>,
}

impl InputText {
    /// Copies the whole text: the bytes that were read, then the rest, which `from` has. Returns the length of the rest.
    ///
    /// # Errors
    ///
    /// Those of the operating system.
    pub(crate) fn copy_to(&self, mut from: impl Read, mut to: impl Write) -> io::Result<u64> {
        to.write_all(&self.bytes)?;
        let rest = if self.is_truncated { io::copy(&mut from, &mut to)? } else { 0 };
        to.flush()?;
        Ok(rest)
    }
}

/// Reads a file, or standard input for `None`: at most one byte more than `max_bytes`, which shows that a text is too long
/// without keeping all of it in memory.
///
/// # Errors
///
/// The reason, as a phrase without the file's name.
pub(crate) fn read(path: Option<&Path>, max_bytes: usize) -> Result<InputText, String> {
    let text = match path {
        Some(path) => File::open(path).and_then(|file| {
            let metadata = file.metadata()?;
            let length = usize::try_from(metadata.len()).unwrap_or(usize::MAX);
            read_up_to(file, max_bytes, length.min(max_bytes + 1))
                .map(|text| InputText { stamp: Some(Stamp::of(&metadata)), ..text })
        }),
        None => read_up_to(io::stdin().lock(), max_bytes, 0),
    };
    text.map_err(|error| reason(&error))
}

fn read_up_to(from: impl Read, max_bytes: usize, capacity: usize) -> io::Result<InputText> {
    let mut bytes = Vec::with_capacity(capacity);
    from.take(max_bytes as u64 + 1).read_to_end(&mut bytes)?;
    Ok(InputText { is_truncated: bytes.len() > max_bytes, bytes, stamp: None })
}

/// The operating system's reason, in this program's words.
pub(crate) fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::read_up_to;

    #[test]
    fn a_text_of_any_length_is_copied_whole() {
        let text = b"0123456789";
        for (max_bytes, length) in [(0, 1), (4, 5), (9, 10), (10, 10), (11, 10)] {
            let mut from = &text[..];
            let read = read_up_to(&mut from, max_bytes, 0).expect("memory can be read");
            assert_eq!((read.bytes.len(), read.is_truncated), (length, max_bytes < 10), "{max_bytes}");
            let mut to = Vec::new();
            let rest = read.copy_to(from, &mut to).expect("memory takes everything");
            assert_eq!((to.as_slice(), rest), (&text[..], 10 - length as u64), "{max_bytes}");
        }
    }
}
