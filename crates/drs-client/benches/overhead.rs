//! What a read costs beside the same call with reqwest alone: requests on loopback over one connection, the same answer read into
//! the same type, by turns, and the median of the ratios. Fails above [`LIMIT`].
//!
//! Without validation: `cargo bench -p drs-client --no-default-features --bench overhead`.

use std::process::ExitCode;
use std::thread;
use std::time::{Duration, Instant};

use drs_client::{Client, Service, types};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// How much slower a call may be.
const LIMIT: f64 = 1.15;
/// Pairs of rounds, and calls in each round.
const ROUNDS: usize = 31;
const CALLS: usize = 200;

const JOB: &str = "19557d51-1ee6-4507-97a6-8f69164jb201";
const PROJECT: &str = "054ba152d480d55b2f5dc0069e7ddef0";
const ANSWER: &str = include_str!("../../../spec/responses/show_job_detail/200-detail.json");

/// Answers every request on a connection.
async fn serve(mut stream: TcpStream) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let head = format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n", ANSWER.len());
    let answer = [head.as_bytes(), ANSWER.as_bytes()].concat();
    let (mut buffer, mut got) = ([0; 4096], Vec::new());
    loop {
        let count = stream.read(&mut buffer).await?;
        if count == 0 {
            return Ok(());
        }
        got.extend_from_slice(&buffer[..count]);
        if got.ends_with(b"\r\n\r\n") {
            got.clear();
            stream.write_all(&answer).await?;
        }
    }
}

/// Serves all connections in one thread: with one for each, the scheduler may favour one of the two that are compared.
fn serve_all(listener: std::net::TcpListener) -> std::io::Result<()> {
    listener.set_nonblocking(true)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build()?;
    runtime.block_on(async {
        let listener = TcpListener::from_std(listener)?;
        loop {
            let (stream, _) = listener.accept().await?;
            tokio::spawn(serve(stream));
        }
    })
}

async fn plain(http: &reqwest::Client, url: &str) -> Result<Duration, Box<dyn std::error::Error>> {
    let begun = Instant::now();
    for _ in 0..CALLS {
        let request = http.get(url).header("accept", "application/json").header("x-auth-token", "token");
        let text = request.send().await?.bytes().await?;
        std::hint::black_box(serde_json::from_slice::<types::ShowJobDetailResponse>(&text)?);
    }
    Ok(begun.elapsed())
}

async fn ours(client: &Client, query: &types::ShowJobDetailQuery) -> Result<Duration, Box<dyn std::error::Error>> {
    let job = JOB.parse()?;
    let begun = Instant::now();
    for _ in 0..CALLS {
        std::hint::black_box(client.show_job_detail(&job, query).await?);
    }
    Ok(begun.elapsed())
}

async fn measure() -> Result<f64, Box<dyn std::error::Error>> {
    let listener = std::net::TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    thread::spawn(move || serve_all(listener));
    let endpoint = format!("http://{address}");
    let client = Client::builder().endpoint(Service::Drs, &endpoint).project_id(PROJECT).token("token").build()?;
    let query: types::ShowJobDetailQuery = serde_json::from_str(r#"{"type": "detail"}"#)?;
    #[cfg(feature = "rustls")]
    rustls::crypto::ring::default_provider().install_default().map_err(|_| "TLS cannot be set up")?;
    let http = reqwest::Client::builder().no_proxy().build()?;
    let url = format!("{endpoint}/v5/{PROJECT}/jobs/{JOB}?type=detail");
    let mut ratios = Vec::new();
    for _ in 0..ROUNDS {
        let plain = plain(&http, &url).await?;
        ratios.push(ours(&client, &query).await?.as_secs_f64() / plain.as_secs_f64());
    }
    ratios.sort_by(f64::total_cmp);
    Ok(ratios[ROUNDS / 2])
}

#[expect(clippy::print_stdout, reason = "a benchmark prints what it found")]
fn main() -> Result<ExitCode, Box<dyn std::error::Error>> {
    let ratio = drs_client::block_on(measure())??;
    println!("a read takes {ratio:.2} x as long as with reqwest alone (limit {LIMIT})");
    Ok(if ratio > LIMIT { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}
