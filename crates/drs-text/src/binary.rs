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
        *self == UTF_16
    }
}

const UNPACK: &str = "unpack it, and check the files in it";
const DECOMPRESS: &str = "decompress it first";
const WRITE: &str = "write the request as JSON or YAML";

const fn format(name: &'static str, help: &'static str, start: &'static [u8]) -> BinaryFormat {
    BinaryFormat { name, help, start }
}

static UTF_16: BinaryFormat = format("UTF-16", "save the file as UTF-8", b"");
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

/// Whether a text is surely UTF-16: it has its byte order mark, or one of its first two bytes is zero, since all syntax
/// starts with ASCII (RFC 4627, section 3).
fn is_utf16(bytes: &[u8]) -> bool {
    matches!(bytes, [0xFE, 0xFF, ..] | [0xFF, 0xFE, ..] | [0, 1..=127, ..] | [1..=127, 0, ..])
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
            (b"{}", None),
            (b"", None),
            (b"{", None),
            (b"GIF: 1", None),
            ("\u{feff}{}".as_bytes(), None),
        ] {
            assert_eq!(name(bytes), expected, "{bytes:?}");
        }
    }
}
