//! Opening an input and reading it, once.

use std::fs::File;
use std::io::{self, Read, Write};

use super::compressed::{Text, decompressed};
use super::item::Input;
use super::reason::{reason, reason_of};
use super::stamp::Stamp;

/// An input that is open for reading.
pub(crate) struct Opened {
    from: Text,
    /// The length in bytes of a regular file that is not compressed.
    pub(crate) length: Option<u64>,
    /// A regular file that is not compressed as it was before it was read.
    pub(crate) stamp: Option<Stamp>,
}

impl Opened {
    /// Opens an input.
    ///
    /// # Errors
    ///
    /// The reason, as a phrase without the name of the input.
    pub(crate) fn new(input: &Input) -> Result<Self, String> {
        let Some(path) = input.path() else {
            let (from, _) = decompressed(io::stdin()).map_err(|error| reason(&error))?;
            return Ok(Self { from, length: None, stamp: None });
        };
        let file = File::open(path).map_err(|error| reason_of(path, &error))?;
        let metadata = file.metadata().map_err(|error| reason(&error))?;
        let (from, is_compressed) = decompressed(file).map_err(|error| reason(&error))?;
        if !metadata.is_file() || is_compressed {
            return Ok(Self { from, length: None, stamp: None });
        }
        Ok(Self { from, length: Some(metadata.len()), stamp: Some(Stamp::of(&metadata)) })
    }

    /// Reads at most one byte more than `max_bytes`, which shows that a text is too long without keeping all of it in memory.
    ///
    /// # Errors
    ///
    /// Those of the operating system.
    pub(crate) fn read_up_to(&mut self, max_bytes: usize) -> io::Result<Vec<u8>> {
        let length = self.length.map_or(0, |length| usize::try_from(length).unwrap_or(usize::MAX));
        let mut bytes = Vec::with_capacity(length.min(max_bytes + 1));
        self.from.by_ref().take(max_bytes as u64 + 1).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// Copies the whole text: the bytes that were read, then the rest. Returns the length of the rest.
    ///
    /// # Errors
    ///
    /// Those of the operating system.
    pub(crate) fn copy_to(mut self, read: &[u8], mut to: impl Write) -> io::Result<u64> {
        to.write_all(read)?;
        let rest = io::copy(&mut self.from, &mut to)?;
        to.flush()?;
        Ok(rest)
    }

    /// The reader of the text.
    pub(crate) fn into_reader(self) -> Text {
        self.from
    }
}

#[cfg(test)]
mod tests {
    use super::Opened;

    #[test]
    fn a_text_of_any_length_is_copied_whole() {
        let text = b"0123456789";
        for (max_bytes, length) in [(0, 1), (4, 5), (9, 10), (10, 10), (11, 10)] {
            let mut opened = Opened { from: Box::new(&text[..]), length: None, stamp: None };
            let read = opened.read_up_to(max_bytes).expect("memory can be read");
            assert_eq!(read.len(), length, "{max_bytes}");
            let mut to = Vec::new();
            let rest = opened.copy_to(&read, &mut to).expect("memory takes everything");
            assert_eq!((to.as_slice(), rest), (&text[..], 10 - length as u64), "{max_bytes}");
        }
    }
}
