//! A caller of a sandbox, and the signature that it sends.

use drs_contract::{EXAMPLES, Operation};
use drs_sandbox::{Builder, Sandbox, Speed};
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

/// A sandbox in which nobody needs to be known and time stands still, at a fixed moment.
pub(crate) fn quiet() -> Builder {
    Sandbox::builder().seed(7).clock("2026-03-02T08:00:00Z").speed(Speed::Manual).strict(false)
}

/// The settings of an HTTP client. Where the whole workspace is built, reqwest has TLS and wants to know whose before it sends.
pub(crate) fn http() -> reqwest::ClientBuilder {
    // The second caller finds it done.
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder().no_proxy()
}

/// A caller of a sandbox.
pub(crate) struct Caller<'a> {
    pub(crate) sandbox: &'a Sandbox,
    client: reqwest::Client,
}

/// An answer.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: Value,
}

impl<'a> Caller<'a> {
    pub(crate) fn new(sandbox: &'a Sandbox) -> Self {
        let client = http().retry(reqwest::retry::never()).pool_max_idle_per_host(0);
        Self { sandbox, client: client.build().unwrap() }
    }

    /// A request with these headers.
    pub(crate) async fn request(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> reqwest::Result<reqwest::Response> {
        let url = format!("{}{path}", self.sandbox.endpoint());
        let mut request = self.client.request(method.parse().unwrap(), url).body(body.to_owned());
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.send().await
    }

    /// The answer to a request without a signature.
    pub(crate) async fn ask(&self, method: &str, path: &str, body: &Value) -> Answer {
        let body = if body.is_null() { String::new() } else { body.to_string() };
        let response = self.request(method, path, &[], &body).await.unwrap();
        let status = response.status().as_u16();
        let text = response.text().await.unwrap();
        Answer { status, body: serde_json::from_str(&text).unwrap_or(Value::String(text)) }
    }

    /// The answer to a path under the project.
    pub(crate) async fn call(&self, method: &str, path: &str, body: &Value) -> Answer {
        self.ask(method, &format!("/v5/{}{path}", self.sandbox.project_id()), body).await
    }

    /// Creates a batch of tasks with these names, and returns its id.
    pub(crate) async fn create(&self, names: &[&str]) -> String {
        let answer = self.call("POST", "/jobs/batch-async-create", &batch(names)).await;
        assert_eq!(answer.status, 202, "{answer:?}");
        answer.body["job"]["async_job_id"].as_str().unwrap().to_owned()
    }

    /// Creates a batch, waits for its check, submits it, waits until it is built, and returns the ids of its tasks.
    pub(crate) async fn build(&self, names: &[&str]) -> Vec<String> {
        let batch = self.create(names).await;
        self.pass(60).await;
        self.call("POST", &format!("/batch-async-jobs/{batch}/commit"), &Value::Null).await;
        self.pass(400).await;
        let tasks = self.sandbox.tasks();
        names.iter().map(|name| tasks.iter().find(|task| task.name == *name).unwrap().id.clone()).collect()
    }

    /// Lets so many seconds of virtual time pass.
    pub(crate) async fn pass(&self, seconds: u64) {
        let answer = self.ask("POST", "/-/advance", &json!({"by": format!("{seconds}s")})).await;
        assert_eq!(answer.status, 200, "{answer:?}");
    }

    /// Does something with a task.
    pub(crate) async fn act(&self, task: &str, action: &str, params: &Value) -> Answer {
        let mut body = json!({"job": {"action_name": action}});
        if !params.is_null() {
            body["job"]["action_params"] = params.clone();
        }
        self.call("POST", &format!("/jobs/{task}/action"), &body).await
    }

    /// One side of a task.
    pub(crate) async fn detail(&self, task: &str, query: &str) -> Value {
        let answer = self.call("GET", &format!("/jobs/{task}?type={query}"), &Value::Null).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        answer.body["job"].clone()
    }

    /// The state of a task.
    pub(crate) async fn status(&self, task: &str) -> String {
        self.detail(task, "detail").await["status"].as_str().unwrap().to_owned()
    }
}

/// A request that creates tasks with these names.
pub(crate) fn batch(names: &[&str]) -> Value {
    let of_name = |example: &&drs_contract::Example| {
        example.operation == Operation::BatchCreateJobsAsync && example.name == "mysql-to-mysql-sync"
    };
    let example = EXAMPLES.iter().find(of_name).unwrap();
    let template: Value = serde_json::from_str(example.text).unwrap();
    let task = |name: &&str| {
        let mut task = template["jobs"][0].clone();
        task["base_info"]["name"] = (*name).into();
        task
    };
    json!({"jobs": names.iter().map(task).collect::<Vec<_>>()})
}

/// The headers of a call that is signed at a date, such as `20260302T080000Z`.
pub(crate) fn sign(
    keys: (&str, &str),
    host: &str,
    method: &str,
    path: &str,
    body: &str,
    date: &str,
) -> Vec<(&'static str, String)> {
    let hash = |text: &str| hex(&Sha256::digest(text.as_bytes()));
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let canonical =
        format!("{method}\n{path}/\n{query}\nhost:{host}\nx-sdk-date:{date}\n\nhost;x-sdk-date\n{}", hash(body));
    let mut mac = Hmac::<Sha256>::new_from_slice(keys.1.as_bytes()).unwrap();
    mac.update(format!("SDK-HMAC-SHA256\n{date}\n{}", hash(&canonical)).as_bytes());
    let signature = hex(&mac.finalize().into_bytes());
    let authorization =
        format!("SDK-HMAC-SHA256 Access={}, SignedHeaders=host;x-sdk-date, Signature={signature}", keys.0);
    vec![("x-sdk-date", date.to_owned()), ("authorization", authorization)]
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
