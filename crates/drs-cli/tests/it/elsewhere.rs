//! A service that is not on this machine, as far as the command can tell: a sandbox behind a proxy and behind TLS. No call leaves the
//! machine, because the proxy is where all calls go that are not for it.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::thread;

use drs_client::changes;
use drs_contract::Operation;
use drs_sandbox::{AfterCommit, Sandbox, Speed};
use rcgen::{CertificateParams, KeyPair};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

use crate::call::is_whole;
use crate::scratch::{DRS, Run, Scratch};

/// The host of the service.
const HOST: &str = "drs.example.com";

/// A service somewhere else.
pub(crate) struct Elsewhere {
    runtime: tokio::runtime::Runtime,
    sandbox: Arc<Sandbox>,
    proxy: String,
    pub(crate) folder: Scratch,
}

impl Elsewhere {
    /// Starts one with these tasks, in a folder with a certificate that is to be trusted.
    pub(crate) fn start(folder: Scratch, tasks: &str) -> Self {
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        let builder = Sandbox::builder().seed(7).speed(Speed::Instant).after_commit(AfterCommit::Configuration);
        let sandbox = runtime.block_on(builder.scenario(format!("tasks:\n{tasks}")).start()).expect("it starts");
        let key = KeyPair::generate().expect("a key");
        let certificate = CertificateParams::new([HOST.to_owned()]).expect("a name").self_signed(&key).expect("signed");
        let folder = folder.file("trusted.pem", certificate.pem());
        let key = PrivateKeyDer::Pkcs8(key.serialize_der().into());
        let proxy = proxy(sandbox.endpoint().replace("http://", ""), certificate.der().clone(), key);
        Self { runtime, sandbox: Arc::new(sandbox), proxy, folder }
    }

    /// A command that finds the service, and nothing else.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(DRS);
        command.args(arguments).current_dir(self.folder.path()).env_clear().envs(self.sandbox.exports());
        command
            .envs([("DRS_ENDPOINT", format!("https://{HOST}")), ("DRS_ENDPOINT_TAURUSDB", format!("https://{HOST}"))]);
        for name in ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"] {
            command.env(name, &self.proxy);
        }
        let trusted = self.folder.path().join("trusted.pem");
        command.env("SSL_CERT_FILE", trusted).env("TERM", "xterm").env("NO_COLOR", "1");
        command.envs([("SOURCE_DB_PASSWORD", "canary-source"), ("TARGET_DB_PASSWORD", "canary-target")]);
        command
    }

    /// Runs a command with nothing on standard input.
    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        let output = self.command(arguments).stdin(std::process::Stdio::null()).output().expect("`drs` starts");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        let status = output.status.code().expect("`drs` was not killed");
        Run { status, stdout: text(output.stdout), stderr: text(output.stderr) }
    }

    /// The operations that were called and change something.
    pub(crate) fn changed(&self) -> Vec<&'static str> {
        let _entered = self.runtime.enter();
        let called = self.sandbox.requests().into_iter().filter_map(|request| request.operation);
        called.filter(|id| Operation::from_id(id).is_some_and(changes)).collect()
    }

    /// The ids of the tasks that are in a state.
    pub(crate) fn tasks(&self, status: &str) -> Vec<String> {
        self.sandbox.tasks().into_iter().filter(|task| task.status == status).map(|task| task.id).collect()
    }

    /// A file in the folder.
    pub(crate) fn path(&self, name: &str) -> std::path::PathBuf {
        Path::new(self.folder.path()).join(name)
    }
}

/// Starts a proxy behind which everything is the service at an address, and returns its URL.
fn proxy(service: String, certificate: CertificateDer<'static>, key: PrivateKeyDer<'static>) -> String {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let config = config.expect("versions").with_no_client_auth().with_single_cert(vec![certificate], key);
    let config = Arc::new(config.expect("a certificate with its key"));
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            let (service, config) = (service.clone(), Arc::clone(&config));
            // A client that goes away is the end of its exchange, and nothing else.
            thread::spawn(move || serve(stream, &service, config));
        }
    });
    url
}

/// Hands the calls of a connection on to the service, one after the other.
fn serve(mut stream: TcpStream, service: &str, config: Arc<ServerConfig>) -> Option<()> {
    let asked = read(&mut stream, false)?;
    if !asked.starts_with(format!("CONNECT {HOST}:443 ").as_bytes()) {
        stream.write_all(b"HTTP/1.1 403 Elsewhere\r\nContent-Length: 0\r\n\r\n").ok()?;
        return None;
    }
    stream.write_all(b"HTTP/1.1 200 Connected\r\n\r\n").ok()?;
    let mut stream = StreamOwned::new(ServerConnection::new(config).ok()?, stream);
    loop {
        let request = read(&mut stream, false)?;
        let mut peer = TcpStream::connect(service).ok()?;
        peer.write_all(&request).ok()?;
        let answer = read(&mut peer, request.starts_with(b"HEAD "))?;
        stream.write_all(&answer).and_then(|()| stream.flush()).ok()?;
    }
}

/// A request or an answer; nothing at the end of the connection.
fn read(stream: &mut impl Read, is_head: bool) -> Option<Vec<u8>> {
    let (mut bytes, mut buffer) = (Vec::new(), [0; 4096]);
    while !(is_whole(&bytes) || is_head && bytes.ends_with(b"\r\n\r\n")) {
        let count = stream.read(&mut buffer).ok().filter(|count| *count > 0)?;
        bytes.extend_from_slice(&buffer[..count]);
    }
    Some(bytes)
}
