//! The client of a small made-up contract, and of the real one.

mod errors;
mod outline;
mod query;
mod real;
mod shapes;
mod surface;

use super::lower::{Lowered, lower};
use crate::bundle;
use crate::contract::Contract;
use crate::files::Files;
use crate::problem::Problem;

const ROOT: &str = "
openapi: 3.0.3
info: {title: Lamps, version: 1.2.3, license: {name: MIT}}
";

const PATHS: &str = "
paths:
  /lamps/{id}:
    put:
      operationId: set_lamp
      summary: Set a lamp
      description: Sets it.
      parameters:
        - {name: id, in: path, required: true, description: Which., schema: {$ref: '#/components/schemas/LampId'}}
      requestBody:
        required: true
        content:
          application/json:
            schema: {$ref: '#/components/schemas/Lamp'}
      responses:
        '200':
          description: Done.
          content:
            application/json:
              schema: {$ref: '#/components/schemas/LampDetail'}
        '400':
          description: Not done.
          content:
            application/json:
              schema: {$ref: '#/components/schemas/ErrorResp'}
";

const SCHEMAS: &str = "
components:
  schemas:
    LampId: {description: A lamp., type: string, minLength: 1}
    ErrorResp: {description: Why., type: object, properties: {error_code: {description: Code., type: string}}}
";

/// A contract of one operation that takes a `Lamp` and returns a `LampDetail`; `schemas` are the components beside `LampId` and
/// `ErrorResp`.
fn contract(schemas: &str) -> Contract {
    contract_of(PATHS, schemas)
}

fn contract_of(paths: &str, schemas: &str) -> Contract {
    let mut files = Files::default();
    files.add("spec/openapi.yaml", ROOT);
    files.add("spec/paths/set_lamp.yaml", paths);
    files.add("spec/schemas/common.yaml", SCHEMAS);
    let lines = schemas.lines().map(|line| format!("    {line}\n"));
    files.add("spec/schemas/lamp.yaml", format!("components:\n  schemas:\n{}", lines.collect::<String>()));
    let bundle = bundle::assemble(files).unwrap_or_else(|problems| panic!("{problems}"));
    Contract::from_bundle(bundle).unwrap_or_else(|problems| panic!("{problems}"))
}

fn lowered(contract: &Contract) -> Lowered {
    lower(contract).unwrap_or_else(|problem| panic!("{}", shown(contract, &problem)))
}

/// A problem as `cargo xtask codegen` words it.
fn shown(contract: &Contract, problem: &Problem) -> String {
    let place = problem.place.map(|place| contract.files.show(place)).unwrap_or_default();
    format!("{place}: {problem}\nhelp: {}", problem.help.as_deref().unwrap_or_default())
}
