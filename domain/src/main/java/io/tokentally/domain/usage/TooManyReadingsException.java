package io.tokentally.domain.usage;

import java.time.Duration;

/**
 * As many exports or reports are under way as may be. Nothing is wrong with what was asked: it will do later. The message
 * is fit for the viewer to read.
 */
public final class TooManyReadingsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Whose share is used up. */
    public enum Share {
        PERSON("you may have at once"),
        ORGANIZATION("your organization may have at once"),
        INSTALLATION("this server takes at once");

        private final String words;

        Share(String words) {
            this.words = words;
        }
    }

    private final Share share;
    private final Duration retryAfter;

    /**
     * @param readings what there is too much of, in the plural, as in {@code exports}
     * @param retryAfter when it is worth asking again, in whole seconds
     */
    public TooManyReadingsException(String readings, Share share, Duration retryAfter) {
        super("As many %s are under way as %s. Try again in %d seconds."
                .formatted(readings, share.words, retryAfter.toSeconds()));
        this.share = share;
        this.retryAfter = retryAfter;
    }

    public Share share() {
        return share;
    }

    public Duration retryAfter() {
        return retryAfter;
    }
}
