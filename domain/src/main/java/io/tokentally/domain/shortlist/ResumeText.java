package io.tokentally.domain.shortlist;

import io.tokentally.domain.text.ParsesOutsideInput;
import io.tokentally.domain.text.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The text of a résumé, in passages that a reader of the document sees or does not see.
 *
 * @param passages in the order of reading; neighbours differ in whether they are seen, and none is blank and hidden
 */
@ParsesOutsideInput
public record ResumeText(List<Passage> passages) {

    /** The most characters that are read of a résumé; what follows is left out. */
    public static final int MAX_LENGTH = 60_000;

    private static final String HIDDEN_BEGINS = "<hidden>";
    private static final String HIDDEN_ENDS = "</hidden>";

    /** Marks that a document brings along, so that it could pass hidden text off as seen. */
    private static final Pattern FORGED_MARK = Pattern.compile("(?i)<(?=\\s*/?\\s*hidden)");

    /**
     * A piece of the text.
     *
     * @param hidden whether it stands in the file where no reader sees it, for instance in white on white
     */
    public record Passage(String text, boolean hidden) {

        public Passage {
            text = PlainText.storable(text);
        }

        /** Says how long it is, never what it says. */
        @Override
        public String toString() {
            return "Passage[" + text.length() + (hidden ? " hidden characters]" : " characters]");
        }
    }

    /** @throws UnreadableResumeException if there is nothing but white space */
    public ResumeText {
        passages = cut(trimmed(joined(passages)));
        if (passages.isEmpty()) {
            throw new UnreadableResumeException(
                    "The file holds no text. If it is a scan, run a text recognition on it first.");
        }
    }

    /** A text that is seen in full. */
    public ResumeText(String seen) {
        this(List.of(new Passage(seen, false)));
    }

    /** Whether some of it is where no reader sees it. */
    public boolean hidesText() {
        return passages.stream().anyMatch(Passage::hidden);
    }

    /** The whole text, with what no reader sees between {@code <hidden>} and {@code </hidden>}. */
    public String value() {
        StringBuilder value = new StringBuilder();
        for (Passage passage : passages) {
            String text = FORGED_MARK.matcher(passage.text()).replaceAll("‹");
            value.append(passage.hidden() ? HIDDEN_BEGINS + text + HIDDEN_ENDS : text);
        }
        return value.toString();
    }

    private static List<Passage> joined(List<Passage> passages) {
        List<Passage> joined = new ArrayList<>();
        for (Passage passage : passages) {
            Passage next = passage.text().isBlank() ? new Passage(passage.text(), false) : passage;
            if (next.hidden() && endsInBlankBehindHidden(joined)) {
                String blank = joined.removeLast().text();
                next = new Passage(joined.removeLast().text() + blank + next.text(), true);
            } else if (!joined.isEmpty() && joined.getLast().hidden() == next.hidden()) {
                next = new Passage(joined.removeLast().text() + next.text(), next.hidden());
            }
            if (!next.text().isEmpty()) {
                joined.add(next);
            }
        }
        return joined;
    }

    private static boolean endsInBlankBehindHidden(List<Passage> joined) {
        int size = joined.size();
        return size > 1
                && joined.get(size - 1).text().isBlank()
                && joined.get(size - 2).hidden();
    }

    private static List<Passage> trimmed(List<Passage> passages) {
        if (!passages.isEmpty()) {
            Passage first = passages.removeFirst();
            passages.addFirst(new Passage(first.text().stripLeading(), first.hidden()));
            Passage last = passages.removeLast();
            passages.addLast(new Passage(last.text().stripTrailing(), last.hidden()));
        }
        passages.removeIf(passage -> passage.text().isBlank()
                && (passages.size() == 1 || passage.text().isEmpty()));
        return passages;
    }

    private static List<Passage> cut(List<Passage> passages) {
        List<Passage> kept = new ArrayList<>();
        int room = MAX_LENGTH;
        for (Passage passage : passages) {
            String text = start(passage.text(), room);
            if (text.isEmpty()) {
                break;
            }
            kept.add(new Passage(text, passage.hidden()));
            room -= text.length();
        }
        return List.copyOf(kept);
    }

    private static String start(String text, int room) {
        if (text.length() <= room) {
            return text;
        }
        boolean halfACharacter = room > 0 && Character.isHighSurrogate(text.charAt(room - 1));
        return text.substring(0, halfACharacter ? room - 1 : room);
    }

    /** Says how long it is, never what it says. */
    @Override
    public String toString() {
        return "ResumeText["
                + passages.stream().mapToInt(passage -> passage.text().length()).sum() + " characters]";
    }
}
