/** The metering reverse proxy: it forwards calls to providers, and records each before its caller has the last byte. */
@NullMarked
package io.tokentally.adapter.gateway;

import org.jspecify.annotations.NullMarked;
