//! Reading the folder `spec/`: the only part of the bundler that touches a disk.

use std::fs;
use std::io;
use std::path::Path;

use drs_text::Span;

use crate::files::{Files, extension};
use crate::lint;
use crate::problem::Finding;
use crate::value::Place;

/// Extensions of files that mean something; others (a README) are left alone.
const EXTENSIONS: [&str; 4] = ["yaml", "json", "md", "csv"];

/// Every file under `spec/`, folder by folder in name order.
pub fn files(root: &Path) -> (Files, Vec<Finding>) {
    let mut files = Files::default();
    let mut findings = Vec::new();
    folder(root, "spec", &mut files, &mut findings);
    (files, findings)
}

fn folder(root: &Path, name: &str, files: &mut Files, findings: &mut Vec<Finding>) {
    let entries = match entries(&root.join(name)) {
        Ok(entries) => entries,
        Err(error) => return unreadable(name, &error, files, findings),
    };
    for (entry, is_folder) in entries {
        let path = format!("{name}/{entry}");
        if is_folder {
            folder(root, &path, files, findings);
        } else if EXTENSIONS.contains(&extension(&entry)) {
            match fs::read_to_string(root.join(&path)) {
                Ok(text) => drop(files.add(path, text)),
                Err(error) => unreadable(&path, &error, files, findings),
            }
        }
    }
}

fn entries(folder: &Path) -> io::Result<Vec<(String, bool)>> {
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        entries.push((entry.file_name().to_string_lossy().into_owned(), entry.file_type()?.is_dir()));
    }
    entries.sort();
    Ok(entries)
}

fn unreadable(path: &str, error: &io::Error, files: &mut Files, findings: &mut Vec<Finding>) {
    let at = Place { file: files.add(path, ""), span: Span::default() };
    findings.push(Finding::new(&lint::unreadable_file::LINT, at, format!("cannot be read: {error}")));
}
