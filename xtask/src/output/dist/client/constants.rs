//! Names of constants for listed values (`x-enum-varnames`).
//!
//! A value that begins with a letter gives its own name, any other that of its meaning: `Month` and not `_2`. Languages
//! that put the constants of all lists into one scope put the name of the list in front; that is unique too.

use std::collections::BTreeSet;

use super::super::json::{Json, Object};
use super::schema::shown;

/// Words that name nothing.
const ARTICLES: [&str; 3] = ["a", "an", "the"];

/// What ends the part of a meaning that names it.
const ENDS: [&str; 6] = [".", ":", ";", ", so ", ", which ", ", and "];

/// Names the constants of every list among the components.
pub(super) fn name(components: &mut Object) {
    let mut taken: BTreeSet<String> = components.keys().map(|name| name.to_lowercase()).collect();
    for (component, schema) in components.iter_mut() {
        let Json::Object(members) = schema else { continue };
        let Some(values) = members.get("enum") else { continue };
        let meanings = members.get("x-enum-descriptions").map(Json::items).unwrap_or_default();
        let mut names = Vec::new();
        for (position, value) in values.items().iter().enumerate() {
            let meaning = meanings.get(position).and_then(Json::as_str).unwrap_or_default();
            let mut name = constant(&shown(value), meaning);
            while !taken.insert(format!("{component}{name}").to_lowercase()) {
                name.push_str("Value");
            }
            names.push(name);
        }
        members.insert("x-enum-varnames".to_owned(), names.into_iter().collect());
    }
}

/// Name of the constant for one value.
fn constant(value: &str, meaning: &str) -> String {
    if value.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return pascal_case(value);
    }
    let end = ENDS.iter().filter_map(|end| meaning.find(end)).min().unwrap_or(meaning.len());
    let name = pascal_case(&without_parentheses(&meaning[..end]));
    if name.starts_with(|c: char| c.is_ascii_alphabetic()) { name } else { format!("Value{name}") }
}

/// `FULL_TRANS` as `FullTrans`, `a hash of the key` as `HashOfKey`.
fn pascal_case(text: &str) -> String {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric());
    let words = words.filter(|word| !ARTICLES.contains(&word.to_ascii_lowercase().as_str()));
    words
        .filter_map(|word| {
            let (first, rest) = word.split_at_checked(1)?;
            let is_loud = !word.contains(|c: char| c.is_ascii_lowercase());
            let rest = if is_loud { rest.to_ascii_lowercase() } else { rest.to_owned() };
            Some(format!("{}{rest}", first.to_ascii_uppercase()))
        })
        .collect()
}

fn without_parentheses(text: &str) -> String {
    let mut depth = 0_usize;
    let outside = text.chars().filter(|c| {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => return depth == 0,
        }
        false
    });
    outside.collect()
}

#[cfg(test)]
mod tests {
    use super::constant;

    #[test]
    fn values_that_are_words_name_themselves_and_others_are_named_by_their_meaning() {
        for (value, meaning, name) in [
            ("oracle", "Oracle.", "Oracle"),
            ("FULL_TRANS", "Full phase only.", "FullTrans"),
            ("cloudDataGuard", "Disaster recovery.", "CloudDataGuard"),
            ("non-dbs", "Between others.", "NonDbs"),
            ("ADDITIONALCOLUMN,default_value", "With a value.", "AdditionalcolumnDefaultValue"),
            ("2", "Month.", "Month"),
            ("0", "No: it ends.", "No"),
            ("0", "By a hash of database and table, so that order stays.", "ByHashOfDatabaseAndTable"),
            ("4", "One per node (DN) number. Rare.", "OnePerNodeNumber"),
            ("", "The column is not the key.", "ColumnIsNotKey"),
            ("3", "", "Value"),
            ("3", "3 of them.", "Value3OfThem"),
        ] {
            assert_eq!(constant(value, meaning), name);
        }
    }
}
