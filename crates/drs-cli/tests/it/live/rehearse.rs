//! Scripts inside a sandbox.

use crate::scratch::{DRS, Run, Scratch};

/// A batch and a task of the seed.
pub(crate) const BATCH: &str = "45836a97-2a61-ffa0-bbf6-5deee89612bd";
pub(crate) const TASK: &str = "daeef7f6-45d6-4987-10fa-ef63af2jb201";

/// A sandbox, and the folder that scripts run in.
pub(crate) struct Rehearsal {
    folder: Scratch,
    arguments: Vec<String>,
}

impl Rehearsal {
    /// A sandbox in which all that comes by itself has come, with `create.json` and other examples beside it.
    pub(crate) fn new() -> Self {
        Self::at_speed("instant")
    }

    /// A sandbox whose time passes as it is told.
    pub(crate) fn at_speed(speed: &str) -> Self {
        let example = |name: &str| {
            std::fs::read(crate::scratch::workspace().join("spec/examples").join(name)).expect("an example")
        };
        let folder = Scratch::new()
            .file("create.json", example("batch_create_jobs_async/mysql-to-mysql-sync.json"))
            .file("name.json", example("update_job/name.json"))
            .file("wrong.json", r#"{"jobs": [], "job": 1}"#);
        let arguments = ["sandbox", "--seed", "7", "--clock", "2026-03-02T08:00:00Z", "--speed", speed];
        Self { folder, arguments: arguments.map(str::to_owned).to_vec() }
    }

    /// Lets something go wrong.
    pub(crate) fn fault(mut self, fault: &str) -> Self {
        self.arguments.extend(["--fault".to_owned(), fault.to_owned()]);
        self
    }

    /// Lets tasks wait for somebody once they are built.
    pub(crate) fn unstarted(mut self) -> Self {
        self.arguments.extend(["--after-commit", "configuration"].map(str::to_owned));
        self
    }

    /// Lets tasks start by themselves once they are built.
    pub(crate) fn started(mut self) -> Self {
        self.arguments.extend(["--after-commit", "start"].map(str::to_owned));
        self
    }

    /// Begins with these tasks.
    pub(crate) fn tasks(self, tasks: &str) -> Self {
        let mut with = self.file("scenario.yaml", &format!("tasks:\n{tasks}"));
        with.arguments.extend(["--scenario", "scenario.yaml"].map(str::to_owned));
        with
    }

    /// Writes each call to a file.
    pub(crate) fn logged(mut self, name: &str) -> Self {
        self.arguments.extend(["--log".to_owned(), name.to_owned()]);
        self
    }

    pub(crate) fn file(self, name: &str, text: &str) -> Self {
        Self { folder: self.folder.file(name, text), ..self }
    }

    /// Runs a script in which `drs` is the command. Request ids, which differ from run to run, are left out.
    pub(crate) fn run(&self, script: &str) -> Run {
        let script =
            format!("export SOURCE_DB_PASSWORD=canary TARGET_DB_PASSWORD=canary\ndrs() {{ {DRS} \"$@\"; }}\n{script}");
        let mut arguments: Vec<&str> = self.arguments.iter().map(String::as_str).collect();
        arguments.extend(["--", "/bin/sh", "-c", &script]);
        let run = self.folder.drs(&arguments);
        assert!(!run.transcript().contains("canary"), "{}", run.transcript());
        let lines = run.stderr.lines().filter(|line| !line.starts_with("  request id: "));
        let stderr = lines.map(|line| format!("{line}\n")).collect();
        Run { stderr, ..run }
    }

    /// The status of the last command of a script.
    pub(crate) fn status(&self, script: &str) -> i32 {
        self.run(script).status
    }
}
