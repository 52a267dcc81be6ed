//! Columns that fit the terminal.

use comfy_table::presets::NOTHING;
use comfy_table::{Cell, ColumnConstraint, ContentArrangement};
use textwrap::core::display_width;

/// Rows under a header. Nothing in a cell is acted on by a terminal.
#[derive(Debug, Default)]
pub(crate) struct Table {
    header: Vec<&'static str>,
    rows: Vec<Vec<String>>,
    /// Columns that are left out where there is no room, the first one first.
    spare: Vec<usize>,
    /// Whether the first column is never broken, so that it can be copied.
    has_ids: bool,
}

/// Blanks between columns.
const GAP: u16 = 2;

/// Room that is left for all other columns beside one that is not broken.
const MIN_REST: u16 = 20;

impl Table {
    /// A table with these columns.
    pub(crate) fn new(header: &[&'static str]) -> Self {
        Self { header: header.to_vec(), ..Self::default() }
    }

    /// A table of things with their ids in the first column, from which columns with these names are left out where there is no
    /// room, the first one first.
    pub(crate) fn of_ids(header: &[&'static str], spare: &[&str]) -> Self {
        let spare = spare.iter().filter_map(|name| header.iter().position(|it| it == name)).collect();
        Self { spare, has_ids: true, ..Self::new(header) }
    }

    /// Adds a row.
    pub(crate) fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.rows.push(cells.into_iter().collect());
    }

    /// Whether it has no rows.
    pub(crate) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The table as lines, of at most `width` columns if that is given. Without rows it is empty.
    pub(crate) fn render(&self, width: Option<usize>) -> String {
        let header: Vec<String> = self.header.iter().map(|name| name.to_uppercase()).collect();
        self.render_under(&header, width)
    }

    /// The table as lines under another header.
    pub(crate) fn render_under(&self, header: &[String], width: Option<usize>) -> String {
        if self.rows.is_empty() {
            return String::new();
        }
        let mut table = comfy_table::Table::new();
        table.load_style(NOTHING);
        match width.and_then(|width| u16::try_from(width).ok()) {
            Some(width) => table.set_content_arrangement(ContentArrangement::Dynamic).set_width(width),
            None => table.set_content_arrangement(ContentArrangement::Disabled),
        };
        if !header.is_empty() {
            table.set_header(header.iter().map(|name| Cell::new(drs_diag::escape(name))));
        }
        for row in &self.rows {
            table.add_row(row.iter().map(|cell| Cell::new(drs_diag::escape(cell))));
        }
        for column in table.column_iter_mut() {
            column.set_padding((0, GAP));
        }
        if let Some(width) = width {
            self.make_room(&mut table, width);
        }
        let lines = table.lines().map(|line| format!("{}\n", line.trim_end()));
        lines.collect()
    }

    /// Leaves out columns that can be spared, and keeps ids whole.
    fn make_room(&self, table: &mut comfy_table::Table, width: usize) {
        let mut widths: Vec<usize> = table
            .column_max_content_widths()
            .into_iter()
            .map(|content| usize::from(content.saturating_add(GAP)))
            .collect();
        for index in &self.spare {
            if widths.iter().sum::<usize>() > width
                && let Some(column) = table.column_mut(*index)
            {
                column.set_constraint(ColumnConstraint::Hidden);
                widths[*index] = 0;
            }
        }
        let fits = widths.first().is_some_and(|ids| ids + usize::from(MIN_REST) <= width);
        if let Some(ids) = table.column_mut(0).filter(|_| self.has_ids && fits) {
            ids.set_constraint(ColumnConstraint::ContentWidth);
        }
    }
}

/// Cells of a column that lines of text go on behind, as wide as the widest, but at least this wide, and safe to be shown.
pub(crate) fn column(cells: impl Iterator<Item = String>, at_least: usize) -> Vec<String> {
    let cells: Vec<String> = cells.map(|cell| drs_diag::escape(&cell).into_owned()).collect();
    let widest = cells.iter().map(|cell| display_width(cell)).max().unwrap_or_default().max(at_least);
    let padded = cells.into_iter().map(|cell| {
        let padding = widest.saturating_sub(display_width(&cell));
        format!("{cell}{:padding$}", "")
    });
    padded.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tasks() -> Table {
        let mut table = Table::of_ids(&["id", "name", "kind", "status", "created"], &["created", "kind"]);
        let id = "daeef7f6-45d6-4987-10fa-ef63af2jb201";
        let row = [id, "orders-with-a-long-name", "sync", "FULL_TRANSFER_FAILED", "2026-03-02T08:00:00Z"];
        table.row(row.map(str::to_owned));
        table
    }

    #[test]
    fn ids_stay_whole_and_what_can_be_spared_is_left_out() {
        let shown = |width: Option<usize>| tasks().render(width);
        insta::assert_snapshot!([None, Some(120), Some(96), Some(70)].map(shown).join("\n"));
    }

    #[test]
    fn cells_of_a_column_are_as_wide_as_the_widest_on_a_screen() {
        let cells = ["orders", "数据库同步", "a\u{1b}", ""].map(str::to_owned);
        assert_eq!(column(cells.into_iter(), 4), ["orders    ", "数据库同步", r"a\u{1b}   ", "          "]);
        assert_eq!(column(["a".to_owned()].into_iter(), 3), ["a  "]);
    }

    #[test]
    fn no_line_is_longer_than_the_terminal() {
        for width in 20..140 {
            let text = tasks().render(Some(width));
            assert!(text.lines().all(|line| line.chars().count() <= width), "{width}\n{text}");
        }
    }
}
