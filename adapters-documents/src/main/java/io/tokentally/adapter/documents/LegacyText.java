package io.tokentally.adapter.documents;

import com.ibm.icu.text.CharsetDetector;
import com.ibm.icu.text.CharsetMatch;
import java.nio.charset.Charset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mozilla.universalchardet.UniversalDetector;

/**
 * Tells the encodings from before Unicode. Of two detectors one is good at alphabets of their own and at Chinese,
 * Japanese and Korean, the other at the languages that share the Latin alphabet.
 *
 * @see <a href="https://encoding.spec.whatwg.org/#names-and-labels">The Encoding Standard, for encodings that hold others</a>
 */
final class LegacyText {

    /** What the second detector must be sure of, out of 100, where the first has nothing to say. */
    private static final int SURE = 40;

    /** A Latin encoding must be so much likelier than the next. */
    private static final double MARGIN = 1.4;

    private static final int LEAST_CONFIDENCE = 20;

    /** Encodings that hold all of another, by the other's name. */
    private static final Map<String, String> WIDER = Map.of(
            "ISO-8859-1", "windows-1252",
            "ISO-8859-9", "windows-1254",
            "GB2312", "GB18030",
            "GBK", "GB18030",
            "SHIFT_JIS", "windows-31j",
            "EUC-KR", "x-windows-949",
            "TIS620", "x-windows-874",
            "ISO-8859-8", "windows-1255",
            "ISO-8859-8-I", "windows-1255",
            "MACCYRILLIC", "x-MacCyrillic");

    private LegacyText() {}

    /** The text; absent if nobody can tell how it was meant. */
    static Optional<String> decode(byte[] content) {
        String first = first(content);
        CharsetMatch[] second = second(content);
        if (first != null && !isLatin(first)) {
            return read(content, greek(first, content)).filter(text -> agrees(second, text));
        }
        if (first == null && second.length > 0 && !isLatin(second[0].getName()) && second[0].getConfidence() >= SURE) {
            return read(content, second[0].getName());
        }
        return latin(content, first, second);
    }

    /** Japanese and Korean for mail, of ASCII with escapes. */
    static Optional<String> escaped(byte[] content) {
        String name = first(content);
        return name != null && name.startsWith("ISO-2022") ? read(content, name) : Optional.empty();
    }

    private static @Nullable String first(byte[] content) {
        UniversalDetector detector = new UniversalDetector();
        detector.handleData(content);
        detector.dataEnd();
        return detector.getDetectedCharset();
    }

    private static CharsetMatch[] second(byte[] content) {
        return new CharsetDetector().setText(content).detectAll();
    }

    /** Short texts of letters of several bytes are taken for Cyrillic, and the other way round. */
    private static boolean agrees(CharsetMatch[] second, String text) {
        boolean cyrillic = text.codePoints()
                .anyMatch(point -> Character.UnicodeScript.of(point) == Character.UnicodeScript.CYRILLIC);
        for (CharsetMatch match : second) {
            boolean cjk = match.getLanguage() != null && match.getLanguage().matches("zh|ja|ko");
            if (cyrillic && cjk && match.getConfidence() >= SURE) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLatin(String name) {
        return name.toLowerCase(Locale.ROOT).matches("iso-8859-(1|2|3|4|9|10|13|14|15|16)|windows-125[0247]|us-ascii");
    }

    /** Windows has the Greek capital alpha with an accent where the standard has a quote. */
    private static String greek(String name, byte[] content) {
        if (!name.equals("ISO-8859-7")) {
            return name;
        }
        boolean quoteBeforeLetter = PlainTextDecoding.strictly(content, Charset.forName(name))
                .filter(text -> text.matches("(?su).*(?<![\\p{L}])’\\p{IsGreek}.*"))
                .isPresent();
        return quoteBeforeLetter ? "windows-1253" : name;
    }

    private static Optional<String> latin(byte[] content, @Nullable String first, CharsetMatch[] second) {
        Map<String, Integer> families = new HashMap<>();
        for (CharsetMatch match : second) {
            if (isLatin(match.getName())) {
                families.merge(family(match.getName()), match.getConfidence(), Math::max);
            }
        }
        String best = families.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse("windows-1252");
        int likely = families.getOrDefault(best, 0);
        int next = families.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(best))
                .mapToInt(Map.Entry::getValue)
                .max()
                .orElse(0);
        boolean clear = likely >= LEAST_CONFIDENCE && likely >= MARGIN * next;
        boolean nothingElse = families.isEmpty() && first != null;
        if (!clear && !nothingElse && !isTheSameInAll(content)) {
            return Optional.empty();
        }
        return best.equals("windows-1250") ? centralEuropean(content) : read(content, best);
    }

    private static String family(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "iso-8859-2", "windows-1250" -> "windows-1250";
            case "iso-8859-9", "windows-1254" -> "windows-1254";
            default -> "windows-1252";
        };
    }

    /** The letters that Western, Central European and Turkish texts write by the same bytes are nothing to guess. */
    private static boolean isTheSameInAll(byte[] content) {
        Optional<String> western = read(content, "windows-1252");
        return western.isPresent()
                && western.equals(read(content, "windows-1250"))
                && western.equals(read(content, "windows-1254"));
    }

    /** Two encodings put Polish and Czech letters differently, and one has signs where the other has letters. */
    private static Optional<String> centralEuropean(byte[] content) {
        Optional<String> windows = read(content, "windows-1250");
        Optional<String> standard = read(content, "ISO-8859-2");
        if (windows.isPresent() && standard.isPresent()) {
            return windows.equals(standard) ? windows : Optional.empty();
        }
        return windows.or(() -> standard);
    }

    private static Optional<String> read(byte[] content, String name) {
        String wider = WIDER.getOrDefault(name.toUpperCase(Locale.ROOT), name);
        return Charset.isSupported(wider)
                ? PlainTextDecoding.strictly(content, Charset.forName(wider)).filter(Legibility::isLegible)
                : Optional.empty();
    }
}
