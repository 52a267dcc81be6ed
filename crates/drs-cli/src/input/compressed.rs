//! Compressed texts: gzip (RFC 1952) and Zstandard (RFC 8878), recognised by their first bytes, read as they arrive.

use std::io::{self, BufRead, BufReader, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::bufread::MultiGzDecoder;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

const GZIP: &[u8] = &[0x1F, 0x8B];
const ZSTD: &[u8] = &[0x28, 0xB5, 0x2F, 0xFD];

/// The number of bytes that are looked at.
const MAX_MAGIC_BYTES: usize = 4;

/// The size in bytes up to which a text may grow by any factor.
const MIN_BOMB_BYTES: u64 = 8 << 20;

/// The factor by which a larger text may grow. JSON Lines of one template grow by less; bytes that repeat, by more.
const MAX_EXPANSION: u64 = 1000;

/// A reader of a text.
pub(crate) type Text = Box<dyn Read + Send>;

/// The text of a reader, decompressed if it is compressed, and whether it is.
///
/// # Errors
///
/// Those of the reader.
pub(crate) fn decompressed(mut from: impl Read + Send + 'static) -> io::Result<(Text, bool)> {
    let mut magic = [0; MAX_MAGIC_BYTES];
    let mut length = 0;
    // Of a text that cannot be compressed only the first byte is waited for.
    while length < MAX_MAGIC_BYTES && [GZIP, ZSTD].iter().any(|known| known.starts_with(&magic[..length])) {
        match from.read(&mut magic[length..]) {
            Ok(0) => break,
            Ok(count) => length += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    let magic = &magic[..length];
    let (is_gzip, is_zstd) = (magic.starts_with(GZIP), magic.starts_with(ZSTD));
    let from = io::Cursor::new(magic.to_vec()).chain(from);
    if !is_gzip && !is_zstd {
        return Ok((Box::new(from), false));
    }
    let read = Arc::new(AtomicU64::new(0));
    let from = BufReader::new(Counted { from, read: Arc::clone(&read) });
    let text: Text = if is_gzip { Box::new(MultiGzDecoder::new(from)) } else { Box::new(Frames::new(from)) };
    Ok((Box::new(Limited { text, read, written: 0 }), true))
}

/// A reader that counts its bytes.
struct Counted<R> {
    from: R,
    read: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.from.read(into)?;
        self.read.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}

/// A decompressed text that may not be a bomb.
struct Limited {
    text: Text,
    /// The number of compressed bytes.
    read: Arc<AtomicU64>,
    /// The number of decompressed bytes.
    written: u64,
}

impl Read for Limited {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.text.read(into).map_err(|error| match error.kind() {
            io::ErrorKind::OutOfMemory => error,
            _ => io::Error::other("the compressed file is damaged or cut off"),
        })?;
        self.written += count as u64;
        if self.written > MIN_BOMB_BYTES && self.written / MAX_EXPANSION > self.read.load(Ordering::Relaxed) {
            let message = format!("the compressed file grows to more than {MAX_EXPANSION} times its size");
            return Err(io::Error::other(message));
        }
        Ok(count)
    }
}

/// The frames of a Zstandard file, one behind the other.
struct Frames<R> {
    from: R,
    decoder: FrameDecoder,
    in_frame: bool,
}

impl<R: BufRead> Frames<R> {
    fn new(from: R) -> Self {
        Self { from, decoder: FrameDecoder::new(), in_frame: false }
    }

    /// Begins the next frame, if there is one.
    fn next_frame(&mut self) -> io::Result<bool> {
        while !self.from.fill_buf()?.is_empty() {
            match self.decoder.reset(&mut self.from) {
                Ok(()) => return Ok(true),
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame { length, .. })) => {
                    io::copy(&mut self.from.by_ref().take(length.into()), &mut io::sink())?;
                }
                Err(FrameDecoderError::WindowSizeTooBig { max, .. }) => {
                    let message = format!("the compressed file needs more than {} MiB of memory", max >> 20);
                    return Err(io::Error::new(io::ErrorKind::OutOfMemory, message));
                }
                Err(error) => return Err(io::Error::other(error)),
            }
        }
        Ok(false)
    }

    /// Whether the frame matches its checksum, if it has one.
    fn is_intact(&self) -> bool {
        let expected = self.decoder.get_checksum_from_data();
        expected.is_none() || self.decoder.get_calculated_checksum() == expected
    }
}

impl<R: BufRead> Read for Frames<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        loop {
            if !self.in_frame {
                self.in_frame = self.next_frame()?;
                if !self.in_frame {
                    return Ok(0);
                }
            }
            if self.decoder.can_collect() > 0 {
                return self.decoder.read(into);
            }
            if !self.decoder.is_finished() {
                let step = BlockDecodingStrategy::UptoBlocks(1);
                self.decoder.decode_blocks(&mut self.from, step).map_err(io::Error::other)?;
            } else if self.is_intact() {
                self.in_frame = false;
            } else {
                return Err(io::Error::other("the checksum does not match"));
            }
        }
    }
}
