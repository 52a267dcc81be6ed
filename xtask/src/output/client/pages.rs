//! A second method for each operation that lists things by pages: the pages as a stream.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use syn::{ImplItem, Type, parse_quote};

use crate::contract::{Contract, Operation, Shape};

/// The method, if the operation takes an offset and a limit and answers with a list and how long it is as a whole.
pub(super) fn method(
    contract: &Contract,
    operation: &Operation,
    arguments: &[TokenStream],
    names: &[Ident],
    response: &Type,
) -> Option<ImplItem> {
    let has = |wanted: &str| {
        operation.query().any(|it| it.name == wanted && !it.required && matches!(it.schema.shape, Shape::Integer(_)))
    };
    if operation.request.is_some() || !(has("offset") && has("limit")) {
        return None;
    }
    let list = list(contract, operation)?;
    let (name, pages) = (format_ident!("{}", operation.id), format_ident!("{}_pages", operation.id));
    let clones = names.iter().map(|name| quote!(let #name = #name.clone();));
    let object = names.last()?;
    let id = &operation.id;
    let path: Vec<_> = names[..names.len() - 1].iter().collect();
    let copies = path.iter().map(|name| quote!(let #name = #name.clone();));
    let doc = format!(
        " The pages of [`Client::{}`], from the offset in `query` on. The stream ends with the last entry, with an empty or \
         a repeated page, or with an error, which a list without end is too.",
        operation.id
    );
    Some(parse_quote! {
        #[doc = #doc]
        ///
        /// # Errors
        /// See [`Client`].
        pub fn #pages(
            &self, #(#arguments),*
        ) -> impl futures_core::Stream<Item = Result<#response, Error>> + Send + use<'_> {
            #(#clones)*
            crate::pages::pages(
                #id,
                query.offset,
                move |offset| {
                    #(#copies)*
                    let #object = #object.clone();
                    async move {
                        let mut query = query;
                        query.offset = Some(offset);
                        self.#name(#(&#path,)* &query).await
                    }
                },
                |page| crate::pages::Extent {
                    entries: page.#list.as_ref().map_or(0, Vec::len),
                    total: page.total_count.map(i64::from),
                },
            )
        }
    })
}

/// The one list in the answer, which also has its length as a whole.
fn list(contract: &Contract, operation: &Operation) -> Option<Ident> {
    let response = operation.responses.iter().find(|response| response.status.starts_with('2'))?;
    let Shape::Object(object) = &contract.schemas[&response.schema].shape else { return None };
    let total = object.properties.get("total_count")?;
    if !matches!(contract.resolve(&total.schema).shape, Shape::Integer(_)) {
        return None;
    }
    let mut lists =
        object.properties.iter().filter(|(_, it)| matches!(contract.resolve(&it.schema).shape, Shape::Array(_)));
    let (name, _) = lists.next()?;
    lists.next().is_none().then(|| format_ident!("{name}"))
}
