//! The typed client in `crates/drs-client/src/generated/`.
//!
//! ```text
//! contract -> lower -> generate (progenitor) -> refine -> facade, request -> split -> files
//! ```

mod facade;
mod generate;
mod lower;
mod pages;
mod refine;
mod request;
mod roots;
mod split;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use quote::{format_ident, quote};
use syn::{File, Item, parse_quote};

use crate::contract::Contract;
use crate::output::file::Output;
use crate::problem::Problem;
use generate::{GenerateError, Part};
use lower::{Lowered, Origin, Replacement};
use split::Plan;

/// Every file of the generated client.
///
/// # Errors
/// What the client cannot express, what progenitor refuses, and two types of one name.
pub fn outputs(contract: &Contract) -> Result<Vec<Output>, Problem> {
    let lowered = lower::lower(contract)?;
    let mut file = code(contract, &lowered)?;
    let facade = facade::items(contract, &file)?;
    request::build_only(&mut file);
    let plan = Plan {
        facade,
        family: families(contract, &lowered),
        aliases: aliases(contract, &lowered),
        secret_members: &lowered.secret_members,
    };
    let mut files = split::split(file, &plan);
    files.push(roots::file(contract));
    Ok(files)
}

/// The client as one file.
fn code(contract: &Contract, lowered: &Lowered) -> Result<File, Problem> {
    let file = generate::generate(lowered).map_err(|error| refused(contract, lowered, error))?;
    let file = refine::refine(&file, &lowered.received)
        .map_err(|error| Problem::new(format!("the generated client is not Rust: {error}")))?;
    if let Some(name) = twice(&file) {
        let part = part_of_name(lowered, &name);
        return Err(problem(contract, lowered, Some(&part), format!("two types of the client are called `{name}`"))
            .help("rename the component, or move the inline schema to a component of its own"));
    }
    Ok(file)
}

/// The name of two types, if there are such: typify makes names of inline schemas and does not look whether they are free.
fn twice(file: &File) -> Option<String> {
    let types = file.items.iter().find_map(|item| match item {
        Item::Mod(module) if module.ident == "types" => module.content.as_ref(),
        _ => None,
    });
    let mut names = BTreeSet::new();
    let items = types.into_iter().flat_map(|(_, items)| items);
    items
        .filter_map(|item| match item {
            Item::Struct(item) => Some(item.ident.to_string()),
            Item::Enum(item) => Some(item.ident.to_string()),
            _ => None,
        })
        .find(|name| !names.insert(name.clone()))
}

fn part_of_name(lowered: &Lowered, name: &str) -> Part {
    let parents = lowered.components().filter(|component| name.starts_with(component.as_str()));
    let of = parents.max_by_key(|component| component.len());
    Part::Schema(of.map_or(name, String::as_str).to_owned())
}

fn refused(contract: &Contract, lowered: &Lowered, error: GenerateError) -> Problem {
    let GenerateError { part, reason } = error;
    let named = match &part {
        Some(Part::Schema(name)) => format!("the component `{name}`"),
        Some(Part::Operation(id)) => format!("the operation `{id}`"),
        None => "the document".to_owned(),
    };
    problem(contract, lowered, part.as_ref(), format!("progenitor refuses {named}: {reason}"))
        .help("change the schema, or lower it in `xtask/src/output/client/lower/`")
}

/// A problem at the place in `spec/` of a part of the lowered document.
fn problem(contract: &Contract, lowered: &Lowered, part: Option<&Part>, message: String) -> Problem {
    let schema = |name: &str| contract.schemas.get(name).map(|schema| schema.at);
    let operation = |id: &str| contract.operation(id).map(|operation| operation.at);
    let place = match part {
        Some(Part::Schema(name)) => match lowered.made.get(name) {
            Some(Origin::Schema(from)) => schema(from),
            Some(Origin::Operation(id)) => operation(id),
            None => schema(name),
        },
        Some(Part::Operation(id)) => operation(id),
        None => None,
    };
    Problem { place, ..Problem::new(message) }
}

/// The slice that describes each component, by its file stem.
fn families(contract: &Contract, lowered: &Lowered) -> BTreeMap<String, String> {
    let stem = |place: crate::value::Place| contract.files.get(place.file).stem().to_owned();
    let mut families: BTreeMap<String, String> =
        contract.schemas.iter().map(|(name, schema)| (name.clone(), stem(schema.at))).collect();
    for (name, origin) in &lowered.made {
        let family = match origin {
            Origin::Schema(from) => families.get(from).cloned(),
            Origin::Operation(id) => contract.operation(id).map(|operation| stem(operation.at)),
        };
        families.extend(family.map(|family| (name.clone(), family)));
    }
    families
}

/// A type of the component's name for each component that another type stands in for.
fn aliases(contract: &Contract, lowered: &Lowered) -> Vec<Item> {
    let alias = |(name, replacement): (&String, &Replacement)| {
        let ident = format_ident!("{name}");
        let description = contract.schemas.get(name).map(lower::documentation).unwrap_or_default();
        let lines = description.lines().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") });
        let target: syn::Type = match replacement {
            Replacement::Secret => parse_quote!(crate::Secret),
            Replacement::Open(known) => {
                let known = format_ident!("{known}");
                parse_quote!(crate::Open<#known>)
            }
        };
        let documentation = quote!(#(#[doc = #lines])*);
        parse_quote!(#documentation pub type #ident = #target;)
    };
    lowered.replacements.iter().map(alias).collect()
}
