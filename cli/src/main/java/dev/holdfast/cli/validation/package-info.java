/** The model beside the published studies: rows for the terminal, a report with plots for docs/model. */
@NullMarked
package dev.holdfast.cli.validation;

import org.jspecify.annotations.NullMarked;
