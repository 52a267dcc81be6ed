//! `cargo xtask new-operation`: a path with the roots of request and response, examples, responses and a ledger.

use std::io::Write;
use std::path::Path;

use super::write::{create, insert, is_name, next_line};
use crate::bundle;
use crate::contract::{Contract, pascal_case};
use crate::status::Status;

/// An operation to begin.
#[derive(Clone, Debug, clap::Args)]
pub struct NewOperation {
    /// The vendor's own name in `snake_case`, for example `update_job`.
    pub id: String,
    /// HTTP method.
    #[arg(long, value_parser = ["get", "put", "post", "patch", "delete"])]
    pub method: String,
    /// Path template, for example `/v5/{project_id}/jobs/{job_id}`.
    #[arg(long)]
    pub path: String,
    /// The service that answers: a key of `spec/endpoints.yaml`.
    #[arg(long, default_value = "drs")]
    pub service: String,
    /// Number of its document, three digits; without one, its sources are pages.
    #[arg(long, value_name = "NUMBER")]
    pub document: Option<String>,
}

impl NewOperation {
    /// Writes the skeleton under `root`.
    ///
    /// # Errors
    /// The id is none or taken, the service is unknown, or a file cannot be written.
    pub fn write(&self, root: &Path, status: &mut Status<impl Write>) -> anyhow::Result<()> {
        let id = &self.id;
        anyhow::ensure!(is_name(id, '_'), "`{id}` is not of the form `show_job_detail`");
        if let Some(document) = &self.document {
            let digits = document.len() == 3 && document.bytes().all(|byte| byte.is_ascii_digit());
            anyhow::ensure!(digits, "`{document}` is not a number of three digits");
        }
        let contract = Contract::from_bundle(bundle::load(root)?)?;
        anyhow::ensure!(contract.operation(id).is_none(), "there is an operation `{id}`");
        let services = contract.endpoints.get("services");
        let known = services.is_some_and(|services| services.has(&self.service));
        anyhow::ensure!(known, "`{}` is not a service of `spec/endpoints.yaml`", self.service);
        let mut files = vec![(format!("spec/paths/{id}.yaml"), self.slice(&contract))];
        files.extend(
            ["minimal", "everything", "scenario"]
                .map(|name| (format!("spec/examples/{id}/{name}.json"), "{}\n".to_owned())),
        );
        files.extend(
            ["200-done", "400-refused"].map(|name| (format!("spec/responses/{id}/{name}.json"), "{}\n".to_owned())),
        );
        let ledger = self.document.as_ref().map(|document| format!("spec/ledger/{document}.csv"));
        if let Some(ledger) = ledger.as_ref().filter(|ledger| contract.files.find(ledger).is_none()) {
            files.push((ledger.clone(), self.ledger()));
        }
        create(root, &files, status)?;
        if let Some(document) = &self.document {
            self.list_document(root, document, status)?;
        }
        let query = if self.has_body() { "" } else { ", with its query parameters under `parameters`" };
        let transcribe = ledger
            .map(|it| format!("have somebody who has not read that transcribe the tables of the document into `{it}`"));
        let describe = format!(
            "describe the call in `spec/paths/{id}.yaml`{query}, and what it takes and returns there or in `spec/schemas/`"
        );
        let next = [describe].into_iter().chain(transcribe).chain([
            format!("fill in `spec/examples/{id}/` and `spec/responses/{id}/`, and add a line to CHANGELOG.md"),
            "`cargo xtask lint`, `cargo xtask codegen`, `cargo xtask audit`, `cargo test --workspace --no-fail-fast`"
                .to_owned(),
        ]);
        next.into_iter().try_for_each(|step| Ok(status.say("Next", &step)?))
    }

    /// Names in the path's braces.
    fn path_parameters(&self) -> impl Iterator<Item = &str> {
        self.path.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0))
    }

    /// Whether the call has a body; else its parameters are in the query.
    fn has_body(&self) -> bool {
        !matches!(&*self.method, "get" | "delete")
    }

    /// Who describes an object or a field.
    fn source(&self, table: u32, field: Option<&str>) -> String {
        let field = field.map_or_else(String::new, |field| format!(", field: {field}"));
        match &self.document {
            Some(document) => format!("{{document: \"{document}\", table: {table}{field}}}"),
            None => "{page: ''}".to_owned(),
        }
    }

    fn slice(&self, contract: &Contract) -> String {
        let Self { id, method, path, service, .. } = self;
        let name = pascal_case(id);
        let mut text = format!(
            "paths:\n  {path}:\n    {method}:\n      operationId: {id}\n      summary: ''\n      description: ''\n      tags: [{service}]\n      parameters:\n"
        );
        let mut components = String::new();
        for parameter in self.path_parameters() {
            let component = pascal_case(parameter);
            text += &format!(
                "        - name: {parameter}\n          in: path\n          required: true\n          description: ''\n          schema:\n            $ref: '#/components/schemas/{component}'\n"
            );
            if !contract.schemas.contains_key(&component) {
                components += &format!(
                    "    {component}:\n      description: ''\n      type: string\n      x-drs-source:\n        - {}\n",
                    self.source(1, Some(parameter))
                );
            }
        }
        if self.has_body() {
            text += &format!(
                "      requestBody:\n        required: true\n        content:\n          application/json:\n            schema:\n              $ref: '#/components/schemas/{name}Req'\n"
            );
            components +=
                &root_object(&format!("{name}Req"), &self.source(2, None), "      additionalProperties: false\n");
        }
        text += "      responses:\n";
        let responses = [
            ("200", format!("{name}Response")),
            ("400", "ErrorResp".into()),
            ("4XX", "ErrorResp".into()),
            ("5XX", "ErrorResp".into()),
        ];
        for (status, component) in responses {
            text += &format!(
                "        '{status}':\n          description: ''\n          content:\n            application/json:\n              schema:\n                $ref: '#/components/schemas/{component}'\n"
            );
        }
        let retry = match &**method {
            "get" => "read",
            "put" | "delete" => "idempotent",
            _ => "once",
        };
        text += &format!(
            "      x-drs-service: {service}\n      x-drs-retry: {retry}\n      x-drs-source:\n        - {}\n",
            self.source(1, None)
        );
        components += &root_object(&format!("{name}Response"), &self.source(3, None), "");
        format!("{text}\ncomponents:\n  schemas:\n{components}")
    }

    fn ledger(&self) -> String {
        let rows: String = self.path_parameters().map(|name| format!("1,path,path,{name},String,Yes,,,\n")).collect();
        format!("table,place,object,field,type,mandatory,values,default,limits\n{rows}")
    }

    /// Adds the document to the table in `spec/README.md`.
    fn list_document(&self, root: &Path, document: &str, status: &mut Status<impl Write>) -> anyhow::Result<()> {
        let text = std::fs::read_to_string(root.join("spec/README.md"))?;
        let Some(last) = text.rfind("\n| 0") else { return Ok(()) };
        let line = format!("| {document} | | `{}` |\n", self.id);
        insert(root, "spec/README.md", next_line(&text, last + 1), &line, status)
    }
}

fn root_object(name: &str, source: &str, end: &str) -> String {
    format!(
        "    {name}:\n      description: ''\n      type: object\n      x-drs-source:\n        - {source}\n      properties: {{}}\n{end}"
    )
}
