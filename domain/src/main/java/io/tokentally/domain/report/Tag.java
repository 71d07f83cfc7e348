package io.tokentally.domain.report;

import io.tokentally.domain.metering.Tags;
import io.tokentally.domain.text.PlainText;

/**
 * What calls are tagged with by whoever makes them. Usage is told apart by those alone that an owner declared; single calls are found
 * by any.
 *
 * @param name at most {@value Tags#MAX_NAME_LENGTH} characters
 */
public record Tag(String name) implements Dimension {

    /** What values are told as that are too many in a month to be told apart. */
    public static final String OTHER = "Other";

    public Tag {
        name = PlainText.require("tag name", name, Tags.MAX_NAME_LENGTH);
    }
}
