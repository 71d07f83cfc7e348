package io.tokentally.simulator;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes the words that matter out of a text. */
final class TextGenerator {

    /** A word, with the signs of technical names: C++, C#, Node.js, CI/CD. */
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\d](?:[\\p{L}\\d+#&]|[./-](?=[\\p{L}\\d]))*");

    private static final Set<String> STOP_WORDS = Set.of(
            ("a about above across after all also am an and any are as at be because been before being below best "
                            + "between both but by can could day did do does doing done down each either else etc "
                            + "every few for from further get give good great had has have having he help her here him "
                            + "his how i if in including into is it its itself job just know least less like look "
                            + "looking made make many may me might more most much must my need needs new no nor not "
                            + "now of off on once one only or other our out over own per please plus position "
                            + "preferred really require required requirements responsibilities responsible role same "
                            + "she should so some strong such than that the their them then there these they this "
                            + "those through to too under until up upon us use using very via want was we well were "
                            + "what when where which while who whom why will with within without work working would "
                            + "year years you your ability able candidate candidates description experience "
                            + "experienced knowledge skill skills team teams score solid proven excellent ideal join "
                            + "familiar familiarity seeking hiring nice title company summary location remote "
                            + "applicant applicants following against compare text")
                    .split(" ", -1));

    private TextGenerator() {}

    /** The words that matter, once each, in the order and the spelling in which they first appear. */
    static Set<String> keywords(String text) {
        return new LinkedHashSet<>(byLowerCase(text).values());
    }

    /** The words that matter in lower case, and how they are spelled first. */
    static Map<String, String> byLowerCase(String text) {
        Map<String, String> words = new LinkedHashMap<>();
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            String word = matcher.group();
            String lower = word.toLowerCase(Locale.ROOT);
            if (matters(lower)) {
                words.putIfAbsent(lower, word);
            }
        }
        return words;
    }

    private static boolean matters(String word) {
        return !STOP_WORDS.contains(word)
                && (word.length() > 2 || word.matches("c|r|go|ai|ml|bi|qa|ux|ui|js|ts|c#|hr|pr"))
                && !word.matches("[\\d./+#&-]+");
    }
}
