//! The generated tables as data: statics of Rust, read and written.

use std::fmt::Write;

use xtask::problem::Problem;

/// An expression, as far as tables have them.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Node {
    /// `"text"`
    Text(String),
    /// `b"bytes"`
    Bytes(Vec<u8>),
    /// `7`, `-7`
    Integer(i64),
    /// `true`
    Bool(bool),
    /// `Shape::Any`, `BASE_ENDPOINT`
    Name(String),
    /// `Text { max_length: 7, ..Text::ANY }`
    Record {
        /// `Text`
        name: String,
        /// Its fields.
        fields: Vec<(String, Node)>,
        /// `Text::ANY`
        rest: Option<String>,
    },
    /// `[a, b]`
    List(Vec<Node>),
    /// `Some(a)`; without a name, `(a, b)`.
    Call {
        /// `Some`
        name: String,
        /// The arguments.
        arguments: Vec<Node>,
    },
    /// `&a`
    Reference(Box<Node>),
}

/// `static NAME: Type = value;`
#[derive(Clone, Debug)]
pub(crate) struct Item {
    /// The name.
    pub(crate) name: String,
    /// The value.
    pub(crate) value: Node,
}

/// The statics of a generated module.
///
/// # Errors
/// The text is not Rust, or an expression is of a kind that tables do not have.
pub(crate) fn read(text: &str) -> Result<Vec<Item>, Problem> {
    let file =
        syn::parse_file(text).map_err(|error| Problem::new(format!("a generated module cannot be read: {error}")))?;
    let mut items = Vec::new();
    for item in file.items {
        // What only tests see is not part of the validator.
        if let syn::Item::Static(item) = item
            && !item.attrs.iter().any(|attribute| attribute.path().is_ident("cfg"))
        {
            items.push(Item { name: item.ident.to_string(), value: node(&item.expr)? });
        }
    }
    Ok(items)
}

fn tokens(part: &impl quote::ToTokens) -> String {
    part.to_token_stream().to_string().replace(' ', "")
}

fn node(expression: &syn::Expr) -> Result<Node, Problem> {
    let list = |items: &syn::punctuated::Punctuated<syn::Expr, syn::Token![,]>| {
        items.iter().map(node).collect::<Result<Vec<_>, _>>()
    };
    Ok(match expression {
        syn::Expr::Lit(literal) => match &literal.lit {
            syn::Lit::Str(text) => Node::Text(text.value()),
            syn::Lit::ByteStr(bytes) => Node::Bytes(bytes.value()),
            syn::Lit::Int(number) => {
                Node::Integer(number.base10_parse().map_err(|error| Problem::new(format!("{error}")))?)
            }
            syn::Lit::Bool(truth) => Node::Bool(truth.value),
            _ => return Err(Problem::new("a table has a literal of an unknown kind")),
        },
        syn::Expr::Unary(syn::ExprUnary { op: syn::UnOp::Neg(_), expr, .. }) => match node(expr)? {
            Node::Integer(number) => Node::Integer(-number),
            _ => return Err(Problem::new("a table negates something that is no number")),
        },
        syn::Expr::Path(path) => Node::Name(tokens(path)),
        syn::Expr::Reference(reference) => Node::Reference(Box::new(node(&reference.expr)?)),
        syn::Expr::Array(array) => Node::List(list(&array.elems)?),
        syn::Expr::Call(call) => Node::Call { name: tokens(&call.func), arguments: list(&call.args)? },
        syn::Expr::Tuple(tuple) => Node::Call { name: String::new(), arguments: list(&tuple.elems)? },
        syn::Expr::Struct(record) => {
            let fields = record.fields.iter().map(|field| Ok((tokens(&field.member), node(&field.expr)?)));
            Node::Record {
                name: tokens(&record.path),
                fields: fields.collect::<Result<_, Problem>>()?,
                rest: record.rest.as_ref().map(tokens),
            }
        }
        _ => return Err(Problem::new("a table has an expression of an unknown kind")),
    })
}

impl Node {
    /// The expression without the `&` before it.
    pub(crate) fn bare(&self) -> &Self {
        match self {
            Self::Reference(inner) => inner.bare(),
            other => other,
        }
    }

    /// The field of a record.
    pub(crate) fn field(&self, name: &str) -> Option<&Self> {
        match self.bare() {
            Self::Record { fields, .. } => {
                fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.bare())
            }
            _ => None,
        }
    }

    /// The items of a list.
    pub(crate) fn items(&self) -> &[Self] {
        match self.bare() {
            Self::List(items) => items,
            _ => &[],
        }
    }

    /// The items of the list in a field.
    pub(crate) fn list(&self, field: &str) -> &[Self] {
        self.field(field).map(Self::items).unwrap_or_default()
    }

    /// The text.
    pub(crate) fn text(&self) -> Option<&str> {
        match self.bare() {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The number, or the largest that fits where a name stands for it.
    pub(crate) fn number(&self) -> Option<i64> {
        match self.bare() {
            Self::Integer(number) => Some(*number),
            Self::Name(name) if name == "u32::MAX" => Some(i64::from(u32::MAX)),
            _ => None,
        }
    }

    /// Whether it is `true`.
    pub(crate) fn is_true(&self) -> bool {
        *self.bare() == Self::Bool(true)
    }

    /// What a call is of, and its only argument.
    pub(crate) fn call(&self) -> Option<(&str, &Self)> {
        match self.bare() {
            Self::Call { name, arguments } => arguments.first().map(|argument| (name.as_str(), argument.bare())),
            _ => None,
        }
    }

    /// The name.
    pub(crate) fn name(&self) -> Option<&str> {
        match self.bare() {
            Self::Name(name) => Some(name),
            _ => None,
        }
    }

    /// The expressions directly in it.
    pub(crate) fn children(&self) -> Vec<&Self> {
        match self {
            Self::Record { fields, .. } => fields.iter().map(|(_, value)| value).collect(),
            Self::List(items) | Self::Call { arguments: items, .. } => items.iter().collect(),
            Self::Reference(inner) => vec![inner],
            _ => Vec::new(),
        }
    }

    /// The expression at a path of child numbers, for changing it.
    pub(crate) fn at_mut(&mut self, path: &[usize]) -> Option<&mut Self> {
        let Some((first, rest)) = path.split_first() else { return Some(self) };
        let child = match self {
            Self::Record { fields, .. } => fields.get_mut(*first).map(|(_, value)| value),
            Self::List(items) | Self::Call { arguments: items, .. } => items.get_mut(*first),
            Self::Reference(inner) => Some(&mut **inner),
            _ => None,
        };
        child?.at_mut(rest)
    }

    /// As Rust.
    pub(crate) fn write(&self, text: &mut String) {
        let list = |text: &mut String, items: &[Self]| {
            for item in items {
                item.write(text);
                text.push_str(", ");
            }
        };
        // Writing to a text cannot fail.
        let _ = match self {
            Self::Text(value) => write!(text, "{value:?}"),
            Self::Bytes(bytes) => {
                write!(text, "b\"{}\"", bytes.iter().map(|byte| format!("\\x{byte:02x}")).collect::<String>())
            }
            Self::Integer(number) => write!(text, "{number}"),
            Self::Bool(truth) => write!(text, "{truth}"),
            Self::Name(name) => write!(text, "{name}"),
            Self::Record { name, fields, rest } => {
                text.push_str(name);
                text.push_str(" { ");
                for (field, value) in fields {
                    text.push_str(field);
                    text.push_str(": ");
                    value.write(text);
                    text.push_str(", ");
                }
                match rest {
                    Some(rest) => write!(text, "..{rest} }}"),
                    None => write!(text, "}}"),
                }
            }
            Self::List(items) => {
                text.push('[');
                list(text, items);
                write!(text, "]")
            }
            Self::Call { name, arguments } => {
                text.push_str(name);
                text.push('(');
                list(text, arguments);
                write!(text, ")")
            }
            Self::Reference(inner) => {
                text.push('&');
                inner.write(text);
                Ok(())
            }
        };
    }
}
