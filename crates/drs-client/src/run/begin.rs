//! How a run begins: whether a journal is the one of this file, and what would be made.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use drs_contract::Operation;
use drs_events::run::RunEvent;
use serde_json::json;

use super::core::{Run, RunFile};
use super::error::{RunError, Taken};
use super::header::{FORMAT, Header};
use super::journal::Journal;
use super::plan::{CHUNK, RequestFile};
use super::question::Question;
use super::record::{Record, TaskId, Tasks};
use super::seen::Task;
use super::state::{State, difference};
use crate::auth::clock_difference;
use crate::config::is_loopback;
use crate::error::Error;
use crate::transport::Waiting;

/// How long the clock of the service is asked for at most.
const CLOCK: Duration = Duration::from_secs(30);

/// What a run is about to do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Preview {
    /// Tasks that are to be created, with the path of their file; each list is created with one call.
    pub creates: Vec<(String, Vec<String>)>,
    /// Batches that exist and are not submitted.
    pub pending: usize,
    /// The tasks of these batches.
    pub submits: Vec<String>,
    /// Tasks that exist and are only followed.
    pub follows: usize,
}

impl Run {
    /// Adds a request file with its journal.
    ///
    /// # Errors
    /// The journal is that of another run, or the file has changed since, or two tasks have the same name.
    pub fn add(&mut self, request: RequestFile, journal: Journal) -> Result<(), RunError> {
        let state = State::new(journal.entries());
        if let Some(header) = &state.header {
            self.compare(header, &request, &state)?;
            if self.files.is_empty() {
                self.take_id(&header.run);
            }
        }
        let names = self.files.iter().flat_map(|file| file.request.state.tasks.iter());
        let mut names: BTreeSet<String> = names.map(|task| task.name.to_lowercase()).collect();
        for task in &request.state.tasks {
            if task.name.is_empty() {
                let text =
                    "a task has no name, and nothing but its name tells after an interruption whether it was created";
                return Err(RunError::Impossible(text.to_owned()));
            }
            if !names.insert(task.name.to_lowercase()) {
                let name = drs_diag::escape(&task.name);
                return Err(RunError::Impossible(format!("two tasks have the name `{name}`")));
            }
        }
        self.files.push(RunFile { request, journal, state });
        Ok(())
    }

    /// Whether the journal is that of a run in this place, of this file.
    fn compare(&self, header: &Header, request: &RequestFile, state: &State) -> Result<(), RunError> {
        let place = &self.place;
        let region = |region: &Option<String>| region.clone().unwrap_or_else(|| "none".to_owned());
        // A sandbox listens somewhere else each time.
        let endpoint = |url: &str| if is_loopback(url) { "this machine".to_owned() } else { url.to_owned() };
        for (what, before, now) in [
            ("project", header.project.clone(), place.project.clone()),
            ("identity", header.identity.clone(), place.identity.clone()),
            ("region", region(&header.region), region(&place.region)),
            ("endpoint", endpoint(&header.endpoint), endpoint(&place.endpoint)),
        ] {
            if before != now {
                let path = drs_diag::escape(&request.state.path).into_owned();
                return Err(RunError::Elsewhere { path, what, before, now });
            }
        }
        let is_changed = header.file.sha256 != request.state.sha256;
        let can_be_accepted = !state.has_committed();
        if is_changed && state.has_begun() && !(self.options.accept_changed_file && can_be_accepted) {
            let path = drs_diag::escape(&request.state.path).into_owned();
            let differences = difference(&header.file, &request.state);
            return Err(RunError::Changed { path, differences, can_be_accepted });
        }
        Ok(())
    }

    /// Asks what can be known before anything is created: names, the quota, the kinds of tasks that the region offers, as far as it
    /// offers these calls. Tells what would be made.
    ///
    /// # Errors
    /// Names are in use, the quota is too small, or nobody can be asked.
    pub async fn preflight(&mut self) -> Result<Preview, RunError> {
        let mut names = BTreeMap::new();
        for place in 0..self.files.len() {
            for name in self.new_names(place) {
                names.insert(name.to_lowercase(), (place, name));
            }
        }
        self.can_be_sent()?;
        self.may_adopt()?;
        if !names.is_empty() {
            self.look_at_names(names).await?;
            self.look_at_quota().await?;
            self.look_at_links().await?;
        }
        if !self.is_local {
            self.compare_clocks().await;
        }
        Ok(self.preview())
    }

    /// Learns by how much the clocks differ. Without an answer that is not known, as it would be of most services.
    async fn compare_clocks(&mut self) {
        let endpoint = &self.place.endpoint;
        let Ok(url) = reqwest::Url::parse(endpoint) else { return };
        let shared = &self.client.shared;
        let difference =
            Waiting::new(shared, &url).on(shared, CLOCK, Box::pin(clock_difference(endpoint)).as_mut()).await;
        self.skew = difference.unwrap_or(0);
    }

    /// What the run is about to do, as far as its journals tell.
    pub fn preview(&self) -> Preview {
        let mut preview = Preview::default();
        for (place, file) in self.files.iter().enumerate() {
            for names in self.new_names(place).chunks(CHUNK) {
                preview.creates.push((file.request.state.path.clone(), names.to_vec()));
            }
            let chunks = if self.is_changed(place) { &[][..] } else { &file.state.chunks[..] };
            for chunk in chunks.iter().filter(|chunk| !chunk.is_committed) {
                preview.pending += 1;
                preview.submits.extend_from_slice(&chunk.names);
            }
            let submitted = chunks.iter().filter(|chunk| chunk.is_committed).map(|chunk| chunk.names.len());
            preview.follows += submitted.sum::<usize>() + file.state.existing.len();
        }
        preview
    }

    /// Whether the file differs from what the journal says.
    pub(super) fn is_changed(&self, place: usize) -> bool {
        let file = &self.files[place];
        file.state.header.as_ref().is_some_and(|header| header.file.sha256 != file.request.state.sha256)
    }

    /// Names of the tasks of a file of which nothing was announced yet.
    pub(super) fn new_names(&self, place: usize) -> Vec<String> {
        let file = &self.files[place];
        let is_changed = self.is_changed(place);
        let is_known = |name: &String| {
            file.state.existing.contains(name)
                || !is_changed && file.state.chunks.iter().any(|chunk| chunk.names.contains(name))
        };
        let names = file.request.state.tasks.iter().map(|task| task.name.clone());
        names.filter(|name| !is_known(name)).collect()
    }

    async fn look_at_names(&mut self, names: BTreeMap<String, (usize, String)>) -> Result<(), RunError> {
        let keys: BTreeSet<String> = names.keys().cloned().collect();
        let found = self.listed_tasks_named(&keys).await?;
        if self.options.adopt_existing {
            for task in &found {
                let Some((place, name)) = names.get(&task.name.to_lowercase()).cloned() else { continue };
                if self.is_changed(place) {
                    self.settle_before_change(place).await?;
                }
                self.begin_journal(place)?;
                let task = TaskId { name, id: task.id.clone() };
                self.record(place, Record::Tasks(Tasks { chunk: 0, tasks: vec![task] }))?;
            }
            return Ok(());
        }
        let with_task = |task: Task| Taken { name: task.name, task: Some(task.id), status: Some(task.status) };
        let mut taken: Vec<Taken> = found.into_iter().map(with_task).collect();
        for (key, (_, name)) in &names {
            if taken.iter().any(|taken| taken.name.to_lowercase() == *key) {
                continue;
            }
            match self.name_is_free(name).await? {
                Some(true) => {}
                Some(false) => taken.push(Taken { name: name.clone(), task: None, status: None }),
                None => break,
            }
        }
        if taken.is_empty() { Ok(()) } else { Err(RunError::Taken { taken }) }
    }

    /// Whether a name is free; nothing if the region does not have the call.
    async fn name_is_free(&mut self, name: &str) -> Result<Option<bool>, RunError> {
        let body = json!({"name": name, "type": "trans"});
        let code = match self.answer(&Question::new(Operation::ValidateJobName).body(&body)).await {
            Ok(body) if body.get("is_valid").and_then(serde_json::Value::as_bool) != Some(false) => {
                return Ok(Some(true));
            }
            Ok(body) => body.get("error_code").and_then(serde_json::Value::as_str).map(str::to_owned),
            Err(RunError::Call(error)) if is_not_offered(&error) => error.code().map(str::to_owned),
            // The rules of the check are stricter than those of the creation, which decides.
            Err(RunError::Call(Error::Invalid { .. })) => return Ok(Some(true)),
            Err(error) => return Err(error),
        };
        Ok((code.as_deref() == Some("DRS.M00277")).then_some(false))
    }

    async fn look_at_quota(&mut self) -> Result<(), RunError> {
        let wanted: usize = (0..self.files.len()).map(|place| self.new_names(place).len()).sum();
        let body = match self.answer(&Question::new(Operation::ShowQuotas)).await {
            Ok(body) => body,
            Err(RunError::Call(error)) if is_not_offered(&error) => return Ok(()),
            Err(error) => return Err(error),
        };
        let number = |name: &str| body.pointer(&format!("/quotas/resource/{name}")).and_then(serde_json::Value::as_i64);
        if let (Some(quota), Some(used)) = (number("quota").filter(|quota| *quota > 0), number("used")) {
            let left = usize::try_from(quota.saturating_sub(used)).unwrap_or(0);
            if left < wanted {
                let text = format!("{wanted} tasks are to be created, and the quota of {quota} leaves room for {left}");
                return Err(RunError::Impossible(text));
            }
        }
        Ok(())
    }

    /// Warns of tasks that the region does not list among what it offers.
    async fn look_at_links(&mut self) -> Result<(), RunError> {
        let tasks = self.files.iter().flat_map(|file| file.request.tasks.iter());
        let wanted: BTreeSet<(String, String)> =
            tasks.filter_map(|task| Some((task.job_type.clone()?, task.engine_type.clone()?))).collect();
        let kinds: BTreeSet<&String> = wanted.iter().map(|(kind, _)| kind).collect();
        for kind in kinds {
            let question = Question::new(Operation::ListSupportLinks).query("job_type", kind).query("limit", "1000");
            let body = match self.answer(&question).await {
                Ok(body) => body,
                Err(RunError::Call(error)) if is_not_offered(&error) => return Ok(()),
                Err(RunError::Call(Error::Invalid { .. } | Error::Argument { .. })) => continue,
                Err(error) => return Err(error),
            };
            let links = body.get("support_links").and_then(serde_json::Value::as_array).cloned().unwrap_or_default();
            let total = body.get("total_count").and_then(serde_json::Value::as_u64);
            let is_whole = total.is_none_or(|total| usize::try_from(total).is_ok_and(|total| total <= links.len()));
            let is_listed = |engine: &String| links.iter().any(|link| link["engine_type"] == **engine);
            for (_, engine) in wanted.iter().filter(|(of, engine)| of == kind && is_whole && !is_listed(engine)) {
                if !links.is_empty() {
                    let engine = drs_diag::escape(engine).into_owned();
                    self.warn(format!(
                        "the region does not list `{engine}` among the tasks of kind `{kind}` that it offers"
                    ));
                }
            }
        }
        Ok(())
    }

    /// Tells how much the run has begun with.
    pub(super) fn started(&mut self) {
        let tasks = self.files.iter().map(|file| file.request.state.tasks.len()).sum();
        let batches = self.all_chunks().into_iter().filter(|at| self.chunk(*at).batch.is_some()).count();
        let is_resumed = self.files.iter().any(|file| file.state.has_begun());
        self.say(RunEvent::Started { goal: self.options.goal, tasks, batches, is_resumed });
    }

    /// Writes the header, unless the journal has one of this file.
    pub(super) fn begin_journal(&mut self, place: usize) -> Result<(), RunError> {
        let header = self.files[place].state.header.as_ref();
        if header.is_some() && !self.is_changed(place) {
            return Ok(());
        }
        let run = header.map_or_else(|| self.id().to_owned(), |header| header.run.clone());
        let of = &self.place;
        let header = Header {
            format: FORMAT,
            run,
            version: of.version.clone(),
            region: of.region.clone(),
            project: of.project.clone(),
            endpoint: of.endpoint.clone(),
            identity: of.identity.clone(),
            file: self.files[place].request.state.clone(),
        };
        self.record(place, Record::Header(header))
    }
}

/// Whether the service has the call, but not for this, or not in this region.
fn is_not_offered(error: &Error) -> bool {
    matches!(error, Error::Refused { .. } | Error::Unexpected { .. })
}
