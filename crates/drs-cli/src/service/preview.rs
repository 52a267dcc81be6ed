//! `--dry-run` and `--curl`: requests, with no secret in them.
//!
//! As JSON they are one object, `{"calls": [{"operation", "method", "url", "headers", "body"}]}`, or a line for each call.

use drs_client::auth::CredentialKind;
use drs_client::{Client, Preview as Sent};
use drs_diag::MASK;
use drs_validate::Reference;
use serde_json::{Map, Value, json};

use super::call::Call;
use super::output::{Output, print_all, print_one, shown};
use super::session::Session;
use super::table::Table;
use super::written::Secret;
use crate::context;
use crate::exit::Exit;
use crate::failure::{Failure, Stop};
use crate::shell::quoted;

/// Stands for a project that nobody has named.
const PROJECT: &str = "PROJECT-ID-IS-NOT-SET";

/// The variable that a command has in place of it, and that which it has in place of a token.
const PROJECT_VARIABLE: &str = "HUAWEICLOUD_SDK_PROJECT_ID";
const TOKEN_VARIABLE: &str = "HW_AUTH_TOKEN";

/// Stands for an expression of the shell. JSON has no such character in it: a text would have it escaped.
const EXPRESSION: char = '\u{1}';

/// How calls are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Preview {
    /// As they are sent.
    Plain,
    /// As commands.
    Curl,
}

impl Preview {
    /// Prints calls, and sends nothing. A command is one in every form.
    ///
    /// # Errors
    ///
    /// A request cannot be put together, or the output cannot be written.
    pub(crate) fn print(self, session: &Session, calls: &[Call], output: Output) -> Result<Exit, Stop> {
        let (mut texts, mut values) = (Vec::new(), Vec::new());
        for call in calls {
            let sent = preview(session, call)?;
            match self {
                Self::Plain if output == Output::Table => texts.push(plain(call, &sent, session)),
                Self::Plain => values.push(json(call, &sent, session)),
                Self::Curl => texts.push(command(call, &sent)),
            }
        }
        match output {
            Output::Json if self == Self::Plain => print_one(output, &json!({"calls": values}), String::new)?,
            Output::JsonLines if self == Self::Plain => print_all(output, &values, Table::default)?,
            _ => context::print(texts.join("\n"))?,
        }
        Ok(Exit::Success)
    }
}

fn preview(session: &Session, call: &Call) -> Result<Sent, Stop> {
    session.target(call.operation)?;
    let resolved = &session.resolved;
    let project_id = resolved.project_id.as_ref().map_or(PROJECT, |setting| &setting.value);
    let mut builder = Client::builder().project_id(project_id).token("not sent");
    for (service, endpoint) in &resolved.endpoints {
        builder = builder.endpoint(*service, &endpoint.value);
    }
    let client = builder.build().map_err(Failure::from)?;
    // The headers and the address do not depend on what the secrets are.
    let body = call.render(&mut |_, _| Secret::Mask).map(|body| body.to_vec().into());
    Ok(call.on(&client, body).preview().map_err(Failure::from)?)
}

/// The request as an object.
fn json(call: &Call, preview: &Sent, session: &Session) -> Value {
    let body = call.render(&mut |_, _| Secret::Mask).filter(|_| !preview.body.is_empty());
    let body: Value = body.and_then(|body| serde_json::from_slice(&body).ok()).unwrap_or_default();
    let headers = headers(preview, session).into_iter().map(|(name, value)| (name, Value::String(value)));
    json!({
        "operation": call.operation.id(),
        "method": preview.method,
        "url": preview.url.replace(PROJECT, "{project_id}"),
        "headers": headers.collect::<Map<_, _>>(),
        "body": body,
    })
}

/// The headers, those that prove who calls with stars.
fn headers(preview: &Sent, session: &Session) -> Vec<(String, String)> {
    let mut headers = preview.headers.clone();
    match &session.resolved.credentials {
        Ok(found) => headers.push(match (found.kind, &found.access_key) {
            (CredentialKind::Token | CredentialKind::Password, _) => ("x-auth-token".to_owned(), MASK.to_owned()),
            (_, access_key) => {
                let access_key = access_key.as_deref().unwrap_or(MASK);
                ("authorization".to_owned(), format!("SDK-HMAC-SHA256 Access={access_key}, Signature={MASK}"))
            }
        }),
        Err(error) => context::eprint_line(&format!("note: {error}")),
    }
    headers
}

/// The request as it is sent.
fn plain(call: &Call, preview: &Sent, session: &Session) -> String {
    let mut text = format!("{} {}\n", preview.method, preview.url.replace(PROJECT, "{project_id}"));
    for (name, value) in headers(preview, session) {
        text.push_str(&format!("{name}: {value}\n"));
    }
    let body = call.render(&mut |_, _| Secret::Mask);
    if let Some(body) = body.filter(|_| !preview.body.is_empty()) {
        text.push_str(&format!("\n{}\n", shown(&String::from_utf8_lossy(&body))));
    }
    text
}

/// The request as a command. It carries a token, because `curl` does not make the signature of an access key.
fn command(call: &Call, preview: &Sent) -> String {
    let url = quoted(&preview.url).replace(PROJECT, &format!("'\"${PROJECT_VARIABLE}\"'"));
    let mut text = format!("curl --request {} {url} \\\n", preview.method);
    for (name, value) in &preview.headers {
        text.push_str(&format!("  --header {} \\\n", quoted(&format!("{name}: {value}"))));
    }
    text.push_str(&format!("  --header \"x-auth-token: ${TOKEN_VARIABLE}\""));
    let (mut number, mut expressions) = (0, Vec::new());
    let body = call.render(&mut |name, value| {
        expressions.push(match Reference::parse(value) {
            Some(Reference::Variable(name)) => format!("${{{name}}}"),
            Some(Reference::File(path)) => format!("$(cat -- {})", quoted(path)),
            None => {
                number += 1;
                let name: String = name.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
                format!("${{{}_{number}}}", name.to_ascii_uppercase())
            }
        });
        Secret::Raw(EXPRESSION.to_string())
    });
    match body.filter(|_| !preview.body.is_empty()) {
        Some(body) => text.push_str(&format!(
            " \\\n  --data-binary @- <<END\n{}\nEND\n",
            in_shell(&String::from_utf8_lossy(&body), expressions)
        )),
        None => text.push('\n'),
    }
    text
}

/// JSON between `<<END` and `END`, where a shell reads variables and escapes, with the expressions in their places.
fn in_shell(json: &str, expressions: Vec<String>) -> String {
    let (mut out, mut expressions) = (String::new(), expressions.into_iter());
    for c in json.chars() {
        match c {
            '\\' | '$' | '`' => out.extend(['\\', c]),
            EXPRESSION => out.push_str(&expressions.next().unwrap_or_default()),
            c => out.push(c),
        }
    }
    out
}
