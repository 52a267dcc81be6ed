//! The parameters in a path and the path parameters of its operation are the same, and parameters are declared once.
//!
//! The client's generator panics over a missing one. Path parameters are always required, and their type is a component, so that
//! clients of all operations share it.

use super::{Lint, Stage, Subject};
use std::collections::BTreeSet;

use crate::contract::Location;
use crate::problem::Finding;

/// The lint.
pub const LINT: Lint = Lint {
    id: "DRS-L028",
    name: "path-parameters",
    file: include_str!("path_parameters.rs"),
    stage: Stage::Contract(check),
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for operation in &subject.contract.operations {
        let mut open: BTreeSet<&str> =
            operation.path.split('{').skip(1).filter_map(|part| part.split_once('}')).map(|(name, _)| name).collect();
        let mut seen = BTreeSet::new();
        for parameter in &operation.parameters {
            let name = &parameter.name;
            if !seen.insert((parameter.location, name)) {
                findings.push(Finding::new(&LINT, parameter.at, format!("the parameter `{name}` is declared twice")));
            }
            if parameter.location != Location::Path {
                continue;
            }
            if !open.remove(name.as_str()) {
                findings.push(Finding::new(&LINT, parameter.at, format!("the path has no `{{{name}}}`")));
            }
            if !parameter.required {
                findings.push(
                    Finding::new(&LINT, parameter.at, "a path parameter is always required")
                        .help("add `required: true`"),
                );
            }
            if parameter.schema.as_ref().is_none() {
                let finding = Finding::new(&LINT, parameter.at, "the type of a path parameter is not a component");
                findings.push(finding.help("refer to one, such as `ProjectId`"));
            }
        }
        findings.extend(open.into_iter().map(|name| {
            Finding::new(&LINT, operation.at, format!("the path has `{{{name}}}`, which no parameter describes"))
        }));
    }
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::LINT;
    use crate::testing::edit;

    #[test]
    fn fires_on_a_parameter_that_is_not_declared() {
        assert_snapshot!(edit(&LINT, "spec/paths/put_thing.yaml", "- name: project_id", "- name: project"), @"
        error[DRS-L028]: the path has `{project_id}`, which no parameter describes
         --> spec/paths/put_thing.yaml:4:20
          |
        4 |       operationId: put_thing
          |                    ^^^^^^^^^

        error[DRS-L028]: the path has no `{project}`
         --> spec/paths/put_thing.yaml:9:17
          |
        9 |         - name: project
          |                 ^^^^^^^
        ");
    }

    #[test]
    fn fires_on_an_optional_one_without_a_component() {
        assert_snapshot!(edit(&LINT, "spec/paths/put_thing.yaml", "          required: true\n          description: Project that owns the thing.\n          schema:\n            $ref: '#/components/schemas/ProjectId'\n", "          description: Project that owns the thing.\n          schema: {type: string}\n"), @"
        error[DRS-L028]: a path parameter is always required
         --> spec/paths/put_thing.yaml:9:17
          |
        9 |         - name: project_id
          |                 ^^^^^^^^^^
          |
          = help: add `required: true`

        error[DRS-L028]: the type of a path parameter is not a component
         --> spec/paths/put_thing.yaml:9:17
          |
        9 |         - name: project_id
          |                 ^^^^^^^^^^
          |
          = help: refer to one, such as `ProjectId`
        ");
    }
}
