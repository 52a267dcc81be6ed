//! What the audit says.

use std::io::{self, Write};

use super::{Audit, Waiver};
use crate::contract::Contract;
use crate::lint;
use crate::problem::Finding;
use crate::status::Status;

/// What nobody has explained.
pub(super) fn findings(audit: &Audit) -> Vec<Finding> {
    let deviations = audit.deviations.iter().filter(|deviation| deviation.waiver == Waiver::None).map(|deviation| {
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
    let unused = audit.errata.iter().flat_map(|erratum| {
        erratum.unused.iter().map(|aspect| {
            let message = format!("this erratum waives no deviation of `{}`", aspect.as_str());
            Finding::new(&lint::unused_erratum::LINT, erratum.place, message)
                .help("remove the aspect, or the erratum if it was the only one")
        })
    });
    deviations.chain(unsourced).chain(unused).collect()
}

/// Prints counts, then the errata.
pub(super) fn print(contract: &Contract, audit: &Audit, status: &mut Status<impl Write>) -> io::Result<()> {
    let count = |waiver| audit.deviations.iter().filter(|deviation| deviation.waiver == waiver).count();
    status
        .say("Joined", &format!("{} rows of the ledger with {} fields of the contract", audit.rows, audit.compared))?;
    let unexplained = count(Waiver::None);
    let explained = [
        (Waiver::Erratum, "explained by errata"),
        (Waiver::Source, "explained by other named sources"),
        (Waiver::Described, "described in words"),
        (Waiver::Response, "due to lenient responses"),
    ];
    for (waiver, reason) in explained {
        status.say("Deviations", &format!("{} {reason}", count(waiver)))?;
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
