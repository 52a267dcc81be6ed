//! The native part of the Python package `drs_validate`: texts and bytes in, texts and bytes out. What a Python program sees is made of
//! it by the package's own files.

mod column;

use drs_engine::{Settings, SettingsError};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyBytes;

fn settings(text: &str) -> PyResult<Settings> {
    Settings::from_json(text).map_err(|error: SettingsError| PyValueError::new_err(error.to_string()))
}

/// The functions behind the package.
#[pymodule(name = "_engine")]
mod engine {
    use super::{Bound, PyBytes, PyResult, PyValueError, Python, column, pyfunction};

    /// The report on a text, in the format that the settings name.
    #[pyfunction]
    fn report(py: Python<'_>, text: &[u8], settings: &str) -> PyResult<String> {
        let settings = super::settings(settings)?;
        Ok(py.detach(|| drs_engine::report(text, &settings).text))
    }

    /// Whether every document of a text is a valid request, and there is one.
    #[pyfunction]
    fn is_valid(py: Python<'_>, text: &[u8], settings: &str) -> PyResult<bool> {
        let settings = super::settings(settings)?;
        Ok(py.detach(|| drs_engine::is_valid(text, &settings)))
    }

    /// A text after its automatic fixes, how many were made, and how many were left.
    #[pyfunction]
    fn fix(py: Python<'_>, text: &str, settings: &str) -> PyResult<(String, u64, u64)> {
        let settings = super::settings(settings)?;
        Ok(py.detach(|| {
            let fixed = drs_engine::fix(text, &settings);
            (fixed.text.into_owned(), fixed.fixed, fixed.refused)
        }))
    }

    /// The verdicts on a column of texts and the reports on those that have something to report: see `column::check`.
    #[pyfunction]
    #[expect(clippy::too_many_arguments, clippy::type_complexity, reason = "they are the buffers of a column")]
    fn check_column<'py>(
        py: Python<'py>,
        length: usize,
        validity: Option<&[u8]>,
        first: usize,
        offsets: &[u8],
        is_large: bool,
        data: &[u8],
        settings: &str,
    ) -> PyResult<(Bound<'py, PyBytes>, Bound<'py, PyBytes>, Bound<'py, PyBytes>, Bound<'py, PyBytes>)> {
        let settings = super::settings(settings)?;
        let column = column::Column { length, validity, first, offsets, is_large, data };
        let checked = py.detach(|| column::check(&column, &settings));
        let checked = checked.map_err(PyValueError::new_err)?;
        let bytes = |bytes: &[u8]| PyBytes::new(py, bytes);
        Ok((bytes(&checked.verdicts), bytes(&checked.has_report), bytes(&checked.offsets), bytes(&checked.data)))
    }
}
