//! The command `drs` in a folder of its own, and the files of the contract.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::printed;

/// The command under test.
pub(crate) const DRS: &str = env!("CARGO_BIN_EXE_drs");

/// A function for scripts: `until_in FILE TEXT` waits until a file has a text, and ends the script if that takes a minute.
#[cfg(unix)]
pub(crate) const UNTIL_IN: &str = "\
until_in() {
  n=0
  until grep -qs -e \"$2\" \"$1\"; do
    n=$((n + 1))
    if [ $n -gt 3000 ]; then echo \"after a minute there is no '$2' in $1\" >&2; kill $!; exit 99; fi
    sleep 0.02
  done
}
";

/// The root of the workspace.
pub(crate) fn workspace() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).expect("the crate lies in the workspace")
}

/// What a run of `drs` gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Run {
    /// The exit status.
    pub(crate) status: i32,
    /// Standard output.
    pub(crate) stdout: String,
    /// Standard error.
    pub(crate) stderr: String,
}

impl Run {
    /// Status, standard output and standard error as one text, for snapshots.
    pub(crate) fn transcript(&self) -> String {
        let mut text = format!("exit status {}\n", self.status);
        if !self.stdout.is_empty() {
            text.push_str("--- stdout\n");
            text.push_str(&self.stdout);
        }
        if !self.stderr.is_empty() {
            text.push_str("--- stderr\n");
            text.push_str(&self.stderr);
        }
        text
    }
}

/// A folder in which `drs` runs; it goes away with this value.
#[derive(Debug)]
pub(crate) struct Scratch {
    folder: tempfile::TempDir,
}

impl Scratch {
    /// An empty folder.
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a temporary folder") }
    }

    /// The folder.
    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file, and the folders above it.
    #[must_use]
    pub(crate) fn file(self, name: &str, bytes: impl AsRef<[u8]>) -> Self {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().expect("a file has a folder")).expect("the folder can be made");
        fs::write(path, bytes).expect("the file can be written");
        self
    }

    /// The text of a file.
    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path().join(name)).expect("a text file")
    }

    /// Runs `drs` with these arguments in the folder, with nothing on standard input.
    pub(crate) fn drs(&self, arguments: &[&str]) -> Run {
        self.drs_with_input(arguments, b"")
    }

    /// Runs `drs` with these arguments in a folder of the folder, with nothing on standard input.
    pub(crate) fn drs_in(&self, folder: &str, arguments: &[&str]) -> Run {
        run(&self.path().join(folder), arguments, b"")
    }

    /// Runs `drs` with these arguments in the folder.
    pub(crate) fn drs_with_input(&self, arguments: &[&str], input: &[u8]) -> Run {
        run(self.path(), arguments, input)
    }
}

fn run(folder: &Path, arguments: &[&str], input: &[u8]) -> Run {
    let mut child = Command::new(DRS)
        .args(arguments)
        .current_dir(folder)
        .env_clear()
        .env("NO_COLOR", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("`drs` starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    // A command that needs no input may be gone before it is written.
    let _ = stdin.write_all(input);
    drop(stdin);
    let output = child.wait_with_output().expect("`drs` ends");
    let run = Run {
        status: output.status.code().expect("`drs` was not killed"),
        stdout: String::from_utf8(output.stdout).expect("standard output is UTF-8"),
        stderr: String::from_utf8(output.stderr).expect("standard error is UTF-8"),
    };
    printed::check(&run.stdout);
    printed::check(&run.stderr);
    run
}
