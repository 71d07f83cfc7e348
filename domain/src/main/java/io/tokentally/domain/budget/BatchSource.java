package io.tokentally.domain.budget;

/** Where a batch's requests are told of: in the request that makes it, or in a file that was sent before. */
public sealed interface BatchSource permits BatchContents, BatchFile {}
