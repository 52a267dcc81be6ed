//! What the generated code needs before it is written: small, mechanical, and checked by the compiler.

use std::collections::BTreeSet;

use proc_macro2::{Group, Ident, TokenStream, TokenTree};
use quote::quote;
use syn::{Attribute, Expr, ExprLit, File, Item, ItemMod, Lit, Meta, parse_quote};

use super::split::owner;

/// The code as this project compiles it.
pub(super) fn refine(file: &File, received: &BTreeSet<String>) -> syn::Result<File> {
    let mut file: File = syn::parse2(raw_gen(quote!(#file)))?;
    file.items.retain(|item| !is_unused(item));
    for module in file.items.iter_mut().filter_map(as_module) {
        if module.ident == "types" {
            drop_builders(module, received);
        }
    }
    items(&mut file.items);
    Ok(file)
}

/// The prelude, and the hooks around sending, which the generated code does not do.
fn is_unused(item: &Item) -> bool {
    match item {
        Item::Mod(module) => module.ident == "prelude",
        Item::Impl(block) => {
            let name = block.trait_.as_ref().and_then(|(path, _)| path.segments.last());
            name.is_some_and(|name| name.ident == "ClientHooks")
        }
        _ => false,
    }
}

fn as_module(item: &mut Item) -> Option<&mut ItemMod> {
    match item {
        Item::Mod(module) => Some(module),
        _ => None,
    }
}

/// Nobody composes an answer, and its members are all optional: no builder for it.
fn drop_builders(types: &mut ItemMod, received: &BTreeSet<String>) {
    let Some((_, items)) = &mut types.content else { return };
    let is_received = |item: &Item| owner(item).is_some_and(|name| received.contains(&name));
    items.retain(|item| !(is_received(item) && is_builder_function(item)));
    for module in items.iter_mut().filter_map(as_module) {
        if let (true, Some((_, builders))) = (module.ident == "builder", &mut module.content) {
            builders.retain(|item| !is_received(item));
        }
    }
}

/// `impl Type { pub fn builder() -> builder::Type }`
fn is_builder_function(item: &Item) -> bool {
    match item {
        Item::Impl(block) if block.trait_.is_none() => {
            matches!(block.items.as_slice(), [syn::ImplItem::Fn(function)] if function.sig.ident == "builder")
        }
        _ => false,
    }
}

fn items(list: &mut Vec<Item>) {
    name_empty_variants(list);
    for item in list {
        if let Some(attributes) = attributes(item) {
            *attributes = documented(std::mem::take(attributes));
            gate_json_schema(attributes);
        }
        match item {
            Item::Mod(module) => module.content.iter_mut().for_each(|(_, inner)| items(inner)),
            Item::Impl(block) => {
                let json_schema = block
                    .trait_
                    .as_ref()
                    .is_some_and(|(path, _)| path.segments.last().is_some_and(|segment| segment.ident == "JsonSchema"));
                if json_schema {
                    block.attrs.push(parse_quote!(#[cfg(feature = "schemars")]));
                }
                for member in &mut block.items {
                    if let syn::ImplItem::Fn(function) = member {
                        function.attrs = documented(std::mem::take(&mut function.attrs));
                    }
                }
            }
            Item::Struct(structure) => {
                for field in &mut structure.fields {
                    field.attrs = documented(std::mem::take(&mut field.attrs));
                }
            }
            Item::Enum(enumeration) => {
                for variant in &mut enumeration.variants {
                    variant.attrs = documented(std::mem::take(&mut variant.attrs));
                }
            }
            _ => {}
        }
    }
}

fn attributes(item: &mut Item) -> Option<&mut Vec<Attribute>> {
    match item {
        Item::Mod(item) => Some(&mut item.attrs),
        Item::Impl(item) => Some(&mut item.attrs),
        Item::Struct(item) => Some(&mut item.attrs),
        Item::Enum(item) => Some(&mut item.attrs),
        _ => None,
    }
}

/// `gen`, which typify and schemars use as a name, is a keyword of this edition.
fn raw_gen(tokens: TokenStream) -> TokenStream {
    let raw = |token| match token {
        TokenTree::Ident(ident) if ident == "gen" => Ident::new_raw("gen", ident.span()).into(),
        TokenTree::Group(group) => {
            let mut inner = Group::new(group.delimiter(), raw_gen(group.stream()));
            inner.set_span(group.span());
            inner.into()
        }
        token => token,
    };
    tokens.into_iter().map(raw).collect()
}

/// Documentation as one line comment per line, with a space before its text and without the code that progenitor shows: it would
/// be a test that is never run.
fn documented(attributes: Vec<Attribute>) -> Vec<Attribute> {
    let mut list = Vec::new();
    let mut ignored = false;
    for attribute in attributes {
        let text = match &attribute.meta {
            Meta::NameValue(pair) if pair.path.is_ident("doc") => match &pair.value {
                Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text.value()),
                _ => None,
            },
            _ => None,
        };
        match text {
            Some(text) => {
                for line in text.split('\n') {
                    let line = line.trim_end();
                    if ignored || line == "```ignore" {
                        ignored = line != "```";
                        continue;
                    }
                    let line =
                        if line.is_empty() || line.starts_with(' ') { line.to_owned() } else { format!(" {line}") };
                    list.push(parse_quote!(#[doc = #line]));
                }
            }
            None => list.push(attribute),
        }
    }
    list
}

/// The derive of `JsonSchema`, behind its feature.
fn gate_json_schema(attributes: &mut Vec<Attribute>) {
    let Some(derive) = attributes.iter_mut().find(|attribute| attribute.path().is_ident("derive")) else {
        return;
    };
    let mut traits: Vec<syn::Path> = Vec::new();
    let mut found = false;
    let read = derive.parse_nested_meta(|meta| {
        if meta.path.segments.last().is_some_and(|segment| segment.ident == "JsonSchema") {
            found = true;
        } else {
            traits.push(meta.path);
        }
        Ok(())
    });
    if read.is_ok() && found {
        *derive = parse_quote!(#[derive(#(#traits),*)]);
        attributes.push(parse_quote!(#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]));
    }
}

/// The variant for an empty text is called `Empty` and not `X`.
fn name_empty_variants(list: &mut Vec<Item>) {
    let mut renamed = BTreeSet::new();
    for item in list.iter_mut() {
        let Item::Enum(enumeration) = item else { continue };
        if enumeration.variants.iter().any(|variant| variant.ident == "Empty") {
            continue;
        }
        for variant in &mut enumeration.variants {
            let empty: Attribute = parse_quote!(#[serde(rename = "")]);
            if variant.attrs.contains(&empty) {
                variant.ident = Ident::new("Empty", variant.ident.span());
                renamed.insert(enumeration.ident.to_string());
            }
        }
    }
    for item in list {
        let Item::Impl(block) = item else { continue };
        let target = &block.self_ty;
        if renamed.contains(&quote!(#target).to_string())
            && let Ok(block) = syn::parse2(self_x_as_empty(quote!(#block)))
        {
            *item = Item::Impl(block);
        }
    }
}

fn self_x_as_empty(tokens: TokenStream) -> TokenStream {
    let rename = |token| match token {
        TokenTree::Ident(ident) if ident == "X" => Ident::new("Empty", ident.span()).into(),
        TokenTree::Group(group) => Group::new(group.delimiter(), self_x_as_empty(group.stream())).into(),
        token => token,
    };
    tokens.into_iter().map(rename).collect()
}
