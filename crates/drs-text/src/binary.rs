//! Formats that are no text in UTF-8, by their first bytes.

/// A format that is no text in UTF-8.
#[derive(Debug, PartialEq, Eq)]
pub struct BinaryFormat {
    /// Name in a sentence: `a PNG image`.
    pub name: &'static str,
    pub(crate) help: &'static str,
    start: &'static [u8],
}

impl BinaryFormat {
    /// Whether it is text in another encoding.
    pub(crate) fn is_text(&self) -> bool {
        *self == UTF_16 || *self == UTF_32
    }
}

const UNPACK: &str = "unpack it, and check the files in it";
const DECOMPRESS: &str = "decompress it first";
const WRITE: &str = "write the request as JSON or YAML";

const fn format(name: &'static str, help: &'static str, start: &'static [u8]) -> BinaryFormat {
    BinaryFormat { name, help, start }
}

static UTF_16: BinaryFormat = format("UTF-16", "save the file as UTF-8", b"");
static UTF_32: BinaryFormat = format("UTF-32", "save the file as UTF-8", b"");
static TAR: BinaryFormat = format("a tar archive", UNPACK, b"");
static EXCEL: BinaryFormat = format("an Excel workbook", WRITE, b"");
static OFFICE: BinaryFormat = format("an Office document", WRITE, b"");

/// Formats by their first bytes.
static FORMATS: [BinaryFormat; 19] = [
    format("a ZIP archive", UNPACK, b"PK\x03\x04"),
    format("an empty ZIP archive", UNPACK, b"PK\x05\x06"),
    format("a 7z archive", UNPACK, b"7z\xBC\xAF\x27\x1C"),
    format("a RAR archive", UNPACK, b"Rar!\x1A\x07"),
    format("a gzip file", DECOMPRESS, b"\x1F\x8B"),
    format("a Zstandard file", DECOMPRESS, b"\x28\xB5\x2F\xFD"),
    format("an xz file", DECOMPRESS, b"\xFD7zXZ\0"),
    format("a bzip2 file", DECOMPRESS, b"BZh"),
    format("an LZ4 file", DECOMPRESS, b"\x04\x22\x4D\x18"),
    format("a PNG image", WRITE, b"\x89PNG\r\n\x1A\n"),
    format("a JPEG image", WRITE, b"\xFF\xD8\xFF"),
    format("a GIF image", WRITE, b"GIF8"),
    format("a PDF document", WRITE, b"%PDF-"),
    format("an Office document", WRITE, b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"),
    format("an SQLite database", WRITE, b"SQLite format 3\0"),
    format("a Parquet file", WRITE, b"PAR1"),
    format("an Avro file", WRITE, b"Obj\x01"),
    format("a program", WRITE, b"\x7FELF"),
    format("a Java class", WRITE, b"\xCA\xFE\xBA\xBE"),
];

/// The format of bytes that are surely no text in UTF-8.
pub fn binary_format(bytes: &[u8]) -> Option<&'static BinaryFormat> {
    // All of JSON and nearly all of YAML starts like this.
    if matches!(bytes, [b'{' | b'[' | b'"' | b' ' | b'\t' | b'\n' | b'\r' | b'-' | b'a'..=b'z', 1..=255, ..]) {
        return tar(bytes);
    }
    if is_utf32(bytes) {
        return Some(&UTF_32);
    }
    if is_utf16(bytes) {
        return Some(&UTF_16);
    }
    let format = FORMATS.iter().find(|format| bytes.starts_with(format.start))?;
    // A text may begin with the same letters.
    let is_text = || !bytes.contains(&0) && std::str::from_utf8(bytes).is_ok();
    if format.start.is_ascii() && format.start != b"%PDF-" && is_text() {
        return None;
    }
    let contains = |name: &[u8]| bytes.windows(name.len()).take(1 << 16).any(|window| window == name);
    match format.start {
        b"PK\x03\x04" if contains(b"xl/") => Some(&EXCEL),
        b"PK\x03\x04" if contains(b"[Content_Types].xml") => Some(&OFFICE),
        _ => Some(format),
    }
}

/// Whether the first file of an archive is named before this mark.
fn tar(bytes: &[u8]) -> Option<&'static BinaryFormat> {
    (bytes.get(257..262) == Some(b"ustar") && bytes[..257].contains(&0)).then_some(&TAR)
}

/// How many bytes behind a byte order mark are decoded to see whether it is one.
const MAX_DECODED_BYTES: usize = 1 << 12;

/// Whether a text is surely UTF-16: one of its first two bytes is zero, since all syntax starts with ASCII (RFC 4627,
/// section 3), and those of its byte order mark if it has one. A word in another script may follow a mark, and two bytes that
/// look like a mark do not make it UTF-16: then all has to be text.
fn is_utf16(bytes: &[u8]) -> bool {
    type Unit = fn([u8; 2]) -> u16;
    let little = bytes.strip_prefix(b"\xFF\xFE").map(|content| (content, u16::from_le_bytes as Unit));
    let marked =
        little.or_else(|| bytes.strip_prefix(b"\xFE\xFF").map(|content| (content, u16::from_be_bytes as Unit)));
    let content = marked.map_or(bytes, |(content, _)| content);
    matches!(content, [0, 1..=127, ..] | [1..=127, 0, ..])
        || marked.is_some_and(|(content, unit)| {
            let (units, []) = content.as_chunks() else { return false };
            let start = &units[..units.len().min(MAX_DECODED_BYTES / 2)];
            let mut chars = char::decode_utf16(start.iter().map(|bytes| unit(*bytes)));
            // The second half of a pair may be just behind the start.
            let is_text = chars.by_ref().all(|c| c.is_ok_and(|c| c != '\0'))
                || (start.len() < units.len() && chars.next().is_none());
            is_text && !is_utf8(start.as_flattened())
        })
}

/// Whether a text is surely UTF-32, by the same measure.
fn is_utf32(bytes: &[u8]) -> bool {
    type Unit = fn([u8; 4]) -> u32;
    let little = bytes.strip_prefix(b"\xFF\xFE\0\0").map(|content| (content, u32::from_le_bytes as Unit));
    let marked =
        little.or_else(|| bytes.strip_prefix(b"\0\0\xFE\xFF").map(|content| (content, u32::from_be_bytes as Unit)));
    let content = marked.map_or(bytes, |(content, _)| content);
    matches!(
        content,
        [0, 0, 0, 1..=127] | [0, 0, 0, 1..=127, 0, 0, ..] | [1..=127, 0, 0, 0] | [1..=127, 0, 0, 0, _, _, 0, 0, ..]
    ) || marked.is_some_and(|(content, unit)| {
        let (units, []) = content.as_chunks() else { return false };
        let start = &units[..units.len().min(MAX_DECODED_BYTES / 4)];
        !start.is_empty() && start.iter().all(|bytes| char::from_u32(unit(*bytes)).is_some_and(|c| c != '\0'))
    })
}

/// Whether bytes are UTF-8, maybe cut off, without the character that no text has.
fn is_utf8(bytes: &[u8]) -> bool {
    !bytes.contains(&0) && std::str::from_utf8(bytes).map_or_else(|error| error.error_len().is_none(), |_| true)
}

#[cfg(test)]
mod tests {
    use super::{FORMATS, binary_format};

    #[test]
    fn formats_are_known_by_their_first_bytes() {
        let name = |bytes: &[u8]| binary_format(bytes).map(|format| format.name);
        for format in &FORMATS {
            assert_eq!(name(&[format.start, b"\0rest"].concat()), Some(format.name));
        }
        let mut tar = [0; 512];
        tar[..6].copy_from_slice(b"a.json");
        tar[257..262].copy_from_slice(b"ustar");
        for (bytes, expected) in [
            (&tar[..], Some("a tar archive")),
            (b"PK\x03\x04\0...[Content_Types].xml...xl/workbook.xml", Some("an Excel workbook")),
            (b"PK\x03\x04\0...[Content_Types].xml...word/document.xml", Some("an Office document")),
            (b"PAR1: text", None),
            (b"\xFF\xFE{\0", Some("UTF-16")),
            (b"{\0\"\0", Some("UTF-16")),
            (b"\0{\0\"", Some("UTF-16")),
            (b"\xFE\xFF\0{", Some("UTF-16")),
            (b"\xFF\xFE", None),
            (b"\xFF\xFE{}", None),
            (b"\xFF\xFE\0\0{\0\0\0", Some("UTF-32")),
            (b"\0\0\xFE\xFF\0\0\0{", Some("UTF-32")),
            (b"{\0\0\0}\0\0\0", Some("UTF-32")),
            (b"\0\0\0{\0\0\0}", Some("UTF-32")),
            (b"{}", None),
            (b"", None),
            (b"{", None),
            (b"GIF: 1", None),
            ("\u{feff}{}".as_bytes(), None),
        ] {
            assert_eq!(name(bytes), expected, "{bytes:?}");
        }
    }

    #[test]
    fn a_text_that_begins_in_another_script_is_known_by_its_mark() {
        let name = |bytes: &[u8]| binary_format(bytes).map(|format| format.name);
        let long = format!("é{}", "\u{1F600}".repeat(5000));
        for text in ["数据: 1\npassword: x\n", "é", "é: 1", "\u{1F600}: 1", "数", &long] {
            let marked = || std::iter::once('\u{FEFF}').chain(text.chars());
            let utf16: Vec<u16> = marked().flat_map(|c| c.encode_utf16(&mut [0; 2]).to_vec()).collect();
            let bytes = |bytes: fn(u16) -> [u8; 2]| utf16.iter().flat_map(|unit| bytes(*unit)).collect::<Vec<_>>();
            for bytes in [bytes(u16::to_le_bytes), bytes(u16::to_be_bytes)] {
                // `数` alone is two letters as well.
                assert_eq!(name(&bytes), Some("UTF-16").filter(|_| text != "数"), "{text:?}");
                assert_eq!(name(&bytes[..bytes.len() - 1]), None, "{text:?}");
            }
            let bytes = |bytes: fn(u32) -> [u8; 4]| marked().flat_map(|c| bytes(u32::from(c))).collect::<Vec<_>>();
            for bytes in [bytes(u32::to_le_bytes), bytes(u32::to_be_bytes)] {
                assert_eq!(name(&bytes), Some("UTF-32"), "{text:?}");
            }
        }
        for bytes in [
            &b"\xFF\xFE\x00\xD8a\0"[..],
            b"\xFE\xFF\xDC\x00\0a",
            b"\xFF\xFE{\"a\": 12}",
            b"\xFF\xFE\xC3\xA9: 1",
            b"\xFF\xFE\0\0",
        ] {
            assert_eq!(name(bytes), None, "{bytes:?}");
        }
    }
}
