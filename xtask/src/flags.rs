//! Flags for the compiler of what is published.

use std::env;
use std::ffi::OsString;
use std::path::Path;

/// Names the folder of other people's crates as it is called nowhere, so that no path of this machine is in what is made.
pub fn without_registry() -> OsString {
    let home = env::var_os("CARGO_HOME").map_or_else(|| env::home_dir().unwrap_or_default().join(".cargo"), Into::into);
    let mut flag = OsString::from("--remap-path-prefix=");
    flag.push(home.join("registry/src"));
    flag.push("=registry");
    flag
}

/// The same, and the folder of the project as `drs`, for what cargo names by whole paths: the target of another machine, and a workspace
/// of its own. A unit separator stands between flags, so that they may have spaces.
pub fn without_folders(root: &Path) -> OsString {
    let mut flags = without_registry();
    flags.push("\u{1f}--remap-path-prefix=");
    flags.push(root);
    flags.push("=drs");
    flags
}
