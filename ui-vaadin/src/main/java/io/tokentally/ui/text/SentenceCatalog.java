package io.tokentally.ui.text;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Sentences and names of the inner layers in one language. */
final class SentenceCatalog {

    /** For what stands in the places of sentences. */
    static final String WORDS = "word";

    /** A sentence is within a sentence within a sentence at most. */
    private static final int MAX_DEPTH = 3;

    private final Map<String, Map<String, String>> texts;
    private final List<SentenceTemplate> sentences;
    private final List<SentenceTemplate> phrases;

    /** @param texts by context, which sentences have none of, and by the text in English */
    SentenceCatalog(Map<String, Map<String, String>> texts) {
        this.texts = Map.copyOf(texts);
        this.sentences = templates("");
        this.phrases = templates(WORDS);
    }

    private List<SentenceTemplate> templates(String context) {
        return entries(context).entrySet().stream()
                .filter(entry -> SentenceTemplate.hasPlaces(entry.getKey()))
                .map(entry -> new SentenceTemplate(entry.getKey(), entry.getValue()))
                .toList();
    }

    Map<String, String> entries(String context) {
        return texts.getOrDefault(context, Map.of());
    }

    /** A name as it is called in the language; empty if it has no name there. */
    Optional<String> term(String context, String name) {
        return Optional.ofNullable(entries(context).get(name));
    }

    /** The sentence itself if it is none of ours. */
    String sentence(String english) {
        return sentence(english, MAX_DEPTH).orElse(english);
    }

    private Optional<String> sentence(String english, int depth) {
        return term("", english).or(() -> translate(sentences, english, part -> words(part, depth - 1)));
    }

    private String words(String english, int depth) {
        return term(WORDS, english)
                .or(() -> depth == 0 ? Optional.empty() : sentence(english, depth))
                .or(() -> depth == 0 ? Optional.empty() : translate(phrases, english, part -> words(part, depth - 1)))
                .orElse(english);
    }

    /** Of several that fit, the one that says the most: all others fit whatever it says. */
    private static Optional<String> translate(
            List<SentenceTemplate> templates, String english, UnaryOperator<String> words) {
        Map<SentenceTemplate, List<String>> fitting = new HashMap<>();
        for (SentenceTemplate template : templates) {
            template.parts(english).ifPresent(parts -> fitting.put(template, parts));
        }
        return fitting.keySet().stream()
                .filter(one -> fitting.keySet().stream().allMatch(other -> other == one || other.isWiderThan(one)))
                .findFirst()
                .map(one -> one.translate(fitting.getOrDefault(one, List.of()), words));
    }
}
