package io.tokentally.domain.report;

import java.util.Collection;
import java.util.stream.Collectors;

/** A report was asked for by a tag that no owner declared, or no longer does. */
public final class UndeclaredTagException extends RuntimeException {

    private final transient Tag tag;

    /** @param declared what may be asked for instead */
    public UndeclaredTagException(Tag tag, Collection<Tag> declared) {
        super("Usage is not told apart by the tag '%s'. %s, or have an owner declare it."
                .formatted(
                        tag.name(),
                        declared.isEmpty()
                                ? "No tag is declared. Leave it out"
                                : "Declared are: %s. Ask for one of these"
                                        .formatted(
                                                declared.stream().map(Tag::name).collect(Collectors.joining(", ")))));
        this.tag = tag;
    }

    public Tag tag() {
        return tag;
    }
}
