//! What the audit says.

use std::io::{self, Write};

use super::{Audit, Excuse};
use crate::contract::Contract;
use crate::lint;
use crate::problem::Finding;
use crate::status::Status;

/// What nobody has explained.
pub(super) fn findings(audit: &Audit) -> Vec<Finding> {
    let deviations = audit.deviations.iter().filter(|deviation| deviation.excuse == Excuse::None).map(|deviation| {
        let message = format!("{} of {}: {}", deviation.aspect.as_str(), deviation.row, deviation.message);
        Finding::new(&lint::ledger_deviation::LINT, deviation.place, message).help(format!(
            "correct the contract or the ledger, or explain it in `x-drs-erratum` with `aspects: [{}]`",
            deviation.aspect.as_str()
        ))
    });
    let unsourced = audit.unsourced.iter().map(|(name, place)| {
        Finding::new(&lint::unsourced_field::LINT, *place, format!("`{name}` stands in no table of its sources"))
            .help("say with `x-drs-source` beside it where it comes from")
    });
    let idle = audit.errata.iter().flat_map(|erratum| {
        erratum.idle.iter().map(|aspect| {
            let message = format!("this erratum excuses no deviation of `{}`", aspect.as_str());
            Finding::new(&lint::idle_erratum::LINT, erratum.place, message)
                .help("remove the aspect, or the erratum if it was the only one")
        })
    });
    deviations.chain(unsourced).chain(idle).collect()
}

/// Prints counts, then the errata.
pub(super) fn print(contract: &Contract, audit: &Audit, status: &mut Status<impl Write>) -> io::Result<()> {
    let count = |excuse| audit.deviations.iter().filter(|deviation| deviation.excuse == excuse).count();
    status
        .say("Joined", &format!("{} rows of the ledger with {} fields of the contract", audit.rows, audit.compared))?;
    let unexplained = count(Excuse::None);
    let explained = [
        (Excuse::Erratum, "explained by errata"),
        (Excuse::Source, "explained by other named sources"),
        (Excuse::Told, "told in words"),
        (Excuse::Response, "due to lenient responses"),
    ];
    for (excuse, words) in explained {
        status.say("Deviations", &format!("{} {words}", count(excuse)))?;
    }
    status.say("Deviations", &format!("{unexplained} not explained"))?;
    for (origin, count) in &audit.fields {
        status.say("Fields", &format!("{count} from {}", origin.as_str()))?;
    }
    status.say("Fields", &format!("{} from nowhere", audit.unsourced.len()))?;
    for erratum in &audit.errata {
        status.say("Erratum", &format!("{} ({})", erratum.pointer, contract.files.show(erratum.place)))?;
        status.indented(&format!("says:     {}\nactually: {}", erratum.text.0, erratum.text.1))?;
    }
    Ok(())
}
