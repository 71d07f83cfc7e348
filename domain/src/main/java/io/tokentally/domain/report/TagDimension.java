package io.tokentally.domain.report;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A tag that an owner declared: usage is told apart by it.
 *
 * @param values how many are told apart this month, in UTC
 * @param isComplete whether past calls are told apart by it, too, but for those of sealed months
 * @param completeFrom from when on calls are, as long as they are not all; nothing where only new ones are yet
 */
public record TagDimension(
        Tag tag, long values, boolean isComplete, @Nullable Instant completeFrom) {

    /** Each multiplies the kinds of calls that there are sums of. */
    public static final int MOST = 5;

    /** So many values are told apart in a month; what is beyond is told as {@link Tag#OTHER}. */
    public static final int MOST_VALUES = 1_000;

    /** Whether further values of this month are told together. */
    public boolean isFull() {
        return values >= MOST_VALUES;
    }

    /**
     * Tags to declare, each once.
     *
     * @throws IllegalArgumentException if they are too many, or one is no name of a tag
     */
    public static Set<Tag> declared(Collection<String> names) {
        Set<Tag> tags = names.stream().map(Tag::new).collect(Collectors.toCollection(LinkedHashSet::new));
        if (tags.size() > MOST) {
            throw new IllegalArgumentException(
                    "at most %d tags are dimensions, not %d: leave some out".formatted(MOST, tags.size()));
        }
        tags.stream().filter(tag -> tag.name().contains(",")).findAny().ifPresent(tag -> {
            throw new IllegalArgumentException(
                    "a report names its dimensions with commas between them, so that the tag '%s' cannot be one"
                            .formatted(tag.name()));
        });
        return tags;
    }
}
