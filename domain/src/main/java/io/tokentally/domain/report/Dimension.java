package io.tokentally.domain.report;

import java.util.Comparator;

/** What usage is told apart by. A call has one value of each; the empty text stands for none. */
public sealed interface Dimension permits Attribute, Tag {

    /** Attributes as they are listed, and then tags by their names. */
    Comparator<Dimension> ORDER = Comparator.comparingInt(
                    (Dimension dimension) -> dimension instanceof Attribute attribute ? attribute.ordinal() : Integer.MAX_VALUE)
            .thenComparing(dimension -> dimension instanceof Tag tag ? tag.name() : "");
}
