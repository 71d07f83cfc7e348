package io.tokentally.domain.shortlist;

import io.tokentally.domain.text.PlainText;

/** The text of a résumé. */
public record ResumeText(String value) {

    /** The most characters that are read of a résumé; what follows is left out. */
    public static final int MAX_LENGTH = 60_000;

    public ResumeText {
        value = PlainText.clean(value);
        if (value.isEmpty()) {
            throw new UnreadableResumeException(
                    "The file holds no text. If it is a scan, run a text recognition on it first.");
        }
        if (value.length() > MAX_LENGTH) {
            value = value.substring(0, lastWholeCharacter(value));
        }
    }

    private static int lastWholeCharacter(String text) {
        return Character.isHighSurrogate(text.charAt(MAX_LENGTH - 1)) ? MAX_LENGTH - 1 : MAX_LENGTH;
    }

    /** Says how long it is, never what it says. */
    @Override
    public String toString() {
        return "ResumeText[" + value.length() + " characters]";
    }
}
