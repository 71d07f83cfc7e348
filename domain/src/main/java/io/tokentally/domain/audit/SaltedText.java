package io.tokentally.domain.audit;

/** A personal text beside an audit entry, and the salt that keeps its digest from being guessed once the text is erased. */
public record SaltedText(String salt, String value) {}
