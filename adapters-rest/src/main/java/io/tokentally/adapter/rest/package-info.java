/** The JSON API of the usage: summaries, calls and their export, with its OpenAPI description and its problems. */
@NullMarked
package io.tokentally.adapter.rest;

import org.jspecify.annotations.NullMarked;
