package io.tokentally.adapter.documents;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.pdfbox.text.TextPosition;

/**
 * Finds the columns of a page, whatever the order in which it was written: text of two columns is read down the left one
 * and then down the right one, while tables and dates beside jobs are read row by row.
 */
final class PageLayout {

    /** Lines of one column begin within so many points. */
    private static final float EDGE = 4;

    private static final int MAX_DEPTH = 8;
    private static final int LEAST_LINES = 2;

    /** Letters that make a cell a sentence, or close to one. */
    private static final int PROSE = 20;

    private static final Pattern DATE = Pattern.compile(
            "(?iu)(?=.*(?:\\d{4}|\\d{1,2}[./]\\d{2,4}|\\d+ ?%|\\d+\\+? (?:years?|jahre?|ans?|años|anni|anos)\\b))"
                    + "[\\p{L}\\d\\s.,/–—%+()'’-]{1,32}");
    private static final Pattern HEADING =
            Pattern.compile("(?iu)(?:(?:work|professional|technical|key|core|personal|about|berufs?|über) ?)?"
                    + "(?:skills?|experience|employment|education|contact|languages?|profile|summary|about|me|interests|hobbies|projects?|certifications?|certificates|"
                    + "awards|publications|references|details|history|kontakt|profil|erfahrung|berufserfahrung|ausbildung|kenntnisse|fähigkeiten|sprachen|projekte|interessen|"
                    + "compétences|expérience|expériences|formation|langues|loisirs|experiencia|educación|formación|habilidades|idiomas|contacto|perfil|"
                    + "esperienza|istruzione|competenze|lingue|contatti|experiência|educação|formação|competências|"
                    + "опыт работы|образование|навыки|контакты|языки)(?: (?:and|&) \\p{L}+)?:?");

    /** Lines that stand in two columns, or do not. */
    private record Band(List<Fragment> left, List<Fragment> right, boolean columns) {}

    private PageLayout() {}

    /** The letters of each column, in the order of reading; a page without columns is one. */
    static List<List<TextPosition>> columns(List<TextPosition> letters) {
        List<List<TextPosition>> columns = new ArrayList<>();
        Map<Float, List<TextPosition>> byDirection = letters.stream()
                .collect(Collectors.groupingBy(TextPosition::getDir, TreeMap::new, Collectors.toList()));
        for (List<TextPosition> upright : byDirection.values()) {
            order(Fragment.of(upright), columns, 0);
        }
        return columns;
    }

    private static void order(List<Fragment> fragments, List<List<TextPosition>> columns, int depth) {
        Interruption.check();
        if (fragments.isEmpty()) {
            return;
        }
        for (float edge : depth < MAX_DEPTH ? edges(fragments) : List.<Float>of()) {
            List<Band> bands = bands(fragments, edge);
            if (bands.stream().anyMatch(Band::columns)) {
                for (Band band : bands) {
                    if (band.columns()) {
                        order(band.left(), columns, depth + 1);
                        order(band.right(), columns, depth + 1);
                    } else {
                        order(byLine(band.left(), band.right()), columns, depth + 1);
                    }
                }
                return;
            }
        }
        List<TextPosition> one = new ArrayList<>();
        fragments.forEach(fragment -> one.addAll(fragment.letters()));
        columns.add(one);
    }

    /** Where right columns may begin: left edges that follow a gap, the most frequent first. */
    private static List<Float> edges(List<Fragment> fragments) {
        Map<Integer, Integer> counts = new TreeMap<>();
        Map<Integer, Float> least = new TreeMap<>();
        Fragment before = fragments.getFirst();
        for (Fragment fragment : fragments.subList(1, fragments.size())) {
            boolean sameLine = before.right() < fragment.left() && isSameLine(before, fragment);
            int rounded = Math.round(fragment.left() / EDGE);
            if (sameLine || counts.containsKey(rounded)) {
                counts.merge(rounded, 1, Integer::sum);
                least.merge(rounded, fragment.left(), Math::min);
            }
            before = fragment;
        }
        addStandingApart(fragments, counts, least);
        return counts.entrySet().stream()
                .filter(entry -> entry.getValue() >= LEAST_LINES)
                .sorted(Map.Entry.<Integer, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(5)
                .map(entry -> least.getOrDefault(entry.getKey(), 0f) - 1)
                .toList();
    }

    /** Columns whose lines never share a baseline show by the right edge of the left one. */
    private static void addStandingApart(
            List<Fragment> fragments, Map<Integer, Integer> counts, Map<Integer, Float> least) {
        float mostLeft =
                fragments.stream().map(Fragment::left).min(Float::compare).orElse(0f);
        Map<Integer, Integer> starts = new TreeMap<>();
        fragments.forEach(fragment -> starts.merge(Math.round(fragment.left() / EDGE), 1, Integer::sum));
        for (Fragment fragment : fragments) {
            int rounded = Math.round(fragment.left() / EDGE);
            boolean apart = fragment.left() > mostLeft + 60 && starts.getOrDefault(rounded, 0) >= 3;
            if (apart && !counts.containsKey(rounded)) {
                counts.put(rounded, starts.getOrDefault(rounded, 0));
                least.put(rounded, fragment.left());
            }
        }
    }

    private static List<Band> bands(List<Fragment> fragments, float edge) {
        List<Band> bands = new ArrayList<>();
        List<Fragment> left = new ArrayList<>();
        List<Fragment> right = new ArrayList<>();
        List<Fragment> across = new ArrayList<>();
        for (List<Fragment> line : lines(fragments)) {
            boolean crosses = line.stream().anyMatch(part -> part.left() < edge && part.right() > edge);
            if (crosses) {
                addColumns(left, right, bands);
                across.addAll(line);
            } else {
                addAcross(across, bands);
                line.forEach(part -> (part.left() < edge ? left : right).add(part));
            }
        }
        addColumns(left, right, bands);
        addAcross(across, bands);
        return bands;
    }

    private static void addColumns(List<Fragment> left, List<Fragment> right, List<Band> bands) {
        if (!left.isEmpty() || !right.isEmpty()) {
            bands.add(new Band(List.copyOf(left), List.copyOf(right), areColumns(left, right)));
            left.clear();
            right.clear();
        }
    }

    private static void addAcross(List<Fragment> across, List<Band> bands) {
        if (!across.isEmpty()) {
            bands.add(new Band(List.copyOf(across), List.of(), false));
            across.clear();
        }
    }

    private static List<List<Fragment>> lines(List<Fragment> fragments) {
        List<List<Fragment>> lines = new ArrayList<>();
        for (Fragment fragment : fragments) {
            if (lines.isEmpty() || !isSameLine(lines.getLast().getFirst(), fragment)) {
                lines.add(new ArrayList<>());
            }
            lines.getLast().add(fragment);
        }
        return lines;
    }

    private static List<Fragment> byLine(List<Fragment> left, List<Fragment> right) {
        List<Fragment> both = new ArrayList<>(left);
        both.addAll(right);
        both.sort(Comparator.comparingDouble(Fragment::baseline).thenComparingDouble(Fragment::left));
        return both;
    }

    private static boolean areColumns(List<Fragment> left, List<Fragment> right) {
        if (left.size() < LEAST_LINES || right.size() < LEAST_LINES) {
            return false;
        }
        boolean besideEachOther = left.getFirst().baseline() <= right.getLast().baseline()
                && right.getFirst().baseline() <= left.getLast().baseline();
        if (!besideEachOther || share(left, PageLayout::isDate) > 0.4 || share(right, PageLayout::isDate) > 0.4) {
            return false;
        }
        if (share(left, fragment -> fragment.text().endsWith(":")) > 0.4) {
            return false;
        }
        if (hasHeading(left) && hasHeading(right)) {
            return true;
        }
        double aligned = share(right, part -> left.stream().anyMatch(other -> isSameLine(other, part)));
        boolean flush = share(right, part -> part.left() - leftEdge(right) < EDGE) >= 0.5;
        return flush && (aligned < 0.75 || (averageLength(left) >= PROSE && averageLength(right) >= PROSE));
    }

    private static float leftEdge(List<Fragment> column) {
        return column.stream().map(Fragment::left).min(Float::compare).orElse(0f);
    }

    private static boolean isSameLine(Fragment one, Fragment other) {
        return Math.abs(one.baseline() - other.baseline()) < 2;
    }

    private static boolean isDate(Fragment fragment) {
        return DATE.matcher(fragment.text()).matches();
    }

    private static boolean hasHeading(List<Fragment> column) {
        return column.stream()
                .anyMatch(fragment -> HEADING.matcher(fragment.text()).matches());
    }

    private static double averageLength(List<Fragment> column) {
        return column.stream()
                .mapToInt(fragment -> fragment.text().length())
                .average()
                .orElse(0);
    }

    private static double share(List<Fragment> column, Predicate<Fragment> of) {
        return (double) column.stream().filter(of).count() / column.size();
    }
}
