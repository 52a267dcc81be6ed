//! The command `drs`, as its users see it: exit status, standard output, standard error.

mod action;
mod agreement;
mod broken_pipe;
mod colors;
mod compressed;
mod diff;
mod editors;
mod explain;
mod fix;
mod fix_kinds;
mod fix_never_worse;
mod fix_requests;
mod folders;
mod hostile;
mod inputs;
mod jsonl;
mod listing;
mod odd_arguments;
mod paths;
mod references;
mod scratch;
mod status;
mod validate;
mod yaml;
mod yaml_text;
mod yaml_traps;
