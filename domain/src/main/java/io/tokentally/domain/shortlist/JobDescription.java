package io.tokentally.domain.shortlist;

import io.tokentally.domain.text.PlainText;

/** What somebody is looked for to do. */
public record JobDescription(String value) {

    public static final int MIN_LENGTH = 20;
    public static final int MAX_LENGTH = 20_000;

    public JobDescription {
        value = PlainText.clean(value);
        if (value.length() < MIN_LENGTH || value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("A job description has between %d and %d characters, not %d"
                    .formatted(MIN_LENGTH, MAX_LENGTH, value.length()));
        }
    }

    /** Says how long it is, never what it says. */
    @Override
    public String toString() {
        return "JobDescription[" + value.length() + " characters]";
    }
}
