package io.tokentally.domain.shortlist;

import io.tokentally.domain.text.PlainText;

/** A file that somebody uploaded as a résumé: not yet looked into. */
public final class ResumeFile {

    /** The largest file taken, in bytes: 10 MiB. */
    public static final int MAX_BYTES = 10 * 1024 * 1024;

    private final String name;
    private final byte[] content;

    /**
     * Takes a copy of the content.
     *
     * @throws IllegalArgumentException if the name is no {@link PlainText#require plain text} of at most 255 characters
     * @throws UnreadableResumeException if the file is empty or larger than {@link #MAX_BYTES}
     */
    public ResumeFile(String name, byte[] content) {
        this.name = PlainText.require("file name", name, 255);
        if (content.length == 0) {
            throw new UnreadableResumeException("The file is empty. Choose a résumé as PDF, DOCX or plain text.");
        }
        if (content.length > MAX_BYTES) {
            throw new UnreadableResumeException(
                    "The file has more than 10 MB. Choose a smaller one, without pictures.");
        }
        this.content = content.clone();
    }

    public String name() {
        return name;
    }

    /** A copy of the bytes. */
    public byte[] content() {
        return content.clone();
    }

    /** Names the file, never its content. */
    @Override
    public String toString() {
        return "ResumeFile[" + name + ", " + content.length + " bytes]";
    }
}
