//! A small contract without a flaw (`xtask/tests/contract`), as it is and with some of its files replaced.

use std::sync::LazyLock;

use crate::audit::Audit;
use crate::bundle::{self, Bundle};
use crate::contract::Contract;
use crate::files::Files;
use crate::lint::{ALL, Stage, Subject};
use crate::problem::Problems;

/// Files of the small contract, which is a folder of its own.
fn clean() -> &'static Files {
    static CLEAN: LazyLock<Files> = LazyLock::new(|| {
        let (files, findings) = bundle::read_folder(&crate::root().join("xtask/tests/contract"));
        assert!(findings.is_empty(), "{findings:?}");
        files
    });
    &CLEAN
}

/// Text of a file of the small contract.
pub(crate) fn text(path: &str) -> &'static str {
    let id = clean().find(path).unwrap_or_else(|| panic!("{path} is not one of the small contract"));
    &clean().get(id).text
}

/// The small contract with some of its files replaced or added.
pub(crate) fn files(changes: &[(&str, &str)]) -> Files {
    let mut files = Files::default();
    for (_, file) in clean().iter() {
        let change = changes.iter().find(|(path, _)| *path == file.name);
        files.add(file.name.clone(), change.map_or(file.text.as_str(), |(_, text)| text));
    }
    for (path, text) in changes.iter().filter(|(path, _)| clean().find(path).is_none()) {
        files.add(*path, *text);
    }
    files
}

/// The small contract with a text in one of its files replaced.
pub(crate) fn edited(path: &str, from: &str, to: &str) -> Files {
    let text = text(path);
    assert_eq!(text.matches(from).count(), 1, "`{from}` must occur once in {path}");
    files(&[(path, &text.replace(from, to))])
}

/// The bundle of some files.
pub(crate) fn bundle(files: Files) -> Bundle {
    bundle::assemble(files).unwrap_or_else(|problems| panic!("{problems}"))
}

/// The contract of some files.
pub(crate) fn contract(files: Files) -> Contract {
    Contract::from_bundle(bundle(files)).unwrap_or_else(|problems| panic!("{problems}"))
}

/// Everything that is wrong with some files.
pub(crate) fn problems(files: Files) -> Problems {
    let contract = match bundle::assemble(files).and_then(Contract::from_bundle) {
        Ok(contract) => contract,
        Err(problems) => return problems,
    };
    let subject = Subject::new(&contract);
    let mut findings = Vec::new();
    for (_, stage) in ALL {
        if let Stage::Contract(check) = stage {
            check(&subject, &mut findings);
        }
    }
    findings.extend(Audit::new(&contract).map(|audit| audit.findings()).unwrap_or_default());
    Problems { files: contract.files.clone(), findings }
}
