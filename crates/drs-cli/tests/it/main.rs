//! The command `drs`, as its users see it: exit status, standard output, standard error.

mod action;
mod agreement;
#[cfg(unix)]
mod asked;
#[cfg(unix)]
mod at_terminal;
mod auth;
mod auth_checks;
mod binary;
mod broken_pipe;
mod call;
mod call_curl;
mod call_parameters;
mod colors;
mod compressed;
mod diff;
mod diff_applies;
mod editors;
#[cfg(unix)]
mod elsewhere;
mod events;
mod explain;
mod explain_json;
mod fix;
mod fix_kinds;
mod fix_never_worse;
mod fix_requests;
mod folders;
mod hostile;
mod inputs;
mod jsonl;
mod kills;
mod listing;
mod live;
mod odd_arguments;
#[cfg(unix)]
mod one_value;
mod paths;
mod pipes;
mod printed;
mod proxies;
mod records;
mod references;
mod rehearsal;
mod run;
mod run_checks;
mod run_reports;
mod run_requests;
mod sandbox;
mod scratch;
mod short_pages;
mod status;
#[cfg(unix)]
mod terminal;
mod validate;
mod values;
mod watch;
mod yaml;
mod yaml_text;
mod yaml_traps;
