package io.tokentally.domain.report;

import java.util.Comparator;

/** What usage is told apart by. A call has one value of each; the empty text stands for none. */
public sealed interface Dimension permits Attribute, Tag {

    /** Attributes as they are listed, and then tags by their names. */
    Comparator<Dimension> ORDER = Dimension::compare;

    private static int compare(Dimension one, Dimension other) {
        return switch (one) {
            case Attribute attribute -> other instanceof Attribute second ? attribute.compareTo(second) : -1;
            case Tag tag -> other instanceof Tag second ? tag.name().compareTo(second.name()) : 1;
        };
    }
}
