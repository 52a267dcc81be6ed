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
    /// Number of its document, three digits.
    #[arg(long, value_name = "NUMBER")]
    pub document: String,
}

impl NewOperation {
    /// Writes the skeleton under `root`.
    ///
    /// # Errors
    /// The id is none or taken, the service is unknown, or a file cannot be written.
    pub fn write(&self, root: &Path, status: &mut Status<impl Write>) -> anyhow::Result<()> {
        let Self { id, document, .. } = self;
        anyhow::ensure!(is_name(id, '_'), "`{id}` is not of the form `show_job_detail`");
        let digits = document.len() == 3 && document.bytes().all(|byte| byte.is_ascii_digit());
        anyhow::ensure!(digits, "`{document}` is not a number of three digits");
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
        let ledger = format!("spec/ledger/{document}.csv");
        if contract.files.find(&ledger).is_none() {
            files.push((ledger.clone(), self.ledger()));
        }
        create(root, &files, status)?;
        self.list_document(root, status)?;
        let next = [
            format!("describe the call in `spec/paths/{id}.yaml`, and what it takes and returns in `spec/schemas/`"),
            format!("have somebody who has not read that transcribe the tables of the document into `{ledger}`"),
            format!("fill in `spec/examples/{id}/` and `spec/responses/{id}/`, and add a line to CHANGELOG.md"),
            "`cargo xtask lint`, `cargo xtask codegen`, `cargo xtask audit`, `cargo insta test --workspace --review`"
                .to_owned(),
        ];
        next.iter().try_for_each(|step| Ok(status.say("Next", step)?))
    }

    /// Names in the path's braces.
    fn path_parameters(&self) -> impl Iterator<Item = &str> {
        self.path.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0))
    }

    /// Whether the call has a body; else its parameters are in the query.
    fn has_body(&self) -> bool {
        !matches!(&*self.method, "get" | "delete")
    }

    fn slice(&self, contract: &Contract) -> String {
        let Self { id, method, path, service, document } = self;
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
                    "    {component}:\n      description: ''\n      type: string\n      x-drs-source:\n        - {{document: \"{document}\", table: 1, field: {parameter}}}\n"
                );
            }
        }
        if self.has_body() {
            text += &format!(
                "      requestBody:\n        required: true\n        content:\n          application/json:\n            schema:\n              $ref: '#/components/schemas/{name}Req'\n"
            );
            components += &root_object(&format!("{name}Req"), document, 2, "      additionalProperties: false\n");
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
            "      x-drs-service: {service}\n      x-drs-retry: {retry}\n      x-drs-source:\n        - {{document: \"{document}\", table: 1}}\n"
        );
        components += &root_object(&format!("{name}Response"), document, 3, "");
        format!("{text}\ncomponents:\n  schemas:\n{components}")
    }

    fn ledger(&self) -> String {
        let rows: String = self.path_parameters().map(|name| format!("1,path,path,{name},String,Yes,,,\n")).collect();
        format!("table,place,object,field,type,mandatory,values,default,limits\n{rows}")
    }

    /// Adds the document to the table in `spec/README.md`.
    fn list_document(&self, root: &Path, status: &mut Status<impl Write>) -> anyhow::Result<()> {
        let text = std::fs::read_to_string(root.join("spec/README.md"))?;
        let Some(last) = text.rfind("\n| 0") else { return Ok(()) };
        let line = format!("| {} | | `{}` |\n", self.document, self.id);
        insert(root, "spec/README.md", next_line(&text, last + 1), &line, status)
    }
}

fn root_object(name: &str, document: &str, table: u32, end: &str) -> String {
    format!(
        "    {name}:\n      description: ''\n      type: object\n      x-drs-source:\n        - {{document: \"{document}\", table: {table}}}\n      properties: {{}}\n{end}"
    )
}
