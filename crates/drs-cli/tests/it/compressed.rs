//! Compressed input.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;
use ruzstd::encoding::{CompressionLevel, compress_to_vec};

use crate::scratch::Scratch;

const VALID: &str = r#"{"job": {"type": "precheck", "params": {}}}"#;
const MISTAKEN: &str = r#"{"job": {"type": "precheck", "params": {},}}"#;
const FIXED: &str = VALID;

fn gzip(text: impl AsRef<[u8]>) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(text.as_ref()).expect("memory takes everything");
    encoder.finish().expect("memory takes everything")
}

fn zstd(text: impl AsRef<[u8]>) -> Vec<u8> {
    compress_to_vec(text.as_ref(), CompressionLevel::Fastest)
}

/// A skippable frame of Zstandard.
const SKIPPED: &[u8] = b"\x50\x2A\x4D\x18\x03\0\0\0abc";

#[test]
fn gzip_and_zstandard_are_read() {
    let lines = format!("{VALID}\n{VALID}\n");
    let several = [gzip(&lines), gzip(&lines)].concat();
    let frames = [zstd(&lines), SKIPPED.to_vec(), zstd(&lines)].concat();
    let table = [
        ("a.json.gz", gzip(VALID), "1 document valid\n"),
        ("a.json.zst", zstd(VALID), "1 document valid\n"),
        // The bytes decide, and the name only says what is compressed.
        ("a.json", gzip(VALID), "1 document valid\n"),
        ("a", zstd(VALID), "1 document valid\n"),
        (
            "a.YAML.GZ",
            gzip("job: {type: precheck, params: {}}\n---\njob: {type: precheck, params: {}}\n"),
            "2 documents valid\n",
        ),
        ("a.jsonl.gz", gzip(&lines), "2 documents valid\n"),
        ("a.ndjson.zst", zstd(&lines), "2 documents valid\n"),
        ("a.jsonl.gz", several, "4 documents valid\n"),
        ("a.jsonl.zst", frames, "4 documents valid\n"),
        ("a.jsonl.gz", lines.into_bytes(), "2 documents valid\n"),
    ];
    for (name, bytes, expected) in table {
        let folder = Scratch::new().file(name, &bytes);
        let run = folder.drs(&["validate", name]);
        assert_eq!((run.status, run.stdout.as_str()), (0, expected), "{name}: {}", run.transcript());
        if name.contains('.') {
            assert_eq!(folder.drs(&["validate", "."]).stdout, expected, "{name} in a folder");
        }
        let is_lines = name.contains("jsonl") || name.contains("ndjson");
        let options: &[&str] = if is_lines { &["validate", "--jsonl"] } else { &["validate"] };
        assert_eq!(folder.drs_with_input(options, &bytes).stdout, expected, "{name} from standard input");
    }
}

#[test]
fn mistakes_have_their_places_in_the_text() {
    let run = Scratch::new().file("a.jsonl.gz", gzip(format!("{VALID}\n{MISTAKEN}"))).drs(&[
        "validate",
        "--format",
        "concise",
        "a.jsonl.gz",
    ]);
    assert!(run.stdout.starts_with("a.jsonl.gz:2:42: error[DRS-J009]"), "{}", run.transcript());
}

#[test]
fn a_compressed_file_is_not_replaced() {
    for name in ["a.json.gz", "a.jsonl.gz"] {
        let folder = Scratch::new().file(name, gzip(MISTAKEN)).file("b.json.gz", gzip(VALID));
        let run = folder.drs(&["validate", "--fix", "--format", "concise", name, "b.json.gz"]);
        let expected = format!(
            "{name}: error: the fixed text cannot be written: only a regular file that is not compressed can be replaced\n"
        );
        assert!(run.status == 2 && run.stdout.starts_with(&expected), "{}", run.transcript());
    }
    let run = Scratch::new().drs_with_input(&["validate", "--fix"], &gzip(MISTAKEN));
    assert_eq!((run.status, run.stdout.as_str()), (0, FIXED));
    let run = Scratch::new().drs_with_input(&["validate", "--fix"], &zstd(VALID));
    assert_eq!((run.status, run.stdout.as_str()), (0, VALID));
}

#[test]
fn damaged_files_are_not_checked() {
    let text = format!("{VALID}\n").repeat(2000);
    let damage = |mut bytes: Vec<u8>, at: usize| {
        bytes[at] ^= 0x55;
        bytes
    };
    let (gz, zst) = (gzip(&text), zstd(&text));
    let (gz_end, zst_end) = (gz.len() - 6, zst.len() - 1);
    let cut = |bytes: &[u8]| bytes[..bytes.len() - 9].to_vec();
    for (name, bytes) in [
        ("cut.jsonl.gz", cut(&gz)),
        ("cut.jsonl.zst", cut(&zst)),
        ("header.jsonl.gz", gz[..4].to_vec()),
        ("header.jsonl.zst", zst[..4].to_vec()),
        ("checksum.jsonl.gz", damage(gz, gz_end)),
        ("checksum.jsonl.zst", damage(zst, zst_end)),
    ] {
        let run = Scratch::new().file(name, bytes).drs(&["validate", "--format", "concise", name]);
        let expected = format!("{name}: error: the compressed file is damaged or cut off\n");
        assert!(run.status == 2 && run.stdout.starts_with(&expected), "{name}: {}", run.transcript());
    }
}

/// A Zstandard frame of `blocks` blocks, each of 128 KiB of line feeds in four bytes.
fn bomb(blocks: usize) -> Vec<u8> {
    let block = |is_last: u32| {
        let header = ((128 << 10) << 3) | (1 << 1) | is_last;
        [&header.to_le_bytes()[..3], b"\n"].concat()
    };
    // Magic number, no checksum and no content size, a window of 1 MiB.
    [b"\x28\xB5\x2F\xFD\x00\x50".to_vec(), block(0).repeat(blocks - 1), block(1)].concat()
}

#[test]
fn a_text_that_grows_without_end_is_given_up() {
    let folder = Scratch::new().file("a.json.zst", bomb(65)).file("b.jsonl.zst", bomb(2));
    let run = folder.drs(&["validate", "--format", "concise", "a.json.zst"]);
    let expected = "a.json.zst: error: the compressed file grows to more than 1000 times its size\n";
    assert!(run.status == 2 && run.stdout.starts_with(expected), "{}", run.transcript());
    assert_eq!(folder.drs(&["validate", "b.jsonl.zst"]).status, 0);
}
