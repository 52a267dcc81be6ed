//! Who is asked: the service, or what stands in for it in tests.

use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use drs_events::Progress;

use super::progress;
use crate::client::Client;
use crate::error::Error;
use crate::transport::Clock;
use crate::types::{
    DetailType, JobDetailResp, JobListResp, ListAsyncJobDetailQuery, ListAsyncJobsQuery, ListJobsQuery, ListedJobType,
    LogLevel, ShowJobDetailQuery,
};

/// How many errors of a log are read to find the last one.
const ERRORS: i32 = 100;

/// What an answer is waited for with.
pub(super) type Reply<'a, T> = Pin<Box<dyn Future<Output = Result<T, Error>> + Send + 'a>>;

/// A task as an answer shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Seen {
    pub(super) id: String,
    pub(super) name: Option<String>,
    pub(super) status: Option<String>,
    pub(super) task_type: Option<String>,
    pub(super) kind: Option<String>,
}

/// A page of a list.
#[derive(Clone, Debug)]
pub(crate) struct Page<T> {
    pub(crate) items: Vec<T>,
    /// How many there are on all pages, if that is said.
    pub(crate) total: Option<usize>,
}

/// Which part of a list is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    pub(crate) offset: i32,
    pub(crate) limit: i32,
}

/// Answers questions about batches and tasks. Each is given up after a time.
pub(super) trait Source: Send + Sync {
    /// Tells the time.
    fn clock(&self) -> Arc<dyn Clock>;

    /// Tasks of a kind: all, or those with these ids.
    fn tasks<'a>(
        &'a self,
        kind: ListedJobType,
        ids: &'a [String],
        part: Part,
        within: Duration,
    ) -> Reply<'a, Page<Seen>>;

    /// One task, and its progress if that is wanted.
    fn task<'a>(&'a self, id: &'a str, of: DetailType, within: Duration) -> Reply<'a, (Seen, Option<Progress>)>;

    /// The last error in the log of a task.
    fn last_error<'a>(&'a self, id: &'a str, within: Duration) -> Reply<'a, Option<String>>;

    /// Ids and states of batches: all, or this one.
    fn batches<'a>(&'a self, id: Option<&'a str>, part: Part, within: Duration) -> Reply<'a, Page<(String, String)>>;

    /// Tasks of a batch.
    fn of_batch<'a>(&'a self, id: &'a str, part: Part, within: Duration) -> Reply<'a, Page<Seen>>;
}

impl Source for Client {
    fn clock(&self) -> Arc<dyn Clock> {
        Arc::clone(&self.shared.clock)
    }

    fn tasks<'a>(
        &'a self,
        kind: ListedJobType,
        ids: &'a [String],
        part: Part,
        within: Duration,
    ) -> Reply<'a, Page<Seen>> {
        Box::pin(async move {
            let query = ListJobsQuery {
                engine_type: None,
                enterprise_project_id: None,
                instance_ids: None,
                instance_ip: None,
                job_type: kind,
                limit: Some(part.limit),
                name: (!ids.is_empty()).then(|| ids.join(",")),
                net_type: None,
                offset: Some(part.offset),
                sort_dir: None,
                sort_key: None,
                status: None,
            };
            let answer = self.within(within).list_jobs(&query).await?;
            let items = answer.jobs.unwrap_or_default().into_iter().filter_map(listed).collect();
            Ok(Page { items, total: total(answer.total_count) })
        })
    }

    fn task<'a>(&'a self, id: &'a str, of: DetailType, within: Duration) -> Reply<'a, (Seen, Option<Progress>)> {
        Box::pin(async move {
            let job = id.parse().map_err(|_| Error::configuration("the id of a task is empty"))?;
            let query: Result<ShowJobDetailQuery, _> = ShowJobDetailQuery::builder().type_(of).try_into();
            let query = query.map_err(|error| Error::configuration(error.to_string()))?;
            let answer = self.within(within).show_job_detail(&job, &query).await?;
            let job = answer.job.unwrap_or_default();
            let progress = job.progress_info.as_ref().map(progress::said);
            let seen = detailed(job).unwrap_or_default();
            Ok((Seen { id: id.to_owned(), ..seen }, progress))
        })
    }

    fn last_error<'a>(&'a self, id: &'a str, within: Duration) -> Reply<'a, Option<String>> {
        Box::pin(async move {
            let job = id.parse().map_err(|_| Error::configuration("the id of a task is empty"))?;
            let client = self.within(within);
            let (mut errors, mut offset) = (Vec::new(), 0);
            // The first page and the last one, whichever way the list is sorted.
            for _ in 0..2 {
                let query = ShowJobDetailQuery::builder().type_(DetailType::Log).log_level(LogLevel::Error);
                let query: Result<ShowJobDetailQuery, _> = query.offset(offset).limit(ERRORS).try_into();
                let query = query.map_err(|error| Error::configuration(error.to_string()))?;
                let job = client.show_job_detail(&job, &query).await?.job.unwrap_or_default();
                errors.extend(job.logs.unwrap_or_default());
                let count = job.total_count.unwrap_or_default();
                if count <= ERRORS {
                    break;
                }
                offset = count - ERRORS;
            }
            // Times of one list have one form, in which the order of texts is that of times.
            let last = errors.into_iter().max_by(|a, b| a.create_time.cmp(&b.create_time));
            Ok(last.and_then(|last| last.message))
        })
    }

    fn batches<'a>(&'a self, id: Option<&'a str>, part: Part, within: Duration) -> Reply<'a, Page<(String, String)>> {
        Box::pin(async move {
            let query = ListAsyncJobsQuery {
                async_job_id: id.map(ToOwned::to_owned),
                limit: Some(part.limit),
                offset: Some(part.offset),
                ..ListAsyncJobsQuery::default()
            };
            let answer = self.within(within).list_async_jobs(&query).await?;
            let jobs = answer.jobs.unwrap_or_default().into_iter();
            let items = jobs.filter_map(|job| Some((job.async_job_id?, shown(&job.status?)))).collect();
            Ok(Page { items, total: total(answer.total_count) })
        })
    }

    fn of_batch<'a>(&'a self, id: &'a str, part: Part, within: Duration) -> Reply<'a, Page<Seen>> {
        Box::pin(async move {
            let batch = id.parse().map_err(|_| Error::configuration("the id of a batch is empty"))?;
            let query = ListAsyncJobDetailQuery { limit: Some(part.limit), offset: Some(part.offset) };
            let answer = self.within(within).list_async_job_detail(&batch, &query).await?;
            let items = answer.jobs.unwrap_or_default().into_iter().filter_map(detailed).collect();
            Ok(Page { items, total: total(answer.total_count) })
        })
    }
}

/// Whether an error says that there is no such task.
pub(crate) fn is_missing(error: &Error) -> bool {
    matches!(error, Error::Refused { .. })
        && (matches!(error.code(), Some("DRS.10000010" | "DRS.M00289" | "DRS.M05004"))
            || error.status() == Some(404) && error.code().is_none_or(|code| code.starts_with("DRS.")))
}

fn listed(job: JobListResp) -> Option<Seen> {
    Some(Seen {
        id: job.id?,
        name: job.name.as_deref().map(safe),
        status: job.status.as_ref().map(shown),
        task_type: job.task_type.as_ref().map(shown),
        kind: job.job_type.as_ref().map(shown),
    })
}

fn detailed(job: JobDetailResp) -> Option<Seen> {
    let base = job.base_info;
    Some(Seen {
        id: job.id?,
        name: base.as_ref().and_then(|base| base.name.as_deref()).map(safe),
        status: job.status.as_ref().map(shown),
        task_type: base.as_ref().and_then(|base| base.task_type.as_ref()).map(shown),
        kind: base.as_ref().and_then(|base| base.job_type.as_ref()).map(shown),
    })
}

/// A word of an answer, safe to be shown.
fn shown(word: &impl ToString) -> String {
    safe(&word.to_string())
}

fn safe(text: &str) -> String {
    drs_diag::escape(text).into_owned()
}

fn total(count: Option<i32>) -> Option<usize> {
    usize::try_from(count?).ok()
}
