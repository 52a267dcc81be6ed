//! `drs schema`: the published JSON Schema of a request, for editors and other validators.

mod editors;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use clap::Args;
use drs_contract::Operation;

use crate::commands::operation;
use crate::context;
use crate::exit::Exit;

/// The arguments of `drs schema`.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The operation; with `--write`, all operations if omitted
    #[arg(value_parser = operation::parser(), required_unless_present = "write")]
    operation: Option<Operation>,

    /// Write the schema and settings for editors to this folder instead of printing the schema
    ///
    /// The settings apply the schemas to request files: `vscode-settings.json` is for Visual Studio Code,
    /// `modelines.yaml` for other editors that use yaml-language-server.
    #[arg(long, value_name = "DIR")]
    write: Option<PathBuf>,
}

/// Runs `drs schema`.
///
/// # Errors
///
/// When the schema cannot be printed.
pub(crate) fn run(arguments: &Arguments) -> io::Result<Exit> {
    let operations = arguments.operation.map_or_else(|| Operation::ALL.to_vec(), |operation| vec![operation]);
    let Some(folder) = &arguments.write else {
        for operation in operations {
            context::print(operation.json_schema())?;
        }
        return Ok(Exit::Success);
    };
    match write(folder, &operations) {
        Ok(paths) => {
            let wrote: String = paths.iter().map(|path| format!("wrote {}\n", shown(path))).collect();
            context::print(wrote + "\n" + &editors::explanation(&shown(folder)))?;
            Ok(Exit::Success)
        }
        Err((path, error)) => {
            context::eprint_line(&format!("error: cannot write `{}`: {error}", shown(&path)));
            Ok(Exit::Failure)
        }
    }
}

/// Writes schemas into a folder, and beside them what connects all that are there to the files of requests.
fn write(folder: &Path, operations: &[Operation]) -> Result<Vec<PathBuf>, (PathBuf, io::Error)> {
    fs::create_dir_all(folder).map_err(|error| (folder.to_owned(), error))?;
    let mut paths = Vec::new();
    let mut put = |name: &str, text: &str| {
        let path = folder.join(name);
        fs::write(&path, text).map_err(|error| (path.clone(), error))?;
        paths.push(path);
        Ok(())
    };
    for operation in operations {
        put(&editors::file_name(operation.id()), operation.json_schema())?;
    }
    let is_there = |operation: &&str| folder.join(editors::file_name(operation)).is_file();
    let operations: Vec<_> = Operation::ALL.iter().map(|operation| operation.id()).filter(is_there).collect();
    put(editors::SETTINGS, &editors::settings(folder, &operations))?;
    put(editors::MODELINES, &editors::modelines(folder, &operations))?;
    Ok(paths)
}

fn shown(path: &Path) -> String {
    drs_diag::escape(&path.display().to_string()).into_owned()
}
