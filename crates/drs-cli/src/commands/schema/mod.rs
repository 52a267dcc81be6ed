//! `drs schema`: the published JSON Schema of a request, for editors and other validators.

mod editors;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::args;
use crate::catalog::SchemaText;
use crate::exit::Exit;
use crate::generated::schemas::SCHEMAS;
use crate::terminal;

/// Runs `drs schema`.
///
/// # Errors
///
/// When the schema cannot be printed.
pub(crate) fn run(arguments: &args::Schema) -> io::Result<Exit> {
    let wanted = |schema: &&SchemaText| arguments.operation.as_deref().is_none_or(|wanted| wanted == schema.operation);
    let schemas: Vec<_> = SCHEMAS.iter().filter(wanted).collect();
    let Some(folder) = &arguments.write else {
        for schema in schemas {
            terminal::print(schema.text)?;
        }
        return Ok(Exit::Valid);
    };
    match write(folder, &schemas) {
        Ok(paths) => {
            let wrote: String = paths.iter().map(|path| format!("wrote {}\n", shown(path))).collect();
            terminal::print(wrote + "\n" + &editors::explanation(&shown(folder)))?;
            Ok(Exit::Valid)
        }
        Err((path, error)) => {
            terminal::eprint_line(&format!("error: cannot write `{}`: {error}", shown(&path)));
            Ok(Exit::Unchecked)
        }
    }
}

/// Writes schemas into a folder, and beside them what connects all that are there to the files of requests.
fn write(folder: &Path, schemas: &[&SchemaText]) -> Result<Vec<PathBuf>, (PathBuf, io::Error)> {
    fs::create_dir_all(folder).map_err(|error| (folder.to_owned(), error))?;
    let mut paths = Vec::new();
    let mut put = |name: &str, text: &str| {
        let path = folder.join(name);
        fs::write(&path, text).map_err(|error| (path.clone(), error))?;
        paths.push(path);
        Ok(())
    };
    for schema in schemas {
        put(&file_name(schema.operation), schema.text)?;
    }
    let is_there = |operation: &&str| folder.join(file_name(operation)).is_file();
    let operations: Vec<_> = SCHEMAS.iter().map(|schema| schema.operation).filter(is_there).collect();
    put(editors::SETTINGS, &editors::settings(folder, &operations))?;
    put(editors::MODELINES, &editors::modelines(folder, &operations))?;
    Ok(paths)
}

/// The file of an operation's schema.
fn file_name(operation: &str) -> String {
    format!("{operation}.schema.json")
}

/// A path as it may be shown.
fn shown(path: &Path) -> String {
    drs_diag::escape(&path.display().to_string()).into_owned()
}
