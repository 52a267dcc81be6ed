//! The command `drs` as a package of Debian. Of what cargo-deb could do here only the list of files would be left, and it takes a minute to compile.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::Context as _;

use crate::staging::copy;
use crate::third_party;
use crate::tool::{output, run, tool};

const REMEDY: &str = "apt-get install dpkg-dev";

/// Where files of the archive go.
const FILES: [(&str, &str); 7] = [
    ("drs", "usr/bin/drs"),
    ("completions/drs.bash", "usr/share/bash-completion/completions/drs"),
    ("completions/drs.fish", "usr/share/fish/vendor_completions.d/drs.fish"),
    ("completions/_drs", "usr/share/zsh/vendor-completions/_drs"),
    ("README.md", "usr/share/doc/drs/README.md"),
    ("man/man1", "usr/share/man/man1"),
    (third_party::SBOM, "usr/share/doc/drs/sbom.cdx.json"),
];

/// Who answers for the package; there is no public address.
const MAINTAINER: &str = "The maintainers of drs <drs@localhost>";

/// Packs what is staged, with one file for all licences, as Debian wants it.
pub(super) fn build(staged: &Path, out: &Path) -> anyhow::Result<()> {
    let folder = staged.with_file_name("deb");
    for (from, to) in FILES {
        let (from, to) = (staged.join(from), folder.join(to));
        let files = if from.is_dir() {
            fs::read_dir(&from)?.map(|it| Ok(it?.path())).collect()
        } else {
            Ok(vec![from.clone()])
        };
        for file in files.map_err(|error: std::io::Error| error)? {
            let to = if from.is_dir() { to.join(file.file_name().unwrap_or_default()) } else { to.clone() };
            fs::create_dir_all(to.parent().unwrap_or(&folder))?;
            copy(&file, &to)?;
            if from.is_dir() {
                run(tool("gzip").arg("-9n").arg(to), "install gzip")?;
            }
        }
    }
    let read = |name: &str| fs::read_to_string(staged.join(name)).with_context(|| format!("`{name}` cannot be read"));
    let copyright = format!(
        "drs is under either of two licences, at your option: the Apache License, Version 2.0, whose text is in\n\
         /usr/share/common-licenses/Apache-2.0, or this one:\n\n{}\n{}",
        read("LICENSE-MIT")?,
        read(third_party::LICENSES)?,
    );
    fs::write(folder.join("usr/share/doc/drs/copyright"), copyright)?;
    let changelog = folder.join("usr/share/doc/drs/changelog");
    let version = env!("CARGO_PKG_VERSION");
    let moment = "Tue, 01 Jan 1980 00:00:00 +0000";
    let entry =
        format!("drs ({version}) stable; urgency=medium\n\n  * Version {version}.\n\n -- {MAINTAINER}  {moment}\n");
    fs::write(&changelog, entry)?;
    run(tool("gzip").arg("-9n").arg(changelog), "install gzip")?;
    describe(&folder, version)?;
    // Not what the umask of whoever packs it makes of them.
    run(tool("chmod").args(["-R", "u=rwX,go=rX"]).arg(&folder), "install coreutils")?;
    let mut deb = tool("dpkg-deb");
    run(deb.args(["--root-owner-group", "-Zxz", "-z6", "--build"]).arg(&folder).arg(out), REMEDY)
}

/// Writes what `dpkg` wants to know: which machine, which libraries, and the sum of each file.
fn describe(folder: &Path, version: &str) -> anyhow::Result<()> {
    let debian = folder.join("DEBIAN");
    // `dpkg-shlibdeps` reads the package's source, of which there is only this much.
    fs::create_dir_all(folder.join("debian"))?;
    fs::write(folder.join("debian/control"), "Source: drs\n\nPackage: drs\nArchitecture: any\n")?;
    let needs = text(Command::new("dpkg-shlibdeps").args(["-O", "-eusr/bin/drs"]).current_dir(folder))?;
    let needs = needs.trim().strip_prefix("shlibs:Depends=").context("`dpkg-shlibdeps` names no library")?;
    fs::remove_dir_all(folder.join("debian"))?;
    let sums =
        text(Command::new("sh").args(["-c", "find usr -type f | LC_ALL=C sort | xargs md5sum"]).current_dir(folder))?;
    let size = installed_size(&folder.join("usr"))?;
    let machine = text(Command::new("dpkg").arg("--print-architecture"))?;
    fs::create_dir_all(&debian)?;
    fs::write(debian.join("md5sums"), sums)?;
    let control = format!(
        "Package: drs\nVersion: {version}\nArchitecture: {}\nMaintainer: {MAINTAINER}\nInstalled-Size: {size}\nDepends: {needs}\n\
         Section: utils\nPriority: optional\n\
         Description: checks and makes requests of Huawei Cloud data replication\n\
         {:1}Finds every mistake in a request before it is sent, at its line and column,\n\
         {:1}with the rule, the reason and the fix; rehearses requests in a local\n\
         {:1}sandbox, submits them, and follows what they start.\n",
        machine.trim(),
        "",
        "",
        ""
    );
    Ok(fs::write(debian.join("control"), control)?)
}

/// Kibibytes as the policy of Debian counts them, which no file system has a say in.
fn installed_size(folder: &Path) -> anyhow::Result<u64> {
    let mut size = 1;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let is_folder = entry.file_type()?.is_dir();
        size += if is_folder { installed_size(&entry.path())? } else { entry.metadata()?.len().div_ceil(1024) };
    }
    Ok(size)
}

fn text(command: &mut Command) -> anyhow::Result<String> {
    Ok(String::from_utf8(output(command).context(format!("help: {REMEDY}"))?)?)
}
