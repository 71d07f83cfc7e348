package io.tokentally.simulator;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** A few sentences about the words of a question, always the same for the same question. */
final class ProseAnswer {

    private static final List<String> OPENINGS = List.of(
            "Here is a short answer about %s.",
            "Let us look at %s step by step.",
            "In short, it depends on what you expect of %s.",
            "There are a few things to know about %s.");

    private static final List<String> SENTENCES = List.of(
            "The first point is what surrounds %s, because nothing here stands alone.",
            "A good start is to write down what you already know about %s and what you only assume.",
            "Most people find the matter of %s simpler once the goal is measured.",
            "If time is short, begin with %s and leave the rest for later.",
            "Keep in mind that figures for %s change over time, and check them again next month.",
            "An example helps here: take one case of %s and follow it from beginning to end.",
            "Where opinions about %s differ, compare the costs before the benefits.");

    private static final String CLOSING = "Tell me if you want more detail on any of this.";
    private static final int FEWEST_SENTENCES = 2;
    private static final int MORE_SENTENCES = 5;

    private ProseAnswer() {}

    static String to(String question, int index) {
        List<String> words = TextGenerator.keywords(question).stream().limit(8).toList();
        // Random is specified to the bit, so that the text is the same on every machine.
        Random random = new Random(question.hashCode() * 31L + index);
        List<String> templates = new ArrayList<>(SENTENCES);
        Collections.shuffle(templates, random);
        StringBuilder answer =
                new StringBuilder(sentence(OPENINGS.get(random.nextInt(OPENINGS.size())), words, random));
        for (String template : templates.subList(0, FEWEST_SENTENCES + random.nextInt(MORE_SENTENCES))) {
            answer.append(' ').append(sentence(template, words, random));
        }
        return answer.append(' ').append(CLOSING).toString();
    }

    private static String sentence(String template, List<String> words, Random random) {
        String word = words.isEmpty() ? "the question" : words.get(random.nextInt(words.size()));
        return template.replace("%s", word);
    }
}
