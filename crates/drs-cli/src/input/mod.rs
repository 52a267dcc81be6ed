//! From PATH arguments to the documents to check: files, folders and standard input.

mod collect;
mod compressed;
mod item;
mod kind;
mod list;
mod open;
mod reason;
mod report_path;
mod stamp;
mod syntax;
mod walk;

pub(crate) use collect::{Inputs, collect, identity};
pub(crate) use item::Input;
pub(crate) use kind::Kind;
pub(crate) use list::read_list;
pub(crate) use open::Opened;
pub(crate) use reason::reason;
pub(crate) use report_path::ReportPaths;
pub(crate) use stamp::Stamp;
pub(crate) use syntax::guess_syntax;
pub(crate) use walk::Skipped;
