package io.tokentally.simulator;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How much of a job description a candidate's text covers.
 *
 * @param score from 0 to 100; the more of the job's words, the higher
 * @param matched the job's words that the candidate's text has, those that weigh most first
 * @param missing those that it lacks, those that weigh most first
 */
record JobMatch(int score, List<String> matched, List<String> missing) {

    private static final int TECHNICAL_WEIGHT = 3;
    private static final int LOWEST = 8;
    private static final int HIGHEST = 97;
    /** Job descriptions have many words that no résumé has: half of them is a good match. */
    private static final double CURVE = 0.6;

    private record Weighted(String word, int weight) {}

    static JobMatch of(String job, String candidate) {
        Set<String> known = new HashSet<>();
        TextGenerator.byLowerCase(candidate).keySet().forEach(word -> known.add(stem(word)));
        List<Weighted> matched = new ArrayList<>();
        List<Weighted> missing = new ArrayList<>();
        for (Map.Entry<String, String> word : TextGenerator.byLowerCase(job).entrySet()) {
            Weighted weighted = new Weighted(word.getValue(), weight(word.getValue(), job));
            (known.contains(stem(word.getKey())) ? matched : missing).add(weighted);
        }
        int has = sum(matched);
        int wants = has + sum(missing);
        double share = wants == 0 ? 0.5 : (double) has / wants;
        int score = (int) Math.round(LOWEST + (HIGHEST - LOWEST) * Math.pow(share, CURVE));
        return new JobMatch(score, heaviestFirst(matched), heaviestFirst(missing));
    }

    private static String stem(String word) {
        return word.length() > 3 && word.endsWith("s") && !word.endsWith("ss")
                ? word.substring(0, word.length() - 1)
                : word;
    }

    /** Names of techniques weigh more: a capital inside a sentence or a word, a digit, a sign as in C++. */
    private static int weight(String word, String text) {
        boolean sign = word.chars().skip(1).anyMatch(c -> Character.isUpperCase(c) || "+#.&".indexOf(c) >= 0)
                || word.chars().anyMatch(Character::isDigit);
        if (sign) {
            return TECHNICAL_WEIGHT;
        }
        if (!Character.isUpperCase(word.charAt(0))) {
            return 1;
        }
        String before = text.substring(0, text.indexOf(word)).stripTrailing();
        char last = before.isEmpty() ? '.' : before.charAt(before.length() - 1);
        return Character.isLowerCase(last) || ",(/".indexOf(last) >= 0 ? TECHNICAL_WEIGHT : 1;
    }

    private static int sum(List<Weighted> words) {
        return words.stream().mapToInt(Weighted::weight).sum();
    }

    private static List<String> heaviestFirst(List<Weighted> words) {
        return words.stream()
                .sorted(Comparator.comparingInt(Weighted::weight).reversed())
                .map(Weighted::word)
                .toList();
    }
}
