//! Rust expressions as trees, laid out on one line where they fit and one part a line where they do not.

/// The longest line.
const WIDTH: usize = 118;

/// An expression.
#[derive(Clone, Debug)]
pub(super) enum Code {
    /// One piece of text.
    Atom(String),
    /// Parts between brackets.
    Group {
        /// `Schema {`
        open: String,
        /// The parts, each `prefix` and expression.
        parts: Vec<(String, Code)>,
        /// `}`
        close: String,
        /// Whether a blank stands inside the brackets.
        spaced: bool,
    },
}

impl Code {
    /// Any text.
    pub(super) fn atom(text: impl Into<String>) -> Self {
        Self::Atom(text.into())
    }

    /// A string literal.
    pub(super) fn text(text: &str) -> Self {
        Self::Atom(format!("{text:?}"))
    }

    /// `Name { field: value, … }`
    pub(super) fn record(name: &str, fields: Vec<(&str, Code)>) -> Self {
        let parts = fields.into_iter().map(|(field, value)| (format!("{field}: "), value)).collect();
        Self::Group { open: format!("{name} {{"), parts, close: "}".to_owned(), spaced: true }
    }

    /// `Name { field: value, …, ..rest }`, or only `rest` if there are no fields.
    pub(super) fn record_with(name: &str, fields: Vec<(&str, Code)>, rest: &str) -> Self {
        if fields.is_empty() {
            return Self::atom(rest);
        }
        let Self::Group { open, mut parts, close, spaced } = Self::record(name, fields) else {
            return Self::atom(rest);
        };
        parts.push(("..".to_owned(), Self::atom(rest)));
        Self::Group { open, parts, close, spaced }
    }

    /// `&[a, b]`
    pub(super) fn slice(items: Vec<Code>) -> Self {
        let parts = items.into_iter().map(|item| (String::new(), item)).collect();
        Self::Group { open: "&[".to_owned(), parts, close: "]".to_owned(), spaced: false }
    }

    /// `name(a, b)`
    pub(super) fn call(name: &str, mut arguments: Vec<Code>) -> Self {
        // The only argument shares its brackets' lines.
        if let [Self::Group { open, close, .. }] = &mut arguments[..] {
            *open = format!("{name}({open}");
            close.push(')');
            return arguments.remove(0);
        }
        let parts = arguments.into_iter().map(|argument| (String::new(), argument)).collect();
        Self::Group { open: format!("{name}("), parts, close: ")".to_owned(), spaced: false }
    }

    /// The expression with something before it, such as `&`.
    pub(super) fn prefixed(self, prefix: &str) -> Self {
        match self {
            Self::Atom(text) => Self::Atom(format!("{prefix}{text}")),
            Self::Group { open, parts, close, spaced } => {
                Self::Group { open: format!("{prefix}{open}"), parts, close, spaced }
            }
        }
    }

    fn line(&self) -> String {
        match self {
            Self::Atom(text) => text.clone(),
            Self::Group { open, parts, close, spaced } => {
                let parts: Vec<_> = parts.iter().map(|(prefix, part)| format!("{prefix}{}", part.line())).collect();
                let space = if *spaced && !parts.is_empty() { " " } else { "" };
                format!("{open}{space}{}{space}{close}", parts.join(", "))
            }
        }
    }

    /// The text of the expression, which begins at `column` in a line indented by `indent`.
    pub(super) fn layout(&self, indent: usize, column: usize) -> String {
        let line = self.line();
        match self {
            Self::Group { open, parts, close, .. } if column + line.chars().count() > WIDTH && !parts.is_empty() => {
                let inner = indent + 4;
                let blank = " ".repeat(inner);
                let mut text = format!("{open}\n");
                for (prefix, part) in parts {
                    let part = part.layout(inner, inner + prefix.len());
                    // The rest of a struct takes no comma after it.
                    let comma = if prefix == ".." { "" } else { "," };
                    text.push_str(&format!("{blank}{prefix}{part}{comma}\n"));
                }
                text.push_str(&format!("{}{close}", " ".repeat(indent)));
                text
            }
            _ => line,
        }
    }
}

/// `static NAME: Type = value;`
pub(super) fn item(doc: &str, name: &str, kind: &str, value: &Code) -> String {
    let head = format!("pub(crate) static {name}: {kind} = ");
    let value = value.layout(0, head.len());
    format!("/// {doc}\n{head}{value};\n\n")
}

/// `JobBaseInfo`, `expired_days`, `not-utf-8` as the name of a constant.
pub(super) fn constant(text: &str) -> String {
    let mut name = String::new();
    let mut before = ' ';
    for c in text.chars() {
        if c.is_ascii_uppercase() && (before.is_ascii_lowercase() || before.is_ascii_digit()) {
            name.push('_');
        }
        name.push(if c.is_ascii_alphanumeric() { c.to_ascii_uppercase() } else { '_' });
        before = c;
    }
    name
}

#[cfg(test)]
mod tests {
    use super::{Code, constant};

    #[test]
    fn names_of_constants() {
        for (text, name) in [
            ("JobBaseInfo", "JOB_BASE_INFO"),
            ("ModifyDataSyncConfigRequestV3", "MODIFY_DATA_SYNC_CONFIG_REQUEST_V3"),
            ("not-utf-8", "NOT_UTF_8"),
            ("expired_days", "EXPIRED_DAYS"),
        ] {
            assert_eq!(constant(text), name);
        }
    }

    #[test]
    fn long_records_are_broken() {
        let inner = Code::record_with("B", vec![("name", Code::text(&"x".repeat(80)))], "B::ANY");
        let code = Code::record("A", vec![("b", inner), ("c", Code::slice(vec![Code::atom("1"), Code::atom("2")]))]);
        let expected = format!("A {{\n    b: B {{ name: \"{}\", ..B::ANY }},\n    c: &[1, 2],\n}}", "x".repeat(80));
        assert_eq!(code.layout(0, 0), expected);
    }
}
