//! `drs man`: pages of the manual.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use clap::{Args, Command};
use clap_mangen::Man;

use crate::context;
use crate::exit::Exit;
use crate::failure::{Failure, end};

/// The arguments of `drs man`.
#[derive(Debug, Args)]
#[command(after_help = "\
Example: drs man --write ~/.local/share/man/man1

Then `man drs-watch` shows the page of `drs watch`.

Exit status: 0 printed or written; 2 there is no such command, or a page cannot be written.")]
pub(crate) struct Arguments {
    /// The command whose page is printed; otherwise that of `drs`
    #[arg(value_name = "COMMAND", conflicts_with = "write")]
    command: Option<String>,

    /// Write all pages into this folder, which is made if need be
    #[arg(long, value_name = "DIR")]
    write: Option<PathBuf>,
}

/// Runs `drs man`. `definition` is the definition of the command line.
///
/// # Errors
///
/// When a page cannot be printed.
pub(crate) fn run(arguments: &Arguments, definition: Command) -> io::Result<Exit> {
    let pages = pages(definition)?;
    if let Some(folder) = &arguments.write {
        return end(write(folder, &pages).map(|()| Exit::Success).map_err(|error| {
            let folder = folder.to_string_lossy();
            Failure::new(format!("cannot write into `{}`: {error}", drs_diag::escape(&folder))).into()
        }));
    }
    let name = arguments.command.as_deref().map_or_else(|| "drs".to_owned(), |command| format!("drs-{command}"));
    if let Some((_, page)) = pages.iter().find(|(page, _)| *page == name) {
        return context::print(page).map(|()| Exit::Success);
    }
    let command = arguments.command.as_deref().unwrap_or_default();
    let failure = Failure::new(format!("there is no command `{}`", drs_diag::escape(command)));
    Ok(failure.help("`drs help` lists the commands").print())
}

/// Every page: its name and its text.
fn pages(mut definition: Command) -> io::Result<Vec<(String, Vec<u8>)>> {
    definition.build();
    let version = definition.get_version().unwrap_or_default().to_owned();
    let commands =
        definition.get_subcommands().filter(|command| !command.is_hide_set() && command.get_name() != "help");
    let all = std::iter::once(("drs".to_owned(), definition.clone()))
        .chain(commands.map(|command| (format!("drs-{}", command.get_name()), command.clone())));
    all.map(|(name, command)| {
        let man = Man::new(command).title(name.clone()).source(format!("drs {version}")).manual("drs");
        let mut page = Vec::new();
        man.render(&mut page)?;
        Ok((name, page))
    })
    .collect()
}

fn write(folder: &Path, pages: &[(String, Vec<u8>)]) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    for (name, page) in pages {
        fs::File::create(folder.join(format!("{name}.1")))?.write_all(page)?;
    }
    Ok(())
}
