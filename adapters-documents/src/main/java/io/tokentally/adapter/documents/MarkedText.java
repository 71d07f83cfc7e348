package io.tokentally.adapter.documents;

import io.tokentally.domain.shortlist.ResumeText;
import io.tokentally.domain.shortlist.ResumeText.Passage;
import java.util.ArrayList;
import java.util.List;

/** A text that grows, of what a reader sees and what none does; it stops growing where a résumé is cut anyway. */
final class MarkedText {

    /** White space that is taken out later may be in it, hence more than is kept in the end. */
    private static final int MAX_LENGTH = 2 * ResumeText.MAX_LENGTH;

    private final List<StringBuilder> texts = new ArrayList<>();
    private final List<Boolean> hidden = new ArrayList<>();
    private int length;

    void append(CharSequence more, boolean isHidden) {
        if (more.isEmpty() || isFull()) {
            return;
        }
        if (texts.isEmpty() || hidden.getLast() != isHidden) {
            texts.add(new StringBuilder());
            hidden.add(isHidden);
        }
        texts.getLast().append(more);
        length += more.length();
    }

    void append(MarkedText more) {
        for (int i = 0; i < more.texts.size(); i++) {
            append(more.texts.get(i), more.hidden.get(i));
        }
    }

    /** Begins a new line, unless one was just begun. */
    void startLine() {
        if (!texts.isEmpty() && !texts.getLast().toString().endsWith("\n")) {
            append("\n", false);
        }
    }

    boolean isEmpty() {
        return texts.isEmpty();
    }

    /** All of it, which is in here no longer. */
    MarkedText take() {
        MarkedText taken = new MarkedText();
        taken.append(this);
        texts.clear();
        hidden.clear();
        length = 0;
        return taken;
    }

    boolean isFull() {
        return length >= MAX_LENGTH;
    }

    /** Everything in it, seen or not. */
    String plain() {
        return String.join("", texts);
    }

    List<Passage> passages() {
        List<Passage> passages = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            passages.add(new Passage(texts.get(i).toString(), hidden.get(i)));
        }
        return passages;
    }
}
