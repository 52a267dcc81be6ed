//! How many cases there are of each kind.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::Corpus;

/// A table: kinds of cases by operation, valid ones, single mistakes, known deviations of tools; and texts for patterns.
pub fn summary(corpus: &Corpus) -> String {
    let cases = &corpus.cases;
    let mut operations: Vec<&str> = cases.iter().map(|case| case.operation.as_str()).collect();
    operations.dedup();
    let mut rows: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut count = |row: String, operation: &str| {
        let columns = rows.entry(row).or_insert_with(|| vec![0; operations.len()]);
        if let Some(column) = operations.iter().position(|it| *it == operation) {
            columns[column] += 1;
        }
    };
    for case in cases {
        count(case.kind.to_owned(), &case.operation);
        count("~ all".to_owned(), &case.operation);
        if case.valid {
            count("~ valid".to_owned(), &case.operation);
        }
        if case.single.is_some() {
            count("~ with one error".to_owned(), &case.operation);
        }
        for (tool, deviation) in &case.tools {
            count(format!("~ {tool}: {}", deviation.why), &case.operation);
        }
    }
    for pattern in &corpus.patterns {
        for group in &pattern.groups {
            let row = if group.valid { "~ texts for patterns: valid" } else { "~ texts for patterns: invalid" };
            group.texts.iter().for_each(|_| count(row.to_owned(), &pattern.operation));
        }
    }
    let mut text = format!("{:50}", "");
    for operation in &operations {
        let _ = write!(text, " {operation:>23}");
    }
    text.push_str("     all\n");
    for (row, columns) in rows {
        let _ = write!(text, "{row:50}");
        for column in &columns {
            let _ = write!(text, " {column:>23}");
        }
        let _ = writeln!(text, " {:>7}", columns.iter().sum::<usize>());
    }
    text
}
