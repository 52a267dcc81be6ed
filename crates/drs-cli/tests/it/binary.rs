//! Files that are no text.

use crate::scratch::Scratch;

#[test]
fn a_format_is_named_and_no_bytes_are_shown() {
    let gzip = "unpack it, and check the files in it";
    let write = "write the request as JSON or YAML";
    for (start, name, help) in [
        (&b"PK\x03\x04\x14\0\0\0"[..], "this is a ZIP archive, not text in UTF-8", gzip),
        (b"PK\x03\x04\x14\0xl/workbook.xml", "this is an Excel workbook, not text in UTF-8", write),
        (b"\xFD7zXZ\0", "this is an xz file, not text in UTF-8", "decompress it first"),
        (b"BZh91AY&SY\0", "this is a bzip2 file, not text in UTF-8", "decompress it first"),
        (b"\x89PNG\r\n\x1A\n", "this is a PNG image, not text in UTF-8", write),
        (b"%PDF-1.7\n", "this is a PDF document, not text in UTF-8", write),
        (b"\xFF\xFE{\0", "the text is UTF-16, not UTF-8", "save the file as UTF-8"),
        (b"\xFF\xFE\0\0{\0\0\0}\0\0\0", "the text is UTF-32, not UTF-8", "save the file as UTF-8"),
    ] {
        let bytes = [start, b"HIDDEN\n{HIDDEN: \"HIDDEN\"}"].concat();
        for file in ["a.json", "a.yaml", "a", "a.jsonl"] {
            let folder = Scratch::new().file(file, &bytes);
            let run = folder.drs(&["validate", "--format", "concise", file]);
            let expected = format!("{file}:1:1: error[DRS-J001] {name} (help: {help})\n");
            assert!(run.stdout.starts_with(&expected) || file == "a.jsonl", "{}", run.transcript());
            assert_eq!(run.status, 1, "{}", run.transcript());
        }
        let folder = Scratch::new().file("a.json", &bytes);
        for format in ["human", "json", "json-lines", "sarif", "github", "gitlab", "junit"] {
            let run = folder.drs(&["validate", "--format", format, "a.json"]);
            assert!(run.stdout.contains(name.split(' ').nth(3).expect("a word")), "{format}: {}", run.transcript());
            assert!(!run.transcript().contains("HIDDEN"), "{format}: {}", run.transcript());
        }
        let run = folder.drs(&["validate", "--fix", "a.json"]);
        assert_eq!(run.status, 1, "{}", run.transcript());
        assert_eq!(std::fs::read(folder.path().join("a.json")).expect("a file"), bytes);
    }
}
