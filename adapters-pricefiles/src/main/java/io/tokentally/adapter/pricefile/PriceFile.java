package io.tokentally.adapter.pricefile;

import java.nio.file.Path;

/** A price file to use instead of the one that comes along. */
public record PriceFile(Path path) {}
