//! The command on a terminal, which the test types at.

use std::ffi::OsStr;
use std::fs::{File, OpenOptions};
use std::io::{Read as _, Write as _};
use std::os::unix::ffi::OsStrExt as _;
use std::process::{Child, Command};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{Winsize, tcsetwinsize};

use crate::printed;

/// The longest that a test waits for something to be printed, and for the end.
const PATIENCE: Duration = Duration::from_mins(1);

/// A command with a terminal of 80 columns for its input, its output and its messages.
pub(crate) struct Terminal {
    child: Child,
    /// Kept open: a terminal that is closed ends the command.
    keys: File,
    printed: Receiver<Vec<u8>>,
    text: String,
}

impl Terminal {
    /// Starts a command on a terminal.
    pub(crate) fn start(command: &mut Command) -> Self {
        let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).expect("a terminal");
        grantpt(&master).expect("ours");
        unlockpt(&master).expect("open");
        tcsetwinsize(&master, Winsize { ws_row: 24, ws_col: 80, ws_xpixel: 0, ws_ypixel: 0 }).expect("a size");
        let name = ptsname(&master, Vec::new()).expect("a name");
        let ours = OpenOptions::new().read(true).write(true).open(OsStr::from_bytes(name.as_bytes()));
        let ours = ours.expect("the other end");
        let again = || ours.try_clone().expect("a handle");
        let child = command.stdin(again()).stdout(again()).stderr(again()).spawn().expect("it starts");
        let keys = File::from(master);
        let mut reader = keys.try_clone().expect("a handle");
        let (sender, printed) = channel();
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            // Ends with an error once nobody has the other end open.
            while let Ok(count @ 1..) = reader.read(&mut bytes) {
                if sender.send(bytes[..count].to_vec()).is_err() {
                    return;
                }
            }
        });
        Self { child, keys, printed, text: String::new() }
    }

    /// Types something.
    pub(crate) fn keys(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).expect("the terminal is open");
    }

    /// Waits until a text is on the screen, or was.
    pub(crate) fn until(&mut self, text: &str) {
        let until = Instant::now() + PATIENCE;
        while !self.text.contains(text) {
            match self.printed.recv_timeout(until.saturating_duration_since(Instant::now())) {
                Ok(bytes) => self.text.push_str(&String::from_utf8_lossy(&bytes)),
                Err(error) => panic!("{text:?} is not printed ({error}):\n{}", self.text),
            }
        }
    }

    /// Waits for the end: the exit status and all that was printed.
    pub(crate) fn end(mut self) -> (i32, String) {
        let until = Instant::now() + PATIENCE;
        let status = loop {
            if let Some(status) = self.child.try_wait().expect("it is ours") {
                break status;
            }
            if Instant::now() >= until {
                self.child.kill().expect("it is ours");
                panic!("it does not end:\n{}", self.text);
            }
            std::thread::sleep(Duration::from_millis(5));
        };
        while let Ok(bytes) = self.printed.recv_timeout(Duration::from_millis(200)) {
            self.text.push_str(&String::from_utf8_lossy(&bytes));
        }
        printed::check(&self.text);
        (status.code().expect("it was not killed"), self.text.replace("\r\n", "\n"))
    }
}
