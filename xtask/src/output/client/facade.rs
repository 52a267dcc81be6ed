//! One method of the client per operation, with its path parameters and its body or query as arguments.

use std::collections::BTreeMap;

use heck::ToSnakeCase as _;
use proc_macro2::Ident;
use quote::{format_ident, quote};
use syn::{Fields, File, GenericArgument, ImplItem, Item, ItemMod, PathArguments, ReturnType, Type, parse_quote};

use super::lower;
use crate::contract::{Contract, Location, Operation, Parameter, pascal_case};
use crate::problem::Problem;

/// The path parameter that is a setting of the client.
pub(super) const PROJECT_ID: &str = "project_id";

/// The items of the facade, from the code that progenitor writes.
///
/// # Errors
/// An operation that no method can be made of.
pub(super) fn items(contract: &Contract, file: &File) -> Result<Vec<Item>, Problem> {
    let builders = Builders::new(file);
    let methods = contract.operations.iter().map(|operation| methods(contract, operation, &builders));
    let methods = methods.collect::<Result<Vec<_>, _>>()?.concat();
    Ok(vec![
        parse_quote!(
            use crate::generated::types;
        ),
        parse_quote!(
            use crate::{Client, Error};
        ),
        parse_quote!(impl Client { #(#methods)* }),
    ])
}

/// The methods of one operation.
fn methods(contract: &Contract, operation: &Operation, builders: &Builders<'_>) -> Result<Vec<ImplItem>, Problem> {
    let refuse =
        |what: &str| Problem::new(format!("the client has no method for `{}`: {what}", operation.id)).at(operation.at);
    let name = format_ident!("{}", operation.id);
    let variant = pascal_case(&operation.id);
    let response = builders.response(&variant).ok_or_else(|| refuse("its answer has no type"))?;
    let variant = format_ident!("{variant}");
    let mut arguments = Vec::new();
    let mut names = Vec::new();
    let mut setters = Vec::new();
    for parameter in operation.parameters.iter().filter(|parameter| parameter.location == Location::Path) {
        let (wire, ident) = (&parameter.name, field(&parameter.name));
        let kind =
            builders.field(&variant.to_string(), &ident).ok_or_else(|| refuse("a path parameter has no type"))?;
        if wire == PROJECT_ID {
            setters.push(quote!(.#ident(call.project_id::<#kind>()?)));
        } else {
            arguments.push(quote!(#ident: &#kind));
            names.push(ident.clone());
            setters.push(quote!(.#ident(call.segment(#wire, #ident)?)));
        }
    }
    let mut spread = quote!();
    if let Some(body) = &operation.request {
        if operation.query().next().is_some() {
            return Err(refuse("it has query parameters beside a body"));
        }
        let body = format_ident!("{body}");
        arguments.push(quote!(request: &types::#body));
        setters.push(quote!(.body(request.clone())));
    } else if operation.query().next().is_some() {
        let object = format_ident!("{variant}Query");
        arguments.push(quote!(query: &types::#object));
        names.push(format_ident!("query"));
        spread = query(operation, &object);
    }
    let successes = operation.responses.iter().filter_map(|response| response.status.parse().ok());
    let successes = successes.filter(|status| (200..300).contains(status)).map(proc_macro2::Literal::u16_unsuffixed);
    let lines = lower::rustdoc(&format!("{}.\n\n{}", operation.summary, operation.description));
    let lines = lines.lines().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") });
    let pages = super::pages::method(contract, operation, &arguments, &names, response);
    let method = parse_quote! {
        #(#[doc = #lines])*
        ///
        /// # Errors
        /// See [`Client`].
        pub async fn #name(&self, #(#arguments),*) -> Result<#response, Error> {
            let call = self.call(drs_contract::Operation::#variant)?;
            let builder = call.api.#name() #(#setters)*;
            #spread
            call.send(builder.request(), &[#(#successes),*]).await
        }
    };
    Ok(std::iter::once(method).chain(pages).collect())
}

/// Setting the query parameters that are given. The pattern has no `..`, so that the compiler sees a forgotten one.
fn query(operation: &Operation, object: &Ident) -> proc_macro2::TokenStream {
    let fields: Vec<_> = operation.query().map(|parameter| field(&parameter.name)).collect();
    let set = operation.query().map(|parameter: &Parameter| {
        let ident = field(&parameter.name);
        if parameter.required {
            quote!(let builder = builder.#ident(#ident);)
        } else {
            quote! {
                let builder = match #ident {
                    Some(value) => builder.#ident(value),
                    None => builder,
                };
            }
        }
    });
    quote! {
        let types::#object { #(#fields),* } = query.clone();
        #(#set)*
    }
}

/// The field of a parameter, named as typify names it.
fn field(name: &str) -> Ident {
    let name = name.to_snake_case();
    if syn::parse_str::<Ident>(&name).is_ok() { format_ident!("{name}") } else { format_ident!("{name}_") }
}

/// What progenitor writes for each call, by the name of its builder.
struct Builders<'f> {
    fields: BTreeMap<String, &'f Fields>,
    responses: BTreeMap<String, &'f ReturnType>,
}

impl<'f> Builders<'f> {
    fn new(file: &'f File) -> Self {
        let mut builders = Self { fields: BTreeMap::new(), responses: BTreeMap::new() };
        let is_builder = |module: &&ItemMod| module.ident == "builder";
        let modules = file.items.iter().filter_map(|item| match item {
            Item::Mod(module) => Some(module),
            _ => None,
        });
        for item in modules.filter(is_builder).filter_map(|module| module.content.as_ref()).flat_map(|(_, items)| items)
        {
            match item {
                Item::Struct(item) => drop(builders.fields.insert(item.ident.to_string(), &item.fields)),
                Item::Impl(block) => {
                    let sends = block.items.iter().filter_map(|item| match item {
                        ImplItem::Fn(function) if function.sig.ident == "send" => Some(&function.sig.output),
                        _ => None,
                    });
                    let name = super::split::owner(item);
                    builders.responses.extend(name.into_iter().zip(sends));
                }
                _ => {}
            }
        }
        builders
    }

    /// `T` of a field `Result<T, String>`.
    fn field(&self, builder: &str, field: &Ident) -> Option<&'f Type> {
        let field = self.fields.get(builder)?.iter().find(|it| it.ident.as_ref() == Some(field))?;
        first_argument(&field.ty)
    }

    /// `T` of an answer `Result<ResponseValue<T>, E>`.
    fn response(&self, builder: &str) -> Option<&'f Type> {
        match self.responses.get(builder)? {
            ReturnType::Type(_, kind) => first_argument(first_argument(kind)?),
            ReturnType::Default => None,
        }
    }
}

/// `T` of `Anything<T, …>`.
fn first_argument(of: &Type) -> Option<&Type> {
    let Type::Path(path) = of else { return None };
    let PathArguments::AngleBracketed(arguments) = &path.path.segments.last()?.arguments else { return None };
    arguments.args.iter().find_map(|argument| match argument {
        GenericArgument::Type(inner) => Some(inner),
        _ => None,
    })
}
