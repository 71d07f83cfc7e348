package io.tokentally.adapter.documents;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** The links that are open while a DOCX is read: elements, and fields whose code says so. */
final class DocxLinks {

    private static final int MAX_SHOWN = 1_000;

    /** A link, and the text that it shows. */
    private static final class Link {
        private Optional<String> address;
        private final StringBuilder code = new StringBuilder();
        private final StringBuilder shown = new StringBuilder();
        private final boolean skipped;
        private boolean codeEnded;

        Link(Optional<String> address, boolean skipped) {
            this.address = address;
            this.skipped = skipped;
        }

        /** What is to be said behind it: the address, unless that is what it shows. */
        Optional<String> addition() {
            return address.filter(known -> !skipped && !LinkAddress.isShownIn(known, shown.toString()))
                    .map(known -> shown.toString().isBlank() ? known : " (" + known + ")");
        }
    }

    private final Deque<Link> elements = new ArrayDeque<>();
    private final Deque<Link> fields = new ArrayDeque<>();

    void open(Optional<String> address, boolean skipped) {
        elements.push(new Link(address, skipped));
    }

    Optional<String> close() {
        return elements.isEmpty() ? Optional.empty() : elements.pop().addition();
    }

    void beginField(boolean skipped) {
        fields.push(new Link(Optional.empty(), skipped));
    }

    void fieldCode(String code) {
        Link field = fields.peek();
        if (field != null && !field.codeEnded && field.code.length() < MAX_SHOWN) {
            field.code.append(code);
        }
    }

    void separateField() {
        Link field = fields.peek();
        if (field != null) {
            field.codeEnded = true;
            field.address = LinkAddress.ofField(field.code.toString());
        }
    }

    Optional<String> endField() {
        return fields.isEmpty() ? Optional.empty() : fields.pop().addition();
    }

    void shown(String text) {
        show(elements, text);
        show(fields, text);
    }

    private static void show(Deque<Link> links, String text) {
        for (Link link : links) {
            if (link.shown.length() < MAX_SHOWN) {
                link.shown.append(text);
            }
        }
    }
}
