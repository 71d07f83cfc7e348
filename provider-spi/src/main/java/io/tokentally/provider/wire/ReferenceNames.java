package io.tokentally.provider.wire;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * How a provider's bodies name what is in the account.
 *
 * @param members members whose texts, and whose objects' {@code id}, are identifiers whatever they look like
 * @param shape of an identifier: a text of that shape is one wherever it stands
 * @param passedOver members that hold what people or their programs wrote, with all that is in them
 * @param texts members whose texts are what people wrote, though their objects and lists are not
 */
public record ReferenceNames(Set<String> members, Pattern shape, Set<String> passedOver, Set<String> texts) {

    public ReferenceNames {
        members = Set.copyOf(members);
        passedOver = Set.copyOf(passedOver);
        texts = Set.copyOf(texts);
    }

    boolean isShaped(String text) {
        return shape.matcher(text).matches();
    }
}
