//! The generated client as a reader wants it: types with their members, calls with their arguments.

use quote::{ToTokens, quote};
use regex::Regex;
use syn::{Fields, Item, ItemStruct};

use crate::output::file::Output;

/// Every type and every call of these files, one member a line.
pub(super) fn surface(outputs: &[Output]) -> String {
    let mut blocks = Vec::new();
    for output in outputs {
        let file = syn::parse_file(&output.text).unwrap_or_else(|error| panic!("{}: {error}", output.path));
        let is_facade = output.path.ends_with("/facade.rs");
        if is_facade || (output.path.ends_with("/mod.rs") && !output.path.ends_with("/builder/mod.rs")) {
            blocks.extend(file.items.iter().filter_map(if is_facade { calls } else { types }));
        }
    }
    blocks.sort();
    blocks.concat()
}

fn types(item: &Item) -> Option<String> {
    match item {
        Item::Type(item) => Some(format!("{} = {}\n", item.ident, short(&item.ty))),
        Item::Enum(item) => {
            let tail = if item.attrs.iter().any(|attribute| attribute.path().is_ident("non_exhaustive")) {
                ", …"
            } else {
                ""
            };
            let variants = item.variants.iter().map(|variant| {
                let content = &variant.fields;
                format!("{}{}", variant.ident, short(&quote!(#content)))
            });
            Some(format!("{} = {}{tail}\n", item.ident, variants.collect::<Vec<_>>().join(" | ")))
        }
        Item::Struct(item) => Some(structure(item)),
        _ => None,
    }
}

fn structure(item: &ItemStruct) -> String {
    match &item.fields {
        Fields::Unnamed(fields) => {
            let inner = fields.unnamed.iter().map(|field| short(&field.ty));
            format!("{}({})\n", item.ident, inner.collect::<String>())
        }
        fields => {
            let lines = fields.iter().map(|field| format!("  {}: {}\n", field.name(), short(&field.ty)));
            format!("{}\n{}", item.ident, lines.collect::<String>())
        }
    }
}

/// The methods of the facade: `update_job(job_id: &JobId, request: &SingleUpdateJobReq) -> Result<UpdateJobResponse, Error>`.
fn calls(item: &Item) -> Option<String> {
    let Item::Impl(block) = item else { return None };
    let calls = block.items.iter().filter_map(|member| match member {
        syn::ImplItem::Fn(function) => Some(&function.sig),
        _ => None,
    });
    let call = |call: &syn::Signature| {
        let arguments: Vec<_> = call.inputs.iter().skip(1).map(|argument| short(argument).replace(':', ": ")).collect();
        format!("call {}({}) {}\n", call.ident, arguments.join(", "), short(&call.output))
    };
    Some(calls.map(call).collect())
}

/// A type without the paths of its parts.
fn short(of: &impl ToTokens) -> String {
    let text = quote!(#of).to_string().replace(' ', "");
    let paths = Regex::new(r"(?:::)?(?:[a-z_]+::)+").unwrap();
    paths.replace_all(&text, "").replace("->", "-> ").replace(",>", ">").replace(',', ", ")
}

trait Named {
    fn name(&self) -> String;
}

impl Named for syn::Field {
    fn name(&self) -> String {
        self.ident.as_ref().map(ToString::to_string).unwrap_or_default()
    }
}

/// The type of each named member of each structure: (structure, wire name, type).
pub(super) fn members(outputs: &[Output]) -> Vec<(String, String, String)> {
    let mut members = Vec::new();
    for output in outputs.iter().filter(|output| output.path.ends_with("/mod.rs")) {
        for item in syn::parse_file(&output.text).unwrap().items {
            let Item::Struct(item) = item else { continue };
            for field in &item.fields {
                let name = wire_name(field).unwrap_or_else(|| field.name());
                members.push((item.ident.to_string(), name, short(&field.ty)));
            }
        }
    }
    members
}

/// `rename` of a member.
fn wire_name(field: &syn::Field) -> Option<String> {
    let mut name = None;
    for attribute in field.attrs.iter().filter(|attribute| attribute.path().is_ident("serde")) {
        let read = attribute.parse_nested_meta(|meta| {
            if meta.path.is_ident("rename") {
                name = Some(meta.value()?.parse::<syn::LitStr>()?.value());
            } else if meta.input.peek(syn::Token![=]) {
                meta.value()?.parse::<syn::Expr>()?;
            }
            Ok(())
        });
        read.unwrap();
    }
    name
}
