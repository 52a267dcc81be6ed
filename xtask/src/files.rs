//! The files under `spec/`, held in memory so that everything after reading them is pure.

use drs_text::{Lines, Position};

use crate::place::Place;

pub use crate::place::FileId;

/// A file that was read.
#[derive(Clone, Debug)]
pub struct File {
    /// Path from the project root with `/`, for example `spec/schemas/endpoint.yaml`.
    pub name: String,
    /// The whole text.
    pub text: String,
}

impl File {
    /// The last part of the path without its extension: `endpoint` of `spec/schemas/endpoint.yaml`.
    pub fn stem(&self) -> &str {
        let last = self.name.rsplit('/').next().unwrap_or(&self.name);
        last.rsplit_once('.').map_or(last, |(stem, _)| stem)
    }
}

/// The extension of a path, without the dot; empty if it has none.
pub fn extension(path: &str) -> &str {
    let last = path.rsplit('/').next().unwrap_or(path);
    last.rsplit_once('.').map_or("", |(_, extension)| extension)
}

/// All files that were read, in a fixed order.
#[derive(Clone, Debug, Default)]
pub struct Files {
    list: Vec<File>,
}

impl Files {
    /// Adds a file and says how to find it again.
    ///
    /// # Panics
    /// Beyond 2^32 files.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> FileId {
        let id = FileId(u32::try_from(self.list.len()).expect("far fewer than 2^32 files"));
        self.list.push(File { name: name.into(), text: text.into() });
        id
    }

    /// The file with this id, which must come from the same set.
    pub fn get(&self, id: FileId) -> &File {
        &self.list[id.0 as usize]
    }

    /// All files with their ids.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &File)> {
        (0..).map(FileId).zip(&self.list)
    }

    /// Files directly in a folder (`spec/paths`) with an extension (`yaml`), by name.
    pub fn in_folder(&self, folder: &str, extension: &str) -> Vec<FileId> {
        let mut found: Vec<_> = self
            .iter()
            .filter(|(_, file)| {
                let path = file.name.strip_prefix(folder).and_then(|rest| rest.strip_prefix('/'));
                path.and_then(|path| path.rsplit_once('.'))
                    .is_some_and(|(stem, end)| end == extension && !stem.contains('/'))
            })
            .collect();
        found.sort_by_key(|(_, file)| &file.name);
        found.into_iter().map(|(id, _)| id).collect()
    }

    /// The file with this path.
    pub fn find(&self, name: &str) -> Option<FileId> {
        self.iter().find(|(_, file)| file.name == name).map(|(id, _)| id)
    }

    /// Line and column where a place starts.
    pub fn position(&self, place: Place) -> Position {
        Lines::new(&self.get(place.file).text).position(place.span.start)
    }

    /// A place as `spec/schemas/endpoint.yaml:12:5`.
    pub fn show(&self, place: Place) -> String {
        let Position { line, column } = self.position(place);
        format!("{}:{line}:{column}", self.get(place.file).name)
    }
}
