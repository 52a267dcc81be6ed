//! Large requests, minified: the contract's examples with many tasks and tables in the place of one.

use crate::inputs::{FOLDER, minified, read};

/// Tables of each task.
const TABLES: usize = 50;

/// Mistakes in a large request.
pub(crate) const MISTAKES: usize = 500;

const TYPES: [&str; 8] =
    ["bigint", "int", "varchar(64)", "varchar(512)", "datetime", "decimal(18,4)", "text", "timestamp"];

/// Tables whose rows and columns are filtered.
pub(crate) fn filtered() -> String {
    request(78, |number| {
        let column = |(index, kind): (usize, &&str)| {
            let key = if index == 0 { "PRI" } else { "" };
            format!(
                "\"c{index}_of_{number}\":{{\"name\":\"column_{index}\",\"type\":\"{kind}\",\
                 \"primary_key_for_column_filtering\":\"{key}\",\"filtered\":true}}"
            )
        };
        let columns: Vec<_> = TYPES.iter().enumerate().map(column).collect();
        format!(
            "\"orders_{number}\":{{\"type\":\"table\",\"name\":\"orders_{number}_eu\",\"all\":false,\"filtered\":true,\
             \"filter_conditions\":[\"region = 'eu'\",\"quantity > {number}\"],\"columns\":{{{}}}}}",
            columns.join(",")
        )
    })
}

/// 5,000 tables that list their columns: mapped, filtered and additional ones, some with long names.
pub(crate) fn columns() -> String {
    request(100, |number| {
        let long = "of_the_orders_that_were_archived_before_the_last_migration";
        let mapped = |index: usize| {
            let kind = TYPES[index];
            format!("\"c{index}_of_{number}\":{{\"name\":\"column_{index}\",\"type\":\"{kind}\"}}")
        };
        let mut columns: Vec<_> = (0..3).map(mapped).collect();
        columns.push(format!(
            "\"customer_number_{long}\":{{\"name\":\"customer_{long}\",\"type\":\"varchar(64)\",\"filtered\":true}}"
        ));
        columns.push(format!("\"note_{number}\":{{\"type\":\"text\",\"filtered\":false}}"));
        if number % 2 == 0 {
            columns.push(
                "\"tenant\":{\"name\":\"tenant\",\"type\":\"int\",\"additional\":true,\
                 \"operation_type\":\"ADDITIONALCOLUMN,default_value\",\"value\":\"42\"}"
                    .to_owned(),
            );
            columns.push(format!(
                "\"created_at_{long}\":{{\"name\":\"created_at_{long}\",\"type\":\"datetime\",\
                 \"additional\":true,\"operation_type\":\"ADDITIONALCOLUMN,create_time\"}}"
            ));
        }
        format!(
            "\"orders_{number}\":{{\"type\":\"table\",\"name\":\"orders_{number}\",\"all\":false,\"columns\":{{{}}}}}",
            columns.join(",")
        )
    })
}

/// Tables with short names and short conditions.
pub(crate) fn strings() -> String {
    request(100, |number| {
        let conditions: Vec<_> = (0..100).map(|index| format!("\"a>{index}\"")).collect();
        format!("\"t{number}\":{{\"type\":\"table\",\"all\":true,\"filter_conditions\":[{}]}}", conditions.join(","))
    })
}

/// One request for `jobs` tasks with the same tables.
fn request(jobs: usize, table: impl Fn(usize) -> String) -> String {
    let text = minified(&read(&format!("{FOLDER}/row-and-column-filters.json")));
    let job = text.strip_prefix("{\"jobs\":[").and_then(|rest| rest.strip_suffix("]}")).expect("there is one job");
    let start = job.find("\"order_items\":").expect("there is a table");
    let end = start + job[start..].find("}}}}}").expect("the table ends") + 3;
    let tables: Vec<_> = (0..TABLES).map(table).collect();
    let job = format!("{}{}{}", &job[..start], tables.join(","), &job[end..]);
    let jobs: Vec<_> = (0..jobs).map(|number| job.replace("\"DRS-", &format!("\"DRS-{number}-"))).collect();
    format!("{{\"jobs\":[{}]}}", jobs.join(","))
}

/// The text with 500 mistakes in tables, `step` tables apart, of the first `kinds` kinds in turn: a fix is known for two.
pub(crate) fn mistaken(text: &str, step: usize, kinds: usize) -> String {
    let whole = "\"all\":false";
    let wrong = ["\"all\":\"false\"", "\"al\":false", "\"all\":0"];
    let mut parts = text.split(whole);
    let mut mistaken = parts.next().unwrap_or_default().to_owned();
    for (index, part) in parts.enumerate() {
        let is_wrong = index % step == 0 && index / step < MISTAKES;
        mistaken.push_str(if is_wrong { wrong[index / step % kinds] } else { whole });
        mistaken.push_str(part);
    }
    mistaken
}
